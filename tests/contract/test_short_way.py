"""The short way and the way through the stages end in the same results, whatever the records."""

import random
import sys
from collections.abc import Sequence
from typing import Any, Final
from unittest.mock import ANY

import orjson
import pytest

from recognizers.finding import Finding
from redactor.forms import cells, forms, short
from redactor.forms.native import NATIVE
from redactor.forms.short import LONG, MOST_BYTES
from redactor.forms.words import WORDS
from redactor.isolation.unopened import opened
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.policy.inherit import SHIPPED_NAMES
from redactor.record import Coordinates, Headers, Masked, Record, Result
from redactor.spans import Span
from redactor.stages import mask
from redactor.stages.detect import Detector
from redactor.stages.find import Declared
from redactor.stages.mask import RuleFor, mask_text
from tests.bench.redaction import day
from tests.support.drawn_records import batches, drawn_records
from tests.support.fakes import POISON, FakeAnalyzer
from tests.support.keys import RING
from tests.support.raw_sets import unopened

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

HEAD: Final = "version: 1\nname: test\n"
ROUTE: Final = "routes: [{source: raw, target: masked}]\n"
POLICIES: Final = {
    "plain": ROUTE,
    "declared": ROUTE
    + """fields:
- {path: "$.name", entity: PERSON}
- {path: "$.a.address", entity: ADDRESS}
- {path: "$.phone", entity: PHONE_NUMBER}
- {path: "$.items[*].no", exempt: numbers of goods are nobody's}
- {path: "$.items[1].name", entity: PERSON}
key: PERSON
headers: {x-contact: PHONE_NUMBER}
exempt_headers: {x-type: one of three words}
keep_types: true
""",
    "erased": ROUTE + "operators: {PERSON: {operator: drop}, PHONE_NUMBER: {operator: 'null'}}\n",
    "two views": """routes:
- source: raw
  views:
  - {target: one, operators: {PHONE_NUMBER: {operator: redact}}}
  - {target: two, operators: {PERSON: {operator: replace, new_value: '"'}}}
""",
    "lists": ROUTE
    + """deny: [{entity: PERSON, values: [暗号人物, 李小伟]}]
allow: [{values: ["13800138000"], because: the hotline}]
""",
    "small": ROUTE + "limits: {max_texts: 6, max_depth: 3, max_record_bytes: 1024}\n",
}
BY_RULE: Final = "operators: {PHONE_NUMBER: {operator: mask}}\n"  # without a recipe
LARGE: Final = "limits: {max_record_bytes: 2097152}\n"
EXEMPT: Final = "fields: [{path: $.body, exempt: what printers are told}]\n"
# Profiles whose masks go by a record's subject or by whom it counts: none of theirs has a form.
BY_MORE: Final = {"analytics-k5", "courier-app"}


class Counting(FakeAnalyzer):
    """Notes what texts are read."""

    def __init__(self, asked: list[str]) -> None:
        """Take where to note them."""
        super().__init__()
        self._asked = asked

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Note the texts, and find what there is."""
        self._asked.extend(texts)
        return super().analyze_batch(texts, hints)


def nested(levels: int, text: str) -> str:
    """Write a text into a document in a string, so many times."""
    return text if not levels else orjson.dumps([nested(levels - 1, text)]).decode()


def both_ways(
    short_way: Pipeline, long_way: Pipeline, records: Sequence[Record]
) -> tuple[list[Result], list[Result]]:
    """Send records both ways, in batches of all sizes."""
    results: tuple[list[Result], list[Result]] = ([], [])
    for batch in batches(random.Random(len(records)), records):
        for pipeline, done in zip((short_way, long_way), results, strict=True):
            done.extend(pipeline.redact(batch))
    return results


def stages_alone(made: Pipeline) -> Pipeline:
    """Have a pipeline take every record through the stages."""
    made._short.native = None  # noqa: SLF001 -- as where no compiler was
    return made


@pytest.mark.parametrize("long", [LONG, 0], ids=["as they are", "as if all were long"])
@pytest.mark.parametrize("name", POLICIES)
def test_drawn_records_end_the_same_both_ways(
    name: str, long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, numbers, texts and escapes of every sort: the same copies, findings and refusals."""
    monkeypatch.setattr(short, "LONG", long)
    pipeline, stages = fake_pipeline(POLICIES[name]), stages_alone(fake_pipeline(POLICIES[name]))
    pipeline._short.learn_every = 4  # noqa: SLF001 -- so that most drawn shapes are learnt
    records = drawn_records(random.Random(name), 3_000)
    results, expected = both_ways(pipeline, stages, records)
    differ = [
        at for at, pair in enumerate(zip(results, expected, strict=True)) if pair[0] != pair[1]
    ]
    assert not differ, records[differ[0]].raw_value
    assert pipeline.seen == stages.seen


