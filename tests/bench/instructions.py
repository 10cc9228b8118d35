"""Instructions an event and a text cost, as valgrind counts them: other work is no noise.

Must never be read as time: an instruction may wait for memory.
"""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tests.bench.effort import Effort
from tests.bench.results import Figure, Group
from tests.bench.workload import COUNTS

GROUP: Final = "instructions"
COUNTER: Final = (
    "valgrind",
    "--tool=cachegrind",
    "--cache-sim=no",
    "--cachegrind-out-file=/dev/null",
)
LIMIT_S: Final = 1_800
_TOTAL: Final = re.compile(r"I\s+refs:\s+([\d,]+)")


def available() -> bool:
    """Whether instructions can be counted here."""
    return shutil.which(COUNTER[0]) is not None


def measure(effort: Effort) -> list[Group]:
    """Count each piece of work less the start; nothing where valgrind is missing or in a hurry."""
    if effort.quick or not available():
        return []
    names = ["nothing", *COUNTS]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        totals = dict(zip(names, pool.map(counted, names), strict=True))
    start = totals.pop("nothing")
    figures = [
        Figure(f"{name}, each of {COUNTS[name]}", ((total - start) / COUNTS[name],))
        for name, total in totals.items()
    ]
    title = "Instructions an event and a text cost"
    return [Group(GROUP, title, "instructions", tuple(figures))]


def counted(name: str) -> int:
    """Run one piece of work under the counter.

    Raises:
        CalledProcessError: It failed.
    """
    command = [*COUNTER, sys.executable, "-W", "ignore", "-m", "tests.bench.workload", name]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(  # noqa: S603 -- our own command line
        command, check=True, capture_output=True, text=True, timeout=LIMIT_S, env=environment
    )
    return total_in(done.stderr)


def total_in(report: str) -> int:
    """Read the total out of the counter's report.

    Raises:
        ValueError: There is none.
    """
    found = _TOTAL.search(report)
    if found is None:
        msg = "the counter reported no total"
        raise ValueError(msg)
    return int(found[1].replace(",", ""))
