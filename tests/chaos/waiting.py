"""Waiting for what faults delay.

Must never wait without a bound.
"""

import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")
LOOK_S: Final = 0.2


def until(limit_s: float, get: Callable[[], T]) -> T | None:
    """Ask again and again until the answer is truthy, and give it; None when it never was."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        if found := get():
            return found
        time.sleep(LOOK_S)
    return None
