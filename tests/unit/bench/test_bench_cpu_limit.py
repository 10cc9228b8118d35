"""A CPU limit holds a process and what it starts, and is gone afterwards."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench import cpu_limit
from tests.bench.cpu_limit import controller, pods, quota, why_not
from tests.bench.meter import cpu_seconds

UNLIMITED = why_not()
# Two processes that would take a core each, for a second.
TWO = """
import os, time
os.fork()
end = time.monotonic() + 1
while time.monotonic() < end: pass
print("done", flush=True)
time.sleep(60)
"""
V1 = ["tmpfs /sys/fs/cgroup tmpfs rw 0 0", "cgroup {0}/cpu cgroup rw,cpu,cpuacct 0 0"]
V2 = ["cgroup2 {0} cgroup2 rw,nosuid 0 0"]


@pytest.mark.skipif(bool(UNLIMITED), reason=f"{UNLIMITED}; run as root with cgroups writable")
def test_all_processes_of_a_pod_share_its_limit() -> None:
    """Two that would take two seconds of processor time in each come to two tenths."""
    with pods(1) as (pod,):
        pod.limit(200)
        with subprocess.Popen(  # noqa: S603 -- our own command line
            [sys.executable, "-c", f"input()\n{TWO}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            pod.take(process.pid)
            started, began = cpu_seconds(process.pid), time.monotonic()
            process.stdin.write(b"\n")
            process.stdin.flush()
            process.stdout.readline()
            used, took = cpu_seconds(process.pid) - started, time.monotonic() - began
            process.kill()
    assert used < 0.5 * took
    assert not pod.folder.exists()


@pytest.mark.parametrize(
    ("version", "files"),
    [
        (1, {"cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": "25000"}),
        (2, {"cpu.max": "25000 100000"}),
    ],
)
def test_a_limit_is_a_quota_of_the_kubelet_s_period(version: int, files: dict[str, str]) -> None:
    """As Kubernetes writes `limits.cpu: 250m`."""
    assert quota(version, 250) == files


def test_a_group_of_version_1_is_made_beneath_our_own(tmp_path: Path) -> None:
    """A limit that we have ourselves holds for it; a path of another namespace is none here."""
    inside = tmp_path / "cpu" / "ours"
    inside.mkdir(parents=True)
    mounts = [line.format(tmp_path) for line in V1]
    own = "3:memory:/other\n1:cpu,cpuacct:/{}\n0::/\n"
    assert controller(mounts, own.format("ours")) == (inside, 1)
    assert controller(mounts, own.format("elsewhere")) == (tmp_path / "cpu", 1)


def test_a_group_of_version_2_is_made_at_the_top(tmp_path: Path) -> None:
    """Only there may processes and groups with limits stand side by side."""
    (tmp_path / "cgroup.controllers").write_text("cpuset cpu io\n")
    assert controller([V2[0].format(tmp_path)], "0::/a.slice\n") == (tmp_path, 2)


def test_a_kernel_without_the_controller_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is measured then, and the reason is said."""
    (tmp_path / "cgroup.controllers").write_text("memory pids\n")
    (tmp_path / "mounts").write_text(f"{V2[0].format(tmp_path)}\n")
    monkeypatch.setattr(cpu_limit, "_MOUNTS", tmp_path / "mounts")
    assert why_not() == "the kernel has no CPU controller mounted"
