"""The compiled kernel, where it was built: the character loops of the sequence model in C.

Must never be needed: without a C compiler at install everything runs on Python and numpy, with
the same answers, only slower.
"""

from importlib import import_module
from types import ModuleType
from typing import Final

_VERSION: Final = 13  # of what the kernel's functions take


def _loaded() -> ModuleType | None:
    try:
        kernel = import_module("recognizers.native._kernel")
    except ImportError:
        return None
    return kernel if kernel.VERSION == _VERSION else None  # an old build in a source tree


KERNEL: Final = _loaded()


def kernel_name() -> str:
    """Which of the two is at work: `compiled` or `python`."""
    return "python" if KERNEL is None else "compiled"
