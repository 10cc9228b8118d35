"""Every operator on every entity: hides, decides by the value alone, and does nothing twice."""

import itertools
import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.binding import Binding
from redactor.masking.crowd import NOBODY, Cells, Crowd, OfCrowd, chain_of
from redactor.masking.erase import Drop, Null
from redactor.masking.generalise import Generalise
from redactor.masking.operator import Masker, OfSubject, Operator
from redactor.masking.partial import Partial
from redactor.masking.pseudonym import Hash, Pseudonym
from redactor.masking.reversible import Encrypt, Fpe
from redactor.masking.shift import Shift
from redactor.masking.smile import Smile
from redactor.masking.traces import LETTERS
from redactor.masking.virtual import VirtualNumber
from redactor.masking.whole import Mask, Redact, Replace
from redactor.policy import DECLARED_ENTITIES, ENTITIES
from redactor.spans import PartSpan, Span
from tests.support.keys import bound

OPERATORS: Final[list[Operator]] = [
    Drop(),
    Encrypt(),
    Fpe(),
    Generalise(),
    Generalise(address="road", k=2),
    Hash(),
    Mask(),
    Mask(chars_to_mask=6, from_end=True),
    Null(),
    Partial(),
    Partial(keep_length=True),
    Partial(phone="tail"),
    Pseudonym(),
    Pseudonym(style="fictitious"),
    Redact(),
    Replace(),
    Shift(),
    Smile(),
    VirtualNumber(),
]
LEVELS = ["province", "city", "county", "town", "road", "number", "poi", "building", "unit", "room"]
VALUES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.from_regex(r"\A(\+86[- ]?)?1[3-9][0-9]{9}(-[0-9]{1,4})?\Z"),
    st.from_regex(r"\A[\u4e00-\u9fa5]{2,4}\Z"),
    st.from_regex(r"\A[\u4e00-\u9fa5]{2,6}(路|街)[0-9]{1,4}号[0-9]{1,4}室\Z"),
    st.from_regex(r"\A[a-z]{1,8}@[a-z]{1,8}\.com\Z"),
    st.from_regex(r"\A20[0-9]{2}-(0[1-9]|1[0-2])-[0-2][0-9]( [01][0-9]:[0-5][0-9])?\Z"),
    st.from_regex(r"\A[0-9]{1,3}\.[0-9]{1,6},[0-9]{1,3}\.[0-9]{1,6}\Z"),
    st.from_regex(r"\A[0-9]{1,20}\Z"),
)
SALT: Final = b"0" * 32
EVERY = sorted(ENTITIES | DECLARED_ENTITIES)


def named(operator: Operator) -> str:
    """Name a case."""
    return "-".join(str(part) for part in operator.model_dump().values())


def ready(operator: Operator) -> Masker:
    """Bind an operator, to one parcel if it asks for a subject."""
    masker = bound(operator)
    return masker.about("SF1") if isinstance(masker, OfSubject) else masker


@st.composite
def values(draw: st.DrawFn, entities: tuple[str, ...] = tuple(EVERY)) -> tuple[str, Span]:
    """Draw a value with an entity and, for addresses, any cover by parts."""
    raw = draw(VALUES)
    entity = draw(st.sampled_from(entities))
    cuts = sorted(draw(st.sets(st.integers(0, len(raw)), max_size=6)))
    parts = tuple(
        PartSpan(start, end, draw(st.sampled_from(LEVELS)))
        for start, end in itertools.pairwise(cuts)
        if entity == "ADDRESS"
    )
    return raw, Span(0, len(raw), entity, parts=parts)


def again(raw: str, span: Span, masked: str) -> Span:
    """Give the span that a recognizer would give the mask: parts end where the shown head does."""
    head = len(masked.rstrip("*^_")) if raw.startswith(masked.rstrip("*^_")) else 0
    parts = [PartSpan(p.start, min(p.end, head), p.level) for p in span.parts if p.start < head]
    return Span(0, len(masked), span.entity, parts=tuple(parts))


@pytest.mark.parametrize("operator", OPERATORS, ids=named)
@given(drawn=values())
def test_masks_follow_from_the_value_alone(operator: Operator, drawn: tuple[str, Span]) -> None:
    """Two workers that bind the same operator give the same mask."""
    raw, span = drawn
    assert ready(operator).mask(raw, span) == ready(operator).mask(raw, span)


@pytest.mark.parametrize("operator", [o for o in OPERATORS if o.idempotent], ids=named)
@given(drawn=values())
def test_a_mask_of_a_mask_is_the_mask(operator: Operator, drawn: tuple[str, Span]) -> None:
    """What an operator made, it leaves alone."""
    raw, span = drawn
    masker = ready(operator)
    once = masker.mask(raw, span)
    assert masker.mask(once, again(raw, span, once)) == once


