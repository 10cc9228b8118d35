"""The fast path: every recognizer over every text, batch-wise, without Presidio's cost per call.

Must never return fewer findings because something failed: any failure is a `RecognizerError`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from recognizers.base import Find, Recognizer, failure, original, readers_of
from recognizers.catalogue import BUILT_IN, recognizers
from recognizers.errors import RecognizerError
from recognizers.field_names import FieldNames
from recognizers.finding import Finding
from recognizers.gates import Gates
from recognizers.gathering import join, open_at
from recognizers.normalize import Folded, fold
from recognizers.outright import Outright
from recognizers.resolution import resolve_all
from recognizers.scanner import MAY_FOLD

_PLACES: Final = {kind: place for place, kind in enumerate(BUILT_IN)}


class Analyzer:
    """Finds all values in texts: sorted, not overlapping, with offsets into the originals."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        """Take loaded recognizers; their order does not change the answer."""
        self._names = FieldNames(recognizers)
        self._single = [r for r in recognizers if not _has_batch(r)]
        self._batched = [r for r in recognizers if _has_batch(r)]
        self._outright = Outright(_led_by(self._single))
        readers = [reader for r in self._single for reader in readers_of(r)]
        self._gates = Gates[Find](readers, self._outright.told_for)

    @classmethod
    def default(cls) -> "Analyzer":
        """Load every recognizer of the catalogue, plug-ins included.

        Raises:
            RecognizerError: One of them cannot be loaded.
        """
        return cls(recognizers())

    def ask_all(self) -> None:
        """Ask every recognizer about every text, whatever its shape: slower, the same answer."""
        self._outright = Outright(())
        self._gates = Gates[Find]([((), r.find) for r in self._single])

    def meanings(self, hints: Sequence[str]) -> list[str]:
        """Give what the recognizers take from each hint.

        Hints of one meaning lead to the same findings in any text, and one of them can be asked
        with for all. An empty hint has a meaning, too.
        """
        return self._names.meanings(hints)

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
        try:
            known, fields = self._names.told(hints or [""] * len(texts))
            folded, shapes, found, ways = self._read(texts, fields)
            self._add_single(found, folded, known, shapes)
            self._add_batched(found, folded, known)
            for at, way in ways.items():
                found[at] = [original(finding, way) for finding in found[at]]
            return resolve_all(found)
        except (RecognizerError, MemoryError):  # the latter says nothing of the text either
            raise
        except Exception:  # noqa: BLE001  # any failure here means findings may be missing
            raise failure(type(self).__name__) from None

    def _read(
        self, texts: Sequence[str], fields: list[int]
    ) -> tuple[list[str], list[int], list[Sequence[Finding]], dict[int, Folded]]:
        """The folded texts, their shapes, what is found in them outright, and the way back.

        There is a way for those alone whose offsets are others.
        """
        folded = list(texts)
        shapes, found, looked_at = self._outright.read(folded, fields)
        if not looked_at:
            return folded, shapes, found, {}
        ways = {at: fold(texts[at]) for at in looked_at}
        texts_again = [ways[at].text for at in looked_at]
        shapes_again, found_again, _ = self._outright.read(
            texts_again, [fields[at] for at in looked_at], folded=True
        )
        for at, shape, findings in zip(looked_at, shapes_again, found_again, strict=True):
            folded[at], shapes[at], found[at] = ways[at].text, shape & ~MAY_FOLD, findings
        return folded, shapes, found, {at: way for at, way in ways.items() if not way.same_offsets}

    def _add_single(
        self,
        found: list[Sequence[Finding]],
        texts: Sequence[str],
        hints: Sequence[str],
        shapes: Sequence[int],
    ) -> None:
        for at, finds in open_at(shapes, self._gates):  # most are not looked at
            findings = [*found[at]]
            for find in finds:
                findings.extend(find(texts[at], hints[at]))
            found[at] = findings

    def _add_batched(
        self, found: list[Sequence[Finding]], texts: Sequence[str], hints: Sequence[str]
    ) -> None:
        for recognizer in self._batched:
            batch = recognizer.find_batch(texts, hints)
            if len(batch) != len(found):
                raise failure(type(recognizer).__name__)
            join(found, batch)


def _led_by(recognizers: Iterable[Recognizer]) -> Iterator[Recognizer]:
    """Ours as far as they come first and as the catalogue has them.

    What is found outright comes before all else that is found; of two findings alike the first
    is kept, and that may be one of a recognizer given before ours.
    """
    last = -1
    for one in recognizers:
        place = _PLACES.get(type(one), -1)
        if place <= last:
            return
        last = place
        yield one


def _has_batch(recognizer: Recognizer) -> bool:
    return type(recognizer).find_batch is not Recognizer.find_batch
