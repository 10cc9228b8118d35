"""A moment as it is written on the command line: so long ago, or a time.

Must never guess: what it cannot read is no moment.
"""

import re
import time
from datetime import datetime
from typing import Final

WRITTEN: Final = "is neither a span such as 90m, 24h or 7d, nor an ISO time"

_SPAN: Final = re.compile(r"([0-9]{1,6})([smhd])", re.ASCII)
_UNIT_MS: Final = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def moment_ms(text: str, now_ms: int | None = None) -> int | None:
    """Read a moment.

    Args:
        text: A span back from now, or an ISO 8601 time; without a zone it is local time.
        now_ms: Now, Unix epoch in milliseconds; the clock's when absent.

    Returns:
        Unix epoch in milliseconds; None for what is neither.
    """
    if span := _SPAN.fullmatch(text):
        now = int(time.time() * 1_000) if now_ms is None else now_ms
        return max(0, now - int(span[1]) * _UNIT_MS[span[2]])
    try:
        return max(0, int(datetime.fromisoformat(text).timestamp() * 1_000))
    except (ValueError, OverflowError, OSError):
        return None
