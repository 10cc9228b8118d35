"""One figure as bars in SVG: ours and every peer, on a logarithmic scale.

Must never show a bar that is not the median of samples of the figure.
"""

import math
from collections.abc import Iterator
from html import escape
from typing import Final

from tests.bench.arithmetic import median
from tests.bench.results import Group
from tests.bench.tables import number

WIDTH: Final = 720
ROW: Final = 30
LEFT: Final = 190
RIGHT: Final = 90
TOP: Final = 34
OURS_COLOUR: Final = "#1b6ca8"
PEER_COLOUR: Final = "#94a3b8"


def svg(group: Group, what: str, ours: str) -> str:
    """Draw one figure of a group, the fastest way first.

    Args:
        group: Of the figure.
        what: The figure's name.
        ours: Name for our own bar.
    """
    figure = group.figure(what)
    values = {ours: figure.middle} | {name: median(of) for name, of in figure.peers.items()}
    ordered = sorted(values.items(), key=lambda pair: -pair[1])
    height = TOP + ROW * len(ordered) + 14
    title = f"{group.title}: {what} ({group.unit}, logarithmic)"
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"',
        ' font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="20">{escape(title)}</text>',
        *_bars(ordered, ours),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _bars(ordered: list[tuple[str, float]], ours: str) -> Iterator[str]:
    low = 10 ** math.floor(math.log10(ordered[-1][1]))  # the decade below the least
    decades = math.log10(ordered[0][1] / low) or 1.0
    for at, (name, value) in enumerate(ordered):
        y = TOP + at * ROW
        length = (WIDTH - LEFT - RIGHT) * math.log10(value / low) / decades
        colour = OURS_COLOUR if name == ours else PEER_COLOUR
        yield f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
        yield f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="20" fill="{colour}"/>'
        yield f'<text x="{LEFT + length + 6:.1f}" y="{y + 15}">{number(value)}</text>'
