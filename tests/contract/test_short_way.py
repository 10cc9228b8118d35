"""The short way and the way through the stages end in the same results, whatever the records."""

import json
import random
from collections.abc import Sequence
from typing import Any, Final
from unittest.mock import ANY

import orjson
import pytest

from recognizers.finding import Finding
from redactor.forms import cells, form
from redactor.forms.native import NATIVE
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.policy.inherit import SHIPPED_NAMES
from redactor.record import Coordinates, Headers, Masked, Record, Result
from redactor.spans import Span
from redactor.stages.detect import Detector
from redactor.stages.mask import RuleFor, mask_text
from tests.bench.redaction import day
from tests.support.fakes import POISON, FakeAnalyzer
from tests.support.keys import RING

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
# Profiles whose masks go by a record's subject or by whom it counts: none of theirs has a form.
BY_MORE: Final = {"analytics-k5", "courier-app"}
NAMES: Final = (
    *("name", "phone", "a", "address", "items", "no", "lng", "lat", "unit_no", "key", "value"),
    *("building", "room", "x-y", "姓名", "line2", "13800138000", "", '"'),
)
TEXTS: Final = (
    *("", "王小明", "李小伟 13900139000", "收件人张红", "13800138000", "138", "1", "北京", "tok"),
    *("暗号人物", "\x7f", "\u2028", "😀王小明", "/", "<b>", "138****8000", "phone", "²³", "mobile"),
    *("2026-03-16T06:02:19+08:00", "赵大明和王小明"),
)
ODD_TEXTS: Final = (
    *(
        "0013",
        "8000",
        "１３８",
        "٣٤٥",
        "{",
        '{"a":"王小明"}',
        "[1",
        " 王小明",
        "\u00a0x",
        "\u3000x",
    ),
    *("\ufeffx", "a\\b", 'say "x"', "\t", "\n", POISON),
)
NUMBERS: Final = (
    *(
        "0",
        "7",
        "-7",
        "999999",
        "1000000",
        "-1000000",
        "13800138000",
        "0.0",
        "1.5",
        "0.1",
        "0.0001",
    ),
    *("123456789012.345", "999999999999999", "1000000.5", "-0", "-0.0", "13800138000.0", "1.50"),
    *("0.00001", "1e5", "1E5"),
    *("0.1234567890123456", "123456789012345678", "1234567890123456789", "01"),
    *("116.397128", "39.916527", "1000000.0", "9007199254740993.0", "1.", ".5", "+1"),
)
HEADERS: Final = ("x-type", "x-contact", "x-note", "x-2", "姓名", "x-redactor-source")


def text_of(source: random.Random) -> str:
    """Draw a text, now and then an odd one."""
    return source.choice(TEXTS if source.random() < 0.97 else ODD_TEXTS)


def document(source: random.Random, depth: int = 0) -> str:
    """Draw JSON of the names and values above, mostly written as compact producers do."""
    kind = source.random()
    if depth > 3 or (depth and kind < 0.5):
        return json.dumps(text_of(source), ensure_ascii=source.random() < 0.05)
    if depth and kind < 0.65:
        return source.choice(NUMBERS[:14] if source.random() < 0.95 else NUMBERS)
    if depth and kind < 0.7:
        return source.choice(("true", "false", "null", "nil"))
    count = source.randrange(4)
    if kind < 0.8:
        return f"[{','.join(document(source, depth + 1) for _ in range(count))}]"
    names = [source.choice(NAMES[:6] if source.random() < 0.9 else NAMES) for _ in range(count)]
    if source.random() < 0.95:
        names = [*dict.fromkeys(names)]
    colon = ":" if source.random() < 0.97 else ": "
    fields = [f"{json.dumps(name)}{colon}{document(source, depth + 1)}" for name in names]
    return f"{{{','.join(fields)}}}"


