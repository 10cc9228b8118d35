"""Message sets written and read in C, where it was built.

Must never be needed: without a C compiler at install results go as columns, and aiokafka fills the
sets, with the same result, only slower.
"""

from importlib import import_module
from types import ModuleType
from typing import Final

_VERSION: Final = 2  # of what its functions take


def _loaded() -> ModuleType | None:
    try:
        native = import_module("redactor.isolation.native._sets")
    except ImportError:
        return None
    return native if native.VERSION == _VERSION else None  # an old build in a source tree


NATIVE: Final = _loaded()
