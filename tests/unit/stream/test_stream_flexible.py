"""Kafka 4's requests are written, and their answers read, as Kafka's own Java client does.

The bytes are those of `org.apache.kafka.common.message` of kafka-clients 4.4.0, header included,
with the values that stand beside them here.
"""

import random
import struct
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.protocol.api import RequestStruct, Response
from aiokafka.structs import OffsetAndMetadata

from redactor.stream.endings import EndTxn5, TxnOffsetCommit5, TxnOffsetCommit5Answer
from redactor.stream.features import ApiVersions3, Features
from redactor.stream.flexible import UNTAGGED, Newer, Produce12, Produce12Answer, known, knows
from redactor.stream.produce import Joining
from redactor.stream.schemas import written
from redactor.stream.ways import EndHandler, OffsetsHandler

NUMBER = 7
CLIENT = "redactor-one"
ITS_ID = "g.raw.3"
PID, EPOCH = 1 << 40, 32_000
LARGE = bytes(at % 251 for at in range(300))
ALL_KNOWN = {0: (3, 13), 18: (0, 4), 26: (0, 5), 28: (0, 6)}

PRODUCE_HEAD = bytes.fromhex(
    "0000000c00000007000c7265646163746f722d6f6e650008672e7261772e33ffff00009c4003076d61736b65640300000003ad02"
)
PRODUCE_TAIL = bytes.fromhex("0000000000036162000007e981aee7bda902000000c80263000000")
OFFSETS = bytes.fromhex(
    "001c000500000007000c7265646163746f722d6f6e650008672e7261772e33026700000100000000007d"
    "00ffffffff0100020472617702000000030000001cbe991a14ffffffff0f696e207472616e7361637469"
    "6f6e000000"
)
COMMIT = bytes.fromhex(
    "001a000500000007000c7265646163746f722d6f6e650008672e7261772e3300000100000000007d000100"
)
ABORT = bytes.fromhex(
    "001a000500000007000c7265646163746f722d6f6e650008672e7261772e33000000000000000500000000"
)
FEATURES = bytes.fromhex("0012000300000007000c7265646163746f722d6f6e6500097265646163746f72023100")
PRODUCE_ANSWER = bytes.fromhex(
    "000000070003076d61736b6564030000000300000000000200000000ffffffffffffffff000000000000"
    "0005010000000000000006ffffffffffffffffffffffffffffffffffffffffffffffff02000000020462"
    "6164000a6e6f206c65616465720100090000000200000004000007e981aee7bda902000000c800780000"
    "000000000000ffffffffffffffffffffffffffffffff010000000000000901000d020000000202680000"
    "23840000"
)
OFFSETS_ANSWER = bytes.fromhex("000000070000000000020472617702000000030033000000")
END_ANSWER = bytes.fromhex("000000070000000000000000000100000000007d0100")
FEATURES_ANSWER = bytes.fromhex(
    "0000000700000200000003000d000000000003001a02147472616e73616374696f6e2e76657273696f6e"
    "00000002000108000000000000004d023003116d657461646174612e76657273696f6e001d001d001474"
    "72616e73616374696f6e2e76657273696f6e0002000200"
)
FEATURES_REFUSED = bytes.fromhex("0000000700230000000100000003000d")


class Two:
    """A set of two pieces."""

    def __init__(self, *both: bytes) -> None:
        """Take them."""
        self.both = both

    def pieces(self) -> tuple[bytes, ...]:
        """Give them."""
        return self.both


SETS = {
    TopicPartition("masked", 3): Two(LARGE[:40], LARGE[40:]),
    TopicPartition("masked", 0): Two(b"a", b"b"),
    TopicPartition("遮罩", 200): Two(b"c", b""),
}


def sender(its_id: int = PID, epoch: int = EPOCH) -> Any:  # noqa: ANN401 -- stands for aiokafka's
    """A sender of a producer with its ids."""
    manager = SimpleNamespace(transactional_id=ITS_ID, producer_id=its_id, producer_epoch=epoch)
    return SimpleNamespace(_txn_manager=manager, _retry_backoff=0.1)


