"""What was compiled from C at install, where it was, and why it is not used where it is not.

Must never be needed: who asks for it goes on without, with the same result, only slower.
"""

from enum import StrEnum
from importlib import import_module
from types import ModuleType
from typing import Final, NamedTuple


class State(StrEnum):
    """What a compiled part is to those who ask for it."""

    COMPILED = "compiled"
    PYTHON = "python"  # none was built: Python does the work
    OUTDATED = "outdated"  # so it does, for there is one of another version
    UNLOADABLE = "unloadable"  # so it does, for there is one that is broken, or of another system


PASSED_OVER: Final = frozenset((State.OUTDATED, State.UNLOADABLE))


class Compiled(NamedTuple):
    """A compiled part.

    Attributes:
        module: None where Python does the work.
        state: Why that is so.
    """

    module: ModuleType | None
    state: State


def compiled(name: str, version: int) -> Compiled:
    """Import a compiled module.

    Args:
        name: Its full name.
        version: Of what its functions take; another one is an old build in a source tree.
    """
    try:
        module = import_module(name)
    except ModuleNotFoundError:
        return Compiled(None, State.PYTHON)
    except ImportError:
        return Compiled(None, State.UNLOADABLE)
    if getattr(module, "VERSION", None) != version:
        return Compiled(None, State.OUTDATED)
    return Compiled(module, State.COMPILED)
