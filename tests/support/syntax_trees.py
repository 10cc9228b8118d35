"""Has syntax trees made with the collector off, where Python cannot make one within another.

Before 3.11.8 it counts in one place how deep all of them are that are being made (gh-106905). What
writes a traceback makes one; where a finalizer does so amid the making of another, that one ends in
a SystemError: in a test that logs an error, or in pytest's report, in place of why a test failed.
Must never change what a tree is made of.
"""

import ast
import gc
import sys
from functools import wraps
from typing import Any, Final

import pytest

COUNTS_APART: Final = (3, 11, 8)


def pytest_configure(config: pytest.Config) -> None:
    """Guard `ast.parse`, for what pytest and `traceback` make of it."""
    del config
    if sys.version_info < COUNTS_APART:
        ast.parse = _guarded(ast.parse)


def _guarded(parse: Any) -> Any:  # noqa: ANN401 -- it has four signatures
    @wraps(parse)
    def alone(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401 -- the same
        on = gc.isenabled()
        gc.disable()
        try:
            return parse(*arguments, **more)
        finally:
            if on:
                gc.enable()

    return alone
