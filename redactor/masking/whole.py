"""Masks that treat a value as one thing: keep, replace, redact, mask.

Names and meaning follow presidio-anonymizer's operators of the same names. Must never show a part
of a value: it is all, with a reason, or nothing.
"""

from typing import Annotated, Literal

from pydantic import Field

from redactor.masking.operator import ByEntity, Keyless, Rule
from redactor.spans import Span


class Keep(Keyless):
    """Leave the value in clear. The policy must say why, for the officer who reads it."""

    operator: Literal["keep"] = "keep"
    because: Annotated[str, Field(min_length=10, max_length=500)]
    """Why this entity may be read by everyone downstream."""

    def mask(self, raw_value: str, span: Span) -> str:
        """Give the value itself."""
        del span
        return raw_value


class Replace(ByEntity):
    """Put a fixed text in the value's place; `<ENTITY>` when none is given."""

    operator: Literal["replace"] = "replace"
    new_value: Annotated[str, Field(max_length=200)] | None = None
    """The text; the entity's name in angle brackets when absent."""

    def rule(self, entity: str) -> Rule:
        """Give what gives the fixed text of an entity."""
        fixed = self.text_for(entity)
        return lambda raw_value, span: fixed  # noqa: ARG005 -- whatever the value

    def text_for(self, entity: str) -> str:
        """Give the fixed text of an entity."""
        return f"<{entity}>" if self.new_value is None else self.new_value


class Redact(Keyless):
    """Remove the value."""

    operator: Literal["redact"] = "redact"

    def mask(self, raw_value: str, span: Span) -> str:
        """Give the empty text."""
        del raw_value, span
        return ""


class Mask(Keyless):
    """Put one character in the place of each of the value's: its length stays.

    presidio-anonymizer's operator of this name. Unlike there, all is masked if nothing else is
    said, and a value of which less would be hidden than shown is hidden whole.
    """

    operator: Literal["mask"] = "mask"
    masking_char: Annotated[str, Field(min_length=1, max_length=1)] = "*"
    """The character."""
    chars_to_mask: Annotated[int, Field(ge=1, le=1_000)] | None = None
    """How many characters to mask, from the start; all when absent."""
    from_end: bool = False
    """Mask the last characters and not the first."""

    def mask(self, raw_value: str, span: Span) -> str:
        """Give as many masking characters as are to be hidden, beside what is not."""
        del span
        hidden = self.chars_to_mask or len(raw_value)
        shown = len(raw_value) - hidden
        if shown <= 0 or hidden <= shown:
            return self.masking_char * len(raw_value)
        stars = self.masking_char * hidden
        return raw_value[:shown] + stars if self.from_end else stars + raw_value[hidden:]
