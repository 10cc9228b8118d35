"""Whether a run of letters, digits and signs may be a text in base64 that holds a value.

Must never say no where decoding would give a telephone number, a mail address or a Han character.
"""

import base64
import re
from typing import Final

# Two bytes at random are GBK too often: what is taken for it is the older set, or holds a number.
_GB2312: Final = re.compile(rb"(?:[\t\r\n\x20-\x7e]|[\xa1-\xa3\xb0-\xf7][\xa1-\xfe]){1,1048576}")
_NUMBER: Final = re.compile(rb"[0-9]{7}")
_CONTROLS: Final = bytes(code for code in (*range(32), 127) if code not in b"\t\r\n")
_LETTER: Final = re.compile("[A-Za-z]")
_TELLING: Final = re.compile(rb"[\x80-\xff@]|[0-9](?:[^0-9]*[0-9]){5}")
# A unit of UTF-16 in what people write: ASCII, Chinese signs, Han, full width. Two bytes at random
# are one too often, so that one of ASCII must be among them.
_SHORT_MESSAGE: Final = re.compile(
    "(?=[^ -~]*[ -~])[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]{1,524288}"
)
_WHOLE: Final = 1 << 20  # characters up to which a run is decoded to see, as of the largest record


def from_base64(run: str) -> bytes:
    """Decode a run with a letter in it; empty for one without, for that is a number.

    ASCII text has a letter in every four characters of base64.

    Raises:
        ValueError: It is no base64.
    """
    if _LETTER.search(run) is None:
        return b""
    stripped = run.rstrip("=")
    padded = stripped + "=" * (-len(stripped) % 4)
    return base64.b64decode(padded.replace("-", "+").replace("_", "/"), validate=True)


def has_control(raw: bytes) -> bool:
    """Whether a byte is a control character, in UTF-8 and in GBK, other than a line end or tab."""
    return len(raw.translate(None, _CONTROLS)) < len(raw)


def may_be_gbk(raw: bytes) -> bool:
    """Whether bytes that are no UTF-8 may be a text of older Chinese systems."""
    return bool(_GB2312.fullmatch(raw) or _NUMBER.search(raw))


def from_utf16(raw: bytes) -> str:
    """Decode a text of Han and ASCII in UTF-16 of either order; empty for any other bytes."""
    for order in ("utf-16-le", "utf-16-be") if len(raw) % 2 == 0 else ():
        text = raw.decode(order, "replace")
        if _SHORT_MESSAGE.fullmatch(text):
            return text
    return ""


def may_hide(run: str, equals: int) -> bool:
    """Whether a run may be base64 of a text with a value in it.

    Args:
        run: Letters, digits, `+`, `/`, `_` and `-` that no other such character stands beside.
        equals: How many equals signs follow it.
    """
    if equals > 2 or len(run) > _WHOLE:  # noqa: PLR2004  # base64 pads with two at most
        return True
    if len(run) % 4 == 1:
        return False
    raw = from_base64(run)
    if has_control(raw):
        return from_utf16(raw) != ""
    if not raw or _TELLING.search(raw) is None:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return may_be_gbk(raw)
    return True
