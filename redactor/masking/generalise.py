"""Coarser values: a county for an address, an hour for a time, a cell for a place, a band.

Must never show a digit of what it does not understand: that is hidden whole.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from redactor.masking.address import HIDDEN_TAIL, head_of
from redactor.masking.binding import Binding
from redactor.masking.crowd import ADDRESS_LEVELS, NOBODY, Cells, Chain, Crowd
from redactor.masking.moments import Coarse, floored
from redactor.masking.operator import Masker, Operator
from redactor.spans import Span

_DOWN_TO: Final = {
    level: ADDRESS_LEVELS[: number + 1] for number, level in enumerate(ADDRESS_LEVELS)
}
_DEGREES: Final = r"[0-9]{1,3}(?:\.[0-9]{1,15})?"
_LABEL: Final = r"(?:东经|西经|北纬|南纬|经度|纬度|lng|lon|lat|[NESW])"
_DEGREE: Final = rf"{_LABEL}?[:： ]{{0,2}}-?{_DEGREES}°?[NESW]?"
_PLACE: Final = re.compile(rf"{_DEGREE}(?:[,，;； ]{{1,3}}{_DEGREE})?", re.ASCII | re.IGNORECASE)
_NUMBER: Final = re.compile(_DEGREES, re.ASCII)
_QUANTITY: Final = re.compile(
    r"(?P<before>(?:¥|￥|RMB|CNY)? ?)"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})(?:\.[0-9]{1,6})?"
    r"(?P<after> ?(?:元|块|岁|周岁)?)",
    re.ASCII,
)
_BAND: Final = re.compile(
    r"(?:¥|￥|RMB|CNY)? ?([0-9]{1,13})-([0-9]{1,13}) ?(?:元|块|岁|周岁)?", re.ASCII
)


class Generalise(Operator):
    """Give the group that a value belongs to; an entity that has no groups is hidden whole."""

    operator: Literal["generalise"] = "generalise"
    address: Literal["province", "city", "county", "town", "road"] = "county"
    """Finest level of an address that is kept."""
    k: Annotated[int, Field(ge=2, le=1_000)] | None = None
    """Least number of different recipients in the window of the route's `recipients` for a part of
    the recipient's address to be kept: what fewer share is made coarser, up to `****`, and any
    other address of the record is hidden whole. GB/T 42460-2023, annex D: 20 for public release, 5
    for controlled release, 3 in an enclave. Without it every address is kept down to its level."""
    time: Coarse = Coarse.HOUR
    """What a date or time is taken back to."""
    grid_degrees: Annotated[Decimal, Field(gt=0, le=10, max_digits=6, decimal_places=4)] = Decimal(
        "0.01"
    )
    """Side of a cell in degrees; 0.01 is about a kilometre. It is named by its corner next to 0."""
    band: Annotated[int, Field(ge=2, le=1_000_000)] = 10
    """Width of a band of ages or amounts, e.g. `30-39`."""

    @property
    def crowd(self) -> Crowd | None:
        """How many must share what is shown; None if that does not count."""
        return None if self.k is None else Crowd(self.k, ADDRESS_LEVELS.index(self.address) + 1)

    def bind(self, binding: Binding) -> Masker:
        """Give itself; with a `k`, a mask that shows nothing of an address until it is `among`."""
        del binding
        return self if self.crowd is None else CrowdGeneralise(self, self.crowd)

    def mask(self, raw_value: str, span: Span) -> str:
        """Give the group of a value by its entity; `****` where it cannot be told."""
        if span.entity == "ADDRESS":
            return head_of(raw_value, span, self.levels) or HIDDEN_TAIL
        if span.entity == "DATE_TIME":
            return floored(raw_value, self.time) or HIDDEN_TAIL
        if span.entity == "COORDINATES":
            return self._cell(raw_value)
        if span.entity in {"AGE", "AMOUNT"}:
            return self._banded(raw_value)
        return HIDDEN_TAIL

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels of an address that may be kept, coarse to fine."""
        return _DOWN_TO[self.address]

    def _cell(self, raw_value: str) -> str:
        if not _PLACE.fullmatch(raw_value):
            return HIDDEN_TAIL
        return _NUMBER.sub(lambda found: str(self._corner(Decimal(found[0]))), raw_value)

    def _corner(self, degrees: Decimal) -> Decimal:
        cells = (degrees / self.grid_degrees).to_integral_value(ROUND_FLOOR)
        return cells * self.grid_degrees

    def _banded(self, raw_value: str) -> str:
        if band := _BAND.fullmatch(raw_value):
            low, high = int(band[1]), int(band[2])
            return (
                raw_value if low % self.band == 0 and high == low + self.band - 1 else HIDDEN_TAIL
            )
        found = _QUANTITY.fullmatch(raw_value)
        if found is None:
            return HIDDEN_TAIL
        low = int(found["number"].replace(",", "")) // self.band * self.band
        return f"{found['before']}{low}-{low + self.band - 1}{found['after']}"


@dataclass(frozen=True, slots=True)
class CrowdGeneralise:
    """A `generalise` that keeps of the recipient's address what enough recipients share.

    Any other address of the record is hidden whole: nobody counts who lives there, and beside the
    recipient's it would make a smaller group.
    """

    operator: Generalise
    crowd: Crowd
    cells: Cells = NOBODY
    chain: Chain = ()
    depth: int = 0

    def among(self, cells: Cells, chain: Chain) -> "CrowdGeneralise":
        """Give the mask for one record; see `OfCrowd.among`."""
        depth = cells.depth(chain, self.crowd)
        return CrowdGeneralise(self.operator, self.crowd, cells, chain, depth)

    def mask(self, raw_value: str, span: Span) -> str:
        """Give the group of a value by its entity; `****` where too few are in it."""
        if span.entity != "ADDRESS":
            return self.operator.mask(raw_value, span)
        if not self.depth or not self.cells.is_of(self.chain, raw_value, span):
            return HIDDEN_TAIL
        return head_of(raw_value, span, ADDRESS_LEVELS[: self.depth]) or HIDDEN_TAIL
