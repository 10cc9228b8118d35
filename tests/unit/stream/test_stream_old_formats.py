"""A topic that is older than its broker is read to its end, whatever formats it holds."""

import gzip
import struct
import subprocess
import sys
from binascii import crc32
from pathlib import Path
from typing import Final

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.legacy_records import LegacyRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

from redactor.record import Coordinates, Record
from redactor.stream import expansion, reading
from redactor.stream.decompression import SET_BYTES
from redactor.stream.expansion import BoundedRecords
from redactor.stream.framing import HEAD, LEAST_SET, LENGTH_AT, MAGIC_AT
from redactor.stream.reading import NO_TIME_MS, as_records
from tests.support.old_formats import (
    AT_MS,
    GZIP,
    LARGEST,
    LZ4,
    PLAIN,
    SNAPPY,
    new_set,
    old_set,
)

ROOT: Final = Path(__file__).parents[3]
PLACE = TopicPartition("raw", 3)
OLD = [(0, PLAIN), (0, GZIP), (0, SNAPPY), (1, PLAIN), (1, GZIP), (1, SNAPPY), (1, LZ4)]
MESSAGE_AT = 12  # behind offset and length
ATTRIBUTES_AT = 17
MESSAGE = old_set(1, PLAIN, 0, [b"v"])
CRC_AT = 17  # of a set of format 2


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the data plane does, for one test."""
    monkeypatch.setattr(fetcher, "PartitionRecords", fetcher.PartitionRecords)
    monkeypatch.setattr(fetcher, "MemoryRecords", fetcher.MemoryRecords)
    expansion.install()
    reading.install()


def parsed(raw: bytes, ahead: int = 0) -> list[Record]:
    """Read an answer as aiokafka's fetcher does, committed records alone, from an offset on."""
    sets = fetcher.MemoryRecords(raw)
    return list(fetcher.PartitionRecords(PLACE, sets, [], ahead, None, as_records, True, 1))  # noqa: FBT003 -- aiokafka's own signature


@pytest.mark.parametrize(("magic", "codec"), OLD)
@pytest.mark.parametrize("old_first", [True, False])
def test_sets_of_several_formats_are_read_in_one_answer(
    magic: int, codec: int, *, old_first: bool
) -> None:
    """Each by its own format; every record comes once, in order, with key, value and time."""
    ages = [old_first, not old_first, old_first]
    raw = b"".join(
        old_set(magic, codec, 2 * at, [b"v", None]) if old else new_set(2 * at, [b"v", None])
        for at, old in enumerate(ages)
    )
    found = parsed(raw)
    assert [one.at for one in found] == [Coordinates("raw", 3, offset) for offset in range(6)]
    assert [(one.raw_key, one.raw_value) for one in found] == [(b"k", b"v"), (b"k", None)] * 3
    old_times = [AT_MS, AT_MS + 1] if magic else [NO_TIME_MS] * 2
    times = [old_times if old else [AT_MS, AT_MS] for old in ages]
    assert [one.timestamp_ms for one in found] == [time for both in times for time in both]
    assert all(one.raw_headers == () and not one.unreadable for one in found)


@pytest.mark.parametrize(("magic", "codec"), OLD)
def test_reading_goes_on_amid_an_old_set(magic: int, codec: int) -> None:
    """What stands before the position is not handed over again."""
    raw = old_set(magic, codec, 7, [b"a", b"b", b"c"])
    assert [one.at.offset for one in parsed(raw, ahead=8)] == [8, 9]


