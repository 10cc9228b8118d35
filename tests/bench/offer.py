"""Offers events at a fixed rate, whatever the carrier does, and notes when each is read again.

Must never wait for an answer before it sends the next: what is held up would send less, and the
hold-up would vanish from the figures (coordinated omission).
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from confluent_kafka import Consumer, Producer, TopicPartition

from tests.bench.arithmetic import since_intended
from tests.support.kafka_servers import QUIET, Message, Servers

DRAIN_S: Final = 20.0
MIN_READ: Final = 2  # a rate needs an interval
READ_WAIT_MS: Final = 5  # a broker answers a committed read late by at most this, to all carriers
MOST_READ: Final = 10_000  # taken from what the reader has fetched, at once
TICK_S: Final = 0.001  # an event is sent late by at most this, and its latency counts it
# What Kafka's own producer waits for company since 4.0, and librdkafka since 1.5.
LINGER_MS: Final = 5
WARM_SHARE: Final = 0.2  # of the events, at the start, which are not counted


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered where.

    Attributes:
        servers: The Kafka.
        source: Topic written to.
        target: Topic read back, `read_committed`.
        partitions: Of both topics.
        rate: Events a second.
    """

    servers: Servers
    source: str
    target: str
    partitions: int
    rate: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an offer.

    Attributes:
        latencies_s: Of each counted event, from when it was due to be sent until it was read.
        sustained: Rate at which they came out ÷ rate at which they were due; 1 keeps up.
        complete: Whether all events were read in the end.
    """

    latencies_s: tuple[float, ...]
    sustained: float
    complete: bool


class Reader:
    """Reads a target topic from its present end, and notes when each record was there."""

    def __init__(self, offer: Offer) -> None:
        """Find the present ends; nothing written from now on is missed."""
        self._consumer = Consumer(
            {
                "bootstrap.servers": ",".join(offer.servers.bootstrap),
                "group.id": f"{offer.target}-reader",
                "enable.auto.commit": False,
                "isolation.level": "read_committed",
                "fetch.wait.max.ms": READ_WAIT_MS,
                **QUIET,
            }
        )
        places = [TopicPartition(offer.target, number) for number in range(offer.partitions)]
        for place in places:
            place.offset = self._consumer.get_watermark_offsets(place, timeout=DRAIN_S)[1]
        self._consumer.assign(places)
        self.times_s: list[list[float]] = [[] for _ in places]
        self.count = 0

    def take(self, until_s: float) -> None:
        """Read what is there, or wait for a record until then."""
        first = self._consumer.poll(max(0.0, until_s - time.perf_counter()))
        if first is None:
            return
        others = self._consumer.consume(MOST_READ, timeout=0)
        now_s = time.perf_counter()
        for found in (first, *others):
            if found.error() is None:
                self.times_s[found.partition() or 0].append(now_s)
                self.count += 1

    def close(self) -> None:
        """Disconnect."""
        self._consumer.close()


def offered(offer: Offer, messages: Sequence[Message]) -> Outcome:
    """Send every message when it is due, and read what comes of them.

    A carrier keeps the order within a partition and gives one record for each, so the nth record
    read from a partition is the nth sent to it.
    """
    reader = Reader(offer)
    start_s = time.perf_counter() + 0.1
    sender = threading.Thread(target=_send, args=(offer, messages, start_s), daemon=True)
    sender.start()
    end_s = start_s + len(messages) / offer.rate + DRAIN_S
    try:
        while reader.count < len(messages) and time.perf_counter() < end_s:
            reader.take(end_s)
    finally:
        sender.join()
        reader.close()
    complete = reader.count == len(messages)
    due_s = [start_s + number / offer.rate for number in range(len(messages))]
    found = latencies(messages, due_s, reader.times_s) if complete else []
    return Outcome(tuple(found), sustained(reader.times_s, offer.rate), complete)


def sustained(times_s: Sequence[Sequence[float]], rate: float) -> float:
    """Give the rate of reading ÷ the rate offered, from the first record read to the last.

    A delay that all share cancels out; a backlog that grows does not.

    Args:
        times_s: Of each partition, when its records were read.
        rate: Events a second offered.
    """
    flat = sorted(time_s for of in times_s for time_s in of)
    if len(flat) < MIN_READ:
        return 0.0
    return (len(flat) - 1) / (flat[-1] - flat[0]) / rate


def latencies(
    messages: Sequence[Message], due_s: Sequence[float], times_s: Sequence[Sequence[float]]
) -> list[float]:
    """Give the latencies of all events but the first, which warm the way.

    Args:
        messages: As they were sent.
        due_s: When each of them was due.
        times_s: Of each partition, when its records were read.

    Raises:
        ValueError: An event is missing.
    """
    warm = int(len(messages) * WARM_SHARE)
    found: list[float] = []
    for partition, read_s in enumerate(times_s):
        places = [n for n, one in enumerate(messages) if one.partition == partition]
        of_place = since_intended([due_s[n] for n in places], read_s)
        found += [one for n, one in zip(places, of_place, strict=True) if n >= warm]
    return found


def _send(offer: Offer, messages: Sequence[Message], start_s: float) -> None:
    """Send all that is due, sleep until the next is, but for a tick at least."""
    brokers = {"bootstrap.servers": ",".join(offer.servers.bootstrap)}
    producer = Producer({**brokers, "linger.ms": LINGER_MS, **QUIET})
    now_s = 0.0
    for number, one in enumerate(messages):
        due_s = start_s + number / offer.rate
        if due_s > now_s:
            producer.poll(0)
            now_s = _slept(due_s)
        producer.produce(
            offer.source,
            one.value,
            one.key,
            one.partition,
            timestamp=one.timestamp_ms,
            headers=list(one.headers),
        )
    producer.flush(DRAIN_S)


def _slept(until_s: float) -> float:
    """Sleep until then, if it is to come, but for a tick at least; give the time it is."""
    time.sleep(max(TICK_S, until_s - time.perf_counter()))
    return time.perf_counter()
