"""The numbers of bank cards, as far as they tell that they are one.

Must never be narrower than what a card's recognizer takes for certain.
"""

import re
from typing import Final

from recognizers.checks import is_checked

# Issuer ranges (ISO/IEC 7812): UnionPay 62 and 81, Visa 4, Mastercard 51-55 and 2221-2720,
# American Express 34 and 37, JCB 3528-3589, Diners 36 and 38, Discover 6011 and 65; and
# 9558, 955880-955888, 6013, 603, 690755 and 1030 of cards that Chinese banks issued before.
ISSUER: Final = re.compile(
    r"62|81[0-7]|4|5[1-5]|22(?:2[1-9]|[3-9])|2[3-6]|27[01]|2720|3[47]|35(?:2[89]|[3-8])|36|38"
    r"|6011|65|9558|6013|603|690755|1030"
)
_AMEX: Final = 15
_COMMON: Final = 16
_LONG: Final = frozenset((18, 19))


def is_sure(digits: str) -> bool:
    """Whether length, first digits and check agree.

    Args:
        digits: Digits alone, of any number.
    """
    size = len(digits)
    if size == _AMEX:
        return digits[:2] in ("34", "37") and is_checked(digits)
    # Only UnionPay, Visa and the cards before them have more than sixteen digits.
    fits = size == _COMMON or (size in _LONG and digits[0] in "4689")
    return fits and ISSUER.match(digits) is not None and is_checked(digits)
