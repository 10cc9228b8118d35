"""What stands in the worker for recognizers that only the nursery loads.

Must never pass for recognizers that found nothing: whoever asks it has his record refused.
"""

from collections.abc import Sequence
from typing import Self

from redactor.errors import DetectError, Reason
from redactor.policy import Thresholds
from redactor.spans import Span


class Absent:
    """Compiles with any policy, and detects in no text; see `pipeline.Finder`."""

    def with_thresholds(self, thresholds: Thresholds) -> Self:
        """Give itself."""
        del thresholds
        return self

    def detect(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Refuse.

        Raises:
            DetectError: Always.
        """
        del texts, hints
        raise DetectError(Reason.DETECT_FAILED)