@pytest.mark.parametrize("operator", [o for o in OPERATORS if not o.idempotent], ids=named)
def test_those_that_are_not_idempotent_say_so(operator: Operator) -> None:
    """`fpe` and `shift` give what looks like their input, and are documented so."""
    assert operator.operator in {"fpe", "shift"}  # type: ignore[attr-defined] # every operator names itself
    assert "Not idempotent" in (type(operator).__doc__ or "")


# What a mask that hides a value whole looks like, whatever the value.
WHOLE: Final[dict[str, str]] = {
    "drop": r"",
    "encrypt": rf"enc_k1_[{LETTERS}]{{34,}}",
    "hash": rf"hash_k1_[{LETTERS}]{{72}}",
    "mask-*-None-False": r"\*{1,40}",
    "null": r"",
    "redact": r"",
    "replace": r"<[A-Z_]{2,20}>",
    "pseudonym-token": rf"tok_k1_[{LETTERS}]{{40}}",
    "pseudonym-fictitious": rf"tok_k1_[{LETTERS}]{{40}}|154[0-9]{{8}}-[0-9]{{4}}|.某.{{0,2}}",
    "virtual_number": r"154[0-9]{8}-[0-9]{4}|\*{11}",
}


@pytest.mark.parametrize("operator", [o for o in OPERATORS if named(o) in WHOLE], ids=named)
@given(drawn=values())
def test_nothing_of_a_hidden_value_survives(operator: Operator, drawn: tuple[str, Span]) -> None:
    """The mask has its own shape and no character that is the value's."""
    raw, span = drawn
    assert re.fullmatch(WHOLE[named(operator)], ready(operator).mask(raw, span))


# Most characters of a value that `partial` and `smile` may show, by entity; none of any other.
SHOWN: Final[dict[str, int]] = {
    "PERSON": 2,
    "PHONE_NUMBER": 5,
    "CN_RESIDENT_ID": 2,
    "CN_BANK_CARD": 4,
    "CN_LICENSE_PLATE": 2,
}
NUMBERED = tuple(one for one in EVERY if one not in {"ADDRESS", "EMAIL_ADDRESS"})


@pytest.mark.parametrize(
    "operator",
    [Partial(), Partial(keep_length=True), Partial(phone="tail"), Smile()],
    ids=named,
)
@given(drawn=values(NUMBERED))
def test_partial_masks_keep_to_the_floor(operator: Operator, drawn: tuple[str, Span]) -> None:
    """No more than the few characters the standard allows stand beside the stars."""
    raw, span = drawn
    masked = ready(operator).mask(raw, span)
    assert len(re.sub(r"[*]|\^_\^|-(?=\*|\^)", "", masked)) <= SHOWN.get(span.entity, 0)


@given(drawn=values(("ADDRESS",)))
def test_generalised_addresses_show_no_household(drawn: tuple[str, Span]) -> None:
    """No digit survives but in a road's own number."""
    masked = Generalise(address="road").mask(*drawn)
    assert not re.search(r"[0-9]", re.sub(r"[0-9]{1,8}(国道|省道|县道|乡道|高速)", "", masked))


@given(drawn=values(("PERSON", "PHONE_NUMBER", "CN_RESIDENT_ID", "WAYBILL_NO")))
def test_what_has_no_groups_is_hidden(drawn: tuple[str, Span]) -> None:
    """`generalise` and `shift` show nothing of a value they have no groups or days for."""
    assert Generalise().mask(*drawn) == "****"
    assert ready(Shift()).mask(*drawn) == "****"


@given(drawn=values())
def test_fpe_keeps_no_run_of_the_value(drawn: tuple[str, Span]) -> None:
    """Of seven digits in a row, not all stay; what is no number is stars."""
    raw, span = drawn
    masked = ready(Fpe()).mask(raw, span)
    assert len(masked) == len(raw)
    assert re.fullmatch(r"\*+|[0-9()+\-. /]+", masked)
    assert not any(raw[at : at + 9] in masked for at in range(len(raw) - 8) if raw[at:].isdigit())


@given(drawn=values(("ADDRESS",)), known=st.booleans())
def test_a_mask_with_a_k_shows_no_more_than_one_without(
    drawn: tuple[str, Span], *, known: bool
) -> None:
    """Nothing while nobody is counted; with everyone counted the head that `generalise` shows."""
    raw, span = drawn
    masker = Generalise(address="road", k=2).bind(Binding())
    assert isinstance(masker, OfCrowd)
    chain = chain_of(raw, span, SALT)
    cells = Cells(SALT, {Crowd(2, 5): set(chain) - {0}}) if known else NOBODY
    shown = masker.among(cells, chain).mask(raw, span)
    most = Generalise(address="road").mask(raw, span)
    assert shown == (most if known and chain else "****")
