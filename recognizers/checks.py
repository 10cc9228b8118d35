"""Check digits that more than one room asks for.

Must never import a recognizer: folding asks too, before any of them.
"""

from operator import mul
from typing import Final

# GB 11643-1999, clause 4.4.3: ISO 7064 MOD 11-2.
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_OF_ZEROS: Final = ord("0") * sum(_WEIGHTS)
_CHECKS: Final = "10X98765432"
_ZERO: Final = ord("0")
_DOUBLED: Final = bytes.maketrans(b"0123456789", b"0246813579")  # the sum of the double's digits


def is_resident_id(value: str) -> bool:
    """Whether the last of eighteen characters, a digit or `X`, is the check of the others."""
    total = sum(map(mul, _WEIGHTS, value[:17].encode())) - _OF_ZEROS
    return _CHECKS[total % 11] == value[-1]


def is_checked(digits: str) -> bool:
    """Whether the Luhn sum of ISO/IEC 7812-1, annex B, is a multiple of ten."""
    plain = digits.encode()
    doubled = plain[-2::-2].translate(_DOUBLED)
    return (sum(plain[-1::-2]) + sum(doubled) - len(plain) * _ZERO) % 10 == 0
