"""A transaction of three requests over a broker's errors, and when it is one of five again."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka import AIOKafkaClient, AIOKafkaProducer, conn
from aiokafka.errors import IllegalOperation, KafkaError

from redactor.demo.broker import EmbeddedBroker
from redactor.errors import EmitError
from redactor.stream import wire
from redactor.stream.features import Features
from redactor.stream.port import FencedError, TransientError
from redactor.stream.transaction import Transaction, open_producer
from redactor.stream.ways import JOINING, STEPWISE
from tests.contract.test_transaction import SOURCE, letters, opened, written
from tests.support.kafka4 import Kafka4

pytestmark = pytest.mark.embedded

# Numbers of the Kafka protocol (kafka.apache.org/protocol).
PRODUCE, API_VERSIONS, END, OFFSETS = 0, 18, 26, 28
UNKNOWN_SERVER, NOT_LEADER, TIMED_OUT, LOADING, NOT_COORDINATOR = -1, 6, 7, 14, 16
FEW_REPLICAS, NO_TOPIC_FOR_US, NO_GROUP_FOR_US, OUT_OF_ORDER = 19, 29, 30, 45
OLD_EPOCH, BAD_STATE, OTHER_ID, CONCURRENT, NO_ID_FOR_US = 47, 48, 49, 51, 53
FENCED, ABORTABLE = 90, 120
THREE = ["Joining", "Offsets", "End"]
FIVE = [
    "AddPartitionsToTxnRequest",
    "AddOffsetsToTxnRequest",
    "Sets",
    "TxnOffsetCommitRequest",
    "EndTxnRequest",
]


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedBroker]:
    """A broker with a topic of two partitions, reached as the worker does."""
    monkeypatch.setattr(conn, "AIOKafkaConnection", wire.Wire)
    with EmbeddedBroker({"masked": 2, "raw": 1}) as made:
        yield made


@pytest.fixture
def kafka4(monkeypatch: pytest.MonkeyPatch) -> Kafka4:
    """The same broker as one that knows the three requests."""
    return Kafka4(monkeypatch)


async def test_it_is_three_requests(kafka4: Kafka4, broker: EmbeddedBroker) -> None:
    """One behind another; each transaction at the epoch that the end before gave, from number 0."""
    async with opened(broker) as emitter:
        for at in range(3):
            await emitter.emit(letters(2 * at, 2 * at + 1))
    assert kafka4.asked == 3 * THREE
    assert [number for _, _, number in kafka4.whos] == [0, 0, 0]
    assert [who[:2] for who in kafka4.whos] == [end[:2] for end in kafka4.ends]
    assert len({end[:2] for end in kafka4.ends}) == 3
    assert all(commits for *_, commits in kafka4.ends)
    assert sorted(filter(None, written(broker))) == [b"0", b"1", b"2", b"3", b"4", b"5"]


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        (PRODUCE, (NOT_LEADER, FEW_REPLICAS, TIMED_OUT)),
        (PRODUCE, (CONCURRENT, CONCURRENT)),
        (OFFSETS, (LOADING, NOT_COORDINATOR, TIMED_OUT)),
        (OFFSETS, (CONCURRENT,)),
        (END, (LOADING, NOT_COORDINATOR)),
        (END, (CONCURRENT,)),
    ],
)
async def test_what_passes_by_is_asked_again(
    kafka4: Kafka4, broker: EmbeddedBroker, asked: int, errors: tuple[int, ...]
) -> None:
    """The batch is written once, at one epoch, and the next one behind it."""
    async with opened(broker) as emitter:
        broker.answer(asked, errors)
        await emitter.emit(letters(0, 1, 2))
        await emitter.emit(letters(3))
    assert sorted(filter(None, written(broker))) == [b"0", b"1", b"2", b"3"]
    assert kafka4.asked[-3:] == THREE
    assert len(set(kafka4.whos)) == 2


@pytest.mark.parametrize(
    ("asked", "error", "verdict"),
    [
        (PRODUCE, UNKNOWN_SERVER, TransientError),
        (PRODUCE, OUT_OF_ORDER, TransientError),
        (PRODUCE, BAD_STATE, TransientError),
        (PRODUCE, OTHER_ID, TransientError),
        (PRODUCE, ABORTABLE, TransientError),
        (PRODUCE, OLD_EPOCH, FencedError),
        (PRODUCE, FENCED, FencedError),
        (PRODUCE, NO_TOPIC_FOR_US, EmitError),
        (PRODUCE, NO_ID_FOR_US, EmitError),
        (OFFSETS, UNKNOWN_SERVER, TransientError),
        (OFFSETS, BAD_STATE, TransientError),
        (OFFSETS, ABORTABLE, TransientError),
        (OFFSETS, OLD_EPOCH, FencedError),
        (OFFSETS, FENCED, FencedError),
        (OFFSETS, NO_GROUP_FOR_US, EmitError),
        (OFFSETS, NO_ID_FOR_US, EmitError),
        (END, UNKNOWN_SERVER, TransientError),
        (END, BAD_STATE, TransientError),
        (END, ABORTABLE, TransientError),
        (END, OLD_EPOCH, FencedError),
        (END, FENCED, FencedError),
        (END, NO_ID_FOR_US, EmitError),
    ],
)
async def test_what_does_not_pass_is_told_and_not_committed(
    kafka4: Kafka4, broker: EmbeddedBroker, asked: int, error: int, verdict: type[Exception]
) -> None:
    """In the emitter's own words; nothing is asked behind it, and a new producer goes on."""
    async with opened(broker) as emitter:
        await emitter.emit(letters(0))
        broker.answer(asked, (error,))
        with pytest.raises(verdict):
            await emitter.emit(letters(1))
        failed = THREE[: (PRODUCE, OFFSETS, END).index(asked) + 1]
        behind = [name for name in kafka4.asked[len(THREE) + len(failed) :] if name != "End"]
        assert (kafka4.asked[3:][: len(failed)], behind) == (failed, [])
        committed = [commits for *_, commits in kafka4.ends]
        assert committed.count(True) == (2 if asked == END else 1)
        await emitter.close()
        await emitter.open()
        await emitter.emit(letters(2))
    assert kafka4.asked[-3:] == THREE