def test_what_was_opened_ends_as_its_records_do() -> None:
    """Whether they are objects already or not, whichever way they go."""
    drawn = [one for one in drawn_records(random.Random(6), 1_500) if not one.unreadable]
    records = [
        one._replace(at=Coordinates("raw", 0, 3 * at), timestamp_ms=at % 7)
        for at, one in enumerate(drawn)
    ]
    batch = opened(unopened(records[:500], records[500:]).content)
    one, other = fake_pipeline(ROUTE), fake_pipeline(ROUTE)
    told = taken(one, batch)
    assert 100 < len(told) < len(batch) - 100, "some go each way"
    assert told == taken(other, records)
    assert one.redact(batch) == other.redact(records)


@pytest.mark.parametrize("profile", sorted({*SHIPPED_NAMES} - BY_MORE))
def test_a_day_ends_the_same_both_ways(profile: str, detector: Detector) -> None:
    """The standard mix under a shipped profile: the same copies, findings and refusals."""
    scope = "scope: {team: routing, purpose: load-planning, epoch: 2026-q1}\n"
    text = f"{HEAD}routes: [{{source: bench.raw, target: masked}}]\nprofile: {profile}\n{scope}"
    policy = parse_policy(text.encode(), "policy")
    pipeline, stages = Pipeline(policy, detector, RING), Pipeline(policy, detector, RING)
    results, expected = both_ways(pipeline, stages_alone(stages), day(600, 9))
    assert results == expected


@pytest.fixture(scope="module")
def detector() -> Detector:
    """All recognizers, loaded once."""
    return Detector.default()


def test_most_records_of_a_day_go_the_short_way() -> None:
    """All but tombstones: escapes, JSON in strings and Chinese field names keep none from it."""
    pipeline = fake_pipeline(ROUTE.replace("raw", "bench.raw"))
    records = day(1_000, 5)
    pipeline.redact(records[:500])
    assert len(taken(pipeline, records[500:])) > 0.97 * 500


@pytest.mark.parametrize(
    ("more", "value", "why"),
    [
        ("", {"老姓名": "x"}, "a field name that may be PII, in a small batch"),
        ("", {"no": "138", "tel": "0013800"}, "pieces of one number"),
        ("", {"body": '{"name":"x","name":"y"}'}, "a name twice inside a string"),
        ("", {"body": '{"name":x}'}, "a string that only looks like JSON"),
        ("", {"body": '{"no":1.50}'}, "a number that we would write otherwise"),
        ("", {"a": nested(4, "x")}, "strings in strings in strings in strings"),
        ("", {"a\\b": "x"}, "a field name with an escape"),
        ("", {"key": "phone", "value": "x"}, "a label beside a value"),
        ("", {"lng": 116.397128, "lat": 39.916527}, "a position in two fields"),
        ("", ["a"] * 600, "more values than a form may have"),
        (LARGE, {"a": "x" * MOST_BYTES}, "longer than is read so"),
        ("operators: {PERSON: {operator: drop}}\n", {"name": "王小明"}, "erased"),
    ],
)
def test_what_depends_on_more_goes_through_the_stages(more: str, value: object, why: str) -> None:
    """Whatever is not said by a form alone has no result here, and the same one in the end."""
    pipeline = fake_pipeline(ROUTE + more)
    records = [Record(Coordinates("raw", 0, n), 0, None, orjson.dumps(value)) for n in range(2)]
    assert not taken(pipeline, records) or "operators" in more, why
    assert pipeline.redact(records) == stages_alone(fake_pipeline(ROUTE + more)).redact(records)


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        (r'{"a":"\u738b\u5c0f\u660e\ud83d\ude00\/\u000A"}', r'{"a":"***😀/\n"}'),
        ('{ "a" : [ "王小明" ,\n1 ] }', '{"a":["***",1]}'),
        (r'{"\u0061":"{\"b\":\"\u738b\u5c0f\u660e\"}"}', r'{"a":"{\"b\":\"***\"}"}'),
        (r'{"a":" {\"b\" : \"\\u738b\\u5c0f\\u660e\\\\\"} "}', r'{"a":"{\"b\":\"***\\\\\"}"}'),
        (
            r'{"a":"[\"[\\\"\\\\u738b\u5c0f\u660e\\\\n\\\"]\"]"}',
            r'{"a":"[\"[\\\"***\\\\n\\\"]\"]"}',
        ),
    ],
)
def test_what_is_escaped_is_written_as_few_as_can_be(raw: str, masked: str) -> None:
    """What strings say is read, and written again as it must be: once for each string around it."""
    pipeline = fake_pipeline(ROUTE + "operators: {PERSON: {operator: replace, new_value: '***'}}\n")
    records = [Record(Coordinates("raw", 0, 0), 0, None, raw.encode())]
    assert taken(pipeline, records)
    (result,) = pipeline.redact(records)
    assert isinstance(result, Masked)
    assert (result.outputs[0].masked_value or b"").decode() == masked


