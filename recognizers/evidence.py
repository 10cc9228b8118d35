"""Why a value was taken for one: what `redactor scan --explain` and Presidio's explanation tell.

Must never hold a character of the text: a pattern's name, a check's verdict, a class of words.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Evidence:
    """What carried one finding; constants of the recognizers, so that a finding costs no more.

    Attributes:
        pattern: Name of the pattern that matched; empty where none did.
        valid: Whether a check (a checksum, a segment in use, the rules for addresses) held; None
            where there is none or it was not asked.
        context: Class of the words nearby that spoke for it, such as `word for telephone`.
        field: The name of its field spoke for it.
        rule: What found it where no pattern did, or what raised it besides.
    """

    pattern: str = ""
    valid: bool | None = None
    context: str = ""
    field: bool = False
    rule: str = ""

    def near(self, context: str) -> "Evidence":
        """The same evidence, and words of this class nearby."""
        return _near(self, context)

    def in_field(self) -> "Evidence":
        """The same evidence, and the field's name."""
        return _in_field(self)

    def told(self) -> dict[str, str | bool]:
        """What there is of it, by name, in a fixed order; without a check that was not asked."""
        told: dict[str, str | bool] = {}
        if self.pattern:
            told["pattern"] = self.pattern
        if self.valid is not None:
            told["valid"] = self.valid
        if self.context:
            told["context"] = self.context
        if self.field:
            told["field"] = True
        if self.rule:
            told["rule"] = self.rule
        return told

    def sentence(self) -> str:
        """The same in one line of English; empty where nothing is known."""
        pieces = (
            f"pattern '{self.pattern}'" if self.pattern else "",
            "" if self.valid is None else ("check holds" if self.valid else "check fails"),
            f"near it: {self.context}" if self.context else "",
            "the field's name says so" if self.field else "",
            self.rule,
        )
        return "; ".join(filter(None, pieces))


NONE: Final = Evidence()


@cache
def _near(evidence: Evidence, context: str) -> Evidence:
    return replace(evidence, context=context)


@cache
def _in_field(evidence: Evidence) -> Evidence:
    return replace(evidence, field=True)


@cache
def ruled(rule: str, context: str = "", *, field: bool = False) -> Evidence:
    """Evidence without a pattern: the same object for the same few words, made once."""
    return Evidence(context=context, field=field, rule=rule)
