"""CPU limits as a node's kubelet sets them for pods: a quota of the kernel's, cgroups 1 or 2.

Must never leave a group behind, nor limit a process that it was not given.
"""

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PERIOD_US: Final = 100_000  # the kubelet's `cpuCFSQuotaPeriod`, by default
DISSOLVE_S: Final = 10
_MOUNTS: Final = Path("/proc/self/mounts")
_OWN: Final = Path("/proc/self/cgroup")
_MEMBERS: Final = "cgroup.procs"


class NoLimitError(RuntimeError):
    """CPU limits cannot be set here; the message says why."""


@dataclass(frozen=True, slots=True)
class Pod:
    """A group of processes that share one CPU limit, none at first."""

    folder: Path
    version: int

    def take(self, pid: int) -> None:
        """Put a process into it, with all that it starts from now on."""
        (self.folder / _MEMBERS).write_text(str(pid), "ascii")

    def limit(self, millicores: int) -> None:
        """Let all of them together run for so many thousandths of a core."""
        for name, value in quota(self.version, millicores).items():
            (self.folder / name).write_text(value, "ascii")


def quota(version: int, millicores: int) -> dict[str, str]:
    """Give the files of a group, of either version of cgroups, that say a limit."""
    allowed_us = millicores * PERIOD_US // 1_000
    if version == 1:
        return {"cpu.cfs_period_us": str(PERIOD_US), "cpu.cfs_quota_us": str(allowed_us)}
    return {"cpu.max": f"{allowed_us} {PERIOD_US}"}


@contextmanager
def pods(count: int) -> Iterator[list[Pod]]:
    """Make groups while the block runs; who is still in one at the end is let go.

    Raises:
        NoLimitError: There are no such groups here, or we may make none.
    """
    made: list[Pod] = []
    try:
        made.extend(_made(*_place()) for _ in range(count))
        yield made
    finally:
        for pod in made:
            _dissolve(pod.folder)


def why_not() -> str:
    """Say why CPU limits cannot be set here; nothing if they can."""
    try:
        with pods(1) as (pod,):
            pod.limit(1_000)
    except NoLimitError as error:
        return str(error)
    return ""


def controller(mounts: Sequence[str], own: str) -> tuple[Path, int] | None:
    """Find where groups with a CPU limit are made, and the version of cgroups.

    In version 1 that is beneath the group we are in, so that its own limit holds. In version 2 a
    group with processes can have no groups with limits beneath it: there it is at the top.

    Args:
        mounts: Lines of /proc/self/mounts.
        own: Content of /proc/self/cgroup.
    """
    for line in mounts:
        _, folder, kind, options, *_ = line.split()
        top = Path(folder)
        if kind == "cgroup" and "cpu" in options.split(","):
            inside = top / _group(own).lstrip("/")
            return (inside if inside.is_dir() else top), 1
        if kind == "cgroup2" and "cpu" in _text(top / "cgroup.controllers").split():
            return top, 2
    return None


def _group(own: str) -> str:
    """Name our group of the controller `cpu`, from its mount on."""
    for line in own.splitlines():
        _, controllers, path = line.split(":", 2)
        if "cpu" in controllers.split(","):
            return path
    return ""


def _place() -> tuple[Path, int]:
    found = controller(_text(_MOUNTS).splitlines(), _text(_OWN))
    if found is None:
        msg = "the kernel has no CPU controller mounted"
        raise NoLimitError(msg)
    return found


def _made(place: Path, version: int) -> Pod:
    folder = place / f"redactor-bench-{uuid.uuid4().hex[:8]}"
    try:
        if version != 1:
            (place / "cgroup.subtree_control").write_text("+cpu", "ascii")
        folder.mkdir()
    except OSError as error:
        msg = f"no group can be made for a CPU limit ({type(error).__name__})"
        raise NoLimitError(msg) from None
    return Pod(folder, version)


def _dissolve(folder: Path) -> None:
    """Let go of who is left, and remove the group: an ended process leaves it a moment later."""
    deadline = time.monotonic() + DISSOLVE_S
    while True:
        for pid in _text(folder / _MEMBERS).split():
            with suppress(OSError):  # it ended
                (folder.parent / _MEMBERS).write_text(pid, "ascii")
        try:
            folder.rmdir()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