@pytest.mark.parametrize(("policy", "goes"), [("", True), (EXEMPT, False)])
def test_json_in_a_string_is_left_alone_where_the_policy_says_so(
    policy: str, *, goes: bool
) -> None:
    """An exempt string is not written anew, whatever is in it."""
    pipeline = fake_pipeline(ROUTE + policy)
    value = orjson.dumps({"body": '{ "name": "王小明" }'})
    records = [Record(Coordinates("raw", 0, 0), 0, None, value)]
    assert bool(taken(pipeline, records)) is goes
    (result,) = pipeline.redact(records)
    assert isinstance(result, Masked)
    assert (result.outputs[0].masked_value == value) is not goes


def test_chinese_field_names_have_forms_as_long_as_their_batch_lasts() -> None:
    """A name that may be PII is asked for and not kept; one that is PII is masked by the stages."""
    pipeline = fake_pipeline(ROUTE)
    names = ["收件人甲", "老电话"] * 32 + ["13900139000"] * 4
    records = [
        Record(Coordinates("raw", 0, at), 0, None, orjson.dumps({name: f"1380013{at:04}"}))
        for at, name in enumerate(names)
    ]
    assert len(taken(pipeline, records)) == 64  # two forms for all: none is left for the rest
    assert not any(name in repr(pipeline._short.__dict__) for name in names)  # noqa: SLF001 -- what is kept
    results = pipeline.redact(records)
    assert results == stages_alone(fake_pipeline(ROUTE)).redact(records)
    assert len(taken(pipeline, records[64:] * 8)) == 32
    (result,) = pipeline.redact(records[64:65])
    assert isinstance(result, Masked)
    assert b"13900139000" not in (result.outputs[0].masked_value or b"")


def test_words_of_the_trade_have_forms_that_last() -> None:
    """A waybill's own words are kept, are learnt in small batches, and are asked for in each."""
    asked: list[str] = []
    policy = parse_policy((HEAD + ROUTE).encode(), "p")
    pipeline = Pipeline(policy, Detector(Counting(asked), policy.thresholds))
    values: list[Any] = [{"收件人": f"x{at}", "inner": {"寄件电话": "1"}} for at in range(3)]
    values += [{"老电话": "x"}, {"收件人": "x", "老电话": "x"}, {"lng": "1.5", "收件人": "x"}]
    records = [Record(Coordinates("raw", 0, 0), 0, None, orjson.dumps(one)) for one in values]
    for record in records:
        assert isinstance(pipeline.redact([record])[0], Masked)
    assert asked.count("收件人") >= 1  # what was found in it is remembered, as of any text
    learnt = pipeline._short._forms["zh"].of_words  # noqa: SLF001 -- what is kept
    assert [one is None for one in learnt.values()] == [False, True]  # an axis has no form
    assert not any("老电话".encode() in blank for blank in learnt)
    assert [len(taken(pipeline, [one])) for one in records] == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("where", ["key", "headers"])
