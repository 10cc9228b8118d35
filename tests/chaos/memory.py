"""What the workers weighed over a run: minute five against the last one.

Must never compare two processes: a worker that was started anew in between is left out.
"""

import csv
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

EARLY_S: Final = (240, 360)  # around minute five
LATE_S: Final = 120  # the last two minutes


class Weight(NamedTuple):
    """One look at one worker."""

    at_s: int
    name: str
    pid: int
    rss_kb: int


class Growth(NamedTuple):
    """One worker that lived through the run.

    Attributes:
        name: Delivery and instance.
        early_mb: Median resident memory around minute five.
        late_mb: Median over the last two minutes.
        most_mb: The most it ever had.
        minutes: Length of the run.
    """

    name: str
    early_mb: float
    late_mb: float
    most_mb: float
    minutes: float

    @property
    def change(self) -> float:
        """Share by which it grew; negative when it shrank."""
        return self.late_mb / self.early_mb - 1


def read(path: Path) -> list[Weight]:
    """Read what the scales wrote."""
    with path.open(encoding="ascii", newline="") as source:
        return [
            Weight(int(at), name, int(pid), int(kb)) for at, name, pid, kb in csv.reader(source)
        ]


def growth(weights: Iterable[Weight]) -> Iterator[Growth]:
    """Compare the two ends of the run for each worker whose process was the same at both."""
    by_name: Mapping[str, list[Weight]] = defaultdict(list)
    for one in weights:
        by_name[one.name].append(one)
    for name, series in sorted(by_name.items()):
        end_s = series[-1].at_s
        early = [w for w in series if EARLY_S[0] <= w.at_s <= EARLY_S[1]]
        late = [w for w in series if w.at_s >= end_s - LATE_S]
        if len({w.pid for w in early + late}) == 1 and early and late:
            yield Growth(
                name, _median_mb(early), _median_mb(late), max(w.rss_kb for w in series) / 1024,
                end_s / 60,
            )  # fmt: skip


def table(grown: Iterable[Growth]) -> str:
    """Give the comparison in Markdown."""
    rows = ["| worker | MB at minute 5 | MB at the end | change | most |", "|---|---|---|---|---|"]
    rows += [
        f"| {one.name} | {one.early_mb:.0f} | {one.late_mb:.0f} | {one.change:+.1%} |"
        f" {one.most_mb:.0f} |"
        for one in grown
    ]
    return "\n".join(rows)


def _median_mb(weights: Iterable[Weight]) -> float:
    return statistics.median(one.rss_kb for one in weights) / 1024
