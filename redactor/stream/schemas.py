"""aiokafka's requests and answers, written and read without a call for each field of them.

Must never write or read otherwise than aiokafka: what has a type that is not known here is left to
it.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from aiokafka.protocol.types import Array, Boolean, Bytes, Int8, Int16, Int32, Int64, Schema, String

from redactor.stream.compact import NO_TAGS

Buffer: TypeAlias = bytes | memoryview
# What stands before it has told a length, -1 for null: gives the value, and what is behind it.
Read: TypeAlias = Callable[[Buffer, int, int], tuple[Any, int]]
# Gives the length to tell, and what goes behind it.
Write: TypeAlias = Callable[[Any], tuple[int, Sequence[bytes]]]

FIXED: Final = {Int8: "b", Int16: "h", Int32: "i", Int64: "q", Boolean: "?"}
NUMBER_BYTES: Final = 4  # of an answer, which begins with it
# Of a request: its kind, its version, its number, a name's length.
HEADER: Final = struct.Struct(">hhih")
NULL: Final = -1
SHORT, LONG = "h", "i"  # lengths


class _Step(NamedTuple):
    """Numbers that stand side by side, and what they tell the length of: nothing behind the last.

    Attributes:
        numbers: All of them, the length among them.
        alone: How many without the length.
        read: Reads what is behind them.
        write: Writes it.
    """

    numbers: struct.Struct
    alone: int
    read: Read | None
    write: Write | None


class UnknownTypeError(Exception):
    """aiokafka has to read and write it."""


# By aiokafka's classes, of which there are a few hundred.
_readers: dict[Any, Callable[[Buffer], Any] | None] = {}
_writers: dict[Any, Callable[[Any], list[bytes]] | None] = {}


def reader_of(kind: Any) -> Callable[[Buffer], Any] | None:  # noqa: ANN401 -- aiokafka's class of an answer
    """Give what reads a kind of answer behind its number; None where that is aiokafka's.

    What it gives raises struct.error or ValueError where the answer is cut off.
    """
    if kind not in _readers:
        _readers[kind] = _new_reader(kind)
    return _readers[kind]


def writer_of(kind: Any) -> Callable[[Any], list[bytes]] | None:  # noqa: ANN401 -- aiokafka's class of a request
    """Give what writes a kind of request, in pieces; None where that is aiokafka's."""
    if kind not in _writers:
        _writers[kind] = None if kind.FLEXIBLE_VERSION else _new_writer(kind)
    return _writers[kind]


def _new_reader(kind: Any) -> Callable[[Buffer], Any] | None:  # noqa: ANN401 -- the same
    try:
        steps = _steps(kind.SCHEMA)
    except UnknownTypeError:
        return None
    names = kind.SCHEMA.names

    def read(frame: Buffer) -> Any:  # noqa: ANN401 -- aiokafka's answer
        answer = kind.__new__(kind)
        answer.__dict__.update(zip(names, _read(steps, frame, NUMBER_BYTES)[0], strict=True))
        return answer

    return read


def _new_writer(kind: Any) -> Callable[[Any], list[bytes]] | None:  # noqa: ANN401 -- the same
    try:
        steps = _steps(kind.SCHEMA)
    except UnknownTypeError:
        return None
    names = kind.SCHEMA.names
    return lambda request: _written(steps, [getattr(request, name) for name in names])


def written(request: Any, number: int, client_id: str) -> bytes:  # noqa: ANN401 -- aiokafka is untyped
    """Write a request of a number with what stands before it, less its length."""
    name = client_id.encode()
    front = HEADER.pack(request.API_KEY, request.API_VERSION, number, len(name))
    if request.FLEXIBLE_VERSION:
        return b"".join((front, name, NO_TAGS, request.encode()))
    write = writer_of(type(request))
    if write is None:
        return b"".join((front, name, request.encode()))
    return b"".join((front, name, *write(request)))