def like(source: random.Random, value: Any) -> Any:  # noqa: ANN401 -- JSON
    """Draw other values for the same names: what a form is for."""
    if isinstance(value, dict):
        return {name: like(source, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [like(source, inner) for inner in value]
    if isinstance(value, str):
        return text_of(source)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return source.choice((7, 301, 13800138000, 1.5, 116.397128, 2_000_000))
    return value


def raw_values(source: random.Random, count: int) -> list[bytes | None]:
    """Draw values: documents, others of the same form, some of them broken, some null."""
    drawn: list[bytes | None] = []
    while len(drawn) < count:
        raw = document(source).encode()
        drawn.append(raw)
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError:
            continue
        drawn += [orjson.dumps(like(source, value)) for _ in range(source.randrange(9))]
        if source.random() < 0.2:
            drawn.append(broken(source, raw))
        if source.random() < 0.02:
            drawn.append(None)
    return drawn


def broken(source: random.Random, raw: bytes) -> bytes:
    """Take a byte away, put one in or change one."""
    at = source.randrange(len(raw))
    more = bytes([source.choice((*range(256), *b'"\\{}[]:,01-.e'))])
    return raw[:at] + source.choice((b"", more, more + raw[at : at + 1])) + raw[at + 1 :]


def side(source: random.Random) -> bytes | None:
    """Draw a key or a header's value."""
    text = None if source.random() < 0.1 else text_of(source)
    return None if text is None else text.encode() + b"\xff" * (source.random() < 0.02)


def drawn_records(source: random.Random, count: int) -> list[Record]:
    """Draw records, a third of them with headers."""
    made = []
    for offset, value in enumerate(raw_values(source, count)):
        headers: Headers = ()
        if source.random() < 0.3:
            some = source.choices(HEADERS, weights=(9, 9, 9, 1, 1, 1), k=source.randrange(1, 3))
            headers = tuple((name, side(source)) for name in some)
        unreadable = "crashed" if source.random() < 0.01 else ""
        at = Coordinates("raw" if source.random() < 0.99 else "other", 0, offset)
        made.append(Record(at, 1_700_000_000_000, side(source), value, headers, unreadable))
    return made


def both_ways(
    short_way: Pipeline, long_way: Pipeline, records: Sequence[Record]
) -> tuple[list[Result], list[Result]]:
    """Send records both ways, in batches of all sizes."""
    results: tuple[list[Result], list[Result]] = ([], [])
    sizes, at = random.Random(len(records)), 0
    while at < len(records):
        size = sizes.choice((1, 2, 3, 10, 50))
        for pipeline, done in zip((short_way, long_way), results, strict=True):
            done.extend(pipeline.redact(records[at : at + size]))
        at += size
    return results


def stages_alone(made: Pipeline) -> Pipeline:
    """Have a pipeline take every record through the stages."""
    made._short.native = None  # noqa: SLF001 -- as where no compiler was
    return made


@pytest.mark.parametrize("name", POLICIES)
def test_drawn_records_end_the_same_both_ways(name: str) -> None:
    """Names, numbers and texts of every sort: the same copies, findings and refusals, in order."""
    pipeline, stages = fake_pipeline(POLICIES[name]), stages_alone(fake_pipeline(POLICIES[name]))
    records = drawn_records(random.Random(name), 6_000)
    results, expected = both_ways(pipeline, stages, records)
    differ = [
        at for at, pair in enumerate(zip(results, expected, strict=True)) if pair[0] != pair[1]
    ]
    assert not differ, records[differ[0]].raw_value
    assert pipeline.seen == stages.seen


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
    """Compact JSON with plain field names, of a form that was met before."""
    pipeline = fake_pipeline(ROUTE.replace("raw", "bench.raw"))
    records = day(1_000, 5)
    pipeline.redact(records[:500])
    assert len(taken(pipeline, records[500:])) > 0.8 * 500


@pytest.mark.parametrize(
    ("more", "value", "why"),
    [
        ("", {"姓名": "x"}, "a field name that may be PII"),
        ("", {"no": "138", "tel": "0013800"}, "pieces of one number"),
        ("", {"body": '{"name":"x"}'}, "JSON inside a string"),
        ("", {"text": "a\nb"}, "something escaped"),
        ("", {"key": "phone", "value": "x"}, "a label beside a value"),
        ("", {"lng": 116.397128, "lat": 39.916527}, "a position in two fields"),
        ("", ["a"] * 600, "more values than a form may have"),
        ("", {"a": "x" * (1 << 16)}, "longer than a form may be"),
        ("operators: {PERSON: {operator: drop}}\n", {"name": "王小明"}, "erased"),
    ],
)
def test_what_depends_on_more_goes_through_the_stages(more: str, value: object, why: str) -> None:
    """Whatever is not said by a form alone has no result here, and the same one in the end."""
    pipeline = fake_pipeline(ROUTE + more)
    records = [Record(Coordinates("raw", 0, n), 0, None, orjson.dumps(value)) for n in range(2)]
    assert not taken(pipeline, records) or more, why
    assert pipeline.redact(records) == stages_alone(fake_pipeline(ROUTE + more)).redact(records)


@pytest.mark.parametrize("where", ["key", "headers"])
def test_a_long_key_or_header_is_not_searched_for_names(where: str) -> None:
    """Each name found in a record is looked for in all its bytes: they are not many."""
    pipeline = fake_pipeline(ROUTE + "exempt_headers: {x-type: one of three words}\n")
    long = b"x" * (1 << 16)
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


def test_what_was_read_is_not_read_again() -> None:
    """A record that cannot be finished goes through the stages with what was found in it."""
    asked: list[str] = []

    class Counting(FakeAnalyzer):
        def analyze_batch(
            self, texts: Sequence[str], hints: Sequence[str] = ()
        ) -> list[tuple[Finding, ...]]:
            asked.extend(texts)
            return super().analyze_batch(texts, hints)

    policy = parse_policy((HEAD + ROUTE + "operators: {PERSON: {operator: drop}}\n").encode(), "p")
    pipeline = Pipeline(policy, Detector(Counting(), policy.thresholds))
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
    monkeypatch.setattr(form, "MOST_KEPT", 100_000)
    pipeline = fake_pipeline(ROUTE)
    letters = "abcdefghijklmnopqrstuvwxyz"
    for first in letters:
        for second in letters:
            value: Any = dict.fromkeys(letters, "x")
            for _ in range(20):
                value = {f"{first}{second}".ljust(60, "z"): value}
            pipeline.redact([Record(Coordinates("raw", 0, 0), 0, None, orjson.dumps(value))])
    forms = pipeline._short._forms["zh"]  # noqa: SLF001 -- what is kept
    kept = sum(map(len, forms)) + sum(len(one.path) for one in forms._fields_known.values())  # noqa: SLF001
    assert kept < 200_000


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
    pipeline = fake_pipeline("routes: [{source: a, target: m.a}, {source: b, target: m.b}]\n")
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


def test_what_fails_behind_the_recognizers_makes_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the names of a batch could not be told, its records go through the stages."""

    def full(*given: object) -> list[str]:
        del given
        raise MemoryError

    monkeypatch.setattr(cells, "names_in", full)
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
    return {**pipeline._short.read(records).seen}  # noqa: SLF001 -- who goes which way
