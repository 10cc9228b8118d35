"""The benchmark suite: `python -m tests.bench [--only NAMES] [--quick] [--conditions WORDS]`.

Measures, writes docs/performance/results.json and renews docs/performance.md and its plots from
it. Must never publish a quick run as a measurement: it writes nothing unless told to, and what it
then writes says that it is provisional.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from confluent_kafka import KafkaException

from tests.bench import (
    endtoend,
    footprint,
    growth,
    instructions,
    latency,
    page,
    pairs,
    recognizers_against_peers,
    scaling,
)
from tests.bench.effort import FULL, QUICK, Effort
from tests.bench.machine import busy, compile_source, machine
from tests.bench.results import PLACE, Group, Results
from tests.bench.tables import table

SUITES: Final[Mapping[str, Callable[[Effort], list[Group]]]] = {
    "endtoend": endtoend.measure,
    "recognizers": recognizers_against_peers.measure,
    "footprint": footprint.measure,
    "latency": latency.measure,
    "growth": growth.measure,
    "pairs": pairs.measure,
    "instructions": instructions.measure,
    "scaling": scaling.measure,
}


# What a carrier, a broker or a counter may do to a suite: the next is measured all the same.
FAULTS: Final = (
    RuntimeError,
    TimeoutError,
    AssertionError,
    KafkaException,
    subprocess.SubprocessError,
)


def main(arguments: list[str]) -> int:
    """Run the suites asked for, one after the other; what one measured is kept if the next fails.

    Returns:
        0, or 1 when a suite could not be measured.
    """
    wish = _parser().parse_args(arguments)
    compile_source()
    effort = QUICK if wish.quick else FULL
    failed = False
    for name in wish.only:
        try:
            groups = list(_measured(name, effort, wish.conditions))
        except FAULTS as error:
            _print(f"\n{name} could not be measured: {type(error).__name__}: {error}")
            failed = True
            continue
        if wish.publish or not effort.quick:
            _publish(groups)
    return int(failed)


def _measured(name: str, effort: Effort, conditions: str) -> Iterable[Group]:
    """Run a suite, say how long it took, and print its tables."""
    today, start, load = datetime.now(UTC).date().isoformat(), time.monotonic(), busy()
    told = ", ".join(word for word in (conditions, load, _length(effort)) if word)
    for group in SUITES[name](effort):
        named = replace(group, measured=today, conditions=told)
        _print(f"\n{named.title} [{named.unit}; {named.conditions}]\n{table(named)}")
        yield named
    _print(f"\n{name}: {time.monotonic() - start:.0f} s")


def _length(effort: Effort) -> str:
    return "provisional, one short round" if effort.quick else ""


def _publish(groups: Iterable[Group]) -> None:
    here = machine()
    before = Results.load() if PLACE.exists() else Results(here, {})
    before.renewed(here, groups).save()
    page.renew(Results.load())  # as they were rounded


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--only", type=_names, default=list(SUITES), help=", ".join(SUITES))
    parser.add_argument("--quick", action="store_true", help="a smoke test of all suites")
    parser.add_argument("--publish", action="store_true", help="write a quick run's results too")
    parser.add_argument("--conditions", default="", help="e.g. `quiet machine`")
    return parser


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(SUITES):
        msg = f"unknown: {', '.join(sorted(unknown))}"
        raise argparse.ArgumentTypeError(msg)
    return names


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
