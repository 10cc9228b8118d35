"""A message between worker and child in one piece: who takes it apart must not care how it came."""

from typing import Any

from redactor.isolation.wire import pieces_of


def framed(kind: str, content: Any) -> bytes:  # noqa: ANN401 -- whatever marshal takes
    """Write one message: its length, its kind, its content."""
    return b"".join(pieces_of(kind, content))
