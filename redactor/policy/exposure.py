"""Which characters of a value a mask tells, found by trying and not by trusting the operator.

Must never take for hidden what was not tried.
"""

from dataclasses import dataclass
from typing import Final

from redactor.masking.binding import Binding
from redactor.masking.crowd import EVERYWHERE, OfCrowd
from redactor.masking.generalise import Generalise
from redactor.masking.operator import Operator
from redactor.masking.pseudonym import Hash, Pseudonym
from redactor.masking.reversible import Encrypt, Fpe
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
    if isinstance(masker, OfCrowd):
        masker = masker.among(EVERYWHERE, ())  # the most that it can ever show
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


def reach(operator: Operator) -> int:
    """Give how far a mask leads beside what it tells.

    Returns:
        0: nowhere. 1: equal values can be found within a scope. 2: the key brings the value back.
    """
    if isinstance(operator, Encrypt | Fpe):
        return 2
    return 1 if isinstance(operator, Hash | Pseudonym) else 0


def company(operator: Operator) -> int:
    """Give how many different people must share what a mask shows; 1 if it does not ask."""
    return (operator.k or 1) if isinstance(operator, Generalise) else 1


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a mask gives away: positions of the value, how far it leads, how few share it."""

    told: frozenset[int]
    reach: int
    company: int = 1


def exposure(operator: Operator, positions: frozenset[int]) -> Exposure:
    """Give what an operator gives away that tells these positions."""
    return Exposure(positions, reach(operator), company(operator))


def weaker(before: Exposure, after: Exposure) -> bool:
    """Tell whether a mask protects less than another.

    A mask that tells something lets equal values be found too, so a pseudonym is weaker only than
    one that tells nothing; a reversible mask is weaker than any that is not.
    """
    if after.told - before.told or (after.told and after.company < before.company):
        return True
    return after.reach > before.reach and (after.reach > 1 or not before.told)