def test_a_long_key_or_header_is_not_searched_for_names(where: str) -> None:
    """Each name found in a record is looked for in all its bytes: they are not many."""
    pipeline = fake_pipeline(ROUTE + "exempt_headers: {x-type: one of three words}\n" + LARGE)
    long = b"x" * MOST_BYTES
    key, headers = (long, ()) if where == "key" else (None, (("x-type", long),))
    at, value = Coordinates("raw", 0, 0), orjson.dumps({"name": "王小明"})
    assert taken(pipeline, [Record(at, 0, key, value, headers), Record(at, 0, None, value)]) == {
        1: ANY
    }


def test_a_name_that_stands_again_sends_the_record_through_the_stages() -> None:
    """What was found in one field only is masked in all: as it is without the short way."""
    pipeline = fake_pipeline(ROUTE + 'fields: [{path: "$.name", entity: PERSON}]\n')
    value = orjson.dumps({"name": "林天佑", "note": "签收人林天佑"})
    (result,) = pipeline.redact([Record(Coordinates("raw", 0, 0), 0, None, value)])
    assert isinstance(result, Masked)
    assert "林天佑" not in (result.outputs[0].masked_value or b"").decode()


def test_a_long_record_whose_names_stand_again_goes_the_short_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its names are looked for before it is masked: once, and not by the stages."""
    masked: list[str] = []

    def counted(raw_text: str, spans: Sequence[Span], rule_for: RuleFor) -> str:
        masked.append(raw_text)
        return mask_text(raw_text, spans, rule_for)

    once, again = (f"13800138000{'件' * LONG}{name}" for name in ("", "签收人林天佑"))
    records = [
        Record(Coordinates("raw", 0, at), 0, None, orjson.dumps({"name": "林天佑", "note": note}))
        for at, note in enumerate((once, again))
    ]
    more = ROUTE + 'fields: [{path: "$.name", entity: PERSON}]\n' + BY_RULE
    expected = stages_alone(fake_pipeline(more)).redact(records)
    monkeypatch.setattr(cells, "mask_text", counted)
    monkeypatch.setattr(mask, "mask_text", None)
    assert fake_pipeline(more).redact(records) == expected
    assert sorted(masked) == sorted((once, again))


@pytest.mark.parametrize("count", [2, 7, 40, 250], ids=lambda count: f"{count} names")
def test_names_stand_again_in_a_long_record_as_the_stages_say(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few or many, one within another, with a dot or more characters behind, beside others."""
    drawn = random.Random(count)
    names = ["".join(drawn.choices("林天佑欧阳高峰·", k=drawn.randint(2, 6))) for _ in range(count)]
    between = ["", "，", "的", "x1 ", "😀", "13800138000", "林", "é", "\0", '"']
    records = [
        Record(Coordinates("raw", 0, at), 0, None, orjson.dumps({"name": names, "note": note}))
        for at, note in enumerate(
            "".join(f"{drawn.choice(names)}{drawn.choice(between)}" for _ in range(3 * LONG))[:size]
            for size in (9, LONG, 2 * LONG, 40_000)
        )
    ]
    more = ROUTE + 'fields: [{path: "$.name[*]", entity: PERSON}]\n'
    expected = stages_alone(fake_pipeline(more)).redact(records)
    monkeypatch.setattr(cells, "echoed", None)  # where it can be told in C, it is
    monkeypatch.setattr(short, "LONG", 0)
    pipeline = fake_pipeline(more)
    assert pipeline.redact(records) == expected
    assert len(taken(pipeline, records)) == len(records)


@pytest.mark.parametrize("name", POLICIES)
def test_the_longest_text_is_masked_as_the_stages_mask_it(name: str) -> None:
    """Up to a megabyte, with escapes, and with more masks than it has characters."""
    notes = ["件13800138000\n" * 4_000, "王小明，" * 20_000, "\1" * 200_000 + "13800138000"]
    values = [orjson.dumps({"note": note}) for note in notes]
    records = [Record(Coordinates("raw", 0, at), 0, None, one) for at, one in enumerate(values)]
    pipeline = fake_pipeline(POLICIES[name])
    assert bool(taken(pipeline, records)) is (name != "small")
    expected = stages_alone(fake_pipeline(POLICIES[name])).redact(records)
    assert pipeline.redact(records) == expected


