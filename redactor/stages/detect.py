"""Texts to spans: the one door to the recognizers.

Must never return less than was found because something failed: any failure is a `DetectError`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final, Protocol

from recognizers.analyzer import Analyzer
from recognizers.errors import RecognizerError
from recognizers.finding import Finding
from recognizers.half_masked import MOST_SHOWN
from recognizers.native import kernel_name
from redactor.errors import ConfigError, DetectError, Problem, Reason
from redactor.masking.traces import PLACEHOLDER, ROAD_TAIL, SMILE, TAIL
from redactor.policy import Thresholds
from redactor.recall.memory import new_memory
from redactor.recall.native import NATIVE
from redactor.spans import END, ENTITY, MASKED, Span

_first, _last = itemgetter(0), itemgetter(1)
_LABEL: Final = 2  # of a finding; by number, since each finding of a batch is asked
_SCORE: Final = 3
# A span's own way costs twice as much; of a plain tuple it is made at once. A finding's fields
# stand as a span's do, its parts are what ours are: where they begin and end, and a level's name.
_NEW: Final = tuple.__new__
# A name or an address that is read into a placeholder of ours ends before it.
_READ_FROM_WORDS: Final = frozenset({"PERSON", "ADDRESS"})

# Digits that a mask from upstream may show: those of the common forms, which stay as they are. What
# shows more, as a raw extension behind a masked number would, is masked again.
_MOST_SHOWN: Final = {**MOST_SHOWN, "CN_LICENSE_PLATE": 3}

_MOST_OF_MAILBOX: Final = 3  # `zha***@example.com`


class TextAnalyzer(Protocol):
    """What is asked of the recognizers."""

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Find entities in every text; see `recognizers.analyzer.Analyzer`."""

    def meanings(self, hints: Sequence[str]) -> list[str]:
        """Give what each hint says to the recognizers; see `recognizers.analyzer.Analyzer`."""


