"""Which characters of a value a mask tells, found by trying and not by trusting the operator.

Must never take for hidden what was not tried.
"""

from typing import Final

from redactor.masking.binding import Binding
from redactor.masking.operator import Operator
from redactor.spans import Span

DIGITS: Final = "0123456789"
# Heavenly stems: no two of them make a compound surname, nor a part of an address.
HAN: Final = "丁戊己庚辛"
LETTERS: Final = "qzjkx"


def told(operator: Operator, raw_value: str, span: Span) -> frozenset[int]:
    """Give the positions of a value that its mask tells something of.

    Each character is changed to others of its kind: if the masks differ, they tell it.

    Args:
        operator: Any; one that works under a key tells nothing to whoever lacks it.
        raw_value: The value.
        span: Its entity and parts; offsets are the text's.

    Returns:
        Positions in `raw_value`, from 0.
    """
    if operator.opaque:
        return frozenset()
    masker = operator.bind(Binding())
    masked = masker.mask(raw_value, span)

    def tells(at: int) -> bool:
        others = _others(raw_value[at])
        variants = {raw_value[:at] + other + raw_value[at + 1 :] for other in others}
        outcomes = len({masker.mask(variant, span) for variant in variants})
        # Two outcomes may tell no more than whether the value is well-formed: a mobile's 1.
        return outcomes > 2 or (outcomes > 1 and masked[at : at + 1] == raw_value[at])  # noqa: PLR2004 -- see above

    return frozenset(at for at in range(len(raw_value)) if tells(at))


def _others(char: str) -> str:
    if char in DIGITS:
        return DIGITS
    return LETTERS if char.isascii() else HAN
