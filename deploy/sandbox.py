"""Runs a command as the pod would: the manifest's mounts, uid and limits, on a Linux without pods.

Must never be laxer than the manifest: read-only root, memory /tmp, uid 65532, no capability, no
new privileges, no network but loopback, own processes. The run time's seccomp profile and cgroups
are not reproduced. Needs root, `unshare` and `mount`; run inside
`unshare --mount --net --pid --ipc --uts --fork`.
"""

import ctypes
import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

PR_CAPBSET_DROP: Final = 24  # linux/prctl.h
PR_SET_NO_NEW_PRIVS: Final = 38
PR_CAP_AMBIENT: Final = 47
PR_CAP_AMBIENT_CLEAR_ALL: Final = 4
LAST_CAP: Final = 63  # unknown ones are refused by the kernel, which is as good
SIOCSIFFLAGS: Final = 0x8914  # linux/sockios.h
IFF_UP: Final = 1
IFF_RUNNING: Final = 0x40
SYSTEM: Final = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")  # what an interpreter links to


@dataclass(frozen=True, slots=True)
class Box:
    """What the command sees.

    Attributes:
        root: Empty folder; becomes the root.
        read_only: Folders to show, by where they are shown.
        tmp_bytes: Size of the memory-backed /tmp.
        uid: Numeric user and group.
        env: The whole environment.
        command: What to run, by its path inside.
    """

    root: str
    read_only: Mapping[str, str]
    tmp_bytes: int
    uid: int
    env: Mapping[str, str]
    command: tuple[str, ...]


def in_box(box: Box, timeout_s: float) -> subprocess.CompletedProcess[str]:
    """Run the command in a box of its own and wait for it.

    Raises:
        TimeoutExpired: It took too long; everything in the box is dead then.
    """
    spaces = ["--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child"]
    return subprocess.run(  # noqa: S603 -- our own command
        ["unshare", *spaces, sys.executable, __file__],  # noqa: S607 -- util-linux
        input=json.dumps(asdict(box)),
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)  # noqa: S603, S607 -- util-linux


def _build(box: Box) -> None:
    """Put the root together; its own file system is made read-only last."""
    _mount("--make-rprivate", "/")
    _mount("-t", "tmpfs", "-o", "size=1m,mode=755", "box", box.root)
    shown = {**{p: p for p in SYSTEM if Path(p).exists()}, **box.read_only}
    for inside, outside in shown.items():
        place = Path(box.root + inside)
        place.mkdir(parents=True, exist_ok=True)
        _mount("--bind", outside, str(place))
        _mount("-o", "remount,bind,ro,nosuid,nodev", str(place))
    for folder in ("proc", "tmp", "dev"):
        Path(box.root, folder).mkdir()
    _mount("-t", "proc", "-o", "nosuid,nodev,noexec", "proc", f"{box.root}/proc")
    options = f"size={box.tmp_bytes},mode=1777,nosuid,nodev"
    _mount("-t", "tmpfs", "-o", options, "tmp", f"{box.root}/tmp")  # noqa: S108 -- the pod's own
    for device in ("null", "zero", "urandom", "random"):
        Path(box.root, "dev", device).touch()
        _mount("--bind", f"/dev/{device}", f"{box.root}/dev/{device}")
    Path(box.root, "etc").mkdir(exist_ok=True)
    Path(box.root, "etc", "hosts").write_text("127.0.0.1 localhost\n", encoding="utf-8")
    _mount("-o", "remount,ro", box.root)


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        request = struct.pack("16sh14x", b"lo", IFF_UP | IFF_RUNNING)
        fcntl.ioctl(one, SIOCSIFFLAGS, request)


def _drop(uid: int) -> None:
    """Give up every right, in the order in which each is still permitted."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(LAST_CAP + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")


def main() -> None:
    """Become the command, inside."""
    box = Box(**json.load(sys.stdin))
    _build(box)
    _raise_loopback()
    os.chroot(box.root)
    os.chdir("/")
    _drop(box.uid)
    os.execve(box.command[0], list(box.command), dict(box.env))  # noqa: S606 -- that is its purpose


if __name__ == "__main__":
    main()