async def test_a_set_that_fails_is_aborted_at_its_epoch(
    kafka4: Kafka4, broker: EmbeddedBroker
) -> None:
    """The other partition's set was written: nobody is to wait for what becomes of it."""
    async with opened(broker) as emitter:
        broker.answer(PRODUCE, (BAD_STATE,))
        with pytest.raises(TransientError):
            await emitter.emit(letters(0, 1))
    assert [(*who[:2], False) for who in kafka4.whos] == kafka4.ends


async def test_an_end_whose_answer_is_lost_is_asked_for_again(
    kafka4: Kafka4, broker: EmbeddedBroker
) -> None:
    """At the same epoch: the coordinator knows it for the same end."""
    async with opened(broker) as emitter:
        kafka4.lost = 2
        await emitter.emit(letters(0))
        await emitter.emit(letters(1))
    assert kafka4.ends[0] == kafka4.ends[1] == kafka4.ends[2] != kafka4.ends[3]
    assert sorted(filter(None, written(broker))) == [b"0", b"1"]


async def test_an_end_that_is_never_answered_is_not_known(
    kafka4: Kafka4, broker: EmbeddedBroker
) -> None:
    """The committed offset will tell; the new producer begins with an epoch of its own."""
    async with opened(broker, batch_s=3.0) as emitter:
        kafka4.lost = 1_000
        with pytest.raises(TransientError):
            await emitter.emit(letters(0))
        kafka4.lost = 0
        await emitter.close()
        await emitter.open()
        await emitter.emit(letters(1))
    assert kafka4.whos[0][:2] != kafka4.whos[1][:2]


async def test_the_producer_goes_on_as_who_it_is_told(
    kafka4: Kafka4, broker: EmbeddedBroker
) -> None:
    """Behind the last epoch comes another id, with epoch 0."""
    async with opened(broker) as emitter:
        await emitter.emit(letters(0, 1))
        its_id = kafka4.whos[0][0]
        kafka4.goes_on_as = [(its_id + 1, 0)]
        await emitter.emit(letters(2))
        with pytest.raises(TransientError):  # the embedded broker knows of no other id
            await emitter.emit(letters(3))
    assert kafka4.whos[2] == (its_id + 1, 0, 0)


async def test_an_end_that_names_no_id_leaves_it_as_it_is(
    kafka4: Kafka4, broker: EmbeddedBroker
) -> None:
    """With its numbers: the broker that answers so has not ended the epoch."""
    async with opened(broker) as emitter:
        kafka4.goes_on_as = [(-1, -1)]
        await emitter.emit(letters(0, 2))
        await emitter.emit(letters(4))
    assert kafka4.whos[1] == (*kafka4.whos[0][:2], 2)


