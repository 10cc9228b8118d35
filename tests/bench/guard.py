"""`make bench-check`: fails when an event or a text costs over a tenth more than was committed.

Counts instructions where valgrind is there and the committed count is of this Python and
processor family; compares ratios to `jieba.cut` elsewhere. Must never pass because nothing was
compared.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench import instructions, pairs
from tests.bench.effort import FULL
from tests.bench.machine import compile_source, machine
from tests.bench.results import Figure, Group, Results

TOLERANCE: Final = 0.10
EXIT_OK, EXIT_WORSE, EXIT_NOTHING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Change:
    """A figure's cost now, relative to what was committed: 0.1 is a tenth more."""

    what: str
    by: float

    @property
    def is_loss(self) -> bool:
        """More than the tolerance."""
        return self.by > TOLERANCE

    def __str__(self) -> str:
        """One line for the reader."""
        verdict = "WORSE" if self.is_loss else "ok"
        return f"{self.what:40} {self.by:+7.1%}  {verdict}"


def changes(before: Group, after: Group) -> Iterator[Change]:
    """Compare the figures of a group; one that is no longer measured is a fault.

    Raises:
        KeyError: A committed figure was not measured again.
    """
    for old in before.figures:
        yield Change(old.what, _cost(after.figure(old.what)) / _cost(old) - 1)


def verdict(found: Sequence[Change]) -> int:
    """Give the exit code."""
    if not found:
        return EXIT_NOTHING
    return EXIT_WORSE if any(change.is_loss for change in found) else EXIT_OK


def check(committed: Results, measure: Callable[[], Sequence[Group]]) -> list[Change]:
    """Measure anew and compare with what was committed under the same names."""
    found: list[Change] = []
    for group in measure():
        if group.name in committed.groups:
            found += changes(committed.groups[group.name], group)
    return found


def instrument(committed: Results) -> Callable[[], Sequence[Group]]:
    """Choose what can be compared here."""
    here = machine()
    same = all(committed.machine.get(name) == here[name] for name in ("python", "architecture"))
    if same and instructions.available() and instructions.GROUP in committed.groups:
        return lambda: instructions.measure(FULL)
    return lambda: pairs.measure(FULL)


def _cost(figure: Figure) -> float:
    """What a figure is compared by: its ratio to the peer, itself where there is none."""
    for peer in figure.peers:
        return figure.against(peer)
    return figure.middle


def main() -> int:
    """Print a line for each figure, and the verdict as exit code."""
    compile_source()
    committed = Results.load()
    found = check(committed, instrument(committed))
    sys.stdout.writelines(f"{change}\n" for change in found)
    code = verdict(found)
    if code == EXIT_NOTHING:
        sys.stdout.write("nothing to compare: run `make bench` and commit its results\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
