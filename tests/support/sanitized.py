"""What is written in C, built with sanitizers and beaten in a process of its own.

Must never pass for a build without them: where they cannot be had, it says so.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

from recognizers.native.build import LIBRARIES, compiled

ROOT: Final = Path(__file__).parents[2]
FLAGS: Final = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined")
RUNTIMES: Final = ("libasan.so", "libubsan.so")


# What beats each library, by its folder.
HAMMERS: Final = {
    "recognizers/native": "tests.support.kernel_hammer",
    "redactor/forms/native": "tests.support.forms_hammer",
    "redactor/isolation/native": "tests.support.sets_hammer",
    "redactor/recall/native": "tests.support.recall_hammer",
}


class Hammered(NamedTuple):
    """How many texts or records were read, and the complaint that ended it, if any."""

    total: int
    complaint: str


def copied(folder: Path, of: str) -> Path:
    """Copy a library's sources into a folder, and give it."""
    for source in (*(ROOT / of).glob("*.c"), *(ROOT / of).glob("*.h")):
        shutil.copy(source, folder)
    return folder


def hammered(folder: Path, of: str, rounds: int) -> Hammered | None:
    """Have a library read what its hammer draws.

    Args:
        folder: An empty one, for the build.
        of: The folder of its sources, from the root.
        rounds: Batches to draw.

    Returns:
        What came of it; None where there is no gcc with sanitizers, or no headers of Python's.
    """
    gcc = shutil.which("gcc")
    library = LIBRARIES[of]
    if gcc is None or compiled(copied(folder, of), gcc, FLAGS, library):
        return None
    preload = [
        subprocess.check_output([gcc, f"-print-file-name={name}"], text=True).strip()  # noqa: S603 -- our own compiler
        for name in RUNTIMES
    ]
    environment = {
        **os.environ,
        "LD_PRELOAD": " ".join(preload),
        "ASAN_OPTIONS": "detect_leaks=0",  # the interpreter keeps some to its end
        "PYTHONMALLOC": "malloc",  # its own would hand out small blocks with no bounds to watch
        "PYTHONPATH": str(ROOT),
    }
    hammer = [sys.executable, "-m", HAMMERS[of]]
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [*hammer, str(folder / library), str(rounds)],
        capture_output=True,
        env=environment,
        check=False,
        text=True,
    )
    if done.returncode:
        return Hammered(0, done.stderr[-2_000:])
    return Hammered(int(done.stdout), "")


def opened(path: str) -> ModuleType:
    """Load a library from where it was built: its name is that of its file, as far as a dot."""
    spec = importlib.util.spec_from_file_location(Path(path).name.partition(".")[0], path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