def _steps(schema: Schema) -> list[_Step]:
    """Compile a schema.

    Raises:
        UnknownTypeError: There is a type in it that is not known.
    """
    steps: list[_Step] = []
    numbers = ">"
    for one in schema.fields:
        if one in FIXED:
            numbers += FIXED[one]
            continue
        length, read, write = _variable(one)
        steps.append(_Step(struct.Struct(numbers + length), len(numbers) - 1, read, write))
        numbers = ">"
    if len(numbers) > 1 or not steps:
        steps.append(_Step(struct.Struct(numbers), len(numbers) - 1, None, None))
    return steps


def _variable(one: Any) -> tuple[str, Read, Write]:  # noqa: ANN401 -- a type of aiokafka's
    if type(one) is String and one.encoding == "utf-8":
        return SHORT, _read_text, _write_text
    if one is Bytes:
        return LONG, _read_bytes, _write_bytes
    if type(one) is not Array:
        raise UnknownTypeError
    inner = one.array_of
    alone = not isinstance(inner, Schema)
    steps = _steps(Schema(("", inner)) if alone else inner)
    return LONG, *_array(steps, alone=alone)


def _array(steps: list[_Step], *, alone: bool) -> tuple[Read, Write]:
    """Give what reads and writes as many of them as are told; alone if each is but one value."""

    def read(buffer: Buffer, at: int, count: int) -> tuple[Any, int]:
        if count == NULL:
            return None, at
        values: list[Any] = []
        for _ in range(count):
            value, at = _read(steps, buffer, at)
            values.append(value[0] if alone else tuple(value))
        return values, at

    def write(values: Any) -> tuple[int, Sequence[bytes]]:  # noqa: ANN401 -- a list, or None
        if values is None:
            return NULL, ()
        rows = ((value,) for value in values) if alone else values
        return len(values), [piece for row in rows for piece in _written(steps, row)]

    return read, write


def _read(steps: Sequence[_Step], buffer: Buffer, at: int) -> tuple[list[Any], int]:
    """Read the values of a schema; tell what is behind them."""
    values: list[Any] = []
    for numbers, _, read, _ in steps:
        values += numbers.unpack_from(buffer, at)
        at += numbers.size
        if read is not None:
            values[-1], at = read(buffer, at, values[-1])
    return values, at


def _written(steps: Sequence[_Step], values: Sequence[Any]) -> list[bytes]:
    """Write the values of a schema.

    Raises:
        ValueError: There are more than it has fields.
    """
    pieces: list[bytes] = []
    at = 0
    for numbers, alone, _, write in steps:
        told = values[at : at + alone]
        at += alone
        if write is None:
            pieces.append(numbers.pack(*told))
        else:
            length, behind = write(values[at])
            at += 1
            pieces.append(numbers.pack(*told, length))
            pieces += behind
    if at != len(values):
        msg = "more values than the schema has"
        raise ValueError(msg)
    return pieces


def _read_text(buffer: Buffer, at: int, size: int) -> tuple[str | None, int]:
    raw, end = _some(buffer, at, size)
    return None if raw is None else str(raw, "utf-8"), end


def _read_bytes(buffer: Buffer, at: int, size: int) -> tuple[bytes | None, int]:
    raw, end = _some(buffer, at, size)
    return None if raw is None else bytes(raw), end


def _some(buffer: Buffer, at: int, size: int) -> tuple[Buffer | None, int]:
    """Give so many bytes; none where they are null.

    Raises:
        ValueError: There are not so many.
    """
    if size < 0:
        return None, at
    end = at + size
    if end > len(buffer):
        msg = "an answer that is cut off"
        raise ValueError(msg)
    return buffer[at:end], end


def _write_text(text: Any) -> tuple[int, Sequence[bytes]]:  # noqa: ANN401 -- as aiokafka takes it
    return _write_bytes(None if text is None else str(text).encode())


def _write_bytes(raw: Any) -> tuple[int, Sequence[bytes]]:  # noqa: ANN401 -- as aiokafka takes it
    return (NULL, ()) if raw is None else (len(raw), (b"" + raw,))  # what is none adds itself