class Detector:
    """Finds the spans to mask, above the policy's thresholds."""

    def __init__(self, analyzer: TextAnalyzer, thresholds: Thresholds) -> None:
        """Take a loaded analyzer and the least scores."""
        self._analyzer = analyzer
        self._default = thresholds.default
        self._by_entity = dict(thresholds.entities)
        self._selects = bool(thresholds.default or thresholds.entities)
        self._memory = new_memory()  # of these recognizers under these thresholds

    @classmethod
    def default(cls, thresholds: Thresholds | None = None) -> "Detector":
        """Load all recognizers, once; takes the time and memory of the models.

        Raises:
            ConfigError: One of them cannot be used, such as a plug-in that breaks a rule.
        """
        try:
            return cls(Analyzer.default(), thresholds or Thresholds())
        except RecognizerError as error:
            raise ConfigError([Problem("recognizers", str(error))]) from None

    @property
    def kernel(self) -> str:
        """What reads names and addresses; see `recognizers.native.kernel_name`."""
        return kernel_name()

    def with_thresholds(self, thresholds: Thresholds) -> "Detector":
        """Give a detector for another policy on the same loaded recognizers."""
        return Detector(self._analyzer, thresholds)

    def detect(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Find the entities of a batch of texts.

        Args:
            texts: Original texts, of any length; empty ones have no spans.
            hints: For each text the names of its field, or an empty string.

        Returns:
            For each text its spans in text order, not overlapping.

        Raises:
            DetectError: A recognizer failed on some text of the batch.
        """
        return self._memory.ask(texts, hints, self._analyzer.meanings, self._found)

    def _found(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Detect in texts that differ."""
        try:
            found = self._analyzer.analyze_batch(texts, hints)
        except RecognizerError:
            raise DetectError(Reason.DETECT_FAILED) from None
        if len(found) != len(texts):
            raise DetectError(Reason.DETECT_FAILED)
        if self._selects:
            found = list(map(self._selected, found))
        return _spans_of(texts, found)

    def _selected(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Give the findings that reach their thresholds."""
        least, default = self._by_entity, self._default
        return tuple([one for one in findings if one[_SCORE] >= least.get(one[_LABEL], default)])


def _spans_of(texts: Sequence[str], found: Sequence[tuple[Finding, ...]]) -> list[tuple[Span, ...]]:
    """Give the spans of each text, each with the mask that stands behind it."""
    if NATIVE is None:
        return list(map(_spans, texts, found))
    spans: list[tuple[Span, ...]] = NATIVE.spans(texts, found, Span, _spans)
    return spans


def _spans(text: str, findings: Iterable[Finding]) -> tuple[Span, ...]:
    """Give the spans of one text."""
    made = [
        _masked(text, one) if one[MASKED] else _NEW(Span, one[:])
        for one in findings
        if one[0] < one[1]
    ]
    # Findings do not overlap; only a mask behind one makes spans do so. Most texts are free of
    # what every mask has, ours or one of the system upstream.
    if "*" in text or "_" in text or "<" in text or "^" in text or "＊" in text:
        return _beside_masks(text, made)
    return tuple(made)


def _beside_masks(text: str, made: Iterable[Span]) -> tuple[Span, ...]:
    """Give each span the mask that stands behind it, and none of a placeholder of ours."""
    spans: list[Span] = []
    masks = [match.span() for match in PLACEHOLDER.finditer(text)]
    for one in made:
        span = _clear(_with_tail(text, one), masks)
        if span.start >= span.end:
            continue
        if not spans or spans[-1].end <= span.start:
            spans.append(span)
        elif not span.masked:  # a mask behind a value was taken for more than it is
            spans[-1] = spans[-1]._replace(end=span.start)
            spans.append(span)
    return tuple(spans)


def _masked(text: str, finding: Finding) -> Span:
    """Give the span of what came masked; it is masked again where it shows too much."""
    span = _NEW(Span, finding[:])
    if _hides_enough(text[span.start : span.end], span.entity):
        return span
    return _NEW(Span, (*span[:MASKED], False, *span[MASKED + 1 :]))


def _with_tail(text: str, span: Span) -> Span:
    """Let a value end where its mask does, or before a smile of which it took the first sign."""
    start, end, *rest = span
    if text.endswith("^", start, end) and text.startswith(SMILE, end - 1):
        end -= 1
    road = ROAD_TAIL.match(text, end) if span[ENTITY] == "ADDRESS" else None
    tail = road or TAIL.match(text, end)
    end = tail.end() if tail else end
    return span if end == span[END] else _NEW(Span, (start, end, *rest))


def _clear(span: Span, masks: Sequence[tuple[int, int]]) -> Span:
    """Take our own placeholders off both ends of a value; one that is nothing else is empty.

    A placeholder in the middle stays in it: what stands behind belongs to the value too.

    Args:
        span: What was found.
        masks: The text's placeholders in order; a bisection finds those that touch the span.
    """
    if span.entity not in _READ_FROM_WORDS or not masks:
        return span
    start, end = span.start, span.end
    touching = masks[bisect_right(masks, start, key=_last) : bisect_left(masks, end, key=_first)]
    for first, last in touching:
        if first <= start < last:
            start = last
    for first, last in reversed(touching):
        if first < end <= last:
            end = max(first, start)
    if (start, end) == (span.start, span.end):
        return span
    parts = tuple(part for part in span.parts if start <= part.start and part.end <= end)
    return span._replace(start=min(start, end), end=end, parts=parts)


def _hides_enough(value: str, entity: str) -> bool:
    """Tell whether a mask of the system upstream may stay as it is."""
    if entity == "EMAIL_ADDRESS":
        return sum(map(str.isalnum, value.partition("@")[0])) <= _MOST_OF_MAILBOX
    return sum(map(str.isdigit, value)) <= _MOST_SHOWN.get(entity, len(value))
