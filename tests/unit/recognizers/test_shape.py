"""What a text certainly does not hold is seen before a recognizer is asked."""

import random

import pytest

from recognizers.analyzer import Analyzer
from recognizers.lexicon import Lexicon
from recognizers.scanner import shapes_of
from recognizers.shape import Shape
from tests.support.hints import HINTS
from tests.support.waybill_lines import lines


def moments(count: int) -> list[str]:
    """Moments of all years, with and without fraction and zone; some have impossible years."""
    drawn = random.Random(5)
    made = []
    for _ in range(count):
        day = ["{:04}-{:02}-{:02}".format(*map(drawn.randint, (1, 1, 1), (9999, 12, 31)))]
        time = ["{:02}:{:02}:{:02}".format(*map(drawn.randint, (0, 0, 0), (23, 59, 59)))]
        fraction = f".{drawn.randrange(10**6):06}"[: drawn.choice((0, 2, 4, 7))]
        zone = drawn.choice(("", "Z", "+08:00", "+0800", "-05:30"))
        made.append(drawn.choice(("T", " ")).join(day + time) + fraction + zone)
    return made


def test_a_moment_has_no_shape() -> None:
    """The most frequent field of an event costs one look."""
    assert set(shapes_of(moments(500))) == {0}


def test_no_recognizer_finds_anything_in_a_moment() -> None:
    """Asked in spite of it, whatever the field is called, none finds anything."""
    analyzer = Analyzer.default()
    analyzer.ask_all()
    texts = moments(4_000)
    hints = [HINTS[at % len(HINTS)] for at in range(len(texts))]
    assert {finding for found in analyzer.analyze_batch(texts, hints) for finding in found} == set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-16T06:12:00+08:00 13800138000", "a number behind it"),
        ("2026-03-16T06:12:00.13800138000", "a fraction longer than microseconds"),
        ("13800138000-03-16T06:12:00", "a year longer than four digits"),
        ("2026-13-16T06:12:00", "a thirteenth month"),
    ],
)
def test_what_is_more_than_a_moment_has_a_shape(text: str, why: str) -> None:
    """Anything beside a moment, or one that is none, is looked at."""
    assert shapes_of([text])[0] & Shape.DIGIT, why


def test_gates_and_shapes_leave_nothing_out() -> None:
    """Asked about everything, no recognizer finds more, whatever the field is called."""
    analyzer, ungated = Analyzer.default(), Analyzer.default()
    ungated.ask_all()
    texts = [*lines(1_500, seed=9), *("王小明", " 欧阳静 ", "收件人任启明知情", "1064812345678")]
    hints = [HINTS[at % len(HINTS)] for at in range(len(texts))]
    assert analyzer.analyze_batch(texts, hints) == ungated.analyze_batch(texts, hints)


def test_surnames_are_within_the_gate() -> None:
    """The gate of names takes every character that a surname is written with."""
    words = Lexicon.load()
    surnames = "".join((*words.common, *words.rare, *words.compound))
    assert all("\u3400" <= character <= "\u9fff" for character in surnames)
