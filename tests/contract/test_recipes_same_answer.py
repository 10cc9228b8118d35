"""What the compiled part masks and tells of cells is what rules and stages make of them."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final

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
from tests.support.forms_odd import RECORD, SEED, Plain

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
    read: Callable[..., tuple[object, list[int]]] = getattr(native, "read")  # noqa: B009 -- of no known type
    mask: Callable[..., list[int]] = getattr(native, "mask")  # noqa: B009 -- the same
    alone = [RECORD._replace(raw_value=encode([str(at)])) for at in range(len(texts))]
    rows, odd = read(alone, Plain(), [""], [""], 1 << 16, SEED)
    assert odd == []
    fields, recipes = given
    written: list[bytes | bool | None] = [None, *[False] * len(texts)]  # 0 is no cell of a record
    columns = (written, ["", *texts], [(), *spans], [field(), *fields])
    places = [*range(len(texts))]
    # So called, with a star, CPython itself looks for an error that is set beside an answer.
    left = mask(rows, places[:9], *columns, recipes, SURNAMES)
    left += mask(rows, places, *columns, recipes, SURNAMES)
    return written[1:], sorted({at - 1 for at in left})


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


def test_numbers_and_long_texts_are_left(native: object) -> None:
    """A number in a document may stay one, and a text of many kilobytes is nobody's first."""
    texts, fields = ["138", "x" * 20_000], [field(is_number=True), field()]
    spans = [(Span(0, 3, "PHONE_NUMBER"),)] * 2
    given = (fields, Masks({}, Replace()).recipes)
    assert masked(native, texts, spans, given) == ([False, False], [0, 1])


def test_cells_are_told_what_the_stages_find(native: object) -> None:
    """Spans, full names, and path and entity of each span, of fields that are declared, too."""
    told = getattr(native, "told")  # noqa: B009 -- of no known type
    rng = random.Random(5)
    names = [
        "王小明",
        "王先生",
        "欧阳小明",
        "阿依古丽·买买提",
        "王",
        "Zhang",
        "㐀鿿",
        "ꀀ明",
        "李经理",
    ]
    fields, texts, found = [], [], []
    for at in range(2_000):
        pieces = [rng.choice((*names, "签收人", "，", "é")) for _ in range(rng.randrange(5))]
        text, spans = "".join(pieces), []
        for number, piece in enumerate(pieces):
            start = len("".join(pieces[:number]))
            entity = rng.choice((PERSON, PERSON, "PHONE_NUMBER"))
            masked = rng.random() < 0.1
            spans.append(Span(start, start + len(piece), entity, masked=masked))
        if at % 3 == 0:
            parts = (PartSpan(0, 1, "road"), PartSpan(1, 2, "room"))
            spans = [Span(0, 2, "ADDRESS", 0.5, "x", parts)] * rng.choice((1, 1, 2))
        if rng.random() < 0.1:
            rng.shuffle(spans)  # odd, but names are the same whatever their order
        declared = rng.choice((None, None, PERSON, "ADDRESS"))
        is_read = declared in (None, "ADDRESS")
        fields.append(Field(f"a.{at}", "x", declared, is_read, is_number=False, is_json=True))
        texts.append(text)
        found += [tuple(spans)] if is_read else []
    asked = getattr(native, "asked")(texts, fields)  # noqa: B009 -- of no known type
    read = [at for at, one in enumerate(fields) if one.is_read]
    assert asked == ([texts[at] for at in read], [fields[at].hint for at in read])
    every, full, pairs, unmasked = told(texts, fields, found, Declared().of, Span(0, 1, ""), TITLES)
    answers, declared_of = iter(found), Declared()
    for at, one in enumerate(fields):
        expected = next(answers) if one.is_read else ()
        if one.entity is not None:
            expected = declared_of.of(texts[at], one.entity, expected)
        assert every[at] == expected
        assert full[at] == (tuple(n.encode() for n in names_in(texts[at], expected)) or None)
        assert pairs[at] == tuple((one.path, span.entity) for span in expected)
        assert unmasked[at] is (False if expected else None)
