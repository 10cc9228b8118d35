"""The compiled kernel, where it was built: the character loops of the sequence model in C.

Must never be needed: without a C compiler at install everything runs on Python and numpy, with
the same answers, only slower.
"""

from importlib import import_module
from types import ModuleType
from typing import Final

_VERSION: Final = 20  # of what the kernel's functions take


def _loaded() -> tuple[ModuleType | None, str]:
    """Give the kernel and `compiled`, or None and why."""
    try:
        kernel = import_module("recognizers.native._kernel")
    except ModuleNotFoundError:
        return None, "python"
    except ImportError:
        return None, "unloadable"
    if getattr(kernel, "VERSION", None) != _VERSION:  # an old build in a source tree
        return None, "outdated"
    return kernel, "compiled"


KERNEL, _STATE = _loaded()


def kernel_name() -> str:
    """Which of the two is at work, and why.

    Returns:
        `compiled`; or, where Python is, `python` if no kernel was built, `outdated` if there is one
        of another version, `unloadable` if there is one that is broken or of another system.
    """
    return _STATE
