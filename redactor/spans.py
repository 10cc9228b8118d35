"""Where PII stands in a text, as the masking floor sees it.

Offsets are half-open, in Unicode code points of the ORIGINAL text. Must never hold the text. They
are tuples, as in `record`, because several are made for every record.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final, NamedTuple, Protocol, TypeAlias

# Fields of a span, by number where each span of a batch is asked: a name costs twice as much, and
# taking all apart at once, of what is no plain tuple, as much as six of them. They stand as those
# of a recognizer's finding do, so that it becomes a span without being taken apart.
START: Final = 0
END: Final = 1
ENTITY: Final = 2
PARTS: Final = 5
MASKED: Final = 6


class PartSpan(NamedTuple):
    """One part of an address: `level` is a name such as `road`, `unit` or `room`."""

    start: int
    end: int
    level: str


class Why(Protocol):
    """What carried a finding: words about the value, none of it."""

    def told(self) -> dict[str, str | bool]:
        """Give the evidence by name; empty where nothing is known."""
        ...


class Span(NamedTuple):
    """One entity to mask.

    Attributes:
        start: First code point of the value.
        end: One past its last code point.
        entity: The entity's label, e.g. `PHONE_NUMBER`.
        score: Confidence in (0, 1]; 1.0 for declared fields.
        recognizer: Name of the recognizer that found it; `policy` for declared fields.
        parts: Parts of an address in text order; empty for everything else.
        masked: The value was masked before it came here and stays as it is.
        why: What carried it; None where that is another text or the policy. Spans are equal
            whatever carried them.
    """

    start: int
    end: int
    entity: str
    score: float = 1.0
    recognizer: str = "policy"
    parts: tuple[PartSpan, ...] = ()
    masked: bool = False
    why: Why | None = None

    def __eq__(self, other: object) -> bool:
        """Compare all but what carried it."""
        return isinstance(other, Span) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        """Tell what is not equal; a tuple's own would compare everything."""
        return not self == other

    def __hash__(self) -> int:
        """Hash all but what carried it."""
        return hash(self[:-1])


# Finds the spans of each text of a batch, given the names of its field.
Detect: TypeAlias = Callable[[Sequence[str], Sequence[str]], list[tuple[Span, ...]]]

_start, _end = attrgetter("start"), attrgetter("end")


def touched(spans: Sequence[Span], start: int, end: int) -> slice:
    """Give which of some spans share a character with a stretch, by bisection.

    Args:
        spans: In text order, not overlapping.
        start: First code point of the stretch.
        end: One past its last.

    Returns:
        Their slice; where none does it is empty, and stands where the stretch belongs.
    """
    first = bisect_right(spans, start, key=_end)
    return slice(first, max(first, bisect_left(spans, end, key=_start)))
