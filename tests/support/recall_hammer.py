"""Beats a build of the memory of findings, and of lists, with texts of every sort, for sanitizers.

`python -m tests.support.recall_hammer LIBRARY ROUNDS` prints how many texts. Must never go on
after an access out of bounds: the first ends the process.
"""

import random
import sys
from array import array
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from recognizers.finding import Finding
from redactor.spans import PartSpan, Span
from tests.support.sanitized import opened

SECRET: Final = bytes(16)
COSTS: Final = (180, 160, 96)
SLOTS: Final = 64
PIECES: Final = (
    "",
    "a",
    "é",
    "王小明",
    "\ud800",
    "\U0001f600",
    "*",
    "_",
    "<",
    "0" * 300,
    "长" * 1_100,
)
ODD_FOUND: Final[tuple[object, ...]] = (None, [], (), [()], [None], ["x"], [((),)], [((1, 2),)])


def main(path: str, rounds: int) -> None:
    """Load the build, and send drawn texts and odd arguments through all that it offers."""
    native = opened(path)
    drawn = random.Random(15)
    count = 0
    memory = native.Memory(SECRET, 65_536, 24 << 20, 1_024, COSTS)
    for _ in range(rounds):
        if drawn.random() < 0.1:
            bounds = (drawn.choice((0, 1, 40, 3_000)), drawn.choice((0, 900, 1 << 20)))
            memory = native.Memory(SECRET, *bounds, 1_024, COSTS)
        count += beaten(native, memory, drawn)
    assert all(refused(getattr(native, name), *odd) for name, *odd in ODD)
    assert all(refused(memory.ask, *odd) for odd in odd_asked())
    listed = native.Listed(["ab"], 1)
    assert all(refused(getattr(listed, name), *odd) for name, *odd in ODD_SOUGHT)
    sys.stdout.write(f"{count}\n")


def beaten(native: ModuleType, memory: Any, drawn: random.Random) -> int:  # noqa: ANN401 -- compiled
    """Ask for drawn texts, now and then with an answer that is none, and make spans."""
    texts = [
        "".join(drawn.choices(PIECES, k=drawn.randrange(4))) for _ in range(drawn.randrange(90))
    ]
    hints = ["".join(drawn.choices(PIECES[:6], k=drawn.randrange(9))) for _ in texts]

    def find(some: list[str], told: list[str]) -> Any:  # noqa: ANN401 -- odd ones
        assert len(some) == len(told)
        if drawn.random() < 0.2:
            return drawn.choice(ODD_FOUND)
        if drawn.random() < 0.1:  # a batch within a batch
            memory.ask(texts[:9], hints[:9], list, lambda more, _: [()] * len(more), *slots())
        return [_spans(text) for text in some]

    refused(memory.ask, texts, hints, list, find, *slots())
    found = [(Finding(0, len(text), "PERSON", 0.9, "drawn", masked="é" in text),) for text in texts]
    spans = native.spans(texts, found, Span, lambda *_: ())
    assert len(spans) == len(texts)
    seek(native, texts, drawn)
    return len(texts)


def seek(native: ModuleType, texts: list[str], drawn: random.Random) -> None:
    """Seek some of the texts, and what they begin with, in all, under any number of them."""
    values = [text[: drawn.randrange(2, 256)] for text in texts if len(text) > 1]
    listed = native.Listed(iter(values), drawn.choice((0, 1, len(values), 1 << 16)))
    held = listed.among(texts)
    cuts = (0, 1, -1, 9, 300, 1 << 80)
    found = [
        (Span(drawn.choice(cuts), drawn.choice(cuts), "QQ"),) * (len(text) % 3) for text in texts
    ]
    assert len(listed.found(texts, found)) <= len(texts)
    for at, text in enumerate(texts):
        assert (listed.next(text, 0) >= 0) == (at in held)
        assert listed.next(text, drawn.choice((0, 1, len(text), sys.maxsize))) < len(text)


def _spans(text: str) -> tuple[Span, ...]:
    part = PartSpan(0, 1, "road")
    return tuple(Span(at, at + 1, "ADDRESS", parts=(part,) * at) for at in range(len(text) % 5))


def slots() -> tuple[bytes, "array[int]", "array[int]"]:
    """Give of each slot whether it is worth it, and two counts."""
    return b"\1" * SLOTS, array("q", bytes(8 * SLOTS)), array("q", bytes(8 * SLOTS))


def refused(ask: Callable[..., object], *arguments: Any) -> bool:  # noqa: ANN401 -- odd ones
    """Ask for what cannot be done; tell whether it was refused."""
    try:
        ask(*arguments)
    except (ValueError, TypeError, IndexError, BufferError, OverflowError):
        return True
    return False


def odd_asked() -> list[tuple[Any, ...]]:
    """Give arguments of `ask` of which one is odd."""

    def whole(**odd: object) -> tuple[Any, ...]:
        worth, asked, known = slots()
        said: dict[str, Any] = {"texts": ["a"], "hints": ["b"], "meanings": list}
        said["find"] = lambda texts, _: [()] * len(texts)
        return tuple((said | {"worth": worth, "asked": asked, "known": known} | odd).values())

    return [
        (),
        whole(texts=None),
        whole(texts=[1]),
        whole(texts=["a", "b"]),
        whole(hints=[None]),
        whole(hints=["none"], meanings=None),
        whole(hints=["tuple"], meanings=tuple),
        whole(hints=["few"], meanings=lambda _: []),
        whole(hints=["number"], meanings=lambda _: [1]),
        whole(find=None, texts=["new"]),
        whole(worth=b""),
        whole(worth=b"\1" * 63),
        whole(asked=b"\0" * 8 * SLOTS),
        whole(asked=array("q")),
        whole(known=array("q", [0])),
    ]


ODD: Final[tuple[tuple[Any, ...], ...]] = (
    ("Memory",),
    ("Memory", b"short", 1, 1, 1, COSTS),
    ("Memory", SECRET, -1, 1, 1, COSTS),
    ("Memory", SECRET, 1, 1, 1, (1, 2)),
    ("Listed", ["ab"]),
    ("Listed", None, 1),
    ("Listed", ["ab", None], 2),
    ("Listed", ["a"], 1),
    ("Listed", ["a" * 256], 1),
    ("Listed", ["ab"], -1),
    ("Listed", ["ab"], sys.maxsize),
    ("Listed", ["ab"], 1 << 80),
    ("digest", b"short", "", ""),
    ("digest", SECRET, b"", ""),
    ("spans", ["a"], [], Span, None),
    ("spans", ["a"], [()], None, None),
    ("spans", ["a"], [()], str, None),
    ("spans", [b"a"], [()], Span, None),
    ("spans", ["a"], [[]], Span, None),
    ("spans", ["a"], [(1,)], Span, None),
    ("spans", ["a"], [((0, "1", 2, 3, 4, 5, False, 7),)], Span, None),
    ("spans", ["*"], [((0, 1, 2, 3, 4, 5, False, 7),)], Span, None),
)

ODD_SOUGHT: Final[tuple[tuple[Any, ...], ...]] = (
    ("among",),
    ("among", None),
    ("among", ["ab", b"ab"]),
    ("found", ["ab"], []),
    ("found", ["ab"], [None]),
    ("found", ["ab"], [(None,)]),
    ("found", ["ab"], [((),)]),
    ("found", [None], [()]),
    ("found", None, []),
    ("next", "ab"),
    ("next", b"ab", 0),
    ("next", "ab", -1),
    ("next", "ab", 1 << 80),
)

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
