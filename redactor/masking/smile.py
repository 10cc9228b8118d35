"""JD's 微笑面单: what is hidden of a name or a number becomes a smile.

Must never show more than `partial` does: it is the same mask in another dress.
"""

import re
from typing import Final, Literal

from redactor.masking.operator import Keyless
from redactor.masking.partial import Partial
from redactor.masking.traces import SMILE
from redactor.spans import Span

_STARS: Final = re.compile(r"\*{1,64}")


class Smile(Keyless):
    """`partial`, with `^_^` for each hidden stretch."""

    operator: Literal["smile"] = "smile"

    def mask(self, raw_value: str, span: Span) -> str:
        """Mask as `partial`, then smile; a smile of ours counts as the stars it stands for."""
        return _STARS.sub(SMILE, Partial().mask(raw_value.replace(SMILE, "******"), span))
