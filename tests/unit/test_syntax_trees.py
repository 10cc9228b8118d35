"""A syntax tree is made to its end, whatever a finalizer makes meanwhile."""

import ast
import gc
import inspect
import traceback
from collections.abc import Iterator

import pytest


class Talkative:
    """Garbage that writes a traceback when the collector finds it."""

    def __init__(self) -> None:
        """Stand in a circle."""
        self.itself = self

    def __del__(self) -> None:
        """Write one with a line that is looked at closely."""
        try:
            assert 1 + (2 / 0)
        except ZeroDivisionError:
            traceback.format_exc()


@pytest.fixture
def eager() -> Iterator[None]:
    """A collector that looks as often as it can."""
    thresholds = gc.get_threshold()
    gc.collect()
    gc.set_threshold(50, 1, 1)
    yield
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("eager")
def test_a_tree_is_made_while_a_finalizer_writes_a_traceback() -> None:
    """Python 3.11.7 counted the depth of both in one place, and failed a test at times."""
    source = inspect.getsource(traceback)
    for _ in range(20):
        Talkative()
        assert isinstance(ast.parse(source), ast.Module)
