"""What a process used is counted whole: itself, its children, and those that have ended."""

import subprocess
import sys

from tests.bench.meter import cpu_seconds, own_cpu_seconds, resident_mib

# A third more than is asked for: the kernel counts in hundredths, each of several rounded down.
BURN = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
HOLDING = f"import sys\n{BURN}\nprint('done', flush=True)\nsys.stdin.read()"
PARENT = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {BURN!r}], check=True)
held = bytearray(64 * 2**20)
print("done", flush=True)
sys.stdin.read()
"""


def test_what_an_ended_child_used_is_not_forgotten() -> None:
    """A process replaced while a stream runs counts; memory is what is held now."""
    with subprocess.Popen(  # noqa: S603 -- our own command line
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        used, held = cpu_seconds(process.pid), resident_mib(process.pid)
        process.communicate()
    assert used >= 0.2
    assert held >= 64


def test_a_running_child_is_not_its_parent_s_own() -> None:
    """A look at one process alone leaves out those that it started and that still run."""
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDING!r}])"
    with subprocess.Popen(  # noqa: S603 -- our own command line
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        own, all_used = own_cpu_seconds(process.pid), cpu_seconds(process.pid)
        process.communicate()
    assert all_used - own > 0.1


def test_a_process_that_is_gone_uses_nothing() -> None:
    """One that ends while it is looked at is no fault."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert cpu_seconds(process.pid) == own_cpu_seconds(process.pid) == 0
    assert resident_mib(process.pid) == 0