def test_what_was_read_is_not_read_again() -> None:
    """A record that cannot be finished goes through the stages with what was found in it."""
    asked: list[str] = []
    policy = parse_policy((HEAD + ROUTE + "operators: {PERSON: {operator: drop}}\n").encode(), "p")
    pipeline = Pipeline(policy, Detector(Counting(asked), policy.thresholds))
    value = orjson.dumps({"name": "王小明", "note": "李小伟的件"})
    (result,) = pipeline.redact([Record(Coordinates("raw", 0, 0), 0, None, value)])
    assert isinstance(result, Masked)
    assert result.outputs[0].masked_value == b"{}"
    assert sorted(asked) == sorted({"王小明", "李小伟的件"})


def test_a_text_that_fails_is_the_fault_of_its_record_alone() -> None:
    """Beside a record that cannot be read, all others of its form have their copies."""
    records = [
        Record(Coordinates("raw", 0, at), 0, None, orjson.dumps({"note": note}))
        for at, note in enumerate(("13800138000", POISON, "王小明"))
    ]
    results = fake_pipeline(ROUTE).redact(records)
    assert [isinstance(one, Masked) for one in results] == [True, False, True]


def test_a_form_holds_no_value() -> None:
    """What is kept of records beyond their batch is made of field names, none of their values."""
    pipeline = fake_pipeline(ROUTE)
    secret = "张红红13900139000"  # fictitious
    headers: Headers = (("x-contact", secret.encode()),)
    value = orjson.dumps({"name": secret, "items": [{"no": 13900139000, "kg": 39.916527}]})
    one = Record(Coordinates("raw", 0, 0), 0, secret.encode(), value, headers)
    assert taken(pipeline, [one])
    kept = repr(pipeline._short._forms["zh"])  # noqa: SLF001 -- what is kept
    assert "items.*.no" in kept
    assert not any(part in kept for part in (secret, "13900139000", "39.9"))


def test_forms_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream in which every record has other names, however deep, keeps few of their forms."""
    monkeypatch.setattr(forms, "MOST_KEPT", 100_000)
    pipeline = fake_pipeline(ROUTE)
    letters = "abcdefghijklmnopqrstuvwxyz"
    for first in letters:
        for second in letters:
            value: Any = dict.fromkeys(letters, "x")
            for _ in range(20):
                value = {f"{first}{second}".ljust(60, "z"): value}
            pipeline.redact([Record(Coordinates("raw", 0, 0), 0, None, orjson.dumps(value))])
    known = pipeline._short._forms["zh"]  # noqa: SLF001 -- what is kept
    kept = sum(map(len, known)) + sum(len(one.path) for one in known._fields.values())
    assert kept < 200_000


def test_words_of_the_trade_are_bounded_with_all_that_is_kept_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Words in ever other orders are counted as what they take, and forgotten in time."""
    monkeypatch.setattr(forms, "MOST_KEPT", 200_000)
    pipeline, sent = fake_pipeline(ROUTE), 40
    drawn, words = random.Random(3), sorted(WORDS)
    for _ in range(sent):
        value = orjson.dumps(dict.fromkeys(drawn.sample(words, 300), 1))
        pipeline.redact([Record(Coordinates("raw", 0, 0), 0, None, value)])
    known = pipeline._short._forms["zh"]  # noqa: SLF001 -- what is kept
    kept = 0
    for blank, learnt in known.of_words.items():
        assert learnt is not None
        every = (blank, learnt.fields, learnt.names, *learnt.names)
        kept += sum(map(sys.getsizeof, every))
    assert 0 < len(known.of_words) < sent
    assert kept <= known._kept  # noqa: SLF001 -- as it was counted


