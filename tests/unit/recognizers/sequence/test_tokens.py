"""What a mask left of a value is no part of another."""

import pytest

from recognizers.sequence.tagged import Tagged
from recognizers.sequence.tokens import before_tokens

TOKEN = "tok_k1_vhgsbcnhvqhmvhpmqfshjsvp"
LATIN = "石桥路12号Global Trade Center Tower B座1203室"


@pytest.mark.parametrize(
    ("text", "found", "kept", "reason"),
    [
        ("云南省昆明市" + TOKEN, "云南省昆明市" + TOKEN, ["云南省昆明市"], "before a token"),
        ("从" + TOKEN + "处揽收", TOKEN + "处", [], "begins with one"),
        ("昆" + TOKEN, "昆" + TOKEN, [], "too little before it"),
        (LATIN, LATIN, [LATIN], "words, no token"),
        ("石桥路12号", "石桥路12号", ["石桥路12号"], "short"),
    ],
)
def test_before_tokens(text: str, found: str, kept: list[str], reason: str) -> None:
    """A stretch ends before a token, or is left out."""
    start = text.index(found)
    stretch = Tagged(start, start + len(found), "ADDRESS", 0.9)
    assert [text[s.start : s.end] for s in before_tokens([stretch], text)] == kept, reason


def test_nothing_found() -> None:
    """No stretches stay none."""
    assert not before_tokens([], "文本")
