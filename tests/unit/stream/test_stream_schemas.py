"""Every request and answer of aiokafka is written and read here as aiokafka does, or left to it."""

import random
import string
import struct
from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka.protocol import (  # noqa: F401 -- so that all of their classes are there
    admin,
    commit,
    coordination,
    fetch,
    group,
    metadata,
    offset,
    produce,
    transaction,
)
from aiokafka.protocol.api import RequestStruct, Response
from aiokafka.protocol.types import (
    Array,
    Boolean,
    Bytes,
    CompactArray,
    Int8,
    Int16,
    Int32,
    Int64,
    Schema,
    String,
)

from redactor.stream.schemas import reader_of, writer_of, written

BITS = {Int8: 8, Int16: 16, Int32: 32, Int64: 64}
NUMBER = 7


def kinds_of(base: type[Any]) -> Iterator[type[Any]]:
    """Give all classes below one that have a schema."""
    for kind in base.__subclasses__():
        if getattr(kind, "SCHEMA", None) is not None:
            yield kind
        yield from kinds_of(kind)


REQUESTS = sorted(set(kinds_of(RequestStruct)), key=lambda kind: kind.__name__)
ANSWERS = sorted(set(kinds_of(Response)), key=lambda kind: kind.__name__)


def drawn(draw: random.Random, one: Any) -> Any:  # noqa: ANN401 -- a type of aiokafka's
    """Draw a value of a type."""
    if isinstance(one, Schema):
        return tuple(drawn(draw, field) for field in one.fields)
    if isinstance(one, Array):
        count = draw.choice((None, 0, 1, 3))
        return None if count is None else [drawn(draw, one.array_of) for _ in range(count)]
    if isinstance(one, String):
        return draw.choice((None, "", "西安路", "".join(draw.choices(string.printable, k=40))))
    if one is Bytes:
        return draw.choice((None, b"", draw.randbytes(300)))
    if one is Boolean:
        return draw.random() < 0.5
    bits = BITS[one]
    return draw.choice(
        (0, -1, 2 ** (bits - 1) - 1, draw.randrange(-(2 ** (bits - 1)), 2 ** (bits - 1)))
    )


@pytest.mark.parametrize(
    "kind", [one for one in REQUESTS if writer_of(one)], ids=lambda k: k.__name__
)
def test_a_request_is_written_as_aiokafka_does(kind: type[Any]) -> None:
    """With its header, whatever its values."""
    draw = random.Random(kind.__name__)
    for _ in range(30):
        request = kind(*drawn(draw, kind.SCHEMA))
        due = request.build_request_header(NUMBER, "redactor-one").encode() + request.encode()
        assert written(request, NUMBER, "redactor-one") == due


@pytest.mark.parametrize(
    "kind", [one for one in ANSWERS if reader_of(one)], ids=lambda k: k.__name__
)
def test_an_answer_is_read_as_aiokafka_does(kind: type[Any]) -> None:
    """From bytes and from a view of some; what is cut off is none, nor hangs."""
    draw = random.Random(kind.__name__)
    read = reader_of(kind)
    assert read is not None
    for _ in range(30):
        raw = kind(*drawn(draw, kind.SCHEMA)).encode()
        due = vars(kind.decode(raw))
        frame = NUMBER.to_bytes(4) + raw
        assert vars(read(frame)) == vars(read(memoryview(bytearray(frame)))) == due
        if raw:
            with pytest.raises((ValueError, struct.error)):
                read(frame[:-1])


def test_what_is_written_otherwise_is_left_to_aiokafka() -> None:
    """Requests and answers of the newer form, with lengths of another kind."""
    newer = [kind for kind in REQUESTS if kind.FLEXIBLE_VERSION]
    assert newer
    assert not any(map(writer_of, newer))
    one = next(kind for kind in newer if kind.SCHEMA.names == ("timeout_ms", "topics", "tags"))
    request = one(1_000, [], {})
    due = request.build_request_header(NUMBER, "x").encode() + request.encode()
    assert written(request, NUMBER, "x") == due
    compact = [kind for kind in ANSWERS if any(type(f) is CompactArray for f in kind.SCHEMA.fields)]
    assert compact
    assert not any(map(reader_of, compact))


def test_those_of_a_batch_are_not_left_to_aiokafka() -> None:
    """Of every version: they are most of what a worker writes and reads."""
    stems = (
        "Fetch",
        "Produce",
        "AddPartitionsToTxn",
        "AddOffsetsToTxn",
        "TxnOffsetCommit",
        "EndTxn",
    )
    for stem in stems:
        ours = [kind for kind in REQUESTS if kind.__name__.startswith(f"{stem}Request_")]
        assert ours
        assert all(writer_of(kind) and reader_of(kind.RESPONSE_TYPE) for kind in ours)


def test_more_values_than_fields_are_refused() -> None:
    """As by aiokafka."""
    kind = transaction.AddPartitionsToTxnRequest_v0
    request = kind("t", 1, 2, [("topic", [1], "more")])
    with pytest.raises(ValueError, match="more values"):
        written(request, NUMBER, "x")
