"""The chaos suite: `python -m tests.chaos [--minutes N] [--only FAULT] [--seed S]`.

Without `--minutes` every fault of the short list is run once. Must never end with 0 when the
oracle found anything.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.chaos.arena import Arena
from tests.chaos.bout import Outcome, run_bout
from tests.chaos.crew import Plan
from tests.chaos.faults.catalogue import ALL
from tests.chaos.faults.fault import Fault
from tests.chaos.final import last_look
from tests.chaos.publish import OUTCOMES, RUN, publish
from tests.chaos.report import save, stops, table
from tests.support.kafka_launch import kafka_version

DELIVERIES: Final = ("exactly_once", "at_least_once")
SEEDS: Final = 1_000_000
CALM_S: Final = (1.0, 4.0)


def main(arguments: list[str]) -> int:
    """Run, print the table, and give the exit code."""
    wish = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))  # through every `finally`
    folder = Path(wish.folder or tempfile.mkdtemp(prefix="chaos-"))
    plans = [Plan(delivery, wish.seed, wish.rate) for delivery in wish.delivery.split(",")]
    folder.mkdir(parents=True, exist_ok=True)
    _describe(folder, wish)
    _print(f"seed {wish.seed}, folder {folder}")
    outcomes: list[Outcome] = []
    with Arena(folder, plans) as arena:
        for fault, seed in _schedule(wish):
            _print(f"{time.strftime('%H:%M:%S')} {fault.name} (seed {seed}): {fault.says}")
            if why := fault.why_not(arena):
                _print(f"  left out: {why}")
                continue
            outcomes += _kept(folder, run_bout(arena, fault, seed))
        outcomes += _kept(folder, last_look(arena, wish.seed))
    _print(table(outcomes))
    _print("\n".join(stops(outcomes)) or "no worker ended by itself")
    failed = [one for one in outcomes if one.failed]
    _print(f"{len(outcomes)} verdicts, {len(failed)} of them bad")
    if wish.publish:
        _print(str(publish(folder)))
    if not failed and not wish.folder:
        shutil.rmtree(folder, ignore_errors=True)  # hundreds of megabytes that held
    return bool(failed)


def _describe(folder: Path, wish: argparse.Namespace) -> None:
    """Write down what the run is, for its report."""
    git = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(git, check=False, capture_output=True, text=True).stdout.strip()  # noqa: S603 -- our own command line
    told = {
        "seed": wish.seed,
        "minutes": wish.minutes,
        "rate": wish.rate,
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit,
        "kafka": kafka_version(),
        "conditions": f", {wish.conditions}" if wish.conditions else "",
    }
    (folder / RUN).write_text(json.dumps(told), "utf-8")


def _schedule(wish: argparse.Namespace) -> Iterator[tuple[Fault, int]]:
    """Choose faults and their seeds: those named, the short list, or any until time is up."""
    draw = random.Random(wish.seed)
    if wish.only:
        yield from ((ALL[name], wish.seed) for name in wish.only.split(","))
    elif not wish.minutes:
        yield from ((fault, draw.randrange(SEEDS)) for fault in ALL.values() if fault.short)
    else:
        yield from _random(draw, wish.minutes * 60)


def _random(draw: random.Random, seconds: float) -> Iterator[tuple[Fault, int]]:
    """Shuffle all faults again and again, so that each has its turn; calm between them."""
    end = time.monotonic() + seconds
    while True:
        for fault in draw.sample([one for one in ALL.values() if one.spares], len(ALL) - 1):
            if time.monotonic() > end:
                return
            yield fault, draw.randrange(SEEDS)
            time.sleep(draw.uniform(*CALM_S))


def _kept(folder: Path, outcomes: Iterable[Outcome]) -> list[Outcome]:
    kept = list(outcomes)
    save(folder / OUTCOMES, kept)
    for one in kept:
        verdict = "BAD" if one.failed else "held"
        told = f"{one.delivery}: {one.verdict.records} records, recovered in {one.recovery_s} s"
        _print(f"  {verdict} {told} {list(one.stops) or ''}{one.verdict if one.failed else ''}")
    return kept


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--minutes", type=float, help="random faults for so long")
    parser.add_argument("--only", help=f"faults to run, of: {', '.join(ALL)}")
    parser.add_argument("--seed", type=int, default=1, help="replays a run")
    parser.add_argument("--rate", type=float, default=60, help="records a second and delivery")
    parser.add_argument("--delivery", default=",".join(DELIVERIES), help="one of the two, or both")
    parser.add_argument("--conditions", default="", help="e.g. `a busy machine of two cores`")
    parser.add_argument("--publish", action="store_true", help="renew docs/chaos")
    parser.add_argument(
        "--folder", help="where files go; a temporary one when absent, kept if a verdict is bad"
    )
    return parser


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
