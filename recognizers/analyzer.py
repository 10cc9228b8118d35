"""The fast path: every recognizer over every text, batch-wise, without Presidio's cost per call.

Must never return fewer findings because something failed: any failure is a `RecognizerError`.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from recognizers.base import Recognizer, failure, original
from recognizers.catalogue import recognizers
from recognizers.errors import RecognizerError
from recognizers.finding import Finding
from recognizers.normalize import Folded, fold
from recognizers.resolution import resolve
from recognizers.shape import Shape, shape_of

# What must give something for a text before a recognizer is asked, and what asks it.
_Asked: TypeAlias = tuple[Callable[[str], object] | None, Callable[[str, str], list[Finding]]]
_SHAPES: Final = 2 * max(shape.value for shape in Shape)  # all combinations of their bits


class Analyzer:
    """Finds all values in texts: sorted, not overlapping, with offsets into the originals."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        """Take loaded recognizers; their order does not change the answer."""
        self._batched = tuple(r for r in recognizers if _has_batch(r))
        self._single = tuple(r for r in recognizers if not _has_batch(r))
        self._by_shape: dict[int, tuple[_Asked, ...]] = {}

    @classmethod
    def default(cls) -> "Analyzer":
        """Load every recognizer of the catalogue, plug-ins included.

        Raises:
            RecognizerError: One of them cannot be loaded.
        """
        return cls(recognizers())

    def ask_all(self) -> None:
        """Ask every recognizer about every text, whatever its shape: slower, the same answer."""
        self._by_shape = dict.fromkeys(range(_SHAPES), tuple((None, r.find) for r in self._single))

    def analyze(self, text: str, hint: str = "") -> tuple[Finding, ...]:
        """Find the values of one text; `hint` is the name of its field, empty if unknown."""
        return self.analyze_batch((text,), (hint,))[0]

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Find the values of many texts.

        Args:
            texts: Original texts, of any length; empty ones have no findings.
            hints: For each text the names of its field; none at all if unknown.

        Returns:
            For each text its findings in text order, not overlapping, with half-open offsets
            in code points of the original.

        Raises:
            RecognizerError: A recognizer failed; what the texts hold is unknown.
        """
        known = hints or [""] * len(texts)
        try:
            folded = [fold(text) for text in texts]
            found = [self._single_findings(f.text, h) for f, h in zip(folded, known, strict=True)]
            self._add_batched(found, [f.text for f in folded], known)
            return [_resolved(f, g) if f else () for f, g in zip(found, folded, strict=True)]
        except (RecognizerError, MemoryError):  # the latter says nothing of the text either
            raise
        except Exception:  # noqa: BLE001  # any failure here means findings may be missing
            raise failure(type(self).__name__) from None

    def _single_findings(self, text: str, hint: str) -> list[Finding]:
        shape = shape_of(text)
        chosen = self._by_shape.get(shape)
        if chosen is None:
            fit = (r for r in self._single if not r.NEEDS or r.NEEDS.value & shape)
            chosen = self._by_shape[shape] = tuple((r.gate, r.find) for r in fit)
        found: list[Finding] = []
        for gate, find in chosen:
            if gate is None or gate(text):
                found += find(text, hint)
        return found

    def _add_batched(
        self, found: list[list[Finding]], texts: Sequence[str], hints: Sequence[str]
    ) -> None:
        for recognizer in self._batched:
            batch = recognizer.find_batch(texts, hints)
            for findings, more in zip(found, batch, strict=True):
                findings.extend(more)


def _has_batch(recognizer: Recognizer) -> bool:
    return type(recognizer).find_batch is not Recognizer.find_batch


def _resolved(findings: list[Finding], folded: Folded) -> tuple[Finding, ...]:
    if folded.same_offsets:
        return resolve(findings)
    return resolve([original(finding, folded) for finding in findings])
