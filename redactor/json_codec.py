"""JSON text to documents and back, strictly.

Must never guess: what is not plain UTF-8 JSON, read by one rule only, is refused. Must never let
a decoder's error out, since those carry the document.
"""

import json
import re
from typing import Any, Final, NoReturn

import orjson

from redactor.document import Document, Json
from redactor.errors import DecodeError, EncodeError, Reason

# What the fast decoder reads silently wrong: integers beyond 64 bits become floats. What defeats
# the count of names: white space before a colon. Either sends the document to the exact decoder.
# All digits are alike to the search, and all white space: finding bytes is faster than a pattern.
_ALIKE: Final = bytes.maketrans(b"123456789\t\r\n", b"000000000   ")
_BEYOND_64_BITS: Final = b"0" * 19
_NAME_END: Final = b'":'
_BLANK_BEHIND_QUOTE: Final = b'" '
_LATE_COLON: Final = re.compile(rb'" ++:')  # possessive: each blank is looked at once
_ESCAPE: Final = b"\\"
_MAX_DIGITS: Final = 4_000  # Python's own limit is 4,300; longer numbers are an attack or an error
_BLANK: Final = " \t\r\n\u00a0\u3000\ufeff"  # around JSON in a string: not its own, but seen
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def decode_value(raw: bytes) -> Document:
    """Read a whole JSON text (RFC 8259), whatever its top level is.

    Raises:
        DecodeError: Empty, not UTF-8, a byte order mark, not JSON, too deep, a name twice in one
            object, a number that no double or integer holds, a lone surrogate.
    """
    if not raw:
        raise DecodeError(Reason.EMPTY_VALUE)
    if raw.startswith(_BOMS):
        raise DecodeError(Reason.BYTE_ORDER_MARK)
    return Document([_parse(raw)], is_json=True)


def decode_text(raw: bytes, reason: Reason) -> Document:
    """Read a key or a header: JSON where it is an object or array, else plain text.

    Args:
        raw: Bytes of the key or header.
        reason: Reason to refuse with if they are not UTF-8.

    Raises:
        DecodeError: Not UTF-8, or JSON with a fault that hides part of it.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise DecodeError(reason) from None
    return decode_nested(text) or Document([text], is_json=False)


def decode_nested(text: str) -> Document | None:
    """Read the JSON inside a string, or give None if it is just a string.

    Raises:
        DecodeError: It is JSON, but repeats a name: what the second hides cannot be scanned.
    """
    stripped = text.strip(_BLANK)
    if not (stripped[:1] in "{[" and stripped[-1:] in "}]") or not stripped:
        return None
    try:
        return Document([_parse(stripped.encode("utf-8"))], is_json=True)
    except UnicodeEncodeError:
        raise DecodeError(Reason.LONE_SURROGATE) from None
    except DecodeError as error:
        if error.reason is Reason.INVALID_JSON:
            return None
        raise


def encode(value: Json, *, is_json: bool = True) -> bytes:
    """Write a document's value; numbers keep their value, names their order.

    Args:
        value: What a `Document` holds.
        is_json: Write JSON; else the text that the value is.

    Raises:
        EncodeError: It holds what JSON cannot.
    """
    try:
        return orjson.dumps(value) if is_json else str(value).encode("utf-8")
    except UnicodeEncodeError:
        raise EncodeError(Reason.LONE_SURROGATE) from None
    except TypeError:
        return _encode_exact(value)


def _encode_exact(value: Json) -> bytes:
    """Write integers beyond 64 bits, which orjson refuses."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8")
    except (TypeError, ValueError, RecursionError):
        raise EncodeError(Reason.ENCODE_FAILED) from None


def _parse(raw: bytes) -> Json:
    try:
        value: Json = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise DecodeError(_reason_of(raw, error.msg)) from None
    written = _written(value)
    if written == raw:  # nothing was lost: compact producers write as we do
        return value
    alike = raw.translate(_ALIKE)
    if _BEYOND_64_BITS in alike or (_BLANK_BEHIND_QUOTE in alike and _LATE_COLON.search(alike)):
        return _parse_exact(raw)
    # Where nothing is escaped no string can hold the end of a name: what is written again has as
    # many ends as names.
    countable = written and _ESCAPE not in raw
    names = written.count(_NAME_END) if countable else _names_in(value)
    return value if names == raw.count(_NAME_END) else _parse_exact(raw)


def _written(value: Json) -> bytes:
    """Write what was read; nothing if it is deeper than orjson writes, which reads deeper."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return b""


def _names_in(value: Json) -> int:
    """Count the field names of all objects; one lost to a duplicate makes the count short."""
    names = 0
    stack = [value]
    while stack:
        top = stack.pop()
        if isinstance(top, dict):
            names += len(top)
            stack.extend(v for v in top.values() if v.__class__ in (dict, list))
        elif isinstance(top, list):
            stack.extend(v for v in top if v.__class__ in (dict, list))
    return names


def _parse_exact(raw: bytes) -> Json:
    """Read with Python's own decoder: exact integers, and a name twice is an error."""
    try:
        value: Json = json.loads(
            raw,
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_constant=_refuse_constant,
        )
    except RecursionError:
        raise DecodeError(Reason.TOO_DEEP) from None
    except ValueError:
        raise DecodeError(Reason.INVALID_JSON) from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise DecodeError(Reason.DUPLICATE_KEY)
    return names


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise DecodeError(Reason.NUMBER_TOO_LONG)
    return int(digits)


def _refuse_constant(_: str) -> NoReturn:
    raise DecodeError(Reason.INVALID_JSON)


def _reason_of(raw: bytes, message: str) -> Reason:
    """Tell orjson's complaints apart; its message holds no input."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return Reason.NOT_UTF8
    if "surrogate" in message:
        return Reason.LONE_SURROGATE
    if "depth" in message:
        return Reason.TOO_DEEP
    if "infinity" in message:
        return Reason.NUMBER_TOO_LONG
    return Reason.INVALID_JSON
