"""The kernel is compiled where it can be, and stays within its bounds: sanitizers prove it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from recognizers.native.build import HERE, LIBRARY, compiled

ROOT: Final = Path(__file__).parents[2]
SANITIZERS: Final = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sources."""
    for source in (*HERE.glob("*.c"), *HERE.glob("*.h")):
        shutil.copy(source, tmp_path)
    return tmp_path


def test_no_read_or_write_out_of_bounds(folder: Path) -> None:
    """Address and undefined-behaviour sanitizers are silent over odd, long and random texts."""
    gcc = shutil.which("gcc")
    if gcc is None or compiled(folder, gcc, SANITIZERS):
        pytest.skip("needs gcc with its sanitizers, and Python's headers")
    asan, ubsan = (
        subprocess.check_output([gcc, f"-print-file-name={name}"], text=True).strip()  # noqa: S603 -- our own compiler
        for name in ("libasan.so", "libubsan.so")
    )
    environment = {
        **os.environ,
        "LD_PRELOAD": f"{asan} {ubsan}",
        "ASAN_OPTIONS": "detect_leaks=0",  # the interpreter keeps some to its end
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-m", "tests.support.kernel_hammer", str(folder / LIBRARY)],
        capture_output=True,
        env=environment,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "within bounds\n"), done.stderr[-2_000:]


@pytest.mark.parametrize(
    ("compiler", "why"),
    [("false", "the C compiler ended with 1"), ("/no/such/cc", "there is no C compiler")],
)
def test_a_compiler_that_fails_is_told(folder: Path, compiler: str, why: str) -> None:
    """An install goes on without the kernel: no library is left, an old one neither."""
    (folder / LIBRARY).touch()
    assert compiled(folder, compiler) == why
    assert not (folder / LIBRARY).exists()
