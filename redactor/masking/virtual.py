"""Hidden phones as carriers print them: a stable number for each parcel and party.

Must never give a number that somebody has, nor the same one for a person's next parcel.
"""

from typing import ClassVar, Literal

from redactor.masking.binding import Binding
from redactor.masking.fictitious import FictitiousNumbers
from redactor.masking.normalise import normalised
from redactor.masking.operator import Masker, Operator
from redactor.masking.pseudonym import message_of
from redactor.spans import Span

WITHOUT_SUBJECT = "***********"


class VirtualNumber(Operator):
    """A phone becomes `154xxxxxxxx-xxxx`, stable for the record's subject and the raw number.

    The policy names the subject (`subject: $.waybill_no`); in a record without it, and for other
    entities, the value is hidden whole. Nothing maps a number back but a vault that keeps pairs.
    """

    opaque: ClassVar[bool] = True
    needs_subject: ClassVar[bool] = True
    operator: Literal["virtual_number"] = "virtual_number"

    def bind(self, binding: Binding) -> Masker:
        """Derive the scope's keys."""
        return _VirtualNumbers(FictitiousNumbers(binding, "virtual"), "")


class _VirtualNumbers:
    def __init__(self, numbers: FictitiousNumbers, subject: str) -> None:
        self._numbers = numbers
        self._subject = subject

    def about(self, subject: str) -> Masker:
        return _VirtualNumbers(self._numbers, subject)

    def mask(self, raw_value: str, span: Span) -> str:
        if self._numbers.made(raw_value):
            return raw_value
        if span.entity != "PHONE_NUMBER" or not self._subject:
            return WITHOUT_SUBJECT
        number = normalised(raw_value, span.entity)
        return self._numbers.number(message_of(number, self._subject))
