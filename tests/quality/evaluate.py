"""`make eval`: how well values are found, ours beside its peers, with intervals and worst misses.

Must never print a text unless `--show` is given: a miss is a line's id and offsets. Of a sealed
set it must print rates alone, unless `--unseal` is given.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.quality.corpus import own_sets
from tests.quality.hard_talk import hard_talk
from tests.quality.latin import latin_sets
from tests.quality.open_talk.author import NAME as OPEN_TALK
from tests.quality.open_talk.author import open_kinds, open_talk
from tests.quality.peers import Detector, argus, ours, plain_presidio
from tests.quality.score import Counts, Line, Rates, Span, count, interval, rates
from tests.quality.sets import SHARED, EvaluationSet, shared, with_number
from tests.quality.unseen.author import by_kind, sealed_set
from tests.quality.unseen.corpora import SEALED

_WORST: Final = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one detector did on one set."""

    detector: str
    chosen: EvaluationSet
    found: tuple[tuple[Span, ...], ...]
    seconds: float

    def counts(self, label: str) -> list[Counts]:
        """Counts of every line for one label."""
        pairs = zip(self.chosen.lines, self.found, strict=True)
        return [count(line, spans, label) for line, spans in pairs]


def run(name: str, detect: Detector, chosen: EvaluationSet) -> Outcome:
    """Lets a detector see a set, and takes the time."""
    begun = time.perf_counter()
    found = tuple(tuple(spans) for spans in detect(chosen.lines))
    return Outcome(name, chosen, found, time.perf_counter() - begun)


def report(outcome: Outcome) -> Iterator[str]:
    """One row per label: rates with their 95 % intervals."""
    mark = "*" if outcome.chosen.trained and outcome.detector == "ours" else ""
    for label in outcome.chosen.labels:
        counts = outcome.counts(label)
        low, high = interval(counts)
        cells = [f"{outcome.chosen.name + mark:22}{label:13}{outcome.detector:15}"]
        for middle, least, most in zip(rates(counts), low, high, strict=True):
            cells.append(f"{middle:7.2%} [{least:.1%} {most:.1%}]")
        spans = sum(c.hit + c.missed for c in counts)
        yield "  ".join([*cells, f"n={spans}"])
    speed = len(outcome.chosen.lines) / outcome.seconds
    yield f"{outcome.chosen.name + mark:22}{'':13}{outcome.detector:15}{speed:,.0f} texts/s"


def worst(outcome: Outcome, *, show: bool) -> Iterator[str]:
    """The lines with most characters leaked or masked for nothing, by id and offsets."""
    ranked: list[tuple[int, Line, tuple[Span, ...]]] = []
    for line, found in zip(outcome.chosen.lines, outcome.found, strict=True):
        counted = [count(line, found, label) for label in outcome.chosen.labels]
        harm = sum(2 * c.leaked + c.over + c.false + c.missed for c in counted)
        if harm:
            ranked.append((harm, line, found))
    ranked.sort(key=lambda row: -row[0])
    for _, line, found in ranked[:_WORST]:
        gold = {s for s in line.gold if s.label in outcome.chosen.labels}
        mine = {s for s in found if s.label in outcome.chosen.labels}
        row = f"  {line.key}: missed {_offsets(gold - mine)}; false {_offsets(mine - gold)}"
        yield f"{row}; {line.text!r}" if show else row


def _offsets(spans: Iterable[Span]) -> str:
    return " ".join(f"{s.label}@{s.start}-{s.end}" for s in sorted(spans)) or "-"


def sets(data: Path, wanted: Sequence[str], *, detail: bool = False) -> Iterator[EvaluationSet]:
    """The project's own sets, then the shared ones if the data are there.

    Args:
        data: Folder of the shared sets.
        wanted: Names of the sets to give; empty for all.
        detail: A set that holds several kinds of text is followed by one set per kind.

    Yields:
        The sets, in a fixed order.
    """
    found = [*own_sets(), *latin_sets(), open_talk(), hard_talk()]
    found += [sealed_set(corpus) for corpus in SEALED]
    if data.is_dir():
        found += [shared(data, name) for name in SHARED]
        found += [with_number(s) for s in found if s.name.endswith("_addr")]
    for chosen in found:
        if not wanted or chosen.name in wanted:
            yield chosen
            if detail and chosen.sealed:
                yield from by_kind(chosen)
            elif detail and chosen.name == OPEN_TALK:
                yield from open_kinds(chosen)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure this project's detectors and its peers on every set."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--set", action="append", default=[], dest="wanted", help="only this set")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--show", action="store_true", help="print the text of the worst misses")
    parser.add_argument(
        "--detail", action="store_true", help="open_talk and the sealed sets by kind, too"
    )
    parser.add_argument(
        "--unseal",
        action="store_true",
        help="worst misses of sealed sets, too: spends them, never use it to improve detection",
    )
    chosen = parser.parse_args(arguments)
    detectors: dict[str, Detector | None] = {"ours": ours()}
    if not chosen.alone:
        detectors |= {"argus-redact": argus(), "plain presidio": plain_presidio()}
    names = "  ".join(f"{name:>20}" for name in Rates._fields)
    write(f"{'set':22}{'label':13}{'detector':15}  {names}   (* the shipped model saw these lines)")
    for evaluated in sets(chosen.data, chosen.wanted, detail=chosen.detail):
        for name, detect in detectors.items():
            if detect is not None:
                outcome = run(name, detect, evaluated)
                for row in report(outcome):
                    write(row)
                if name == "ours" and (chosen.unseal or not evaluated.sealed):
                    for row in worst(outcome, show=chosen.show):
                        write(row)


def write(row: str) -> None:
    """Print one row."""
    sys.stdout.write(row + "\n")


if __name__ == "__main__":
    main()
