"""Ways of writing a number so that it is not seen, each by itself.

Must never be softened to what the recognizers can do: each class is written as people do it.
"""

import base64
import html
import random
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

Evade = Callable[[str, random.Random], str]

_HAN: Final = "零一二三四五六七八九"
_ACCOUNTS: Final = ("零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖")
_ZERO_WIDTH: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_BIDI: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
_ALIKE: Final = {"0": "Oo", "1": "lIi", "5": "S", "8": "B", "2": "Z"}
_SCRIPTS: Final = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0x1040, 0x1D7CE, 0x1D7EC, 0x1FBF0)


def _in(digits: str) -> Evade:
    """Every digit by its place in a list of ten."""
    table = str.maketrans("0123456789", digits)
    return lambda value, _: value.translate(table)


def _between(signs: str, most: int = 1) -> Evade:
    """Some of the signs after every digit but the last."""

    def evade(value: str, draw: random.Random) -> str:
        gaps = ("".join(draw.choices(signs, k=draw.randint(1, most))) for _ in value[1:])
        return value[0] + "".join(gap + digit for gap, digit in zip(gaps, value[1:], strict=True))

    return evade


def _separated(value: str, draw: random.Random) -> str:
    """One separator between all digits, the same throughout."""
    return draw.choice((" ", "-", ".", "·", "_", "/", ",", "、", "，", "*", "~", "  ")).join(value)


def _accounting(value: str, draw: random.Random) -> str:
    return _in(draw.choice(_ACCOUNTS))(value, draw)


def _telephone_one(value: str, draw: random.Random) -> str:
    return _in(draw.choice(("零幺二三四五六七八九", "〇幺二三四五六七八九")))(value, draw)


def _radio(value: str, draw: random.Random) -> str:
    """洞 拐 勾 两 of telegraph operators, the other digits as usual."""
    return _in(
        draw.choice(("洞幺两三四五六拐八勾", "洞一两三四五六拐八勾", "洞幺二三四五六拐八勾"))
    )(value, draw)


def _keycaps(value: str, draw: random.Random) -> str:
    mark = draw.choice(("\ufe0f\u20e3", "\u20e3"))
    return "".join(digit + mark for digit in value)


def _letters(value: str, draw: random.Random) -> str:
    """Up to four digits as letters that look like them."""
    places = [i for i, digit in enumerate(value) if digit in _ALIKE]
    chosen = set(draw.sample(places, min(len(places), draw.randint(1, 4))))
    return "".join(draw.choice(_ALIKE[c]) if i in chosen else c for i, c in enumerate(value))


def _mixed(value: str, draw: random.Random) -> str:
    """Arabic and Chinese digits, full and half width, in one number."""
    forms = (_HAN, "0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨")
    return "".join(draw.choice(forms)[int(digit)] for digit in value)


def _scripts(value: str, draw: random.Random) -> str:
    zero = draw.choice(_SCRIPTS)
    return "".join(chr(zero + int(digit)) for digit in value)


def _circled(value: str, draw: random.Random) -> str:
    return _in(draw.choice(("⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "0⑴⑵⑶⑷⑸⑹⑺⑻⑼")))(value, draw)


# Classes that change the digits in place: any number can be written so.
IN_PLACE: Final[dict[str, Evade]] = {
    "full width": _in("０１２３４５６７８９"),
    "Chinese numerals": _in(_HAN),
    "accounting numerals": _accounting,
    "telephone one": _telephone_one,
    "round zero": _in("〇一二三四五六七八九"),
    "radio digits": _radio,
    "circled": _circled,
    "keycap emoji": _keycaps,
    "zero width": _between(_ZERO_WIDTH, 2),
    "bidi controls": _between(_BIDI, 2),
    "look-alike letters": _letters,
    "separators": _separated,
    "mixed forms": _mixed,
    "other scripts": _scripts,
}


def _base64(text: str, draw: random.Random) -> str:
    raw = text.encode(draw.choice(("utf-8", "utf-8", "gbk")))
    run = draw.choice((base64.b64encode, base64.urlsafe_b64encode))(raw).decode()
    return run.rstrip("=") if draw.random() < 0.3 else run


def _hexadecimal(text: str, draw: random.Random) -> str:
    run = text.encode(draw.choice(("utf-8", "utf-8", "gbk"))).hex()
    return draw.choice((run, run.upper(), f"0x{run}"))


def _url(text: str, draw: random.Random) -> str:
    run = "".join(f"%{byte:02X}" for byte in text.encode())
    return draw.choice((run, quote(text, safe="") if not text.isascii() else run))


def _url_gbk(text: str, draw: random.Random) -> str:  # noqa: ARG001  # as the others are called
    return "".join(f"%{byte:02X}" for byte in text.encode("gbk"))


def _escapes(text: str, draw: random.Random) -> str:
    run = "".join(f"\\u{ord(c):04x}" for c in text)
    return draw.choice((run, run.upper().replace("\\U", "\\u")))


def _entities(text: str, draw: random.Random) -> str:
    form = draw.choice(("&#{};", "&#x{:x};"))
    run = "".join(form.format(ord(c)) for c in text)
    return run if html.unescape(run) == text else text


# Classes that hide a text behind an encoding: the whole run is what must be found.
ENCODED: Final[dict[str, Evade]] = {
    "base64": _base64,
    "hexadecimal": _hexadecimal,
    "URL": _url,
    "URL of GBK": _url_gbk,
    "Unicode escapes": _escapes,
    "HTML entities": _entities,
}
