"""Texts to spans: the one door to the recognizers.

Must never return less than was found because something failed: any failure is a `DetectError`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final, Protocol, cast

from recognizers.analyzer import Analyzer
from recognizers.errors import RecognizerError
from recognizers.finding import Finding
from recognizers.native import kernel_name
from redactor.errors import ConfigError, DetectError, Problem, Reason
from redactor.masking.traces import PLACEHOLDER, ROAD_TAIL, SMILE, TAIL
from redactor.memory import Memory
from redactor.policy import Thresholds
from redactor.repeats import Repeats
from redactor.spans import Span

_first, _last = itemgetter(0), itemgetter(1)
_LABEL: Final = 2  # of a finding; by number, since each finding of a batch is asked
_SCORE: Final = 3
_IS_MASKED: Final = 6
_NEW: Final = tuple.__new__  # a span's own way costs twice as much
# A finding's fields in the order of a span's. A recognizer's parts are what ours are: where they
# begin and end, and the name of a level.
_AS_SPAN: Final = itemgetter(0, 1, 2, 3, 5, 6, 4, 7)
# A name or an address that is read into a placeholder of ours ends before it.
_READ_FROM_WORDS: Final = frozenset({"PERSON", "ADDRESS"})

# Digits that a mask from upstream may show: those of the common forms `138****5678`,
# `110101********1234` and `622202******1234`, which stay as they are. What shows more, as a raw
# extension behind a masked number would, is masked again.
_MOST_SHOWN: Final = {
    "PHONE_NUMBER": 7,
    "CN_RESIDENT_ID": 10,
    "CN_BANK_CARD": 10,
    "CN_LICENSE_PLATE": 3,
}

# What every mask has, ours or one of the system upstream: most texts are free of it.
_MARK: Final = re.compile(r"[*＊<_^]")

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
        self._memory = Memory()  # of these recognizers under these thresholds
        self._repeats = Repeats()

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
        """What reads names and addresses: `compiled` or `python`."""
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
        asked = list(zip(texts, self._analyzer.meanings(hints), strict=True))
        # Couriers, stations and states repeat in a batch, a number in fields of several names.
        unique = dict(zip(asked, hints, strict=True))
        if len(unique) == len(asked):
            return self._recalled(asked, hints)
        found = dict(zip(unique, self._recalled([*unique], [*unique.values()]), strict=True))
        return list(map(found.__getitem__, asked))

    def _recalled(
        self, pairs: Sequence[tuple[str, str]], hints: Sequence[str]
    ) -> list[tuple[Span, ...]]:
        """Give what is remembered of texts and meanings that differ, and detect in all others."""
        worth = self._repeats.worth(hints)
        keys = self._memory.keys([pairs[at] for at in worth])
        recalled = self._memory.recall(keys)
        spans: list[tuple[Span, ...] | None] = [None] * len(pairs)
        for at, known in zip(worth, recalled, strict=True):
            spans[at] = known
        self._repeats.took(hints, (known is not None for known in spans))
        new = [at for at, known in enumerate(spans) if known is None]
        if new:
            found = self._found([pairs[at][0] for at in new], [hints[at] for at in new])
            for at, one in zip(new, found, strict=True):
                spans[at] = one
        every = cast("list[tuple[Span, ...]]", spans)
        self._memory.remember(
            [
                (key, every[at])
                for at, key, known in zip(worth, keys, recalled, strict=True)
                if known is None
            ]
        )
        return every

    def _found(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Detect in texts that differ."""
        try:
            found = self._analyzer.analyze_batch(texts, hints)
        except RecognizerError:
            raise DetectError(Reason.DETECT_FAILED) from None
        if len(found) != len(texts):
            raise DetectError(Reason.DETECT_FAILED)
        return [
            self._spans(text, findings) if findings else ()
            for text, findings in zip(texts, found, strict=True)
        ]

    def _spans(self, text: str, findings: Sequence[Finding]) -> tuple[Span, ...]:
        """Give the spans above the thresholds, each with the mask that stands behind it."""
        if self._selects:
            least, default = self._by_entity, self._default
            findings = [one for one in findings if one[_SCORE] >= least.get(one[_LABEL], default)]
        made: list[Span] = []
        for one in findings:  # a comprehension is a call more, for a finding or two
            if one[0] >= one[1]:
                continue
            if one[_IS_MASKED]:
                made.append(_masked(text, one))
            else:
                made.append(_NEW(Span, _AS_SPAN(one)))
        # Findings do not overlap; only a mask behind one makes spans do so. No mark is a letter.
        if text.isalnum() or not _MARK.search(text):
            return tuple(made)
        return _beside_masks(text, made)


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
    span = _NEW(Span, _AS_SPAN(finding))
    if _hides_enough(text[span.start : span.end], span.entity):
        return span
    return span._replace(masked=False)


def _with_tail(text: str, span: Span) -> Span:
    """Let a value end where its mask does, or before a smile of which it took the first sign."""
    end = span.end
    if text.endswith("^", span.start, end) and text.startswith(SMILE, end - 1):
        end -= 1
    road = ROAD_TAIL.match(text, end) if span.entity == "ADDRESS" else None
    tail = road or TAIL.match(text, end)
    return span._replace(end=tail.end() if tail else end)


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
