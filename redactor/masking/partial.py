"""Partial masks by entity, conforming to GB/T 41833-2022 for waybills.

The standard asks: hide at least one Han character of a name, at least six digits of a phone
number, and unit, household and room of an address. Must never show more where a value has an
unexpected shape: what cannot be read as its entity is hidden whole.
"""

import re
from functools import partial
from typing import Final, Literal

from redactor.masking.address import cut_address
from redactor.masking.figures import digits_of
from redactor.masking.mobiles import EXTENSION, WRITTEN
from redactor.masking.names import surname_of
from redactor.masking.operator import ByEntity, Rule
from redactor.spans import Span

HIDDEN: Final = "*"

# Nothing but digits, ASCII separators and brackets: other scripts' digits are hidden whole.
_ASCII_NUMBER: Final = re.compile(r"[0-9()+\-. /]{5,40}", re.ASCII)
_EXTENSION: Final = re.compile(
    r"(?:转|分机|ext\.?|x|[-,#*]{1,2})\s{0,2}[0-9*]{1,6}\Z", re.IGNORECASE
)
_DIGITS: Final = frozenset("0123456789")
_NO_DIGIT: Final = re.compile(r"[^0-9]{1,40}")
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
# An area code, which begins with one zero, and seven digits or eight: too many for an extension.
_PLAIN_LANDLINE: Final = re.compile(r"0[1-9][0-9]{1,2}-?[0-9]{7,8}", re.ASCII)
_MOBILE_DIGITS: Final = 11
_COUNTRY: Final = re.compile(r"\A(?:00|\+)?86(?=1[3-9][0-9]{9}\Z)", re.ASCII)
_DOMAIN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?", re.ASCII)
_MASKED_PHONE: Final = re.compile(
    r"(?:1[3-9][0-9]\*{6,40}[0-9]{2}|\*{4,64})(?:-\*{1,40})?", re.ASCII
)
_MASKED_TAIL: Final = re.compile(r"(?:\*{7,64}[0-9]{4}|\*{4,64})(?:-\*{1,40})?", re.ASCII)
_LAST_STARS: Final = re.compile(r"\*{1,500}(?=[^*]{0,500}\Z)")


def mask_person(raw_value: str, span: Span) -> str:
    """Keep the surname, compound surnames whole; one `*` for each other character."""
    del span
    kept = surname_of(raw_value)
    return kept + HIDDEN * (len(raw_value) - len(kept) or 1)


def mask_phone(raw_value: str, span: Span) -> str:
    """`138******78` for a mobile number, all hidden for anything else.

    A country code, separators and brackets are left out; an extension is a part of the number
    and becomes `-****`.
    """
    del span
    if found := WRITTEN.fullmatch(raw_value):
        if found.lastindex == EXTENSION:
            return f"{found[1]}******{found[3][2:]}-****"
        return f"{found[1]}******{raw_value[-2:]}"
    if HIDDEN in raw_value and _MASKED_PHONE.fullmatch(raw_value):
        return raw_value
    if _PLAIN_LANDLINE.fullmatch(raw_value):
        return HIDDEN * (len(raw_value) - raw_value.count("-"))
    digits, extension = _mobile_of(raw_value)
    return (f"{digits[:3]}******{digits[-2:]}" if digits[:1] == "1" else digits) + extension


def mask_phone_tail(raw_value: str, span: Span) -> str:
    """`*******5678` for a mobile number, all hidden for anything else; see `mask_phone`."""
    del span
    if found := WRITTEN.fullmatch(raw_value):
        return f"*******{found[3]}{'-****' if found.lastindex == EXTENSION else ''}"
    if _MASKED_TAIL.fullmatch(raw_value):
        return raw_value
    digits, extension = _mobile_of(raw_value)
    return (f"*******{digits[-4:]}" if digits[:1] == "1" else digits) + extension


