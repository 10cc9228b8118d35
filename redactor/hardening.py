"""What the process forbids itself before it reads anything: core files, and being looked into.

Must never fail a start: where the system does not know a measure, the others still hold.
"""

import ctypes
import resource
import sys
from contextlib import suppress
from typing import Final

_PR_SET_DUMPABLE: Final = 4  # linux/prctl.h


def harden() -> None:
    """Forbid core files and debuggers of the same user, for this process and its children.

    A core file holds every record in memory, and so does `/proc/PID/mem`, which with
    PR_SET_DUMPABLE at 0 only root may read (prctl(2), proc(5)). A profiler that attaches needs
    root, or CAP_SYS_PTRACE, from then on.
    """
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _set_dumpable(0)


def open_own_files() -> None:
    """Let this process write its own files in `/proc` until `harden` is called again."""
    _set_dumpable(1)


def _set_dumpable(value: int) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, value)
