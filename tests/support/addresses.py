"""Fictitious addresses of one form, and an analyzer that reads just them.

Must never need a model: tests of masks say themselves what an address is made of.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from recognizers.finding import Finding, Level, Part
from tests.support.verbatim import Verbatim

_ADDRESS: Final = re.compile(r"(..省)(..市)(.区)(..路)([0-9]{1,3}号)")
_LEVELS: Final = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.ROAD, Level.NUMBER)


class Addresses(Verbatim):
    """Reads addresses such as `某某省某某市甲区某某路1号`, whole texts, and nothing else."""

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Keep the promise of `Analyzer.analyze_batch`."""
        del hints
        return [tuple(self._found(text)) for text in texts]

    def _found(self, text: str) -> Iterator[Finding]:
        if found := _ADDRESS.fullmatch(text):
            spans = [found.span(n) for n in range(1, 6)]
            parts = [Part(*span, level) for span, level in zip(spans, _LEVELS, strict=True)]
            yield Finding(0, len(text), "ADDRESS", 1.0, "test", tuple(parts))
