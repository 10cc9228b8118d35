"""Whole-value masks keep presidio-anonymizer's names and hide what they say they hide."""

import pytest
from pydantic import TypeAdapter, ValidationError

from redactor.masking.catalogue import AnyOperator
from redactor.masking.operator import Masker
from redactor.masking.smile import Smile
from redactor.masking.whole import Keep, Mask, Redact, Replace
from redactor.spans import PartSpan, Span

PERSON = Span(0, 3, "PERSON")


@pytest.mark.parametrize(
    ("operator", "mask"),
    [
        (Replace(), "<PERSON>"),
        (Replace(new_value="某人"), "某人"),
        (Redact(), ""),
        (Mask(), "***"),
        (Mask(masking_char="#"), "###"),
        (Mask(chars_to_mask=2), "**明"),
        (Mask(chars_to_mask=2, from_end=True), "王**"),
        (Mask(chars_to_mask=1), "***"),
        (Mask(chars_to_mask=9), "***"),
        (Keep(because="fictitious people only"), "王小明"),
        (Smile(), "王^_^"),
    ],
)
def test_each_operator_gives_its_mask(operator: Masker, mask: str) -> None:
    """The mask depends on value and parameters alone."""
    assert operator.mask("王小明", PERSON) == mask


@pytest.mark.parametrize(
    ("raw", "entity", "mask"),
    [
        ("13800138000", "PHONE_NUMBER", "138^_^00"),
        ("138^_^00", "PHONE_NUMBER", "138^_^00"),
        ("王^_^", "PERSON", "王^_^"),
        ("0531-88888888", "PHONE_NUMBER", "^_^"),
    ],
)
def test_smile_is_partial_with_a_smile(raw: str, entity: str, mask: str) -> None:
    """JD's 微笑面单: the hidden stretch smiles, and smiles only once."""
    assert Smile().mask(raw, Span(0, len(raw), entity)) == mask


def test_smile_hides_the_household() -> None:
    """An address ends in a smile where `partial` ends in stars."""
    span = Span(0, 7, "ADDRESS", parts=(PartSpan(0, 3, "road"), PartSpan(3, 7, "number")))
    assert Smile().mask("泉城路180号", span) == "泉城路^_^"


@pytest.mark.parametrize(
    "data",
    [
        {"operator": "keep"},
        {"operator": "keep", "because": "short"},
        {"operator": "mask", "masking_char": "**"},
        {"operator": "nothing"},
        {},
        {"operator": "redact", "extra": 1},
    ],
)
def test_bad_parameters_are_refused(data: dict[str, object]) -> None:
    """An operator with a missing, wrong or unknown parameter is no operator."""
    with pytest.raises(ValidationError):
        TypeAdapter(AnyOperator).validate_python(data)
