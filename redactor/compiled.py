"""What was compiled from C at install, where it was.

Must never be needed: who asks for it goes on without, with the same result, only slower.
"""

from importlib import import_module
from types import ModuleType


def compiled(name: str, version: int) -> ModuleType | None:
    """Import a compiled module.

    Args:
        name: Its full name.
        version: Of what its functions take; another one is an old build in a source tree.

    Returns:
        None where it was not built, or is of another version.
    """
    try:
        module = import_module(name)
    except ImportError:
        return None
    return module if version == module.VERSION else None
