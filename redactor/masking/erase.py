"""Masks that take a value out of the document, and not only out of its text.

Must never leave the rest of a text in which the value stood: the whole field goes.
"""

from typing import Literal

from redactor.masking.operator import Keyless
from redactor.spans import Span


class Eraser(Keyless):
    """Erases the field, array element, header or key in which a value of its entity stands.

    A field name that holds such a value is taken out with what stands below it.
    """

    def mask(self, raw_value: str, span: Span) -> str:
        """Give the empty text, where there is a text and no document."""
        del raw_value, span
        return ""


class Drop(Eraser):
    """The field is gone; a whole value becomes JSON's null, a key or header value is gone."""

    operator: Literal["drop"] = "drop"


class Null(Eraser):
    """The field stays and is null."""

    operator: Literal["null"] = "null"
