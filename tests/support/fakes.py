"""Fakes that keep the contract of the real parts, for tests that need no recognizers."""

import re
from collections.abc import Sequence

from recognizers.errors import RecognizerError
from recognizers.evidence import Evidence
from recognizers.finding import Finding
from tests.support.verbatim import Verbatim

_SURNAMED = re.compile(r"[王李张陈赵][小大]?[明红伟娟]")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
POISON = "毒药"
_WHY = Evidence("fake pattern", valid=True)


class FakeAnalyzer(Verbatim):
    """Finds eleven-digit mobiles and a handful of names; fails on texts with `POISON`."""

    def __init__(self) -> None:
        """Count calls, so that a test can tell batches from single texts."""
        self.calls = 0

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Keep the promise of `Analyzer.analyze_batch`."""
        del hints
        self.calls += 1
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> tuple[Finding, ...]:
        if POISON in text:
            msg = "the fake fails on this text"
            raise RecognizerError(msg)
        found = [
            Finding(match.start(), match.end(), label, 0.9, "fake", evidence=_WHY)
            for label, pattern in (("PHONE_NUMBER", _MOBILE), ("PERSON", _SURNAMED))
            for match in pattern.finditer(text)
        ]
        return tuple(sorted(found, key=lambda one: one.start))
