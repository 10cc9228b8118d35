"""How well numbers and codes are found: `python -m tests.quality.numbers.evaluate`.

Must never print a text unless `--show` is given: a miss is a line's key.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from recognizers.analyzer import Analyzer
from tests.quality.numbers.interval import wilson
from tests.quality.numbers.lines import KINDS, positives
from tests.quality.numbers.negatives import negatives
from tests.quality.peers import ARGUS_LABELS, argus
from tests.quality.score import Line, Span

SEED: Final = 20261124
_FREE: Final = frozenset(("PERSON", "ADDRESS"))  # measured by tests.quality.evaluate


@dataclass(slots=True)
class Tally:
    """Counts of one label, and where it went wrong."""

    hit: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    leaked: int = 0
    gold: int = 0

    def row(self, label: str) -> str:
        """One line of the report."""
        missed, false = self.missed.total(), self.false.total()
        recall = wilson(self.hit, self.hit + missed)
        precision = wilson(self.hit, self.hit + false)
        return (
            f"{label:20}  recall {recall}  precision {precision}  "
            f"leak {self.leaked / max(self.gold, 1):.3%}  n={self.hit + missed}"
        )


def tally(lines: Sequence[Line], found: Sequence[Sequence[Span]]) -> dict[str, Tally]:
    """Counts exact spans by label; a finding that is no value of its label is false.

    Args:
        lines: Lines with every value of the counted labels.
        found: For each line what was found in it.
    """
    by_label: dict[str, Tally] = defaultdict(Tally)
    for line, spans in zip(lines, found, strict=True):
        reason = line.key.rpartition("-")[0]
        mine = {span for span in spans if span.label not in _FREE}
        covered = {i for span in spans for i in range(span.start, span.end)}
        for span in line.gold:
            one = by_label[span.label]
            one.hit += span in mine
            one.missed[reason] += span not in mine
            one.gold += span.end - span.start
            one.leaked += len(set(range(span.start, span.end)) - covered)
        for span in mine.difference(line.gold):
            by_label[span.label].false[reason] += 1
    return by_label


def dataset(size: int, seed: int) -> list[Line]:
    """Lines of every kind, and as many without a value as there are of one kind times four."""
    lines = [line for kind in KINDS for line in positives(kind, size, seed)]
    return [*lines, *negatives(4 * size, seed)]


def analysed(analyzer: Analyzer, lines: Sequence[Line]) -> list[list[Span]]:
    """What the fast path finds in each line."""
    found = analyzer.analyze_batch([line.text for line in lines])
    return [[Span(f.start, f.end, f.label) for f in row] for row in found]


def report(by_label: dict[str, Tally]) -> Iterator[str]:
    """A row for each label, and below it the kinds of line that go wrong."""
    for label, one in sorted(by_label.items()):
        yield one.row(label)
        wrong = [("missed", one.missed), ("false", one.false)]
        for word, counter in wrong:
            kinds = ", ".join(f"{reason} {n}" for reason, n in counter.most_common(6) if n)
            if kinds:
                yield f"    {word}: {kinds}"


def beside(size: int, seed: int) -> Iterator[str]:
    """The same for argus-redact where it is installed, on fewer lines, for the labels it knows."""
    detect = argus() if size else None
    if detect is None:
        return
    lines = dataset(size, seed)
    by_label = tally(lines, detect(lines))
    yield f"argus-redact, {size} lines of each kind"
    for label in sorted(ARGUS_LABELS - _FREE):
        yield by_label[label].row(label)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print recall and precision of every number, with 95 % intervals."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--size", type=int, default=4000, help="lines of each kind of value")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", type=int, default=0, help="print so many wrong lines of a kind")
    parser.add_argument("--peer", type=int, default=150, help="lines of each kind for the peer")
    chosen = parser.parse_args(arguments)
    lines = dataset(chosen.size, chosen.seed)
    found = analysed(Analyzer.default(), lines)
    for row in report(tally(lines, found)):
        sys.stdout.write(row + "\n")
    for row in beside(chosen.peer, chosen.seed):
        sys.stdout.write(row + "\n")
    shown: Counter[str] = Counter()
    for line, spans in zip(lines, found, strict=True):
        reason = line.key.rpartition("-")[0]
        wrong = {s for s in spans if s.label not in _FREE}.symmetric_difference(line.gold)
        if wrong and shown[reason] < chosen.show:
            shown[reason] += 1
            pieces = " ".join(f"{s.label}[{line.text[s.start : s.end]}]" for s in sorted(spans))
            sys.stdout.write(f"  {reason}: {line.text!r} found {pieces or '-'}\n")


if __name__ == "__main__":
    main()