def bytes_of(request: Newer) -> bytes:
    """Write a request as the connection does."""
    return written(request.prepare(ALL_KNOWN), NUMBER, CLIENT)


def read(kind: Any, raw: bytes) -> Any:  # noqa: ANN401 -- aiokafka is untyped
    """Read an answer to a kind of request as the connection does."""
    request = kind.__new__(kind)
    buffer = BytesIO(raw)
    assert request.parse_response_header(buffer).correlation_id == NUMBER
    answer = kind.RESPONSE_TYPE.decode(buffer)
    assert buffer.read() == b"" or kind is ApiVersions3
    return answer


def test_sets_are_written_as_kafka_does() -> None:
    """In pieces, and as one."""
    joining = Joining(ITS_ID, 40_000, SETS)
    due = PRODUCE_HEAD + LARGE + PRODUCE_TAIL
    _, pieces = joining.in_pieces(ALL_KNOWN, NUMBER, CLIENT)
    assert b"".join(pieces) == len(due).to_bytes(4) + due
    assert LARGE[40:] in pieces
    assert written(joining.prepare(ALL_KNOWN), NUMBER, CLIENT) == due


@pytest.mark.parametrize("size", [0, 1, 126, 127, 128, 16_382, 16_383, 16_384])
def test_sets_of_all_sizes_are_read_back(size: int) -> None:
    """About where a length takes a byte more."""
    place = TopicPartition("t" * min(size, 200), 1)
    joining = Joining(ITS_ID, 1, {place: Two(b"x" * size)})
    _, pieces = joining.in_pieces(ALL_KNOWN, NUMBER, "")
    raw = BytesIO(b"".join(pieces))
    assert int.from_bytes(raw.read(4)) == len(raw.getvalue()) - 4
    raw.read(2 + 2 + 4 + 2 + 1)
    ((topic, ((_, told, _),), _),) = Produce12.decode(raw).topics
    assert (topic, told, raw.read()) == (place.topic, b"x" * size, b"")


def test_offsets_are_written_as_kafka_does() -> None:
    """Without a generation, which Kafka lets a producer of transactions leave out."""
    told = {TopicPartition("raw", 3): OffsetAndMetadata(123_456_789_012, "in transaction")}
    assert bytes_of(OffsetsHandler(sender(), told, "g").create_request()) == OFFSETS


def test_what_is_written_at_once_is_as_by_the_schema() -> None:
    """Whatever the values, about where a length takes a byte more."""
    draw = random.Random(28)
    for _ in range(300):
        texts = ["路" * draw.choice((0, 1, 41, 42, 43, 200)) for _ in range(4)]
        its_id, group, member, topic = texts
        rows: list[Any] = [
            (
                draw.randrange(1 << 31),
                draw.randrange(-1, 1 << 62),
                -1,
                draw.choice((None, group)),
                {},
            )
            for _ in range(draw.choice((0, 1, 2, 126, 127, 128)))
        ]
        topics: list[Any] = [(topic, rows, {})] * draw.choice((0, 1, 2, 127))
        who = (draw.randrange(-1, 1 << 62), draw.randrange(-1, 1 << 15))
        offsets = TxnOffsetCommit5(
            its_id, group, *who, -1, member, draw.choice((None, "i")), topics, {}
        )
        for told in (offsets, EndTxn5(its_id, *who, draw.random() < 0.5, {})):
            due = told.build_request_header(NUMBER, CLIENT).encode() + RequestStruct.encode(told)
            assert written(told, NUMBER, CLIENT) == due


