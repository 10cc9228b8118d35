"""Compiles the kernel beside its sources: at install, and by hand with `make kernel`.

Must never make an install fail, nor import what an install has not yet installed.
"""

import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
LIBRARY: Final = "_kernel.abi3.so"  # of the limited API of 3.11: for every later version too
# Functions begin at a line of the cache: else a change in one file moves the loops of another, and
# a scan has cost a third more for it.
FLAGS: Final = (
    *("-std=c11", "-O3", "-fPIC", "-shared", "-fvisibility=hidden", "-D_GNU_SOURCE"),
    "-falign-functions=64",
)
COMPILER: Final = "cc"


def compiled(
    folder: Path = HERE, compiler: str = COMPILER, more_flags: tuple[str, ...] = ()
) -> str:
    """Compile the kernel.

    Args:
        folder: Where the sources are and the library is put; an old one is removed first.
        compiler: Its command, with options of its own if need be.
        more_flags: For the compiler, behind ours.

    Returns:
        Why there is no library; empty when there is one.
    """
    target = folder / LIBRARY
    target.unlink(missing_ok=True)
    if sys.implementation.name != "cpython" or os.name != "posix":
        return "it is made for CPython on POSIX systems"
    sources = map(str, sorted(folder.glob("*.c")))
    include = f"-I{sysconfig.get_path('include')}"
    command = [*shlex.split(compiler), *FLAGS, *more_flags, include, *sources, "-o", str(target)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # our own
    except OSError:
        return "there is no C compiler"
    return f"the C compiler ended with {done.returncode}" if done.returncode else ""


if __name__ == "__main__":
    sys.exit(compiled(compiler=" ".join(sys.argv[1:]) or COMPILER) or None)
