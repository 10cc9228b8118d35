"""Whom a route counts, so that addresses are shown only as far as enough people share them.

Must never be more than two paths and a time: people are counted in digests, elsewhere.
"""

from typing import Annotated, Final

from pydantic import Field, field_validator

from redactor.configuration import Frozen
from redactor.paths import Step, parse_path

MAX_WINDOW_H: Final = 168


class Recipients(Frozen):
    """Who lives where: for `generalise` with a `k`."""

    person: str
    """Path of what tells one recipient from another, e.g. `$.receiver.mobile`. Not a parcel's
    number: that would count parcels for people."""
    address: str
    """Path of the recipient's address, e.g. `$.receiver.address`."""
    window_h: Annotated[int, Field(ge=1, le=MAX_WINDOW_H)] = 24
    """Hours back over which recipients are counted."""

    @field_validator("person", "address")
    @classmethod
    def _readable(cls, path: str) -> str:
        parse_path(path)
        return path

    @property
    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """Both paths, parsed: the person's and the address's."""
        return parse_path(self.person), parse_path(self.address)
