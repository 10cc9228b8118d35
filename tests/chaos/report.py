"""The committed table: fault × runs × records × lost × duplicated × raw × recovery, with seeds.

Must never leave a run out: what failed stands beside what held.
"""

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.chaos.bout import EXACTLY_ONCE, Outcome
from tests.chaos.oracle import Verdict

HEAD: Final = (
    "fault", "delivery", "runs", "records", "lost", "duplicated", "raw", "otherwise wrong",
    "repeated", "recovery s (median, worst)", "seeds",
)  # fmt: skip


def saved(path: Path) -> list[Outcome]:
    """Read the outcomes a run wrote."""
    lines = path.read_text("utf-8").splitlines()
    return [Outcome.of_json(json.loads(line)) for line in lines]


def save(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Append outcomes, so that a run that is cut short is not lost."""
    with path.open("a", encoding="utf-8") as sink:
        for one in outcomes:
            sink.write(json.dumps(one.to_json()) + "\n")


def table(outcomes: Sequence[Outcome]) -> str:
    """Give the table in Markdown, a row for each fault and delivery, and the sum."""
    grouped: Mapping[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in outcomes:
        grouped[one.fault, one.delivery].append(one)
    rows = [HEAD, ("---",) * len(HEAD)]
    rows += [_row(*names, group) for names, group in grouped.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def stops(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Give a line for each reason for which workers ended by themselves."""
    counts: Mapping[str, list[str]] = defaultdict(list)
    for one in outcomes:
        for stop in one.stops:
            counts[stop].append(one.fault)
    for stop, faults in sorted(counts.items()):
        yield f"- {len(faults)} × `{stop}` ({', '.join(sorted(set(faults)))})"


def _row(fault: str, delivery: str, group: Sequence[Outcome]) -> tuple[str, ...]:
    whole = sum((one.verdict for one in group), Verdict())
    once = delivery == EXACTLY_ONCE
    otherwise = whole.changed + whole.disordered + whole.strayed + whole.early
    return (
        fault,
        delivery,
        str(len(group)),
        f"{whole.records:,}",
        str(whole.lost),
        str(whole.repeated) if once else "–",
        str(whole.raw),
        str(otherwise),
        "–" if once else str(whole.repeated),
        _recovery([one.recovery_s for one in group]),
        " ".join(str(one.seed) for one in group),
    )


def _recovery(times: Sequence[float | None]) -> str:
    known = [one for one in times if one is not None]
    if len(known) < len(times):
        return f"{len(times) - len(known)} not in time"
    return f"{statistics.median(known):.1f}, {max(known):.1f}"
