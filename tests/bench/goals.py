"""The goals this project set itself, held against what was measured.

Must never round in its own favour, nor leave a goal out because it was missed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.bench.arithmetic import difference
from tests.bench.results import Results
from tests.bench.scaling import ONE, limited_case
from tests.bench.tables import markdown, number
from tests.bench.ways import ARGUS, LIMIT, PRESIDIO

CORE: Final = "real Kafka, a core of processor time"
WALL: Final = "real Kafka, wall clock"
LINEAR: Final = 1.2  # times the cost of a byte at 1 kB: beyond noise, far below the next power


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal.

    Attributes:
        what: What is asked.
        bound: The least, or the most, that reaches it.
        most: Whether the bound is the most.
        unit: Behind the number.
        value: Computes it from results; KeyError where it was not measured.
    """

    what: str
    bound: float
    most: bool
    unit: str
    value: Callable[[Results], float]

    def reached(self, value: float) -> bool:
        """Whether a value reaches it."""
        return value <= self.bound if self.most else value >= self.bound


def rows(results: Results) -> list[list[str]]:
    """Give a row for each goal; one that was not measured says so."""
    return [_row(goal, results) for goal in GOALS]


def table(results: Results) -> str:
    """Give all goals with what was measured."""
    return markdown(["", "goal", "measured", "reached"], rows(results))


def _row(goal: Goal, results: Results) -> list[str]:
    bound = f"{'≤' if goal.most else '≥'} {goal.bound:g}{goal.unit}"
    try:
        value = goal.value(results)
    except KeyError:
        return [goal.what, bound, "not measured", "no"]
    return [goal.what, bound, number(value) + goal.unit, "yes" if goal.reached(value) else "no"]


def _ratio(group: str, what: str, peer: str) -> Callable[[Results], float]:
    return lambda results: results.groups[group].figure(what).against(peer)


def _added(share: str) -> Callable[[Results], float]:
    def added(results: Results) -> float:
        figure = results.groups["latency"].figure(f"{share}, 50% of the ceiling")
        return difference(figure.ours, figure.peers[LIMIT])

    return added


def _middle(group: str) -> Callable[[Results], float]:
    return lambda results: results.groups[group].figures[0].middle


def _megabytes(results: Results) -> float:
    return _middle("memory")(results) * 2**20 / 1e6


def _worst_growth(results: Results) -> float:
    """Give the largest growth of a byte's cost, over all kinds of text and sizes."""
    figures = results.groups["growth-length"].figures
    return max(figure.against(peer) for figure in figures for peer in figure.peers)


GOALS: Final = (
    Goal("end to end in transactions ÷ aiokafka copying, a core",
         0.5, most=False, unit="×", value=_ratio("endtoend", CORE, LIMIT)),
    Goal("the same by the wall clock, one worker each",
         0.5, most=False, unit="×", value=_ratio("endtoend", WALL, LIMIT)),
    Goal("÷ plain Presidio + jieba in a Faust agent, a core",
         30, most=False, unit="×", value=_ratio("endtoend", CORE, PRESIDIO)),
    Goal("÷ argus-redact in the same loop, a core",
         10, most=False, unit="×", value=_ratio("endtoend", CORE, ARGUS)),
    Goal("two workers ÷ one, each with a CPU limit of half a core, the broker on the rest",
         1.8, most=False, unit="×", value=_ratio("workers-limited", limited_case(500, 2), ONE)),
    Goal("two workers ÷ one, each on a core of its own that it shares with the broker",
         1.8, most=False, unit="×", value=_ratio("workers", "2 workers", ONE)),
    Goal("added latency at half load, p50", 5, most=True, unit=" ms", value=_added("p50")),
    Goal("added latency at half load, p99", 25, most=True, unit=" ms", value=_added("p99")),
    Goal("resident memory of a worker", 250, most=True, unit=" MB", value=_megabytes),
    Goal("start to ready", 2, most=True, unit=" s", value=_middle("ready")),
    Goal("cost of a byte of text, up to 1 MB ÷ at 1 kB, the worst kind",
         LINEAR, most=True, unit="×", value=_worst_growth),
)  # fmt: skip
