"""Names and phone numbers that look real and are nobody's.

Must never give what a person could have: names carry 某, the mark of the unnamed in Chinese
documents, and numbers stand in a segment that is assigned to no operator.
"""

import re
from typing import Final

from redactor.masking.binding import Binding
from redactor.masking.mac import Mac
from redactor.masking.normalise import normalised

# Twenty frequent surnames and twenty given characters: 8,000 names of three characters.
SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN: Final = "安宁和平康乐清明文华静雅思远致诚嘉禾景行"
UNNAMED: Final = "某"
_OWN_NAME: Final = re.compile(rf"[{SURNAMES}]{UNNAMED}[{GIVEN}]{{0,2}}")
_LONGEST: Final = 4

# 154 fits every pattern for mobile numbers in use, and no operator has it: libphonenumber's
# metadata for China, after MIIT's numbering plan (2017), leave it out.
SEGMENT: Final = "154"
_OWN_NUMBER: Final = re.compile(rf"{SEGMENT}([0-9]{{8}})-([0-9])([0-9]{{3}})", re.ASCII)
_NUMBERS: Final = 10**9
_CHECKS: Final = 1_000


class FictitiousNames:
    """Gives each name another: `林某安` for `王小明`, always the same one in a scope."""

    def __init__(self, key: bytes) -> None:
        """Take the scope's key for names."""
        self._mac = Mac(key)

    def name(self, raw_value: str) -> str:
        """Give the fictitious name; one that is fictitious already stays.

        Args:
            raw_value: A name of any script; its length is kept from two to four characters.

        Returns:
            A name that shares no character with the raw one.
        """
        if _OWN_NAME.fullmatch(raw_value):
            return raw_value
        message = normalised(raw_value, "PERSON").encode("utf-8", "surrogatepass")
        dice = iter(self._mac.digest(message))
        surname = _choice(SURNAMES, next(dice), raw_value)
        length = min(max(len(raw_value), 2), _LONGEST)
        given = "".join(_choice(GIVEN, next(dice), raw_value) for _ in range(length - 2))
        return surname + UNNAMED + given


def _choice(characters: str, die: int, raw_value: str) -> str:
    """Choose a character that the raw value does not hold."""
    others = [one for one in characters if one not in raw_value] or list(characters)
    return others[die % len(others)]


class FictitiousNumbers:
    """Gives numbers `154xxxxxxxx-xxxx`: valid to a parser, assigned to nobody.

    Nine digits are the number's own (a thousand million), the last three are a check that only a
    holder of the key can make: a stray number of that segment is masked like any other.
    """

    def __init__(self, binding: Binding, label: str) -> None:
        """Derive the keys of one use."""
        self._mac = Mac(binding.derive(label))
        self._checks = {k: Mac(v) for k, v in binding.derive_all(f"{label}/check").items()}
        self._check = self._checks[binding.kid]

    def number(self, message: bytes) -> str:
        """Give the number of a message."""
        drawn = int.from_bytes(self._mac.digest(message)[:16]) % _NUMBERS
        body = f"{drawn:09d}"
        return f"{SEGMENT}{body[:8]}-{body[8]}{_check_of(self._check, body)}"

    def made(self, text: str) -> bool:
        """Tell whether a text is a number of this scope and use."""
        found = _OWN_NUMBER.fullmatch(text)
        if found is None:
            return False
        body = found[1] + found[2]
        return any(_check_of(check, body) == found[3] for check in self._checks.values())


def _check_of(check: Mac, body: str) -> str:
    value = int.from_bytes(check.digest(body.encode())[:8]) % _CHECKS
    return f"{value:03d}"
