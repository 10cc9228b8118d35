"""JD's 微笑面单: what is hidden of a name or a number becomes a smile.

Must never show more than `partial` does: it is the same mask in another dress.
"""

import re
from functools import partial
from typing import Final, Literal

from redactor.masking.operator import ByEntity, Rule
from redactor.masking.partial import Partial
from redactor.masking.traces import SMILE
from redactor.spans import Span

_STARS: Final = re.compile(r"\*{1,64}")


class Smile(ByEntity):
    """`partial`, with `^_^` for each hidden stretch."""

    operator: Literal["smile"] = "smile"

    def rule(self, entity: str) -> Rule:
        """Give the rule of `partial` with a smile for its stars."""
        return partial(_smiling, Partial().rule(entity))


def _smiling(rule: Rule, raw_value: str, span: Span) -> str:
    """Mask by a rule, then smile; a smile of ours counts as the stars it stands for."""
    return _STARS.sub(SMILE, rule(raw_value.replace(SMILE, "******"), span))
