"""The corpus of hard talk is what its marks say."""

from tests.quality.hard_talk import FRAMES, hard_talk, marked
from tests.quality.score import Span


def test_marks_become_spans() -> None:
    """What a mark holds is a value where it stands; what stands around it is text."""
    line = marked("x", "放{a=3栋}给{p=王芳}")
    assert line.text == "放3栋给王芳"
    assert line.gold == (Span(1, 3, "ADDRESS"), Span(4, 6, "PERSON"))


def test_every_mark_is_read() -> None:
    """No line is left with a brace, and each of talk has a value."""
    lines = hard_talk().lines
    assert not any(set("{}") & set(line.text) for line in lines)
    assert all(line.gold for line in lines if "-talk-" in line.key)
    assert not any(line.gold for line in lines if "-hush-" in line.key)


def test_lines_differ() -> None:
    """Several hundred lines, none of them twice."""
    rows = [row for kind in FRAMES.values() for row in kind]
    assert len(rows) == len(set(rows)) > 700
