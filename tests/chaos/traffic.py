"""A courier company's traffic for chaos: seeded, endless, with people who must never come out.

Must never hold a real person, nor write two different records for one number and seed.
"""

import random
import threading
import time
from collections.abc import Iterator
from typing import Final

import orjson
from confluent_kafka import Producer

from tests.support.canaries import Canary, canaries
from tests.support.kafka_servers import QUIET, Message

PEOPLE: Final = 40
BROKEN_EVERY: Final = 50
TOMBSTONE_EVERY: Final = 70
POLICY: Final = """
fields:
  - {path: $.receiver.name, entity: PERSON}
"""


def people() -> dict[str, Canary]:
    """Give the seeded people of every run."""
    return canaries([f"receiver {number}" for number in range(PEOPLE)])


def messages(seed: int, partitions: int) -> Iterator[Message]:
    """Give an endless stream of records: notes, here and there a tombstone or a broken one."""
    draw = random.Random(seed)
    cast = list(people().values())
    number = 0
    while True:
        number += 1
        person = draw.choice(cast)
        key, partition = b"%d" % number, draw.randrange(partitions)
        headers = (("seq", key),)
        yield Message(key, _value(number, person), headers, partition)


def _value(number: int, person: Canary) -> bytes | None:
    if number % TOMBSTONE_EVERY == 0:
        return None
    value = orjson.dumps(
        {
            "no": number,
            "receiver": {"name": person.name, "mobile": person.mobile},
            "remark": f"请联系{person.name}，电话{person.mobile}，放门口",
        }
    )
    return value[:-2] if number % BROKEN_EVERY == 0 else value


class Writer:
    """Writes messages at a steady rate until it is stopped, whatever the brokers do.

    What it could not write is none of its business: the source topic says what is there.
    """

    def __init__(self, bootstrap: tuple[str, ...], topic: str, per_s: float) -> None:
        """Take where to and how fast."""
        self._topic = topic
        self._per_s = per_s
        self._stop = threading.Event()
        self._producer = Producer(
            {
                "bootstrap.servers": ",".join(bootstrap),
                "enable.idempotence": True,
                "message.timeout.ms": 120_000,
                "linger.ms": 20,
                **QUIET,
            }
        )
        self._thread: threading.Thread | None = None

    @property
    def writing(self) -> bool:
        """It has begun and was not stopped."""
        return self._thread is not None and not self._stop.is_set()

    def start(self, stream: Iterator[Message]) -> None:
        """Begin, on a thread of its own."""
        self._thread = threading.Thread(target=self._run, args=(stream,), daemon=True)
        self._thread.start()

    def stop(self, flush_s: float = 120) -> None:
        """Stop, and wait until all is written."""
        self._stop.set()
        if self._thread:
            self._thread.join()
        self._producer.flush(flush_s)

    def _run(self, stream: Iterator[Message]) -> None:
        due = time.monotonic()
        for one in stream:
            if self._stop.is_set():
                return
            self._produce(one)
            due = max(due + 1 / self._per_s, time.monotonic() - 1)  # no more than a second late
            if (wait_s := due - time.monotonic()) > 0:
                time.sleep(wait_s)

    def _produce(self, one: Message) -> None:
        while not self._stop.is_set():
            try:
                self._producer.produce(
                    self._topic, one.value, one.key, one.partition, headers=list(one.headers)
                )
            except BufferError:
                self._producer.poll(0.1)
            else:
                self._producer.poll(0)
                return
