"""Internet addresses, version 4 and 6.

Must never take a version number or a time of day for one.
"""

import ipaddress
import re
from collections.abc import Sequence
from typing import ClassVar, Final

from presidio_analyzer import Pattern

from recognizers.base import PatternBased
from recognizers.finding import Finding
from recognizers.shape import Shape

_V4: Final = r"[0-9](?<![0-9.].)[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9A-Za-z]|\.[^\s])"
_V6: Final = r"[0-9A-Fa-f:](?<![0-9A-Za-z:.].)(?<!:)[0-9A-Fa-f:]{3,38}(?![0-9A-Za-z:])"
_VERSION: Final = re.compile(r"(?:[Vv]er(?:sion)?|版本号?|固件|[Vv])[ :：]?\Z")
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
    GATE = r"[0-9.:](?:(?<=[0-9])\.[0-9]{1,3}\.|(?<=:)[0-9A-Fa-f:])"
    NEEDS = Shape.JOINED | Shape.LATIN

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every address that is not a version number; see `Recognizer.find`."""
        return [
            finding
            for finding in super().find(text, hint)
            if not _VERSION.search(text[max(0, finding.start - 8) : finding.start])
        ]

    def validate_result(self, pattern_text: str) -> bool | None:
        """Say whether it is an address; a short version 6 form is not."""
        if ":" in pattern_text and len(pattern_text) < _LEAST_V6:
            return False
        try:
            ipaddress.ip_address(pattern_text)
        except ValueError:
            return False
        return True
