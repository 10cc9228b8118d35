"""Mobile numbers of mainland China, with country code, separators and extension.

Must never cut a number short: an extension is part of it, for a privacy number means nothing
without one.
"""

from collections.abc import Sequence
from typing import ClassVar

from presidio_analyzer import Pattern

from recognizers.base import PatternBased
from recognizers.shape import Shape


class MobileRecognizer(PatternBased):
    """Finds mobile numbers."""

    LABELS = ("PHONE_NUMBER",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern(
            "mobile",
            r"(?<![0-9])(?:(?:\+|00)?86[ \-]?)?1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}"
            r"(?:-[0-9]{1,6})?(?![0-9])",
            0.9,
        ),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("手机", "电话", "联系")
    NEEDS = Shape.NUMBER | Shape.MOBILE | Shape.JOINED
