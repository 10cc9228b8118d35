"""Where PII stands in a text, as the masking floor sees it.

Offsets are half-open, in Unicode code points of the ORIGINAL text. Must never hold the text.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartSpan:
    """One part of an address: `level` is a name such as `road`, `unit` or `room`."""

    start: int
    end: int
    level: str


@dataclass(frozen=True, slots=True)
class Span:
    """One entity to mask.

    Attributes:
        start: First code point of the value.
        end: One past its last code point.
        entity: The entity's label, e.g. `PHONE_NUMBER`.
        score: Confidence in (0, 1]; 1.0 for declared fields.
        parts: Parts of an address in text order; empty for everything else.
        masked: The value was masked before it came here and stays as it is.
        recognizer: Name of the recognizer that found it; `policy` for declared fields.
    """

    start: int
    end: int
    entity: str
    score: float = 1.0
    parts: tuple[PartSpan, ...] = ()
    masked: bool = False
    recognizer: str = "policy"
