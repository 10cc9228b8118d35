"""What a process and its children use, as the kernel counts it in /proc (see proc(5)).

Must never count the measuring process itself, nor forget what an ended child used.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_TICKS_S: Final = os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat, counted from behind the name in brackets: user and system time of the
# process, then of its children that ended and were waited for.
_TIMES: Final = slice(11, 15)


def cpu_seconds(pid: int) -> float:
    """Give the processor seconds used so far, user and system, to a hundredth."""
    return sum(_ticks(one) for one in _tree(pid)) / _TICKS_S


def own_cpu_seconds(pid: int) -> float:
    """Give the same of a process without those it started: one look, whatever its threads."""
    return _ticks(pid) / _TICKS_S


def resident_mib(pid: int) -> float:
    """Give the resident memory as of now; a page that processes share is counted once for all."""
    return sum(_share_kib(one) for one in _tree(pid)) / 1024


def _tree(pid: int) -> Iterator[int]:
    """Give a process and all that descend from it; one may end meanwhile."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _tree(int(child))


def _ticks(pid: int) -> int:
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[_TIMES]))


def _share_kib(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(path: Path) -> str:
    """Read a file of a process; nothing once it has ended."""
    try:
        return path.read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
