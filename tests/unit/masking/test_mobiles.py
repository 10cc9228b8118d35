"""What is read in one look is what the long way reads."""

import re
from typing import Final
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from redactor.masking import normalise, partial
from redactor.masking.mobiles import WRITTEN
from redactor.masking.normalise import normalised
from redactor.masking.partial import Partial
from redactor.spans import Span

NOTHING: Final = re.compile(r"(?!)")
SEPARATORS: Final = st.sampled_from(["", "-", " ", "--", " -", "."])
DIGITS: Final = "0123456789"
NUMBERS: Final = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "+86", "86", "0086", "+", "852"]),
        SEPARATORS,
        st.sampled_from(["1", "138", "010", "99"]),
        st.text(DIGITS, max_size=2),
        SEPARATORS,
        st.text(DIGITS, min_size=3, max_size=5),
        SEPARATORS,
        st.text(DIGITS, min_size=3, max_size=5),
        st.sampled_from(["", "-", "转", "分机", "x", "#", ",", ",,", "-,#", "*", "- "]),
        st.text(DIGITS, max_size=7),
    ),
)


def forms(raw: str) -> list[str]:
    """Mask a number both ways, and give its normal form."""
    span = Span(0, len(raw), "PHONE_NUMBER")
    masks = [Partial(phone=shown).mask(raw, span) for shown in ("ends", "tail")]
    return [*masks, normalised(raw, "PHONE_NUMBER")]


@given(NUMBERS)
def test_the_short_way_leads_where_the_long_one_does(raw: str) -> None:
    """With country code, separators and extension or without, whatever the number of digits."""
    short = forms(raw)
    with patch.object(partial, "WRITTEN", NOTHING), patch.object(normalise, "WRITTEN", NOTHING):
        assert forms(raw) == short


def test_most_numbers_are_written_so() -> None:
    """Digits of other scripts, and what has a mask in it, are not."""
    written = [
        "13800138000",
        "138-0013-8000",
        "+86 13800138000",
        "13800138000转12",
        "13800138000,,1",
    ]
    others = [
        "１３８００１３８０００",
        "138****8000",
        "0531-88888888",
        "008613800138000",
        "1380013800",
    ]
    assert all(map(WRITTEN.fullmatch, written))
    assert not any(map(WRITTEN.fullmatch, others))
