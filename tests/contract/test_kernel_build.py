"""What is in C is compiled where it can be, and stays within its bounds: sanitizers prove it."""

from pathlib import Path
from typing import Final

import pytest

from recognizers.native.build import LIBRARIES, LIBRARY, compiled
from tests.support import sanitized
from tests.support.sanitized import copied, hammered

ROUNDS: Final = 300
CHECK: Final = "if (name.end - name.start < SURNAME) return 0;"  # of `rules.c`


@pytest.mark.parametrize("folder", LIBRARIES)
def test_no_read_or_write_out_of_bounds(folder: str, tmp_path: Path) -> None:
    """Address and undefined-behaviour sanitizers are silent over odd, long and random input."""
    done = hammered(tmp_path, folder, ROUNDS)
    if done is None:
        pytest.skip("needs gcc with its sanitizers, and Python's headers")
    assert not done.complaint
    assert done.total > ROUNDS


def test_a_read_just_out_of_bounds_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small texts are watched, too: where a look at their length is taken out, the hammer ends."""

    def unchecked(folder: Path, of: str) -> Path:
        rules = copied(folder, of) / "rules.c"
        source = rules.read_text("utf-8")
        assert CHECK in source
        rules.write_text(source.replace(CHECK, ""), "utf-8")
        return folder

    monkeypatch.setattr(sanitized, "copied", unchecked)
    done = hammered(tmp_path, "redactor/forms/native", 20)
    if done is None:
        pytest.skip("needs gcc with its sanitizers, and Python's headers")
    assert "region" in done.complaint


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
