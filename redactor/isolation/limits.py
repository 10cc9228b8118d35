"""What a process that redacts may use, set by itself before its first record.

Must never fail a start: where the system knows no such limit, the deadline still holds.
"""

import ctypes
import gc
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from redactor.hardening import harden, open_own_files

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_OOM_SCORE: Final = Path("/proc/self/oom_score_adj")
_FIRST_TO_GO: Final = "1000"  # proc(5): the kernel ends this process before all others
_STATM: Final = Path("/proc/self/statm")
_STATM_BYTES: Final = 256  # seven numbers
_DATA_FIELD: Final = 5  # proc(5), statm: pages of data and stack


# mallopt(3), glibc. A worker takes a megabyte for what is fetched, sent, answered, and again for
# the next batch: given back and taken anew, it is hundreds of pages that the kernel has to clear.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
KEPT_BYTES: Final = 32 * 1024 * 1024  # of what is free at the end of the heap
LARGEST_KEPT: Final = 16 * 1024 * 1024  # what is larger goes back to the system at once

# Containers made, or looks at the generation before, until the collector looks for circles. A batch
# makes a hundred thousand, all of which reference counts free; Python's own 700 would look through
# them over and over.
GARBAGE_THRESHOLDS: Final = (50_000, 20, 50)


def settle() -> None:
    """Take all that is loaded by now out of the collector's sight: it stays until the end.

    For this process and for those that it forks: a collection there would touch, and so copy,
    every page. Nor are circles looked for now: loading leaves two thousand objects in some, and to
    find them took a twentieth of a start. A collector that was off while all was loaded is on
    again. What loading took for a moment goes back to the system (malloc_trim(3), glibc).
    """
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    gc.enable()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def keep_freed() -> None:
    """Have this process take what it freed before it asks the system for more memory."""
    with suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, LARGEST_KEPT)
        mallopt(_M_TRIM_THRESHOLD, KEPT_BYTES)


def sweep() -> None:
    """Look for circles if the thresholds say so: the collector of a process that calls this is off.

    To be called between two batches. Amid one, the collector would look through the batch, which
    is all alive; behind it there is what a memory has kept and what nobody holds.
    """
    for generation, made in reversed([*enumerate(gc.get_count())]):
        if made > GARBAGE_THRESHOLDS[generation]:
            gc.collect(generation)
            return


def confine(memory_bytes: int) -> None:
    """Take limits: so much memory beyond what is in use, no core file, no life of its own.

    The kernel counts private memory (RLIMIT_DATA, Linux 4.7 and later): more of it ends in a
    MemoryError, which refuses a record. What asks for it outside of Python may end the process.

    Args:
        memory_bytes: Growth allowed.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the worker decides when we end
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not sys.platform.startswith("linux"):
        return
    die_with_parent()
    open_own_files()
    with suppress(OSError):
        _OOM_SCORE.write_text(_FIRST_TO_GO, "ascii")
    harden()
    with suppress(OSError, ValueError):
        most = data_bytes() + memory_bytes
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def data_bytes() -> int:
    """Give the private memory in use; 0 where the system does not tell."""
    try:
        return _data_of(_STATM.read_bytes())
    except OSError:
        return 0


def _data_of(statm: bytes) -> int:
    try:
        return int(statm.split()[_DATA_FIELD]) * resource.getpagesize()
    except (IndexError, ValueError):
        return 0


class Growth:
    """Tells when this process has grown by so much; one that is forked needs its own.

    The file that tells stays open: to open it takes many times what reading it does.
    """

    def __init__(self, allowed_bytes: int) -> None:
        """Take the growth from now on that is allowed."""
        self._statm = -1
        with suppress(OSError):
            self._statm = os.open(_STATM, os.O_RDONLY | os.O_CLOEXEC)
        self._most = data_bytes() + allowed_bytes

    @property
    def exceeded(self) -> bool:
        """Whether it has grown by more; never where the system does not tell."""
        try:
            return _data_of(os.pread(self._statm, _STATM_BYTES, 0)) > self._most
        except OSError:
            return False


def cpu_s(pid: int) -> float:
    """Give the CPU seconds that another process has used; those of the wall where unknown.

    Linux has a clock for each process: its id is the inverted process id above three bits of kind,
    2 being all of its CPU time (clock_getcpuclockid(3)).

    Raises:
        OSError: There is no such process.
    """
    if not sys.platform.startswith("linux"):
        os.kill(pid, 0)
        return time.monotonic()
    return time.clock_gettime((~pid << 3) | 2)
