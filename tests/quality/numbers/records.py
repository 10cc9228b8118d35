"""Numbers hidden in the build of a record: split over fields, JSON in a string, GBK bytes.

Must never call a record safe because it came back: the raw value must not stand in it, in any
field, and what is not understood must be refused.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import orjson

from redactor.pipeline import build_pipeline
from redactor.policy import default_policy
from redactor.record import Coordinates, Masked, Record

Make = Callable[[str, random.Random], bytes]


def _two_fields(value: str, draw: random.Random) -> bytes:
    cut = draw.choice((3, 7, draw.randint(3, 8)))
    names = draw.choice((("a", "b"), ("tel_head", "tel_tail"), ("前", "后")))
    return orjson.dumps({"id": 7, names[0]: value[:cut], names[1]: value[cut:], "n": "件"})


def _three_fields(value: str, draw: random.Random) -> bytes:
    pieces = (value[:3], value[3:7], value[7:])
    shape = draw.choice((list(pieces), dict(zip("xyz", pieces, strict=True))))
    return orjson.dumps({"parts": shape})


def _apart(value: str, draw: random.Random) -> bytes:
    """Two fields with another between them."""
    cut = draw.choice((3, 7))
    return orjson.dumps({"p1": value[:cut], "state": "ok", "p2": value[cut:]})


def _apart_named(value: str, draw: random.Random) -> bytes:
    """The same under names that speak of a number."""
    cut = draw.choice((3, 7))
    head, tail = draw.choice((("tel_head", "tel_tail"), ("phone1", "phone2"), ("手机前", "手机后")))
    return orjson.dumps({head: value[:cut], "state": "ok", tail: value[cut:]})


def _json_in_string(value: str, draw: random.Random) -> bytes:
    inner: object = {"tel": value, "n": 1}
    for _ in range(draw.randint(1, 3)):
        inner = {"body": orjson.dumps(inner).decode(), "v": 1}
    return orjson.dumps(inner)


def _in_name(value: str, draw: random.Random) -> bytes:
    """The number as a field's name, plain or inside a JSON text that is a name."""
    name = draw.choice((value, f"tel{value}", orjson.dumps({"tel": value}).decode()))
    return orjson.dumps({name: "签收"})


def _gbk(value: str, draw: random.Random) -> bytes:
    text = draw.choice((f'{{"备注":"电话{value}"}}', f"电话{value}", f'["王芳","{value}"]'))
    return text.encode("gbk")


RECORDS: Final[dict[str, Make]] = {
    "two fields": _two_fields,
    "three fields": _three_fields,
    "fields apart, named": _apart_named,
    "fields apart": _apart,
    "JSON in a string": _json_in_string,
    "field name": _in_name,
    "GBK bytes": _gbk,
}


def passes(tries: Sequence[tuple[str, bytes]]) -> Iterator[tuple[bool, str]]:
    """Sends records through the built-in policy.

    Args:
        tries: A raw value and the record that holds it.

    Yields:
        Whether it is safe (refused, or no six digits of the value remain in a row, whether in one
        place or in the values of several), and the record as text.
    """
    pipeline = build_pipeline(default_policy())
    source = pipeline.sources[0]
    records = [Record(Coordinates(source, 0, i), 0, None, raw) for i, (_, raw) in enumerate(tries)]
    for (value, raw), result in zip(tries, pipeline.redact(records), strict=True):
        safe = True
        if isinstance(result, Masked):
            values, names = _texts(orjson.loads(result.outputs[0].masked_value or b"null"))
            shown = ["".join(filter(str.isdigit, "".join(texts))) for texts in (values, names)]
            safe = not any(value[i : i + 6] in digits for i in range(6) for digits in shown)
        yield safe, raw.decode("utf-8", errors="replace")


def _texts(value: object) -> tuple[list[str], list[str]]:
    """All values of a document as texts, in order, and all field names."""
    if isinstance(value, dict):
        inner = [_texts(one) for one in value.values()]
        names = [*value, *(name for _, below in inner for name in below)]
        return [text for texts, _ in inner for text in texts], names
    if isinstance(value, list):
        inner = [_texts(one) for one in value]
        return [t for texts, _ in inner for t in texts], [n for _, below in inner for n in below]
    return [str(value)], []
