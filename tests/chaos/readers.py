"""A reader that runs while the faults run: read_committed, never of the group, never aiokafka.

Must never miss a message it was given, nor hold one's payload: a digest and a finding remain.
"""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from confluent_kafka import Consumer, KafkaError, TopicPartition

from redactor.stages.codec import SOURCE_HEADER
from tests.chaos.oracle import MASKED, QUARANTINE, Ledger, Place, Sighting
from tests.support.kafka_servers import QUIET

BATCH: Final = 2_000
BEGINNING: Final = 3  # bytes by which a place where a form may stand is told
Where = tuple[str, int]


class Search:
    """Looks for seeded values in bytes, in every form they may take: thousands, in one pass."""

    def __init__(self, forms: Iterable[bytes]) -> None:
        """Take what must not be found; each at least `BEGINNING` bytes long."""
        self._beginnings = np.zeros(1 << 8 * BEGINNING, dtype=np.bool_)
        known = set(forms)
        self._head = min(map(len, known))
        self._by_head = defaultdict[bytes, list[bytes]](list)
        for form in known:
            self._by_head[form[: self._head]].append(form)
            self._beginnings[int.from_bytes(form[:BEGINNING])] = True

    def found(self, *parts: bytes) -> bool:
        """Tell whether any form stands in any of the parts."""
        whole = b"\0".join(parts)
        if len(whole) < self._head:
            return False
        raw = np.frombuffer(whole, dtype=np.uint8).astype(np.uint32)
        threes = raw[:-2] << 16 | raw[1:-1] << 8 | raw[2:]
        return any(
            whole.startswith(form, at)
            for at in np.flatnonzero(self._beginnings[threes]).tolist()
            for form in self._by_head.get(whole[at : at + self._head], ())
        )


def sighting(raw: Any, kind: str) -> tuple[Sighting, bytes]:  # noqa: ANN401 -- the library ships no useful type
    """Reduce a message to what the oracle needs, and give its bytes to be searched."""
    headers: list[tuple[str, bytes | None]] = raw.headers() or []
    partition, offset = (dict(headers)[SOURCE_HEADER] or b"").decode().rsplit("/", 2)[1:]
    parts = [raw.key() or b"", raw.value() or b"", *(_joined(one) for one in headers)]
    shape = bytes([raw.key() is None, raw.value() is None])
    digest = hashlib.blake2b(b"\0".join([shape, *parts]), digest_size=8).digest()
    place = Place(int(partition), int(offset))
    return Sighting(place, kind, raw.partition(), digest), b"\0".join(parts)


class Reader:
    """Follows the masked and the quarantine topic into a ledger."""

    def __init__(
        self, bootstrap: tuple[str, ...], topics: Mapping[str, int], search: Search
    ) -> None:
        """Take where to read.

        Args:
            bootstrap: Brokers.
            topics: The masked topic first, then quarantine, with their partition counts.
            search: What must not be found.
        """
        masked, quarantine = topics
        self._kinds = {masked: MASKED, quarantine: QUARANTINE}
        self._search = search
        self._stop = threading.Event()
        self._consumer = _consumer(bootstrap, "read_committed")
        self._consumer.assign(
            [
                TopicPartition(topic, partition, 0)
                for topic, count in topics.items()
                for partition in range(count)
            ]
        )
        self.ledger = Ledger()
        self.positions: dict[Where, int] = {}
        self.lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def reached(self, ends: Mapping[Where, int]) -> bool:
        """Tell whether everything before some ends has been read."""
        with self.lock:
            return all(self.positions.get(where, 0) >= end for where, end in ends.items())

    def stop(self) -> None:
        """Stop reading."""
        self._stop.set()
        self._thread.join()
        self._consumer.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            batch = self._consumer.consume(BATCH, timeout=0.2)
            if batch:
                self._take(batch)

    def _take(self, batch: Iterable[Any]) -> None:
        seen, texts, positions = list[Sighting](), list[bytes](), dict[Where, int]()
        for raw in batch:
            where = (raw.topic(), raw.partition())
            if raw.error() is None:
                one, text = sighting(raw, self._kinds[raw.topic()])
                seen.append(one)
                texts.append(text)
                positions[where] = raw.offset() + 1
            elif raw.error().code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 -- the library's public name
                positions[where] = raw.offset()
        if texts and self._search.found(*texts):  # rare: then look at each
            pairs = zip(seen, texts, strict=True)
            seen = [one._replace(raw=self._search.found(text)) for one, text in pairs]
        with self.lock:
            for one in seen:
                self.ledger.add(one)
            self.positions.update(positions)


def raw_messages(bootstrap: tuple[str, ...], ends: Mapping[Where, int], search: Search) -> int:
    """Count messages with seeded values, those of aborted transactions included.

    Args:
        bootstrap: Brokers.
        ends: Which partitions, each up to where.
        search: What must not be found.
    """
    consumer = _consumer(bootstrap, "read_uncommitted")
    consumer.assign([TopicPartition(topic, partition, 0) for topic, partition in ends])
    left, found = {where for where, end in ends.items() if end}, 0
    while left:
        texts = []
        for raw in consumer.consume(BATCH, timeout=1.0):
            where = (raw.topic() or "", raw.partition() or 0)
            if raw.error() is None:
                texts.append(
                    b"\0".join(
                        [raw.key() or b"", raw.value() or b"", *map(_joined, raw.headers() or [])]
                    )
                )
            elif (raw.offset() or 0) >= ends[where]:
                left.discard(where)
        if texts and search.found(*texts):
            found += sum(search.found(text) for text in texts)
    consumer.close()
    return found


def _joined(header: Sequence[Any]) -> bytes:
    name, value = header
    return bytes(name.encode() + b"\0" + (value or b""))


def _consumer(bootstrap: tuple[str, ...], isolation: str) -> Consumer:
    return Consumer(
        {
            "bootstrap.servers": ",".join(bootstrap),
            "group.id": "chaos-reader",
            "enable.auto.commit": False,
            "auto.offset.reset": "error",
            "isolation.level": isolation,
            "enable.partition.eof": True,
            "queued.max.messages.kbytes": 16_384,
            "fetch.wait.max.ms": 100,
            **QUIET,
        }
    )
