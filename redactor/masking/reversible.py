"""Masks that a holder of the key can undo: `fpe` and `encrypt`.

What they give is personal information still (PIPL, art. 73: it identifies with the key's help).
Must never be taken for anonymisation, nor encrypt a number of so few digits that trying them all
is no work.
"""

import re
from typing import ClassVar, Final, Literal

from redactor.keys.ring import KEY_ID_PATTERN
from redactor.masking.binding import Binding
from redactor.masking.figures import digits_of
from redactor.masking.operator import Operator
from redactor.masking.traces import LETTERS
from redactor.spans import Span

MIN_DIGITS: Final = 6  # a domain of 1,000,000: NIST SP 800-38G r1 (second draft, 2025-02), 5.1
# Their values have too few digits, or are no numbers.
NO_LONG_NUMBERS: Final = frozenset(
    "PERSON ADDRESS EMAIL_ADDRESS IP_ADDRESS CN_LICENSE_PLATE COORDINATES PICKUP_CODE AGE "
    "DATE_TIME WECHAT_ID".split()
)
_NUMBER: Final = re.compile(r"[0-9][0-9()+\-. /]{0,38}[0-9]|\([0-9][0-9()+\-. /]{0,38}", re.ASCII)
_DIGIT: Final = re.compile(r"[0-9]", re.ASCII)
_TO_LETTERS: Final = str.maketrans("0123456789abcdef", LETTERS)
_FROM_LETTERS: Final = str.maketrans(LETTERS, "0123456789abcdef")
_SEALED: Final = re.compile(
    rf"enc_(?P<kid>{KEY_ID_PATTERN})_(?P<body>(?:[{LETTERS}]{{2}}){{16,4096}})", re.ASCII
)


class Fpe(Operator):
    """FF1 of NIST SP 800-38G: digits become other digits, separators stay where they are.

    Reversible, still personal information. Not idempotent: its output looks like its input, and
    is encrypted again. A value that is not a number of at least six digits is hidden whole.
    """

    idempotent: ClassVar[bool] = False
    opaque: ClassVar[bool] = True
    operator: Literal["fpe"] = "fpe"

    def bind(self, binding: Binding) -> "FpeMasker":
        """Derive the scope's key."""
        return FpeMasker(binding.derive("fpe"))


class FpeMasker:
    """FF1 under one key; the entity is the tweak, so equal digits of two entities differ."""

    def __init__(self, key: bytes) -> None:
        """Take the scope's key: 32 bytes, AES-256."""
        from ffx import FF1  # noqa: PLC0415 -- OpenSSL takes 7 MB, and few policies need it

        self._ff1 = FF1(key, radix=10)

    def mask(self, raw_value: str, span: Span) -> str:
        """Encrypt the digits in their places; of a figure (13800138000.0) those of its number."""
        raw_value = digits_of(raw_value)
        digits = "".join(_DIGIT.findall(raw_value))
        if len(digits) < MIN_DIGITS or not _NUMBER.fullmatch(raw_value.lstrip("+")):
            return "*" * len(raw_value)
        return _in_places(raw_value, self._ff1.encrypt(digits, tweak=span.entity.encode()))

    def reveal(self, masked_value: str, entity: str) -> str:
        """Give the raw value of a mask made under this key for this entity."""
        digits = "".join(_DIGIT.findall(masked_value))
        return _in_places(masked_value, self._ff1.decrypt(digits, tweak=entity.encode()))


def _in_places(text: str, digits: str) -> str:
    following = iter(digits)
    return _DIGIT.sub(lambda _: next(following), text)


class Encrypt(Operator):
    """AES-256-SIV (RFC 5297): equal values give equal texts, and any change to one shows.

    Named as presidio-anonymizer's operator. Reversible, still personal information. SIV and not
    GCM: a mask must be the same when a record is read again, and GCM breaks when its nonce is.
    """

    opaque: ClassVar[bool] = True
    operator: Literal["encrypt"] = "encrypt"

    def bind(self, binding: Binding) -> "EncryptMasker":
        """Derive the scope's keys."""
        return EncryptMasker(binding)


class EncryptMasker:
    """Writes `enc_<key id>_<letters>`, and knows by its tag what it wrote."""

    def __init__(self, binding: Binding) -> None:
        """Derive the scope's keys of every key of the ring: 64 bytes each."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 -- see `FpeMasker`
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415 -- the same

        first, second = binding.derive_all("encrypt/1"), binding.derive_all("encrypt/2")
        self._kid = binding.kid
        self._not_ours = InvalidTag
        self._ciphers = {kid: AESSIV(first[kid] + second[kid]) for kid in first}

    def mask(self, raw_value: str, span: Span) -> str:
        """Encrypt a value; what this scope encrypted already stays."""
        if not raw_value or self.reveal(raw_value, span.entity) is not None:
            return raw_value
        clear = raw_value.encode("utf-8", "surrogatepass")
        sealed = self._ciphers[self._kid].encrypt(clear, [span.entity.encode()])
        return f"enc_{self._kid}_{sealed.hex().translate(_TO_LETTERS)}"

    def reveal(self, masked_value: str, entity: str) -> str | None:
        """Give the raw value of a mask of this scope and entity; None for anything else."""
        found = _SEALED.fullmatch(masked_value)
        cipher = self._ciphers.get(found["kid"]) if found else None
        if found is None or cipher is None:
            return None
        sealed = bytes.fromhex(found["body"].translate(_FROM_LETTERS))
        try:
            return cipher.decrypt(sealed, [entity.encode()]).decode("utf-8", "surrogatepass")
        except self._not_ours:
            return None