async def test_of_an_empty_transaction_no_broker_hears(
    kafka4: Kafka4, broker: EmbeddedBroker
) -> None:
    """Nor can it be committed."""
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap_servers, transactional_id="t")
    way = await open_producer(producer, "g")
    assert way is JOINING
    try:
        transaction = Transaction(producer, way, {SOURCE: (1, "")}, "g")
        with pytest.raises(IllegalOperation):
            await transaction.commit()
        await transaction.abort()
        transaction = Transaction(producer, way, {SOURCE: (1, "")}, "g")
        assert await transaction.carried([]) == []
        await transaction.commit()
    finally:
        await producer.stop()
    assert kafka4.asked == ["Offsets", "End"]


def lead(broker: EmbeddedBroker, partition: int, node: int) -> None:
    """Have a broker lead a partition: librdkafka draws who does."""
    cluster = ctypes.c_void_p(broker._cluster)  # noqa: SLF001 -- no other test needs it
    set_leader = broker._library.rd_kafka_mock_partition_set_leader  # noqa: SLF001 -- the same
    told = (ctypes.c_char_p(b"masked"), ctypes.c_int32(partition), ctypes.c_int32(node))
    assert set_leader(cluster, *told) == 0


async def test_each_broker_is_sent_what_it_leads(
    kafka4: Kafka4, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one request each; the end comes behind all."""
    monkeypatch.setattr(conn, "AIOKafkaConnection", wire.Wire)
    with EmbeddedBroker({"masked": 2, "raw": 1}, brokers=2) as broker:
        for partition in (0, 1):
            lead(broker, partition, partition + 1)
        async with opened(broker) as emitter:
            await emitter.emit(letters(0, 1, 2, 3))
    assert sorted(kafka4.nodes) == [(1, ["masked"]), (2, ["masked"])]
    assert kafka4.asked == ["Joining", *THREE]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
async def test_it_is_what_the_cluster_has_agreed_on(
    kafka4: Kafka4, broker: EmbeddedBroker, level: int
) -> None:
    """Asked for whenever a producer is opened."""
    kafka4.level = 2 if level < 2 else 1
    async with opened(broker) as emitter:
        await emitter.emit(letters(0))
        kafka4.level = level
        await emitter.close()
        await emitter.open()
        kafka4.asked.clear()
        await emitter.emit(letters(1))
    assert sorted(kafka4.asked) == sorted(THREE if level >= 2 else FIVE)


@pytest.mark.parametrize(
    ("asked", "most"), [(PRODUCE, 11), (OFFSETS, 4), (END, 4), (API_VERSIONS, 2)]
)
async def test_a_broker_that_does_not_know_one_is_asked_as_before(
    kafka4: Kafka4, broker: EmbeddedBroker, asked: int, most: int
) -> None:
    """Whatever the cluster has agreed on."""
    kafka4.latest[asked] = most
    async with opened(broker) as emitter:
        await emitter.emit(letters(0))
    assert sorted(kafka4.asked) == sorted(FIVE)


@pytest.mark.parametrize("error", [KafkaError, NotImplementedError])
async def test_a_broker_that_does_not_say_is_asked_as_before(
    kafka4: Kafka4,
    broker: EmbeddedBroker,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    """It ends the connection, answers what cannot be read, or is older than was thought."""
    send = AIOKafkaClient.send

    async def silent(client: AIOKafkaClient, node: int, request: Any, **more: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        if isinstance(request, Features):
            raise error
        return await send(client, node, request, **more)

    monkeypatch.setattr(AIOKafkaClient, "send", silent)
    async with opened(broker) as emitter:
        assert emitter._way is STEPWISE  # noqa: SLF001 -- what it will do
        await emitter.emit(letters(0))
    assert sorted(kafka4.asked) == sorted(FIVE)


async def test_a_coordinator_that_moved_is_found_anew(
    kafka4: Kafka4, broker: EmbeddedBroker
) -> None:
    """Of the group for the offsets, of the transaction for the end."""
    async with opened(broker) as emitter:
        found = emitter._slot.producer()._sender._coordinators  # noqa: SLF001 -- what it believes
        await emitter.emit(letters(0))
        assert len(found) == 2
        broker.answer(OFFSETS, (NOT_COORDINATOR,))
        broker.answer(END, (NOT_COORDINATOR,))
        await emitter.emit(letters(1))
        assert len(found) == 2
    assert kafka4.asked == [*THREE, "Joining", "Offsets", "Offsets", "End", "End"]
