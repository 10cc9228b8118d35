"""What a recognizer says about a text: spans, never the text itself.

Must never hold or print a raw value: a `Finding` is offsets and labels only.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from recognizers.evidence import NONE, Evidence


class Level(StrEnum):
    """The parts of a Chinese address, coarse to fine.

    Values order from the country down as addresses are written in China, so a mask can keep
    everything down to a level and hide what is finer.
    """

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"  # street office, township, village
    ROAD = "road"
    NUMBER = "number"  # house number on the road
    POI = "poi"  # estate, building name, shop, parcel locker
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"


LEVELS: Final = tuple(Level)


class Part(NamedTuple):
    """A half-open stretch of the original text, in code points, that is one part of an address."""

    start: int
    end: int
    level: Level


class Finding(NamedTuple):
    """One entity in one text; a tuple, for a record has fifteen of them.

    Attributes:
        start: First code point of the value in the ORIGINAL text.
        end: One past the last code point.
        label: Entity label, Presidio's where it has one (`PERSON`), else `CN_…` or plain.
        score: Confidence in (0, 1].
        recognizer: Name of the recognizer that found it.
        parts: For an ADDRESS its recognised parts, in text order, not overlapping; else empty.
        masked: The value arrived masked already (`138****5678`); not to be masked again.
        evidence: What carried it.
    """

    start: int
    end: int
    label: str
    score: float
    recognizer: str
    parts: tuple[Part, ...] = ()
    masked: bool = False
    evidence: Evidence = NONE

    def at(self, start: int, end: int, parts: tuple[Part, ...]) -> "Finding":
        """The same finding in another place, with the parts that are left of it there."""
        return Finding(
            start,
            end,
            self.label,
            self.score,
            self.recognizer,
            parts,
            self.masked,
            self.evidence,
        )


_NEW: Final = tuple.__new__  # a finding's own way costs twice as much


def plain(  # noqa: PLR0913, PLR0917  # what most findings are made of, in the order of `Finding`
    start: int, end: int, label: str, score: float, recognizer: str, evidence: Evidence
) -> Finding:
    """A finding without parts, of a value that is not masked."""
    return _NEW(Finding, (start, end, label, score, recognizer, (), False, evidence))