def _mobile_of(raw_value: str) -> tuple[str, str]:
    """Give the digits of a mobile number, or stars for any other; and the mask of an extension."""
    main, extension = digits_of(raw_value), ""
    if found := _extension_of(raw_value):
        main, extension = raw_value[: found.start()], "-****"
    if not _ASCII_NUMBER.fullmatch(main):
        return HIDDEN * 11, ""
    digits = _NO_DIGIT.sub("", main)
    if len(digits) > _MOBILE_DIGITS:
        digits = _COUNTRY.sub("", digits)
    if not _MOBILE.fullmatch(digits):
        return HIDDEN * max(7, len(digits)), extension
    return digits, extension


def _extension_of(raw_value: str) -> re.Match[str] | None:
    """Find an extension; a plain `-5678` is one only behind a complete mobile number."""
    found = _EXTENSION.search(raw_value)
    if found is None:
        return None
    digits = sum(map(_DIGITS.__contains__, raw_value[: found.start()]))
    return found if digits >= 10 else None  # noqa: PLR2004 -- area code and landline have ten


def mask_resident_id(raw_value: str, span: Span) -> str:
    """Keep the province's two digits; the rest names a person."""
    return _keep_ends(digits_of(raw_value), span, (2, 0))


def mask_bank_card(raw_value: str, span: Span) -> str:
    """Keep the last four digits, as receipts do (PCI DSS 3.4)."""
    return _keep_ends(digits_of(raw_value), span, (0, 4))


def mask_plate(raw_value: str, span: Span) -> str:
    """Keep province and city letter: `鲁A*****`."""
    return _keep_ends(raw_value, span, (2, 0))


def mask_email(raw_value: str, span: Span) -> str:
    """Keep the first character and the domain: `z***@example.com`."""
    del span
    local, _, domain = raw_value.partition("@")
    if not local or not _DOMAIN.fullmatch(domain):
        return HIDDEN * 3
    shown = local[0] if len(local) > 1 and local[0] != HIDDEN else ""
    return f"{shown}***@{domain}"


def mask_whole(raw_value: str, span: Span) -> str:
    """Hide everything, the length too: short values would be guessed from it."""
    del raw_value, span
    return HIDDEN * 6


def _keep_ends(raw_value: str, span: Span, ends: tuple[int, int]) -> str:
    """Keep so many characters at each end, if more is hidden than shown."""
    del span
    head, tail = ends
    hidden = len(raw_value) - head - tail
    if hidden <= head + tail:
        return HIDDEN * max(1, len(raw_value))
    return raw_value[:head] + HIDDEN * hidden + raw_value[len(raw_value) - tail :]


_BY_ENTITY: Final[dict[str, Rule]] = {
    "PERSON": mask_person,
    "PHONE_NUMBER": mask_phone,
    "ADDRESS": cut_address,
    "EMAIL_ADDRESS": mask_email,
    "CN_RESIDENT_ID": mask_resident_id,
    "CN_BANK_CARD": mask_bank_card,
    "CN_LICENSE_PLATE": mask_plate,
}


class Partial(ByEntity):
    """Show what an analyst needs and the standard allows, hide the rest, by entity."""

    operator: Literal["partial"] = "partial"
    phone: Literal["ends", "tail"] = "ends"
    """`ends` shows `138******78`, `tail` shows `*******5678`; both hide at least six digits."""
    keep_length: bool = False
    """The mask has as many characters as the value, for consumers with fixed widths."""

    def rule(self, entity: str) -> Rule:
        """Give the rule of an entity; one without a rule of its own is hidden whole."""
        rule = _BY_ENTITY.get(entity, mask_whole)
        if rule is mask_phone and self.phone == "tail":
            rule = mask_phone_tail
        return partial(_fitting, rule) if self.keep_length else rule


def _fitting(rule: Rule, raw_value: str, span: Span) -> str:
    """Mask a value by a rule, in as many characters as it has."""
    return fitted(rule(raw_value, span), len(raw_value))


def fitted(masked: str, length: int) -> str:
    """Bring a mask to a length by its last stars, of which one stays; else all is stars."""
    found = _LAST_STARS.search(masked)
    stars = length - len(masked) + (len(found[0]) if found else 0)
    if found is None or stars < 1:
        return masked if len(masked) == length else HIDDEN * length
    return masked[: found.start()] + HIDDEN * stars + masked[found.end() :]
