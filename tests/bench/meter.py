"""What a process and its children use, as the kernel counts it in /proc (see proc(5)).

Must never count the measuring process itself.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_TICKS_S: Final = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM = 11, 12  # fields of /proc/PID/stat, counted from behind the name in brackets


def cpu_seconds(pid: int) -> float:
    """Give the processor seconds used so far, user and system, to a hundredth."""
    return sum(_ticks(one) for one in _tree(pid)) / _TICKS_S


def resident_mib(pid: int) -> float:
    """Give the resident memory as of now; a page that processes share is counted once for all."""
    return sum(_share_kib(one) for one in _tree(pid)) / 1024


def _tree(pid: int) -> Iterator[int]:
    """Give a process and all that descend from it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            yield from _tree(int(child))


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[_USER]) + int(fields[_SYSTEM])


def _share_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