@pytest.mark.parametrize("count", [0, 1, 2, 126, 127, 128, 300])
def test_plain_answers_are_read_as_by_the_schema(count: int) -> None:
    """However many partitions there are, and nothing of one that is cut off anywhere."""
    rows: list[Any] = [(at, at % 3, at << 40, -1, 5, [], None, {}) for at in range(count)]
    topics: list[Any] = [("遮罩", rows, {}), ("t" * count, rows[:2], {})]
    raw = Response.encode(Produce12Answer(topics, 9, {}))
    told = [
        (topic, [row[:5] for row in rows]) for topic, rows in Produce12Answer.decode(raw).topics
    ]
    assert told == [(topic, [row[:5] for row in rows]) for topic, rows, _ in topics]
    few: list[Any] = [(topic, [(*row[:2], {}) for row in rows], {}) for topic, rows, _ in topics]
    short = Response.encode(TxnOffsetCommit5Answer(9, few, {}))
    told = [(topic, [row[:2] for row in rows]) for topic, rows, _ in few]
    assert TxnOffsetCommit5Answer.decode(short).errors == told
    for kind, whole in ((Produce12Answer, raw), (TxnOffsetCommit5Answer, short)):
        for end in {0, 1, 2, len(whole) // 2, len(whole) - 2, len(whole) - 1} if count < 3 else ():
            with pytest.raises((ValueError, TypeError, struct.error)):
                kind.decode(whole[:end])


def test_ends_are_written_as_kafka_does() -> None:
    """Of both sorts."""
    assert bytes_of(EndHandler(sender(), 1).create_request()) == COMMIT
    assert bytes_of(EndHandler(sender(5, 0), 0).create_request()) == ABORT


def test_features_are_asked_for_as_kafka_does() -> None:
    """With a name that a broker takes."""
    assert bytes_of(Features(ApiVersions3("redactor", "1", UNTAGGED))) == FEATURES


def test_answers_are_read() -> None:
    """In the shape of those that aiokafka knows; tags are read over."""
    of_sets = read(Produce12, PRODUCE_ANSWER).topics
    told = [(topic, [row[:3] for row in rows]) for topic, rows in of_sets]
    assert told == [("masked", [(3, 0, 1 << 33), (0, 6, -1)]), ("遮罩", [(200, 120, 0)])]
    assert read(TxnOffsetCommit5, OFFSETS_ANSWER).errors == [("raw", [(3, 51)])]
    end = read(EndTxn5, END_ANSWER)
    assert (end.error_code, end.producer_id, end.producer_epoch) == (0, PID, EPOCH + 1)
    agreed = {"metadata.version": 29, "transaction.version": 2}
    assert read(ApiVersions3, FEATURES_ANSWER).features == agreed


def test_what_is_no_answer_about_features_is_none() -> None:
    """A refusal in version 0, an answer cut off anywhere, and noise."""
    assert read(ApiVersions3, FEATURES_REFUSED).features == {}
    for end in range(4, len(FEATURES_ANSWER) - 1):
        told = read(ApiVersions3, FEATURES_ANSWER[:end]).features
        assert told.get("transaction.version", 2) == 2
        assert ApiVersions3.RESPONSE_TYPE.decode(FEATURES_ANSWER[end + 1 :]).features == {}


@pytest.mark.parametrize(
    ("kind", "versions"),
    [
        (Produce12, {0: (3, 11)}),
        (Produce12, {0: (13, 14)}),
        (Produce12, {}),
        (EndTxn5, {26: (0, 4)}),
        (TxnOffsetCommit5, {28: (0, 4)}),
    ],
)
def test_what_a_broker_does_not_know_is_never_sent(
    kind: Any,  # noqa: ANN401 -- aiokafka is untyped
    versions: dict[int, tuple[int, int]],
) -> None:
    """Not as another version either: that would be of no transaction."""
    assert not knows(versions, kind)
    assert knows(ALL_KNOWN, kind)
    with pytest.raises(NotImplementedError):
        known(kind.__new__(kind), versions)
    if kind is Produce12:
        joining = Joining(ITS_ID, 1, SETS)
        for write in (joining.prepare, lambda told: joining.in_pieces(told, NUMBER, CLIENT)):
            with pytest.raises(NotImplementedError):
                write(versions)
