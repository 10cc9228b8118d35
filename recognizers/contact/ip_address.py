"""Internet addresses, version 4 and 6.

Must never take a version number or a time of day for one.
"""

import ipaddress
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from recognizers.base import Match, PatternBased
from recognizers.heads import telling
from recognizers.pattern import Pattern
from recognizers.shape import Shape

_V4: Final = r"[0-9](?<![0-9.].)[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9A-Za-z]|\.[^\s])"
_V6: Final = r"[0-9A-Fa-f:](?<![0-9A-Za-z:.].)(?<!:)[0-9A-Fa-f:]{3,38}(?![0-9A-Za-z:])"
_VERSION: Final = telling(r"(?:[Vv]er(?:sion)?|版本号?|固件|[Vv])[ :：]?\Z")
_LEAST_COLONS: Final = 2
_LEAST_V6: Final = 6  # `::1` and the like name no one


class IpAddressRecognizer(PatternBased):
    """Finds IP addresses that the address rules accept (RFC 791, RFC 4291)."""

    LABELS = ("IP_ADDRESS",)
    PATTERNS: ClassVar[Sequence[Pattern]] = (
        Pattern("version 4", _V4, 0.9),
        Pattern("version 6", _V6, 0.9),
    )
    CONTEXT: ClassVar[Sequence[str]] = ("IP", "ip", "地址", "登录")
    COUNTRY_CODE: ClassVar[str | None] = None
    NEEDS = (Shape.INTERNET,)
    FIELD_WORDS = ()

    def matches(self, text: str) -> Iterator[Match]:
        """Give every address that is not a version number."""
        for start, end, score, why in super().matches(text):
            if not _VERSION.search(text[max(0, start - 8) : start]):
                yield start, end, score, why

    def validate_result(self, pattern_text: str) -> bool | None:
        """Say whether it is an address; a short version 6 form is not."""
        if "." not in pattern_text and (
            pattern_text.count(":") < _LEAST_COLONS or len(pattern_text) < _LEAST_V6
        ):
            return False  # a number, or a time: most of what looks like version 6
        try:
            ipaddress.ip_address(pattern_text)
        except ValueError:
            return False
        return True
