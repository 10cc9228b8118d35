"""What the compiled part masks and tells of cells is what rules and stages make of them."""

import random
import struct
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import pytest

from redactor.forms.form import Field
from redactor.forms.native import NATIVE
from redactor.json_codec import encode
from redactor.masking.generalise import Generalise
from redactor.masking.masks import Masks
from redactor.masking.names import COMPOUND_SURNAMES
from redactor.masking.operator import Operator
from redactor.masking.partial import Partial
from redactor.masking.recipes import SURNAMES, recipe_of
from redactor.masking.whole import Keep, Mask, Redact, Replace
from redactor.spans import PartSpan, Span
from redactor.stages.echo import PERSON, TITLES, names_in
from redactor.stages.find import Declared
from redactor.stages.mask import mask_text
from tests.support.forms_odd import OWN, RECORD, SEED, Plain

ROUNDS: Final = 4_000  # values of each entity
ODD: Final = '*"\\\n\x01 ，·😀é０９'
KEPT: Final = ("province", "city", "county", "town", "road", "poi")
HIDDEN: Final = ("number", "unit", "room")
PIECES: Final = {
    "PERSON": ["王", "小", "明", "先生", "·", "Zhang ", *sorted(COMPOUND_SURNAMES)],
    "PHONE_NUMBER": ["138", "0013", "8000", "+", "86", "0531", "-", "转", "#", "13800138000"],
    "ADDRESS": [
        "浙江省",
        "杭州市",
        "文三路",
        "十二",
        "三",
        "号",
        "单元",
        "单",
        "12",
        "国道",
        "高速",
        "区",
    ],
    "EMAIL_ADDRESS": ["z", "@", "example", ".com", "-", "_", "王"],
    "CN_RESIDENT_ID": ["1101", "05", "1949", "X", ".", "3"],
    "CN_BANK_CARD": ["6222", "0212", " ", ",", "3"],
    "CN_LICENSE_PLATE": ["鲁", "A", "123", "D"],
    "WAYBILL_NO": ["SF", "1234", "-"],
}
NAMES: Final = (
    *("王小明", "王先生", "欧阳小明", "阿依古丽·买买提", "王", "Zhang", "㐀鿿", "ꀀ明", "李经理"),
    *("签收人", "，", "é"),
)
UNREAD: Final = "王小明"  # stands in every record once more
NAMELESS: Final = Field("", "", None, is_read=False, is_number=False, is_json=True)
KEEP: Final = Keep(because="analysts join by it")
SETS: Final[dict[str, Operator]] = {
    "partial": Partial(),
    "keep": KEEP,
    "redact": Redact(),
    "replace": Replace(),
    "odd": Replace(new_value='"\\\n\x02王'),
}


@pytest.fixture(name="native")
def _native() -> object:
    """Give the compiled part, where there is one."""
    if NATIVE is None:
        pytest.skip("no C compiler when this was installed")
    return NATIVE


def drawn(rng: random.Random, entity: str) -> tuple[str, tuple[Span, ...]]:
    """Draw a text with one to three values, some of them odd, masked, or beside other text."""
    text, spans = "", []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text += rng.choice(("", "", "收件人：", ' "\\', "a\n", "😀"))
        start, parts = len(text), []
        for _ in range(rng.randrange(1, 7)):
            piece = rng.choice(
                (*PIECES[entity], rng.choice(ODD)) if rng.random() < 0.1 else PIECES[entity]
            )
            level = rng.choice((*KEPT, *KEPT, *HIDDEN))
            parts.append(PartSpan(len(text), len(text) + len(piece), level))
            text += piece + rng.choice(("", "", "", "", " ", "****" if rng.random() < 0.1 else ""))
        within = tuple(parts[: rng.randrange(len(parts) + 1)]) if entity == "ADDRESS" else ()
        masked = rng.random() < 0.05
        spans.append(Span(start, len(text), entity, parts=within, masked=masked))
    return text + rng.choice(("", "", "。", "x")), tuple(spans)


def field(*, is_number: bool = False, is_json: bool = True) -> Field:
    """Give a field that is read."""
    return Field("a.b", "ab", None, is_read=True, is_number=is_number, is_json=is_json)


class Told(NamedTuple):
    """Cells that stand alone in a record each, behind that of what is not scanned.

    Attributes:
        native: The compiled part.
        rows: Of the records.
        texts: Of the cells.
        spans: Of the cells.
    """

    native: object
    rows: object
    texts: Sequence[str]
    spans: Sequence[tuple[Span, ...]]

    def call(self, name: str, *given: object) -> Any:  # noqa: ANN401 -- whatever it answers
        """Call a function of the compiled part."""
        return getattr(self.native, name)(*given)


