"""Pseudonyms: equal values get equal tokens within a scope, and nothing links two scopes.

Must never print fewer than 128 bits of a token, nor take a text for a token of ours that was not
made with a key of the ring.
"""

import re
from binascii import hexlify
from typing import ClassVar, Final, Literal

from redactor.masking.binding import Binding
from redactor.masking.fictitious import FictitiousNames, FictitiousNumbers
from redactor.masking.mac import Mac
from redactor.masking.normalise import normalised
from redactor.masking.operator import Masker, Operator
from redactor.masking.traces import LETTERS, TOKEN_START
from redactor.spans import Span

_TO_LETTERS: Final = bytes.maketrans(b"0123456789abcdef", LETTERS.encode())
TOKEN_BYTES: Final = 16  # 128 bits
_CHECK_BYTES: Final = 4
_TOKEN: Final = re.compile(
    rf"{TOKEN_START}(?P<body>[{LETTERS}]{{32,64}})(?P<check>[{LETTERS}]{{8}})",
    re.ASCII,
)


class Tokens:
    """Makes tokens `<prefix>_<key id>_<letters>`, and knows its own again."""

    def __init__(self, binding: Binding, label: str, prefix: str) -> None:
        """Derive the keys of one use.

        Args:
            binding: Keys and scope.
            label: Names the use: `pseudonym`, `hash`.
            prefix: First word of the tokens.
        """
        self._start = f"{prefix}_{binding.kid}_".encode()
        self._prefix = f"{prefix}_"
        self._mac = Mac(binding.derive(label))
        self._checks = {k: Mac(v) for k, v in binding.derive_all(f"{label}/check").items()}
        self._check = self._checks[binding.kid]

    def token(self, message: bytes, size: int = TOKEN_BYTES) -> str:
        """Give the token of a message: so many bytes of its HMAC-SHA-256, in letters."""
        body = _letters(self._mac.digest(message)[:size])
        return (self._start + body + _check_of(self._check, body)).decode("ascii")

    def made(self, text: str) -> bool:
        """Tell whether a text is a token of this scope and use, made with any key of the ring."""
        if not text.startswith(self._prefix) or not (found := _TOKEN.fullmatch(text)):
            return False
        check = self._checks.get(found["kid"])
        return (
            check is not None
            and _check_of(check, found["body"].encode()) == found["check"].encode()
        )


def _letters(digest: bytes) -> bytes:
    return hexlify(digest).translate(_TO_LETTERS)


def _check_of(check: Mac, body: bytes) -> bytes:
    """Give 32 bits that only a holder of the key can add to a token's body."""
    return _letters(check.digest(body)[:_CHECK_BYTES])


class Pseudonym(Operator):
    """HMAC-SHA-256 over the normal form of a value, keyed by team, purpose and epoch.

    All spellings of a value join. Personal information still: with the key it can be linked.
    """

    opaque: ClassVar[bool] = True
    operator: Literal["pseudonym"] = "pseudonym"
    style: Literal["token", "fictitious"] = "token"
    """`token` is `tok_<key id>_…` with 128 bits; `fictitious` gives names and phones a plausible
    form that nobody has, of so few different ones that joins are not exact."""

    def bind(self, binding: Binding) -> Masker:
        """Derive the scope's keys."""
        tokens = _PseudonymMasker(Tokens(binding, "pseudonym", "tok"))
        return _FictitiousMasker(binding, tokens) if self.style == "fictitious" else tokens


class Hash(Operator):
    """HMAC-SHA-256 over a value exactly as it is written, printed whole (256 bits).

    presidio-anonymizer's operator of this name, keyed: a plain hash of a phone number is found by
    trying all of them.
    """

    opaque: ClassVar[bool] = True
    operator: Literal["hash"] = "hash"

    def bind(self, binding: Binding) -> Masker:
        """Derive the scope's keys."""
        return _HashMasker(Tokens(binding, "hash", "hash"))


class _PseudonymMasker:
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def mask(self, raw_value: str, span: Span) -> str:
        if self._tokens.made(raw_value):
            return raw_value
        return self._tokens.token(message_of(normalised(raw_value, span.entity), span.entity))


class _HashMasker:
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def mask(self, raw_value: str, span: Span) -> str:
        if self._tokens.made(raw_value):
            return raw_value
        return self._tokens.token(message_of(raw_value, span.entity), size=32)


class _FictitiousMasker:
    def __init__(self, binding: Binding, tokens: Masker) -> None:
        self._names = FictitiousNames(binding.derive("pseudonym/name"))
        self._numbers = FictitiousNumbers(binding, "pseudonym/number")
        self._tokens = tokens

    def mask(self, raw_value: str, span: Span) -> str:
        if span.entity == "PERSON":
            return self._names.name(raw_value)
        if span.entity == "PHONE_NUMBER":
            if self._numbers.made(raw_value):
                return raw_value
            return self._numbers.number(message_of(normalised(raw_value, span.entity), ""))
        return self._tokens.mask(raw_value, span)


def message_of(text: str, entity: str) -> bytes:
    """Give what is hashed: entity and text, so that equal texts of two entities do not join."""
    return f"{entity}\0{text}".encode("utf-8", "surrogatepass")
