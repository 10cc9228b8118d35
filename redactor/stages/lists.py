"""Applies a policy's deny and allow lists to what was found.

Must never let a pattern run without a deadline, nor an allowed part of a value open the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from redactor.errors import DetectError, Reason
from redactor.policy import Policy
from redactor.policy.lists import MIN_VALUE, Allow, Deny
from redactor.spans import Detect, Span, touched

DEADLINE_S: Final = 0.1  # for one pattern on one text; honest ones take microseconds
RECOGNIZER: Final = "deny_list"
_HEAD: Final = MIN_VALUE  # every value has so many characters, and is looked up by them

Find: TypeAlias = Callable[[str], Iterator[tuple[int, int]]]


def with_lists(policy: Policy, detect: Detect) -> Detect:
    """Give a detection that knows the policy's lists; `detect` itself if there are none.

    What is denied goes before what is allowed, and both before what was found. A declared field is
    masked whatever the lists say.

    Raises:
        DetectError: On use, when a pattern does not end in time.
    """
    if not policy.deny and not policy.allow:
        return detect
    denied = [(one.entity, _finder(one)) for one in policy.deny]
    allowed = [(one.entity, _matcher(one)) for one in policy.allow]

    def listed(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        found = detect(texts, hints)
        return [
            _denied(text, [s for s in spans if not _is_allowed(text, s, allowed)], denied)
            for text, spans in zip(texts, found, strict=True)
        ]

    return listed


def _is_allowed(
    text: str, span: Span, allowed: Iterable[tuple[str | None, Callable[[str], bool]]]
) -> bool:
    value = text[span.start : span.end]
    return any(entity in (None, span.entity) and match(value) for entity, match in allowed)


def _denied(
    text: str, spans: Sequence[Span], denied: Iterable[tuple[str, Find]]
) -> tuple[Span, ...]:
    """Put the denied values among the spans; what else was found is cut around them."""
    taken: list[Span] = []
    for entity, find in denied:
        for start, end in find(text):
            place = touched(taken, start, end)
            if place.start == place.stop:
                taken[place] = [Span(start, end, entity, recognizer=RECOGNIZER)]
    if not taken:
        return tuple(spans)
    pieces = [piece for span in spans for piece in _around(span, taken)]
    return tuple(sorted([*pieces, *taken], key=lambda span: span.start))


def _around(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """Give what is left of a span; a piece has no address parts, so it is hidden whole."""
    cuts = taken[touched(taken, span.start, span.end)]
    if not cuts:
        yield span
        return
    start = span.start
    for one in cuts:
        if start < one.start:
            yield span._replace(start=start, end=one.start, parts=(), masked=False)
        start = max(start, one.end)
    if start < span.end:
        yield span._replace(start=start, parts=(), masked=False)


def _finder(rule: Deny) -> Find:
    """Give what finds the values of a list in a text, from left to right, longest first."""
    if rule.pattern is not None:
        import regex  # noqa: PLC0415 -- few policies list patterns

        pattern = regex.compile(rule.pattern)

        def by_pattern(text: str) -> Iterator[tuple[int, int]]:
            try:
                yield from [one.span() for one in pattern.finditer(text, timeout=DEADLINE_S)]
            except TimeoutError:
                raise DetectError(Reason.DETECT_DEADLINE) from None

        return by_pattern
    return _Exact(rule.exact).find


def _matcher(rule: Allow) -> Callable[[str], bool]:
    """Give what tells whether a whole value is in a list."""
    if rule.pattern is None:
        return rule.exact.__contains__
    import regex  # noqa: PLC0415 -- few policies list patterns

    pattern = regex.compile(rule.pattern)

    def by_pattern(value: str) -> bool:
        try:
            return pattern.fullmatch(value, timeout=DEADLINE_S) is not None
        except TimeoutError:
            raise DetectError(Reason.DETECT_DEADLINE) from None

    return by_pattern


class _Exact:
    """Finds any of many values: two characters are looked up, then each length they begin."""

    def __init__(self, values: frozenset[str]) -> None:
        self._values = values
        lengths: dict[str, set[int]] = {}
        for value in values:
            lengths.setdefault(value[:_HEAD], set()).add(len(value))
        self._lengths = {head: sorted(them, reverse=True) for head, them in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(text) - 1:
            end = self._end(text, at)
            if end:
                yield at, end
            at = end or at + 1

    def _end(self, text: str, at: int) -> int:
        """Give the end of the longest value that starts here, 0 for none."""
        for length in self._lengths.get(text[at : at + _HEAD], ()):
            end = at + length
            if end <= len(text) and text[at:end] in self._values and _stands_alone(text, at, end):
                return end
        return 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a value's Latin edges do not go on: `SF12` is not in `SF1234`."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_latin(before) and _is_latin(text[start])) and not (
        _is_latin(text[end - 1]) and _is_latin(after)
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