@pytest.mark.parametrize(("magic", "codec"), [one for one in OLD if one[1] != PLAIN])
def test_an_old_set_that_expands_too_far_stops_the_worker(magic: int, codec: int) -> None:
    """Nobody knows how many records it holds, and none may be lost."""
    with pytest.raises(CorruptRecordException):
        parsed(old_set(magic, codec, 0, [bytes(SET_BYTES // 2), bytes(SET_BYTES // 2)]))


@pytest.mark.parametrize("codec", [PLAIN, GZIP])
def test_what_an_old_set_expands_to_is_counted(codec: int) -> None:
    """The next sets are left to the next fetch once it is much."""
    sets = BoundedRecords(old_set(1, codec, 0, [bytes(100_000)]))
    (record,) = sets.next_batch()
    assert record.value == bytes(100_000)
    assert (sets.taken > 100_000) is (codec == GZIP)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (None, "it holds nothing"),
        (b"v", "it is not compressed"),
        (gzip.compress(b"v" * 40), "no message was compressed"),
        (gzip.compress(old_set(1, GZIP, 0, [b"v"])), "one that is compressed was compressed again"),
        (gzip.compress(b""), "nothing was compressed"),
        (gzip.compress(MESSAGE[:-1]), "the last one is cut off"),
        (gzip.compress(MESSAGE + MESSAGE[:11]), "the last one lacks its length"),
        (
            gzip.compress(MESSAGE[:8] + struct.pack(">i", -12) + MESSAGE[12:]),
            "one ends at its start",
        ),
        (
            gzip.compress(MESSAGE[:8] + struct.pack(">i", -1 << 31) + MESSAGE[12:]),
            "one ends before",
        ),
        (gzip.compress(MESSAGE[:8] + struct.pack(">i", 1 << 30) + MESSAGE[12:]), "one is too long"),
    ],
)
def test_a_damaged_old_set_is_not_read_as_one_of_today(value: bytes | None, why: str) -> None:
    """A message that says it holds others, and does not; its checksum is right."""
    builder = LegacyRecordBatchBuilder(1, PLAIN, LARGEST)
    builder.append(0, AT_MS, b"k", value)
    raw = bytearray(builder.build())
    raw[ATTRIBUTES_AT] |= GZIP
    struct.pack_into(">I", raw, MESSAGE_AT, crc32(raw[MESSAGE_AT + 4 :]))
    with pytest.raises(CorruptRecordException):
        parsed(bytes(raw))
    assert why


@pytest.mark.parametrize("length", [-13, -12, -1, 0, 4, 5, 13])
def test_a_set_that_is_shorter_than_any_is_damaged(length: int) -> None:
    """Wherever it stands: what should stand in it is not looked for behind it."""
    short = struct.pack(">qi", 1, length) + bytes(max(0, length))
    for behind in (b"", new_set(1, [b"v"])):
        with pytest.raises(CorruptRecordException):
            parsed(new_set(0, [b"v"]) + short + behind)


def test_a_set_without_a_whole_head_is_damaged() -> None:
    """Though its checksum is right, and the bytes that it lacks are not ours to read."""
    raw = bytearray(new_set(0, [b"v"])[: LEAST_SET - 1])
    struct.pack_into(">i", raw, LENGTH_AT, len(raw) - HEAD)
    struct.pack_into(">I", raw, CRC_AT, calc_crc32c(bytes(raw[CRC_AT + 4 :])))
    with pytest.raises(CorruptRecordException):
        BoundedRecords(bytes(raw)).next_batch()


@pytest.mark.parametrize("version", [3, 130])
def test_a_set_of_a_format_that_nobody_knows_is_not_read_as_another(version: int) -> None:
    """Its checksum is right: it does not cover the format."""
    raw = bytearray(new_set(0, [b"v"]))
    raw[MAGIC_AT] = version
    with pytest.raises(CorruptRecordException):
        parsed(bytes(raw))


KEPT: Final = f"""
import gc
from aiokafka.consumer import fetcher
from redactor.stream import expansion
from tests.unit.stream.test_stream_old_formats import PLACE, old_set
def read():
    sets = expansion.BoundedRecords(old_set(1, {PLAIN}, 0, [b"v"])[:-1] + b"?")
    try:
        [*fetcher.PartitionRecords(PLACE, sets, [], 0, None, None, True, 1)]
    except expansion.CorruptRecordException as error:
        kept = error  # as what waits for it does: it leads to this frame, and the frame to it
for _ in range(20):
    read()
    gc.collect()
"""


def test_an_error_over_an_old_set_may_be_kept() -> None:
    """Until it is collected as garbage, with all that it leads to: the process goes on."""
    done = subprocess.run(  # noqa: S603 -- our own
        [sys.executable, "-c", KEPT], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
