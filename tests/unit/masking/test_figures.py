"""A figure has the mask and the pseudonym of the number that it is."""

import pytest

from redactor.masking.figures import digits_of
from redactor.masking.normalise import normalised
from redactor.masking.partial import Partial
from redactor.spans import Span


@pytest.mark.parametrize(
    ("figure", "digits"),
    [
        ("13812345678.0", "13812345678"),
        ("13,812,345,678", "13812345678"),
        ("13,812,345,678.00", "13812345678"),
        ("1.3812345678E10", "13812345678"),
        ("1.3800138e+10", "13800138000"),
    ],
)
def test_its_mask_and_its_normal_form(figure: str, digits: str) -> None:
    """Both are those of the digits."""
    span = Span(0, len(figure), "PHONE_NUMBER")
    assert digits_of(figure) == digits
    assert normalised(figure, "PHONE_NUMBER") == digits
    assert Partial().mask(figure, span) == Partial().mask(digits, span)


def test_documents_and_cards() -> None:
    """No more of them is shown than of the number."""
    person = Span(0, 20, "CN_RESIDENT_ID")
    assert Partial().mask("440524188001010014.0", person) == "44" + "*" * 16
    assert normalised("440524188001010014.0", "CN_RESIDENT_ID") == "440524188001010014"
    card = Span(0, 20, "CN_BANK_CARD")
    assert Partial().mask("4.111111111111111E15", card) == "*" * 12 + "1111"


@pytest.mark.parametrize(
    "value",
    ["13812345678.5", "1.38123456789E10", "13812345678,,1234", "138,1234,5678", "1.3812345678E99"],
)
def test_what_is_no_figure_stays(value: str) -> None:
    """A fraction, an extension, another grouping."""
    assert digits_of(value) == value
