"""The nursery loads what its workers need, says when it has, and ends what belongs to nobody."""

import asyncio
import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from redactor.errors import ConfigError, EmitError, Problem
from redactor.isolation.absent import Absent
from redactor.isolation.nursery import Nursery, open_nursery
from redactor.isolation.ward import Ward
from redactor.pipeline import Pipeline
from redactor.policy import default_policy
from redactor.record import Coordinates, Masked, Record, Refused
from redactor.stages.detect import Detector
from tests.support.breaking import breaking_detector

MEMORY_BYTES = 64 * 1024 * 1024
SOON_S = 10.0
RECORD = Record(Coordinates("raw", 0, 0), 1_700_000_000_000, b"k", b'{"note": "fine"}')


@pytest.fixture
def pair() -> Iterator[tuple[Nursery, Nursery]]:
    """Two workers' handles on one nursery, both in this process."""
    one, other = open_nursery(breaking_detector, MEMORY_BYTES, workers=2)
    yield one, other
    one.let_go()
    other.close()


async def test_a_worker_needs_no_recognizers_of_its_own() -> None:
    """It compiles a policy without them; the child, which has them, masks."""
    (nursery,) = open_nursery(breaking_detector, MEMORY_BYTES)
    ward, pipeline = Ward(nursery, SOON_S), Pipeline(default_policy("raw", "masked"), Absent())
    await ward.open()
    (done,) = await ward.redact(pipeline, [RECORD])
    await ward.close()
    assert isinstance(done, Masked)


def test_without_recognizers_nothing_passes() -> None:
    """A worker that redacted in its own process would refuse every record."""
    pipeline = Pipeline(default_policy("raw", "masked"), Absent())
    (done,) = pipeline.redact([RECORD])
    assert isinstance(done, Refused)


async def test_a_recognizer_that_cannot_be_used_is_told() -> None:
    """The worker ends with what the nursery found wrong."""

    def broken() -> Detector:
        raise ConfigError([Problem("recognizers", "entry point x cannot be imported")])

    ward = Ward(open_nursery(broken, MEMORY_BYTES)[0], SOON_S)
    with pytest.raises(ConfigError, match="recognizers: entry point x cannot be imported"):
        await ward.open()
    await ward.close()


async def test_a_nursery_that_dies_while_it_loads_stops_the_worker() -> None:
    """It is not waited for."""

    def killed() -> Detector:
        os._exit(1)

    ward = Ward(open_nursery(killed, MEMORY_BYTES)[0], SOON_S)
    with pytest.raises(EmitError, match="ended while it loaded"):
        await ward.open()
    await ward.close()


class Client:
    """Such as has threads, on which its end waits: they are in the process that made it alone."""

    def __init__(self) -> None:
        """Stand in a circle: the collector finds it, when it looks for it."""
        self.itself = self
        self.home = os.getpid()

    def __del__(self) -> None:
        """Break down anywhere else."""
        if os.getpid() != self.home:
            os._exit(1)


async def test_what_the_worker_left_to_its_collector_is_not_ended_in_the_nursery() -> None:
    """A Kafka client of librdkafka's crashed it so: it joined a thread that was never forked."""
    gc.collect()
    Client()
    (nursery,) = open_nursery(breaking_detector, MEMORY_BYTES)
    await nursery.loaded()
    nursery.close()
    gc.collect()


async def test_a_worker_that_stops_does_not_wait_for_the_loading() -> None:
    """A signal that comes early ends it at once."""

    def slow() -> Detector:
        time.sleep(60)
        return breaking_detector()

    (nursery,) = open_nursery(slow, MEMORY_BYTES)
    began = time.monotonic()
    await Ward(nursery, SOON_S).close()
    assert time.monotonic() - began < SOON_S


async def test_a_worker_that_ends_takes_its_own_children_with_it(
    pair: tuple[Nursery, Nursery],
) -> None:
    """Also a child that hangs over a text; those of another worker go on."""
    one, other = pair
    await asyncio.gather(one.loaded(), other.loaded())
    lost, kept = one.bear(), other.bear()
    one.let_go()
    assert soon(lambda: not is_there(lost.pid))
    assert is_there(kept.pid)
    other.end(kept)
    lost.line.close()


def is_there(pid: int) -> bool:
    """Tell whether there is such a process."""
    return Path(f"/proc/{pid}").exists()


def soon(holds: Callable[[], bool]) -> bool:
    """Wait a while for something to be so."""
    deadline = time.monotonic() + SOON_S
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()
