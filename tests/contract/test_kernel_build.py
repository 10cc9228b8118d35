"""What is in C is compiled where it can be, and stays within its bounds: sanitizers prove it."""

from pathlib import Path
from typing import Final

import pytest

from recognizers.native.build import LIBRARIES, LIBRARY, compiled
from tests.support.sanitized import copied, hammered

ROUNDS: Final = 300


@pytest.mark.parametrize("folder", LIBRARIES)
def test_no_read_or_write_out_of_bounds(folder: str, tmp_path: Path) -> None:
    """Address and undefined-behaviour sanitizers are silent over odd, long and random input."""
    done = hammered(tmp_path, folder, ROUNDS)
    if done is None:
        pytest.skip("needs gcc with its sanitizers, and Python's headers")
    assert not done.complaint
    assert done.total > ROUNDS


@pytest.mark.parametrize(
    ("compiler", "why"),
    [("false", "the C compiler ended with 1"), ("/no/such/cc", "there is no C compiler")],
)
def test_a_compiler_that_fails_is_told(tmp_path: Path, compiler: str, why: str) -> None:
    """An install goes on without the kernel: no library is left, an old one neither."""
    folder = copied(tmp_path, "recognizers/native")
    (folder / LIBRARY).touch()
    assert compiled(folder, compiler) == why
    assert not (folder / LIBRARY).exists()
