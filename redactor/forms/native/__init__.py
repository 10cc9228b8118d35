"""The short way's compiled part, where it was built: records taken apart and written again in C.

Must never be needed: without a C compiler at install every record goes the long way, with the same
result, only slower.
"""

from importlib import import_module
from types import ModuleType
from typing import Final

_VERSION: Final = 6  # of what its functions take


def _loaded() -> ModuleType | None:
    try:
        native = import_module("redactor.forms.native._forms")
    except ImportError:
        return None
    return native if native.VERSION == _VERSION else None  # an old build in a source tree


NATIVE: Final = _loaded()
