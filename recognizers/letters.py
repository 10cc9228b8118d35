"""Letters written for digits that they look like: l38OO138OOO.

Must never fold a word or a product's name: most of a number must be true digits.
"""

import re
from functools import partial
from typing import Final

from recognizers.checks import is_resident_id
from recognizers.numerals import BORN

_DIGITS: Final = str.maketrans("OoQDlIi|!ZzSsBbg", "0000111112255889")
_ALIKE: Final = r"0-9OoQDlIi|!ZzSsBbg"
ALIKE: Final = "OoQDlIi|!ZzSsBbg"
_HINT: Final = re.compile(r"[OoQDlIi|!ZzSsBbg](?:(?=[0-9])|(?<=[0-9].))")
# Each begins with a set of characters, for `re` skips to those.
# A mobile number of which some digits are letters: eleven places, perhaps behind a country code.
_MOBILE: Final = re.compile(
    rf"[1lIi|!](?:(?<![0-9A-Za-z].)|(?<=(?<![0-9A-Za-z])86.)|(?<=(?<![0-9A-Za-z])86[ \-].))"
    rf"[3-9SsBbg][{_ALIKE}](?:[ \-]?[{_ALIKE}]{{4}}){{2}}(?![0-9A-Za-z])"
)
# An identity number: company codes are as long, so its birthday must be one, its check hold.
_IDENTITY: Final = re.compile(
    rf"[1-9lIiZzSsBbg](?<![0-9A-Za-z].)[{_ALIKE}]{{16}}[0-9XxOolIiZzSsBbg](?![0-9A-Za-z])"
)
# A fixed-line number: area code, perhaps a hyphen; O and nine digits are an identity of Taiwan.
_FIXED: Final = re.compile(
    rf"[0Oo](?<![0-9A-Za-z].)(?!(?<=O)[0-9]{{9}}(?![0-9]))"
    rf"[{_ALIKE}]{{2,3}}[ \-]?[{_ALIKE}]{{7,8}}(?![0-9A-Za-z])"
)
_BIRTH: Final = 6  # where the birthday stands in an identity number
_FENCES: Final = frozenset("|!")  # at an end they part fields, or end a sentence


def fold_letters(text: str) -> str:
    """Write the letters of numbers as digits; one for one, so that offsets stay."""
    if not _HINT.search(text):
        return text
    for pattern, fold in FORMS:
        text = pattern.sub(fold, text)
    return text


def _to_digits(match: re.Match[str], least: int) -> str:
    run = match.group()
    true = sum(map(str.isdigit, run))
    if true < least or run[0] in _FENCES or run[-1] in _FENCES:
        return run
    plain = run.translate(_DIGITS)
    if match.re is _IDENTITY and not (BORN.match(plain, _BIRTH) and is_resident_id(plain.upper())):
        return run
    return plain


# Each form with the true digits that it must have at least.
FORMS: Final = (
    (_MOBILE, partial(_to_digits, least=5)),
    (_IDENTITY, partial(_to_digits, least=11)),
    (_FIXED, partial(_to_digits, least=6)),
)