def test_a_batch_learns_few_forms_however_many_its_topics() -> None:
    """Names that are others in each record cost a batch little, and leave nothing."""
    pipeline = fake_pipeline("routes: [{source: t.*, target: 'm.{rest}'}]\n")
    records = [
        Record(Coordinates(f"t.{at}", 0, at), 0, None, orjson.dumps({name: "x"}))
        for at in range(64)
        for name in ("".join(map(chr, (97 + at // 26, 97 + at % 26))), f"姓名{at}")
    ]
    assert len(taken(pipeline, records)) == 5 + 4


def test_words_make_no_forms() -> None:
    """Twenty flags are one form, not a million."""
    pipeline = fake_pipeline(ROUTE)
    for words in ((True, False), (False, None), (None, None), (True, True)):
        value = orjson.dumps({"ok": words[0], "gone": words[1], "name": "王小明"})
        assert taken(pipeline, [Record(Coordinates("raw", 0, 0), 0, None, value)])
    assert len(pipeline._short._forms["zh"]) == 1  # noqa: SLF001 -- what is kept


def test_each_text_is_masked_for_its_own_copies_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many topics in a batch, or keys of many times, cost no masks that nobody asks for."""
    masked: list[str] = []

    def counted(raw_text: str, spans: Sequence[Span], rule_for: RuleFor) -> str:
        masked.append(raw_text)
        return mask_text(raw_text, spans, rule_for)

    monkeypatch.setattr(cells, "mask_text", counted)
    pipeline = fake_pipeline(
        "routes: [{source: a, target: m.a}, {source: b, target: m.b}]\n" + BY_RULE
    )
    phones = [f"1380013800{n}" for n in range(4)]
    records = [
        Record(Coordinates(topic, 0, 0), 0, None, orjson.dumps({"phone": phone}))
        for topic, phone in zip("abab", phones, strict=True)
    ]
    pipeline.redact(records[:1])
    pipeline.redact(records[1:2])
    masked.clear()
    assert all(isinstance(one, Masked) for one in pipeline.redact(records))
    assert sorted(masked) == phones


def test_a_text_in_many_fields_is_written_as_each_of_them_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Like strings are masked once; a number, a key or a header is written its own way."""
    masked: list[str] = []

    def counted(raw_text: str, spans: Sequence[Span], rule_for: RuleFor) -> str:
        masked.append(raw_text)
        return mask_text(raw_text, spans, rule_for)

    phone = "13800138000"
    raw_value = f'{{"tel":"{phone}","note":"{phone}","more":{{"no":{phone},"tel":"{phone}"}}}}'
    at, headers = Coordinates("raw", 0, 0), (("x-contact", phone.encode()),)
    records = [Record(at, 0, phone.encode(), raw_value.encode(), headers)]
    more = ROUTE + "keep_types: true\n" + BY_RULE
    monkeypatch.setattr(FakeAnalyzer, "meanings", lambda _, hints: [""] * len(hints))
    pipeline = fake_pipeline(more)
    expected = stages_alone(fake_pipeline(more)).redact(records)
    monkeypatch.setattr(cells, "mask_text", counted)
    assert pipeline.redact(records) == expected
    fields = 6
    assert masked
    assert len(masked) < fields


def test_what_fails_behind_the_recognizers_makes_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the names of a batch could not be told, its records go through the stages."""

    class Full(Declared):
        def of(self, text: str, entity: str, within: tuple[Span, ...]) -> tuple[Span, ...]:
            del text, entity, within
            raise MemoryError

    monkeypatch.setattr(cells, "Declared", Full)
    pipeline = fake_pipeline(ROUTE + 'fields: [{path: "$.name", entity: PERSON}]\n')
    value = orjson.dumps({"note": "签收人林天佑", "name": "林天佑"})
    (result,) = pipeline.redact([Record(Coordinates("raw", 0, 0), 0, None, value)])
    assert isinstance(result, Masked)
    assert "林天佑" not in (result.outputs[0].masked_value or b"").decode()


def fake_pipeline(more: str) -> Pipeline:
    """Compile a policy onto the fake analyzer."""
    policy = parse_policy((HEAD + more).encode(), "policy")
    return Pipeline(policy, Detector(FakeAnalyzer(), policy.thresholds))


def taken(pipeline: Pipeline, records: Sequence[Record]) -> dict[int, Any]:
    """Give the records that are read by their form, by place."""
    rows = pipeline._short.read(records).rows  # noqa: SLF001 -- who goes which way
    return {at: rows.cells(at) for at in rows.places}