def told_alone(
    native: object, texts: Sequence[str], fields: Sequence[Field], found: Sequence[object]
) -> Told:
    """Tell texts that stand in a record each, with a name behind it that is not scanned.

    Args:
        native: The compiled part.
        texts: Of the cells.
        fields: Of each text.
        found: The spans of each text that is read.
    """
    told = Told(native, None, texts, ())
    values = [encode({f"a{at}": one, "b": UNREAD}) for at, one in enumerate(texts)]
    cells: tuple[list[str], list[object]] = ([""], [""])
    records = [RECORD._replace(raw_value=value) for value in values]
    rows, odd = told.call("read", records, Apart(), *cells, 1 << 16, SEED)
    assert (odd, cells[0]) == ([], ["", *texts])
    given = (cells[0], [NAMELESS, *fields], list(found), Declared().of, Span(0, 1, ""), TITLES)
    none, *spans = told.call("told", rows, *given)
    assert none == ()
    return told._replace(rows=rows, spans=spans)


class Apart(Plain):
    """Forms whose first value has a field of its own, so that each text is a cell."""

    def __missing__(self, key: str | bytes) -> object:
        """Make them, or one of them."""
        return super().__missing__(key) if isinstance(key, str) else ([], None)


def masked(
    native: object,
    texts: Sequence[str],
    spans: Sequence[object],
    given: tuple[Sequence[Field], object],
) -> tuple[list[bytes | bool | None], list[int]]:
    """Mask texts that stand alone in a record each, some of them asked for twice.

    Args:
        native: The compiled part.
        texts: Of the cells.
        spans: Of each text.
        given: The field of each text, and the recipes.

    Returns:
        What is written of each text, and the numbers of those that are left.
    """
    fields, recipes = given
    told = told_alone(native, texts, fields, spans)
    marks, places = told.call("marks", told.rows), [*range(len(texts))]
    # So called, with a star, CPython itself looks for an error that is set beside an answer.
    left = told.call("mask", marks, places[:9], recipes, SURNAMES)
    left += told.call("mask", marks, places, recipes, SURNAMES)
    assert len(left) == len(set(left))
    return [told.call("written", marks, 1 + at) for at in places], sorted(at - 1 for at in left)


def masked_by(
    native: object, masks: Masks, texts: Sequence[str], spans: Sequence[tuple[Span, ...]]
) -> Iterator[tuple[bytes | bool | None, bytes | bool | None]]:
    """Give what is written of each text as a string, and what as a header."""
    columns = []
    for one in (field(), field(is_json=False)):
        written, left = masked(native, texts, spans, ([one] * len(texts), masks.recipes))
        assert left == [at for at, made in enumerate(written) if made is False]
        columns.append(written)
    yield from zip(*columns, strict=True)


@pytest.mark.parametrize("operator", SETS)
@pytest.mark.parametrize("entity", PIECES)
def test_masks_are_those_of_the_rules(native: object, entity: str, operator: str) -> None:
    """Whatever a value looks like, its mask is that of its rule, or is left to it."""
    rng = random.Random(entity + operator)
    texts, spans = zip(*(drawn(rng, entity) for _ in range(ROUNDS)), strict=True)
    masks = Masks({entity: SETS[operator]}, Replace())  # type: ignore[dict-item] # keyless
    made = 0
    for text, some, (string, plain) in zip(
        texts, spans, masked_by(native, masks, texts, spans), strict=True
    ):
        assert (string is False) == (plain is False)
        if string is not False:
            made += 1
            expected = mask_text(text, some, masks.rule)
            assert (string, plain) == (encode(expected), expected.encode()), (entity, operator)
    few = {"PHONE_NUMBER": 0.03, "ADDRESS": 0.2, "CN_RESIDENT_ID": 0.2, "CN_BANK_CARD": 0.2}
    assert made > ROUNDS * (few.get(entity, 0.9) if operator == "partial" else 0.99)


@pytest.mark.parametrize(
    "operator",
    [Mask(), Partial(keep_length=True), Generalise(), type("Other", (Keep,), {})(because="x" * 10)],
)
def test_what_has_no_recipe_is_left(native: object, operator: Operator) -> None:
    """What masks otherwise, as a class that inherits may, is not masked by the compiled part."""
    masks = Masks({PERSON: operator}, Replace())  # type: ignore[dict-item] # keyless
    assert recipe_of(masks.of(PERSON), PERSON) is None
    ((string, plain),) = masked_by(native, masks, ["王小明"], [(Span(0, 3, PERSON),)])
    assert string is plain is False


@pytest.mark.parametrize("odd", [(), ((), ""), (frozenset({"road"}), None), 1 << 70, -1, b"x"])
def test_what_is_no_recipe_is_left_without_an_error(native: object, odd: object) -> None:
    """An error that is set beside an answer would be raised somewhere else."""
    given = ([field()], {PERSON: odd})
    assert masked(native, ["王小明"], [(Span(0, 3, PERSON),)], given) == ([False], [0])


