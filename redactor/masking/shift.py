"""Dates moved by a secret number of days, the same for all dates of a subject.

Must never move two subjects by a number that one could learn from the other.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from redactor.masking.binding import Binding
from redactor.masking.mac import Mac
from redactor.masking.moments import shifted
from redactor.masking.operator import Masker, Operator
from redactor.masking.pseudonym import message_of
from redactor.spans import Span

HIDDEN: Literal["****"] = "****"


class Shift(Operator):
    """Move dates by up to so many days back or forth; intervals within a subject stay true.

    The policy names the subject. In a record without it, and for other entities, the value is
    hidden whole. Not idempotent: a date that was moved looks like any date, and is moved again.
    """

    idempotent: ClassVar[bool] = False
    opaque: ClassVar[bool] = True
    needs_subject: ClassVar[bool] = True
    operator: Literal["shift"] = "shift"
    max_days: Annotated[int, Field(ge=1, le=3_650)] = 180
    """Most days that a date is moved by; never none."""

    def bind(self, binding: Binding) -> Masker:
        """Derive the scope's key."""
        return _Shifts(Mac(binding.derive("shift")), self.max_days, 0)


class _Shifts:
    def __init__(self, mac: Mac, max_days: int, days: int) -> None:
        self._mac = mac
        self._max_days = max_days
        self._days = days  # 0 until the subject is known

    def about(self, subject: str) -> Masker:
        return _Shifts(self._mac, self._max_days, self._drawn(subject) if subject else 0)

    def mask(self, raw_value: str, span: Span) -> str:
        if span.entity != "DATE_TIME" or not self._days:
            return HIDDEN
        return shifted(raw_value, self._days) or HIDDEN

    def _drawn(self, subject: str) -> int:
        digest = self._mac.digest(message_of(subject, "subject"))
        drawn = int.from_bytes(digest[:16]) % (2 * self._max_days)
        return drawn - self._max_days if drawn < self._max_days else drawn - self._max_days + 1
