"""The kernel, built with sanitizers and given many texts in a process of its own.

Must never pass for a build without them: where they cannot be had, it says so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from recognizers.native.build import HERE, LIBRARY, compiled

ROOT: Final = Path(__file__).parents[2]
FLAGS: Final = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined")
RUNTIMES: Final = ("libasan.so", "libubsan.so")


class Hammered(NamedTuple):
    """How many texts were read, and the complaint that ended it, if any."""

    texts: int
    complaint: str


def copied(folder: Path) -> Path:
    """Copy the kernel's sources into a folder, and give it."""
    for source in (*HERE.glob("*.c"), *HERE.glob("*.h")):
        shutil.copy(source, folder)
    return folder


def hammered(folder: Path, rounds: int) -> Hammered | None:
    """Have the kernel read the fuzzers' corpus, long texts and drawn ones.

    Args:
        folder: An empty one, for the build.
        rounds: Batches of texts to draw.

    Returns:
        What came of it; None where there is no gcc with sanitizers, or no headers of Python's.
    """
    gcc = shutil.which("gcc")
    if gcc is None or compiled(copied(folder), gcc, FLAGS):
        return None
    preload = [
        subprocess.check_output([gcc, f"-print-file-name={name}"], text=True).strip()  # noqa: S603 -- our own compiler
        for name in RUNTIMES
    ]
    environment = {
        **os.environ,
        "LD_PRELOAD": " ".join(preload),
        "ASAN_OPTIONS": "detect_leaks=0",  # the interpreter keeps some to its end
        "PYTHONPATH": str(ROOT),
    }
    hammer = [sys.executable, "-m", "tests.support.kernel_hammer"]
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [*hammer, str(folder / LIBRARY), str(rounds)],
        capture_output=True,
        env=environment,
        check=False,
        text=True,
    )
    if done.returncode:
        return Hammered(0, done.stderr[-2_000:])
    return Hammered(int(done.stdout), "")
