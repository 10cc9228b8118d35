"""A group of figures as a table in Markdown.

Must never show a number that is not computed from the samples.
"""

from collections.abc import Iterable
from typing import Final

from tests.bench.arithmetic import median
from tests.bench.results import Figure, Group

DIGITS: Final = 3  # significant ones shown


def table(group: Group) -> str:
    """Give the table: our median, and for each peer how many times its median ours is.

    The ratio is the median of the rounds' ratios, so it need not be that of both medians.
    """
    peers = list(dict.fromkeys(peer for figure in group.figures for peer in figure.peers))
    head = ["", f"median, {group.unit}", "lowest to highest", *(f"is … × {peer}" for peer in peers)]
    rows = [_row(figure, peers) for figure in group.figures]
    return markdown(head, rows)


def markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Lay out a table whose first column is text and whose others are numbers."""
    titles = list(head)
    rule = ["---", *["---:"] * (len(titles) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (titles, rule, *rows))


def counted(count: int, noun: str) -> str:
    """Write a count with its noun, which takes an s beside all but one."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def number(value: float) -> str:
    """Write a number with three significant digits, and thousands apart."""
    if abs(value) >= 10 ** (DIGITS - 1):
        rounded = float(f"{value:.{DIGITS}g}")
        return f"{rounded:,.0f}"
    return f"{value:.{DIGITS}g}"


def _row(figure: Figure, peers: Iterable[str]) -> list[str]:
    spread = f"{number(min(figure.ours))} to {number(max(figure.ours))}"
    return [figure.what, number(figure.middle), spread, *(_ratio(figure, peer) for peer in peers)]


def _ratio(figure: Figure, peer: str) -> str:
    if peer not in figure.peers:
        return ""
    return f"{number(figure.against(peer))} × {number(median(figure.peers[peer]))}"
