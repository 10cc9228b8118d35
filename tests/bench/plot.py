"""A group as a line plot in SVG, by hand: no library is worth its weight for lines and labels.

Must never show a point that is not the median of samples in the group.
"""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from tests.bench.arithmetic import median
from tests.bench.results import Group
from tests.bench.tables import number

WIDTH: Final = 720
HEIGHT: Final = 380
LEFT: Final = 80
RIGHT: Final = 210
TOP: Final = 24
BOTTOM: Final = 56
COLOURS: Final = (
    *("#1b6ca8", "#c2410c", "#15803d", "#7e22ce"),
    *("#0891b2", "#0f766e", "#be123c", "#475569"),
)
LOG_FROM: Final = 8.0  # a wider range than this is drawn on a logarithmic scale
TICKS: Final = 5
HEADROOM: Final = 1.1


class Point(NamedTuple):
    """A median with the lowest and highest sample."""

    x: float
    y: float
    low: float
    high: float


class Scale(NamedTuple):
    """Where a value stands between two pixels."""

    low: float
    high: float
    first_px: float
    last_px: float
    log: bool

    def __call__(self, value: float) -> float:
        """Give the pixel of a value."""
        low, high, at = (self._of(one) for one in (self.low, self.high, value))
        share = (at - low) / (high - low) if high > low else 0.5
        return self.first_px + share * (self.last_px - self.first_px)

    def ticks(self) -> list[float]:
        """Give round values between both ends."""
        if self.log:
            powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            values = [step * 10.0**power for power in powers for step in (1, 2, 5)]
            return [value for value in values if self.low <= value <= self.high]
        return [self.low + (self.high - self.low) * n / TICKS for n in range(TICKS + 1)]

    def _of(self, value: float) -> float:
        return math.log10(value) if self.log else value


def svg(group: Group) -> str:
    """Draw a group that has an axis; peers are dashed."""
    lines = _drawable(_lines(group))
    points = [point for of in lines.values() for point in of]
    heights = [value for point in points for value in (point.low, point.high)]
    across = _scale([point.x for point in points], LEFT, WIDTH - RIGHT, zero=False)
    up = _scale(heights, HEIGHT - BOTTOM, TOP, zero=True)
    body = [*_frame(group, across, up, sorted({point.x for point in points}))]
    for at, (name, of) in enumerate(lines.items()):
        body += _line(name, of, at, (across, up))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12" role="img">\n'
        f"<title>{escape(group.title)}</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
    )
    return head + "\n".join(body) + "\n</svg>\n"


def _lines(group: Group) -> dict[str, list[Point]]:
    """Give each line's points: figures named `series, case`, and peers that are measured apart."""
    lines: dict[str, list[Point]] = {}
    for figure in group.figures:
        if figure.at is None:
            continue
        series = figure.what.rsplit(", ", 1)[0] if ", " in figure.what else group.name
        lines.setdefault(series, []).append(_point(figure.at, figure.ours))
        for peer, samples in figure.peers.items():
            if not group.own_base:
                lines.setdefault(f"{series}: {peer}", []).append(_point(figure.at, samples))
    return lines


def _drawable(lines: dict[str, list[Point]]) -> dict[str, list[Point]]:
    """Leave out the case of none where the others need a logarithmic axis."""
    places = [point.x for of in lines.values() for point in of if point.x > 0]
    if max(places) / min(places) <= LOG_FROM:
        return lines
    return {name: [point for point in of if point.x > 0] for name, of in lines.items()}


def _point(x: float, samples: Sequence[float]) -> Point:
    return Point(x, median(samples), min(samples), max(samples))


def _scale(values: Sequence[float], first_px: float, last_px: float, *, zero: bool) -> Scale:
    low, high = min(values), max(values)
    positive = [value for value in values if value > 0]
    log = len(positive) == len(values) and high / low > LOG_FROM
    if zero and not log:
        low, high = 0.0, high * HEADROOM
    return Scale(low, high, first_px, last_px, log)


def _frame(group: Group, across: Scale, up: Scale, places: Sequence[float]) -> Iterator[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for value in up.ticks():
        y = up(value)
        yield f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#e2e8f0"/>'
        yield _text(LEFT - 8, y + 4, number(value), "end")
    for value in places if len(places) <= TICKS + 4 else across.ticks():
        yield _text(across(value), bottom + 18, _short(value), "middle")
    yield f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="#334155"/>'
    yield _text((LEFT + right) / 2, HEIGHT - 12, group.axis, "middle")
    yield _text(LEFT, TOP - 8, group.unit, "start")


def _line(
    name: str, points: Sequence[Point], at: int, scales: tuple[Scale, Scale]
) -> Iterator[str]:
    across, up = scales
    colour = COLOURS[at % len(COLOURS)]
    path = " ".join(f"{across(p.x):.1f},{up(p.y):.1f}" for p in points)
    dash = ' stroke-dasharray="5 4"' if ": " in name else ""
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
    for p in points:
        x = across(p.x)
        yield f'<path d="M{x:.1f} {up(p.low):.1f}V{up(p.high):.1f}" stroke="{colour}"/>'
        yield f'<circle cx="{x:.1f}" cy="{up(p.y):.1f}" r="3" fill="{colour}"/>'
    y = TOP + 12 + 18 * at
    yield f'<path d="M{WIDTH - RIGHT + 12} {y - 4}h20" stroke="{colour}" stroke-width="2"{dash}/>'
    yield _text(WIDTH - RIGHT + 38, y, name, "start")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _short(value: float) -> str:
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
