"""Compiles what is written in C beside its sources: at install, and by hand with `make kernel`.

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
SHARED: Final = HERE.parents[1] / "redactor" / "native"
# Of this interpreter's version: what is asked of each object is inlined (`api.h`).
SUFFIX: Final = sysconfig.get_config_var("EXT_SUFFIX") or ".so"
LIBRARY: Final = f"_kernel{SUFFIX}"
# The folders from the root, and what is made there: the recognizers' kernel, the redactor's short
# way, its message sets, and its memory of findings.
LIBRARIES: Final = {
    "recognizers/native": LIBRARY,
    "redactor/forms/native": f"_forms{SUFFIX}",
    "redactor/isolation/native": f"_sets{SUFFIX}",
    "redactor/recall/native": f"_recall{SUFFIX}",
}
# Functions begin at a line of the cache: else a change in one file moves the loops of another, and
# a scan has cost a third more for it.
FLAGS: Final = (
    *("-std=c11", "-O3", "-fPIC", "-shared", "-fvisibility=hidden", "-D_GNU_SOURCE"),
    "-falign-functions=64",
)
WHOLE: Final = "-flto=auto"  # of all files together: a fiftieth of a record; not every compiler can
COMPILER: Final = "cc"


def compiled(
    folder: Path = HERE,
    compiler: str = COMPILER,
    more_flags: tuple[str, ...] = (),
    library: str = LIBRARY,
) -> str:
    """Compile one library.

    Args:
        folder: Where the sources are and the library is put; old ones are removed first, those of
            other versions too.
        compiler: Its command, with options of its own if need be.
        more_flags: For the compiler, behind ours.
        library: What it is called.

    Returns:
        Why there is no library; empty when there is one.
    """
    target = folder / library
    for old in folder.glob(f"{library.partition('.')[0]}.*so"):
        old.unlink()
    if sys.implementation.name != "cpython" or os.name != "posix":
        return "it is made for CPython on POSIX systems"
    sources = [str(one) for one in sorted(folder.glob("*.c"))]
    # The latter two for `api.h`, and for what the redactor's libraries know in common.
    include = (f"-I{sysconfig.get_path('include')}", f"-I{HERE}", f"-I{SHARED}")
    command = [*shlex.split(compiler), *FLAGS, *more_flags, *include, *sources, "-o", str(target)]
    try:
        ended = _run([*command, WHOLE]) and _run(command)
    except OSError:
        return "there is no C compiler"
    return f"the C compiler ended with {ended}" if ended else ""


def _run(command: list[str]) -> int:
    return subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603  # our own


def all_compiled(root: Path, compiler: str = COMPILER) -> dict[str, str]:
    """Compile all libraries under a root; give by path why there is none, empty if there is one."""
    return {
        f"{folder}/{library}": compiled(root / folder, compiler, library=library)
        for folder, library in LIBRARIES.items()
    }


if __name__ == "__main__":
    whys = all_compiled(HERE.parents[1], " ".join(sys.argv[1:]) or COMPILER)
    sys.exit("; ".join(filter(None, whys.values())) or None)
