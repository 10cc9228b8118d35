"""What a process is told while it runs: another time, no names, and the truth again."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.pretence import Pretence

CHILD = """
import socket, sys, time, uvloop
async def named():
    import asyncio
    try:
        await asyncio.get_running_loop().getaddrinfo("localhost", 1)
        return "named"
    except OSError:
        return "nameless"
for _ in sys.stdin:
    print(time.time(), time.monotonic(), uvloop.run(named()), flush=True)
"""
HOUR_S = 3_600

Ask = Callable[[], tuple[float, float, str]]


@pytest.fixture
def pretence(tmp_path: Path) -> Pretence:
    """Nothing untrue yet."""
    return Pretence(tmp_path / "told")


@pytest.fixture
def ask(pretence: Pretence) -> Iterator[Ask]:
    """A child that says, when asked, what time it has by both clocks, and whether names work."""
    if not (told := pretence.environment()):
        pytest.skip("no C compiler: `cc` would run it")
    command = ["/usr/bin/env", *told, sys.executable, "-c", CHILD]
    with subprocess.Popen(  # noqa: S603 -- our own command line
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:

        def asked() -> tuple[float, float, str]:
            assert child.stdin
            assert child.stdout
            child.stdin.write("\n")
            child.stdin.flush()
            wall, steady, names = child.stdout.readline().split()
            return float(wall), float(steady), names

        yield asked
        assert child.stdin
        child.stdin.close()


@pytest.mark.parametrize("ahead_s", [HOUR_S, -HOUR_S])
def test_the_time_of_day_jumps_and_the_steady_clock_does_not(
    pretence: Pretence, ask: Ask, ahead_s: int
) -> None:
    """A jump is seen at once by a running process, and taken back as well."""
    ask()
    pretence.clock(ahead_s)
    wall, steady, _ = ask()
    assert abs(wall - time.time() - ahead_s) < HOUR_S / 60
    assert abs(steady - time.monotonic()) < HOUR_S / 60
    pretence.clock(0)
    assert abs(ask()[0] - time.time()) < HOUR_S / 60


def test_names_fail_and_come_back(pretence: Pretence, ask: Ask) -> None:
    """Uvloop's look-ups are those that fail, for as long as they are told to."""
    told = [ask()[2]]
    for fail in (True, False):
        pretence.names(fail=fail)
        told.append(ask()[2])
    assert told == ["named", "nameless", "named"]
