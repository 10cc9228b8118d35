"""A compiled part that is there and not used is told from one that was never built."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import recognizers.native
from recognizers.native import kernel_name
from redactor.compiled import State, compiled

Told = tuple[ModuleType | None, str]
VERSION = 3
BUILT = ModuleType("built")


def of_the_sidecar() -> Told:
    """Ask as the sidecar's parts do."""
    return compiled("library", VERSION)


def of_the_recognizers() -> Told:
    """Ask as the recognizers do, which know nothing of the sidecar."""
    return recognizers.native._loaded()  # noqa: SLF001 -- asked once, at import


@pytest.fixture(params=[of_the_sidecar, of_the_recognizers])
def ask(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Told]:
    """Both ways to ask."""
    monkeypatch.setattr("recognizers.native._VERSION", VERSION)
    found: Callable[[], Told] = request.param
    return found


def importing(monkeypatch: pytest.MonkeyPatch, outcome: object) -> None:
    """Have every import of a library end so."""

    def imported(_: str) -> object:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr("redactor.compiled.import_module", imported)
    monkeypatch.setattr("recognizers.native.import_module", imported)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (ModuleNotFoundError("no such file"), State.PYTHON),
        (ImportError("invalid ELF header"), State.UNLOADABLE),
        (SimpleNamespace(VERSION=VERSION - 1), State.OUTDATED),
        (SimpleNamespace(), State.OUTDATED),
    ],
)
def test_what_is_not_used_says_why(
    ask: Callable[[], Told], monkeypatch: pytest.MonkeyPatch, outcome: object, state: State
) -> None:
    """Python does the work, whatever it was."""
    importing(monkeypatch, outcome)
    assert ask() == (None, state)


def test_what_fits_is_used(ask: Callable[[], Told], monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of this version is."""
    monkeypatch.setattr(BUILT, "VERSION", VERSION, raising=False)
    importing(monkeypatch, BUILT)
    assert ask() == (BUILT, State.COMPILED)


def test_a_file_that_is_no_library_is_unloadable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As one of another system is to the interpreter."""
    (tmp_path / "damaged_library.abi3.so").write_bytes(b"no library")
    monkeypatch.syspath_prepend(tmp_path)
    assert compiled("damaged_library", VERSION) == (None, State.UNLOADABLE)
    assert compiled("absent_library", VERSION) == (None, State.PYTHON)


def test_the_kernel_is_named_as_the_parts_are() -> None:
    """One set of words for all three."""
    assert kernel_name() in set(State)
