"""Applies a policy's deny and allow lists to what was found.

Must never let a pattern run without a deadline, nor an allowed part of a value open the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import add
from typing import Final, Protocol, TypeAlias

from redactor.errors import DetectError, Reason
from redactor.policy import Policy
from redactor.policy.lists import MIN_VALUE, Allow, Deny, ValueList
from redactor.recall.native import NATIVE
from redactor.spans import Detect, Span, touched

DEADLINE_S: Final = 0.1  # for one pattern on one text; honest ones take microseconds
RECOGNIZER: Final = "deny_list"
_HEAD: Final = MIN_VALUE  # every value has so many characters, and is looked up by them

Find: TypeAlias = Callable[[str], Iterator[tuple[int, int]]]


class Places(Protocol):
    """Where in texts a value may stand: in a few of them none does, but none is passed over."""

    def among(self, texts: Sequence[str], /) -> Sequence[int]:
        """Give the numbers of the texts in which one may stand."""

    def found(self, texts: Sequence[str], found: Sequence[tuple[Span, ...]], /) -> Sequence[int]:
        """Give the numbers of the texts of which the whole of a finding may be one."""

    def next(self, text: str, at: int, /) -> int:
        """Give the first place, from one on, at which one may begin; -1 if there is none."""


def with_lists(policy: Policy, detect: Detect) -> Detect:
    """Give a detection that knows the policy's lists; `detect` itself if there are none.

    What is denied goes before what is allowed, and both before what was found. A declared field is
    masked whatever the lists say. The spans of a text that has none of either stay the same object.

    Raises:
        DetectError: On use, when a pattern does not end in time, or matches what has no width.
    """
    if not policy.deny and not policy.allow:
        return detect
    sought = places_of([one.exact for one in policy.deny])
    denied = [(one.entity, _finder(one, sought)) for one in policy.deny]
    among = _every if _are_patterns(policy.deny) else sought.among
    allowed = [(one.entity, _matcher(one)) for one in policy.allow]
    exempt = places_of([one.exact for one in policy.allow])
    held = _every if _are_patterns(policy.allow) else exempt.found

    def listed(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        found = [*detect(texts, hints)]
        if len(found) != len(texts):
            raise DetectError(Reason.DETECT_FAILED)
        for at in held(texts, found) if allowed else ():
            found[at] = _left(texts[at], found[at], allowed)
        for at in among(texts) if denied else ():
            found[at] = _denied(texts[at], found[at], denied)
        return found

    return listed


def _are_patterns(lists: Sequence[ValueList]) -> bool:
    return any(one.pattern is not None for one in lists)


def _every(texts: Sequence[str], _: object = None, /) -> Sequence[int]:
    """Give the numbers of all texts: only a pattern itself tells where it matches."""
    return range(len(texts))


def _left(
    text: str,
    spans: tuple[Span, ...],
    allowed: Iterable[tuple[str | None, Callable[[str], bool]]],
) -> tuple[Span, ...]:
    """Give what was found without what is allowed."""
    left = [one for one in spans if not _is_allowed(text, one, allowed)]
    return spans if len(left) == len(spans) else tuple(left)


def _is_allowed(
    text: str, span: Span, allowed: Iterable[tuple[str | None, Callable[[str], bool]]]
) -> bool:
    value = text[span.start : span.end]
    return any(entity in (None, span.entity) and match(value) for entity, match in allowed)


def _denied(
    text: str, spans: tuple[Span, ...], denied: Iterable[tuple[str, Find]]
) -> tuple[Span, ...]:
    """Put the denied values among the spans; what else was found is cut around them."""
    taken: list[Span] = []
    for entity, find in denied:
        for start, end in find(text):
            place = touched(taken, start, end)
            if place.start == place.stop:
                taken[place] = [Span(start, end, entity, recognizer=RECOGNIZER)]
    if not taken:
        return spans
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


def _finder(rule: Deny, places: Places) -> Find:
    """Give what finds the values of a list in a text, from left to right, longest first."""
    if rule.pattern is not None:
        import regex  # noqa: PLC0415 -- few policies list patterns

        pattern = regex.compile(rule.pattern)

        def by_pattern(text: str) -> Iterator[tuple[int, int]]:
            try:
                found = [one.span() for one in pattern.finditer(text, timeout=DEADLINE_S)]
            except TimeoutError:
                raise DetectError(Reason.DETECT_DEADLINE) from None
            if any(start == end for start, end in found):  # what was meant is not known
                raise DetectError(Reason.DETECT_FAILED)
            yield from found

        return by_pattern
    return _Exact(rule.exact, places).find


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


def places_of(lists: Sequence[frozenset[str]]) -> Places:
    """Give where the values of some lists may stand; the compiled one where it was built."""
    values = chain.from_iterable(lists)
    if NATIVE is None:
        return _Heads(values)
    places: Places = NATIVE.Listed(values, sum(map(len, lists)))
    return places


class _Heads:
    """Takes any place for one of a value that has the first characters of one."""

    def __init__(self, values: Iterable[str]) -> None:
        self._heads = frozenset(value[:_HEAD] for value in values)

    def among(self, texts: Sequence[str], /) -> Sequence[int]:
        none = self._heads.isdisjoint
        return [at for at, text in enumerate(texts) if not none(map(add, text, text[1:]))]

    def found(self, texts: Sequence[str], found: Sequence[tuple[Span, ...]], /) -> Sequence[int]:
        return [at for at, one in enumerate(zip(texts, found, strict=True)) if all(one)]

    def next(self, text: str, at: int, /) -> int:
        heads = self._heads
        for place in range(at, len(text) - _HEAD + 1):
            if text[place : place + _HEAD] in heads:
                return place
        return -1


class _Exact:
    """Finds any of many values: each place at which one may begin is tried with each length."""

    def __init__(self, values: frozenset[str], places: Places) -> None:
        self._values = values
        self._lengths = sorted(set(map(len, values)), reverse=True)
        self._next = places.next

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        at = self._next(text, 0)
        while at >= 0:
            end = self._end(text, at)
            if end:
                yield at, end
            at = self._next(text, end or at + 1)

    def _end(self, text: str, at: int) -> int:
        """Give the end of the longest value that starts here, 0 for none."""
        for length in self._lengths:
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
