"""Records of every sort for the short way: shapes of documents, written as odd producers would.

Must never draw from anything but the source it is given; everyone here is fictitious.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from redactor.record import Coordinates, Headers, Record
from tests.support.fakes import POISON

NAMES: Final = (
    *("name", "phone", "a", "address", "items", "no", "lng", "lat", "unit_no", "key", "value"),
    *("building", "room", "x-y", "line2", "tel"),
)
ODD_NAMES: Final = (
    *("姓名", "收件人", "电话", "地址", "王小明", "13800138000", "李小伟 13900139000", "暗号人物"),
    *("", '"', "a\\b", "é", "2", "经度", "纬度", "{", "[1]", "*", "😀", "手机号码", "a" * 70),
    *("tab\t", "nul\0", POISON, "ﾅ"),
)
TEXTS: Final = (
    *("", "王小明", "李小伟 13900139000", "收件人张红", "13800138000", "138", "1", "北京", "tok"),
    *("暗号人物", "\x7f", "\u2028", "😀王小明", "/", "<b>", "138****8000", "phone", "²³", "mobile"),
    *("2026-03-16T06:02:19+08:00", "赵大明和王小明", "鼓楼区中山北路1号", "a\\b", 'say "王小明"'),
)
ODD_TEXTS: Final = (
    *("0013", "8000", "１３８", "٣٤٥", "{", '{"a":"王小明"}', "[1", " 王小明", "\u00a0x"),
    *(
        "\u3000x",
        "\ufeffx",
        "\t",
        "\n李小伟",
        POISON,
        "[微笑]",
        " {x} ",
        "{}",
        "[ ]",
        "\ufeff[]\u3000",
    ),
    *(
        '{"a":1,"a":2}',
        '{"a":NaN}',
        "[1]x",
        "\\",
        '"',
        '\\"',
        "\\u0041",
        "\0",
        "\x1f\b\f\v",
        "[1.50]",
    ),
    *("[" * 40 + "]" * 40, "{\n}", '{"a":\f1}', '["\x01"]', "\ud800"),
)
NUMBERS: Final = (
    *("0", "7", "-7", "999999", "1000000", "-1000000", "13800138000", "0.0", "1.5", "0.1"),
    *("0.0001", "123456789012.345", "999999999999999", "301"),
)
ODD_NUMBERS: Final = (
    *("1000000.5", "-0", "-0.0", "13800138000.0", "1.50", "0.00001", "1e5", "1E5", "-", "--1"),
    *("0.1234567890123456", "123456789012345678", "1234567890123456789", "01", "1e400"),
    *("116.397128", "39.916527", "1000000.0", "9007199254740993.0", "1.", ".5", "+1", "NaN"),
    *("18446744073709551616", "1" * 25),
)
WORDS: Final = ("true", "false", "null")
HEADERS: Final = ("x-type", "x-contact", "x-note", "x-2", "姓名", "x-redactor-source")
AROUND: Final = ("", "", "", " ", "\n", "\u00a0", "\u3000 ", "\ufeff", "\t\r\n")
SPACE: Final = (" ", "  ", "\n", "\t", "\r\n")
NO_SPACE: Final = ("\f", "\u00a0", "\u3000", "\0", "/**/")
SHORT: Final = {'"': '\\"', "\\": "\\\\", "/": "\\/", "\b": "\\b", "\f": "\\f", "\n": "\\n"}
NO_ESCAPES: Final = ("\\ud83d", "\\ude00", "\\ud83d\\u0041", "\\x", "\\u12", "\\u00g0", "\\")
CLOSES: Final = {"{": "}", "[": "]"}
DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """A document without its values: what many records have in common.

    Attributes:
        kind: `{`, `[`, or what stands for a value: `string`, `nested`, `number`, `word`.
        names: Of an object's fields.
        inner: What stands in it.
    """

    kind: str
    names: tuple[str, ...] = ()
    inner: "tuple[Shape, ...]" = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How a producer writes.

    Attributes:
        ascii: Share of the characters beyond ASCII that are escaped.
        escaped: Share of all others.
        space: Share of the joints of a document that have white space.
        odd: Share of the values, and of all else, that are odd or no JSON at all.
    """

    ascii: float
    escaped: float
    space: float
    odd: float


STYLES: Final = (
    *(Style(0, 0, 0, 0),) * 3,
    *(Style(1, 0, 0, 0.01), Style(1, 0, 1, 0), Style(0, 0, 1, 0)),
    *(Style(0, 0, 0, 0.05), Style(0.5, 0.2, 0.2, 0.02), Style(1, 1, 0, 0)),
)


def shape(source: random.Random, depth: int = 0) -> Shape:
    """Draw a shape; one in five documents has names that may be PII."""
    odd = 0.3 if source.random() < 0.2 else 0.0
    return _shape(source, depth, odd)


