"""A wait is told at once, then ever more seldom, and when it is over."""

import asyncio
import logging
from itertools import count

import pytest

from redactor.errors import EmitError
from redactor.stream import preflight, waiting
from redactor.stream.waiting import Waiting
from redactor.telemetry.logs import event_logger


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        """Begin at some moment."""
        self.now_s = 1_000.0

    def monotonic(self) -> float:
        """Give the time."""
        return self.now_s

    async def sleep(self, delay_s: float) -> None:
        """Let it pass."""
        self.now_s += delay_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Take the place of the real one."""
    clock = Clock()
    for module in (preflight, waiting):
        monkeypatch.setattr(module.time, "monotonic", clock.monotonic)
    monkeypatch.setattr(asyncio, "sleep", clock.sleep)
    return clock


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give the names of what was logged."""
    return [record.msg for record in caplog.records]


def after(failures: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the brokers be there after so many tries."""
    tries = count()

    async def reachable(_: object) -> bool:
        return next(tries) >= failures

    monkeypatch.setattr(preflight, "reachable", reachable)


async def test_brokers_that_are_down_are_told_ever_more_seldom(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Five minutes of waiting are a dozen lines, the first at once, the last says it is over."""
    after(300, monkeypatch)
    with caplog.at_level(logging.INFO, "redactor"):
        await preflight._await_brokers({}, clock.now_s + 600)  # noqa: SLF001 -- none is asked
    told = events(caplog)
    # After 0, 1, 3, 7, 15, 31 and 63 seconds, then once a minute: 123, 183 and 243.
    assert told == ["waiting_for_brokers"] * 10 + ["brokers_reached"]


async def test_brokers_that_are_there_are_not_worth_a_line(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody was told that they were not."""
    after(0, monkeypatch)
    with caplog.at_level(logging.INFO, "redactor"):
        await preflight._await_brokers({}, clock.now_s)  # noqa: SLF001 -- none is asked
    assert events(caplog) == []


async def test_a_wait_ends_on_time_however_seldom_it_is_told(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telling less is not waiting longer."""
    after(10_000, monkeypatch)
    began_s = clock.now_s
    with pytest.raises(EmitError):
        await preflight._await_brokers({}, began_s + 60)  # noqa: SLF001 -- none is asked
    assert 60 <= clock.now_s - began_s < 63


def test_what_is_waited_for_anew_is_told_at_once(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """One topic is there, the other is not yet: that is news."""
    wait = Waiting(event_logger("redactor.test"))
    with caplog.at_level(logging.INFO, "redactor"):
        for missing in (["a", "b"], ["a", "b"], ["b"], ["b"]):
            wait.still("waiting_for_topics", topics=missing)
            clock.now_s += 0.5
        wait.over("topics_found")
        wait.over("topics_found")
    told = [vars(record)["event_fields"].get("topics") for record in caplog.records]
    assert told == [["a", "b"], ["b"], None]
