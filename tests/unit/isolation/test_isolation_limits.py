"""Circles are looked for between batches, and not while one is under way."""

import gc
import platform
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

from redactor.isolation.limits import GARBAGE_THRESHOLDS, Growth, sweep

MEBIBYTE = 1024 * 1024


class Circle:
    """Holds itself: no reference count frees it."""

    def __init__(self) -> None:
        """Close the circle."""
        self.itself = self


@pytest.fixture(autouse=True)
def collector_off() -> Iterator[None]:
    """Have the collector off, as in a process that redacts, and nothing left to look at."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def circle() -> weakref.ref[Circle]:
    """Leave a circle that nobody holds, and tell what becomes of it."""
    return weakref.ref(Circle())


def test_a_batch_is_not_looked_through() -> None:
    """However much is made, nothing is collected before it is asked for."""
    left = circle()
    made = [[number] for number in range(2 * GARBAGE_THRESHOLDS[0])]
    assert left() is not None
    assert made


def test_circles_are_freed_behind_a_batch() -> None:
    """What is left over the threshold is looked through between two batches."""
    left = circle()
    made = [[number] for number in range(2 * GARBAGE_THRESHOLDS[0])]
    sweep()
    assert left() is None
    assert made


def test_little_is_not_worth_a_look() -> None:
    """Below the threshold a sweep costs nothing."""
    left = circle()
    sweep()
    assert left() is not None


def test_older_generations_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was young for so many looks is looked at again: a circle cannot grow old in safety."""
    monkeypatch.setattr("redactor.isolation.limits.GARBAGE_THRESHOLDS", (10, 1, 1))
    keeper = Circle()
    left = weakref.ref(keeper)
    gc.collect(0)
    gc.collect(1)
    del keeper  # now it is of the oldest generation, and free
    held = []
    for _ in range(12):
        held.append([[number] for number in range(20)])
        sweep()
    assert left() is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc/self/statm tells it")
def test_growth_is_noticed() -> None:
    """A process that has taken more than it may is told so, and not before."""
    growth = Growth(64 * MEBIBYTE)
    seen = [growth.exceeded]
    taken = bytearray(128 * MEBIBYTE)
    seen.append(growth.exceeded)
    del taken
    seen.append(growth.exceeded)
    assert seen == [False, True, False]


ANEW = """
import ctypes, resource, sys
from redactor.isolation.limits import keep_freed
assert ctypes.CDLL(None).prctl(41, 1, 0, 0, 0) == 0  # PR_SET_THP_DISABLE: a page is 4 KiB
if sys.argv[1] == "kept":
    keep_freed()
def batch():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    held = [bytearray(1 << 21) for _ in range(12)]
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
batch()
print(batch())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these thresholds")
@pytest.mark.parametrize(("how", "most"), [("kept", 600), ("as ever", None)])
def test_what_a_batch_gave_back_the_next_one_takes(how: str, most: int | None) -> None:
    """Without asking the system for its 6,144 pages anew, as would be done otherwise."""
    told = subprocess.run([sys.executable, "-c", ANEW, how], check=True, capture_output=True)  # noqa: S603 -- our own command line
    taken = int(told.stdout)
    assert taken < most if most else taken > 3_000