def _shape(source: random.Random, depth: int, odd: float) -> Shape:
    kind = source.random()
    if depth > DEEPEST or (depth and kind < 0.4):
        return Shape("string")
    if depth and kind < 0.5:
        return Shape("number")
    if depth and kind < 0.55:
        return Shape("word")
    if depth and kind < 0.7:
        return Shape("nested", (), (_shape(source, 0, odd),))
    count = source.randrange(4)
    if kind < 0.8:
        return Shape("[", (), tuple(_shape(source, depth + 1, odd) for _ in range(count)))
    names = [source.choice(ODD_NAMES if source.random() < odd else NAMES) for _ in range(count)]
    if source.random() < 0.95:
        names = [*dict.fromkeys(names)]
    return Shape("{", tuple(names), tuple(_shape(source, depth + 1, odd) for _ in names))


def written(source: random.Random, of: Shape, style: Style) -> str:
    """Write a document of a shape, with drawn values."""
    if of.kind == "string":
        text = source.choice(ODD_TEXTS if source.random() < style.odd else TEXTS)
        return string(source, text, style)
    if of.kind == "number":
        return source.choice(ODD_NUMBERS if source.random() < style.odd else NUMBERS)
    if of.kind == "word":
        return "nil" if source.random() < style.odd / 5 else source.choice(WORDS)
    if of.kind == "nested":
        own = source.choice(STYLES) if source.random() < 0.3 else style
        inside = written(source, of.inner[0], own)
        return string(source, source.choice(AROUND) + inside + source.choice(AROUND), style)
    inner = [written(source, one, style) for one in of.inner]
    if of.kind == "{":
        names = [string(source, name, style) + _sign(source, ":", style) for name in of.names]
        inner = [name + one for name, one in zip(names, inner, strict=True)]
    opens, comma = _sign(source, of.kind, style), _sign(source, ",", style)
    return opens + comma.join(inner) + _sign(source, CLOSES[of.kind], style)


def _sign(source: random.Random, text: str, style: Style) -> str:
    """Write a sign, white space behind it or none, and now and then what is no JSON."""
    if source.random() < style.odd / 20:
        return source.choice((text + source.choice(NO_SPACE), "", text * 2))
    return text + source.choice(SPACE) if source.random() < style.space else text


def string(source: random.Random, text: str, style: Style) -> str:
    """Write a string with the escapes that it needs, or more, and now and then with wrong ones."""
    if not style.odd and not style.escaped and style.ascii in (0, 1):
        return json.dumps(text, ensure_ascii=style.ascii == 1)
    parts = [_character(source, one, style) for one in text]
    if source.random() < style.odd / 10:
        parts.insert(source.randrange(len(parts) + 1), source.choice(NO_ESCAPES))
    return f'"{"".join(parts)}"'


def _character(source: random.Random, one: str, style: Style) -> str:
    must = (
        one in '"\\' or (one < " " and source.random() >= style.odd) or "\ud800" <= one < "\ue000"
    )
    share = style.escaped if one.isascii() else style.ascii
    if not must and (share == 0 or source.random() >= share):
        return one
    if one in SHORT and source.random() < 0.8:
        return SHORT[one]
    units = one.encode("utf-16-be", "surrogatepass").hex()
    units = units.upper() if source.random() < 0.3 else units
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def raw_values(source: random.Random, count: int) -> list[bytes | None]:
    """Draw values: documents, others of the same shape, some of them broken, some null."""
    drawn: list[bytes | None] = []
    while len(drawn) < count:
        of = shape(source)
        count_alike = source.randrange(1, 12)
        drawn += [written(source, of, source.choice(STYLES)).encode() for _ in range(count_alike)]
        if source.random() < 0.2:
            drawn.append(broken(source, drawn[-1] or b"x"))
        if source.random() < 0.02:
            drawn.append(None)
    return drawn


def broken(source: random.Random, raw: bytes) -> bytes:
    """Take a byte away, put one in or change one."""
    at = source.randrange(len(raw))
    more = bytes([source.choice((*range(256), *b'"\\{}[]:,01-.eu'))])
    return raw[:at] + source.choice((b"", more, more + raw[at : at + 1])) + raw[at + 1 :]


def side(source: random.Random) -> bytes | None:
    """Draw a key or a header's value."""
    if source.random() < 0.1:
        return None
    text = source.choice(TEXTS if source.random() < 0.97 else ODD_TEXTS)
    return text.encode("utf-8", "surrogatepass") + b"\xff" * (source.random() < 0.02)


def drawn_records(source: random.Random, count: int) -> list[Record]:
    """Draw records, a third of them with headers; those of one shape stand near each other."""
    made = []
    for offset, value in enumerate(raw_values(source, count)):
        headers: Headers = ()
        if source.random() < 0.3:
            some = source.choices(HEADERS, weights=(9, 9, 9, 1, 1, 1), k=source.randrange(1, 3))
            headers = tuple((name, side(source)) for name in some)
        unreadable = "crashed" if source.random() < 0.01 else ""
        at = Coordinates("raw" if source.random() < 0.99 else "other", 0, offset)
        made.append(Record(at, 1_700_000_000_000, side(source), value, headers, unreadable))
    return made


def batches(source: random.Random, records: Sequence[Record]) -> list[Sequence[Record]]:
    """Part records into batches of all sizes."""
    parted, at = [], 0
    while at < len(records):
        size = source.choice((1, 2, 3, 10, 50, 200))
        parted.append(records[at : at + size])
        at += size
    return parted