@pytest.mark.parametrize(
    ("spans", "why"),
    [
        (((0, 2), (1, 3)), "they overlap"),
        (((2, 3), (0, 1)), "they run backwards"),
        (((0, 4),), "the text is shorter"),
        (((1, 1),), "empty"),
        (((-1, 2),), "before the text"),
    ],
)
def test_odd_spans_are_left(native: object, spans: tuple[tuple[int, int], ...], why: str) -> None:
    """A text whose spans are odd has no mask: the stages refuse its record."""
    odd = tuple(Span(start, end, PERSON) for start, end in spans)
    ((string, _),) = masked_by(native, Masks({}, Replace()), ["王小明"], [odd])
    assert string is False, why


def test_a_number_is_left_and_a_long_text_is_masked(native: object) -> None:
    """A number in a document may stay one; a text of many kilobytes costs no more for each."""
    texts, fields = ["138", "x" * 20_000], [field(is_number=True), field()]
    spans = [(Span(0, 3, "PHONE_NUMBER"),)] * 2
    given = (fields, Masks({}, Replace()).recipes)
    long = b'"<PHONE_NUMBER>' + b"x" * 19_997 + b'"'
    made, left = masked(native, texts, spans, given)
    assert (made[0], left) == (False, [0])
    assert made[1] == long, "it is the text behind its mask"


def drawn_cells(rng: random.Random) -> Iterator[tuple[str, Field, tuple[Span, ...]]]:
    """Draw texts, their fields, some of them declared, and what is found in them."""
    for at in range(2_000):
        pieces = [rng.choice(NAMES) for _ in range(rng.randrange(5))]
        text, spans = "".join(pieces), []
        for number, piece in enumerate(pieces):
            start = len("".join(pieces[:number]))
            entity = rng.choice((PERSON, PERSON, "PHONE_NUMBER", None))
            masked = rng.random() < 0.1
            if entity:
                spans.append(Span(start, start + len(piece), entity, masked=masked))
        if at % 3 == 0:
            parts = (PartSpan(0, 1, "road"), PartSpan(1, 2, "room"))
            spans = [Span(0, 2, "ADDRESS", 0.5, "x", parts)] * rng.choice((1, 1, 2))
        declared = rng.choice((None, None, PERSON, "ADDRESS"))
        is_read = declared in (None, "ADDRESS")
        path = f"a.{at % 9}"
        yield text, Field(path, "x", declared, is_read, is_number=False, is_json=True), tuple(spans)


def test_cells_are_told_what_the_stages_find(native: object) -> None:
    """Spans, full names, and path and entity of each span, of fields that are declared, too."""
    texts, fields, every = zip(*drawn_cells(random.Random(5)), strict=True)
    found = [some for some, one in zip(every, fields, strict=True) if one.is_read]
    asked = getattr(native, "asked")(list(texts), list(fields))  # noqa: B009 -- of no known type
    read = [at for at, one in enumerate(fields) if one.is_read]
    assert asked == ([texts[at] for at in read], [fields[at].hint for at in read])
    told = told_alone(native, texts, fields, found)
    answers, declared_of = iter(found), Declared()
    for at, one in enumerate(fields):
        expected = next(answers) if one.is_read else ()
        if one.entity is not None:
            expected = declared_of.of(texts[at], one.entity, expected)
        assert told.spans[at] == expected
    expected_of = {at: again(texts[at], spans) for at, spans in enumerate(told.spans)}
    assert kinds_of(told) == {
        at: tuple((fields[at].path, span.entity) for span in told.spans[at])
        for at, stands_again in expected_of.items()
        if stands_again is False
    }
    for at, stands_again in expected_of.items():
        assert stands_again in (None, told.call("again", told.rows, at))


def again(text: str, spans: Sequence[Span]) -> bool | None:
    """Tell whether a name of a record stands in it once more; None where its spans are odd."""
    ends = [0, *(end for span in spans for end in span[:2])]
    if ends != sorted(ends) or ends[-1] > len(text):
        return None
    names = names_in(text, spans)
    return any(f"{text}\0{UNREAD}".count(one) > names.count(one) for one in names)


def kinds_of(told: Told) -> dict[int, object]:
    """Give what was found in each record of which a copy is made."""
    marks, places = told.call("marks", told.rows), [*range(len(told.spans))]
    left = told.call("mask", marks, places, Masks({}, Replace()).recipes, SURNAMES)
    assert left == [at + 1 for at in places if again(told.texts[at], told.spans[at]) is None]
    groups = ((places, (("masked", marks),)),)
    _, spots, kinds, _ = told.call("made", told.rows, groups, (*OWN, 1 << 16))
    numbers = [(kind, group) for _, _, kind, group in struct.iter_unpack("=qqii", spots)]
    return {at: kinds[kind] for at, (kind, group) in enumerate(numbers) if group == 0}
