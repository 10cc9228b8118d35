"""Lines that hold numbers of other things: orders, amounts, times, weights, hotlines, products.

Must never hold a value of a label that is counted: every finding in them is a false alarm.
"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.quality.score import Line
from tests.quality.train.vocabulary import read_sections

FRAMES: Final = read_sections(Path(__file__).parent / "negatives.txt")
_SLOT: Final = re.compile(r"\{([a-z]+)([0-9]*)\}")
_FIRST: Final = datetime(2025, 1, 1, tzinfo=UTC)


def negatives(size: int, seed: int) -> Iterator[Line]:
    """Lines in equal shares of every reason in `negatives.txt`; the key names the reason.

    Args:
        size: Lines in all.
        seed: Of the drawing.
    """
    draw = random.Random(f"{seed}-negatives")
    reasons = list(FRAMES)
    for index in range(size):
        reason = reasons[index % len(reasons)]
        frame = draw.choice(FRAMES[reason])
        yield Line(f"{reason}-{index}", filled(frame, draw), ())


def filled(frame: str, draw: random.Random) -> str:
    """A frame with its slots filled."""
    moment = _FIRST + timedelta(seconds=draw.randrange(60_000_000))
    times = _times(moment, draw)
    return _SLOT.sub(
        lambda slot: times.get(slot[0]) or _fill(slot[1], int(slot[2] or 0), draw), frame
    )


def _times(moment: datetime, draw: random.Random) -> dict[str, str]:
    """A moment in the forms of logs and events."""
    seconds = int(moment.timestamp())
    return {
        "{date}": f"{moment:%Y-%m-%d}",
        "{date8}": f"{moment:%Y%m%d}",
        "{time}": f"{moment:%H:%M:%S}",
        "{time6}": f"{moment:%H%M%S}",
        "{stamp}": f"{seconds}",
        "{ms}": f"{seconds}{draw.randrange(1000):03d}",
    }


def _fill(name: str, size: int, draw: random.Random) -> str:
    """One slot that is no time."""
    if name == "amount":
        return draw.choice(("{:.2f}", "{:,.2f}", "{:.0f}")).format(draw.uniform(3, 90_000))
    if name == "kg":
        return f"{draw.uniform(0.1, 60):.{draw.randint(1, 3)}f}"
    if name == "uuid":
        return "-".join(_fill("hex", count, draw) for count in (8, 4, 4, 4, 12))
    alphabet = "0123456789abcdef" if name == "hex" else "0123456789"
    run = "".join(draw.choice(alphabet) for _ in range(size))
    # `d` is of no telephone number: no 0 or 1 first. `z` has zeros first, as serial numbers do.
    return {"d": draw.choice("23456789") + run[1:], "z": "000" + run[3:]}.get(name, run)
