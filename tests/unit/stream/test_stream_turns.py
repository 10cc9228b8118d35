"""Who is next fetches when what is in hand will take no longer than that, and never for nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from typing import TypeAlias

import pytest

from redactor.stream import turns as module
from redactor.stream.turns import LAPSE, LOOK_S, SEVERAL, Turn, Turns

FETCH_S = 0.003
REDACT_S = 0.010
HANG_S = 60.0
BATCHES = 100  # what things take is known by then
SOON_S = 5 * LOOK_S  # who may go has gone by then
PATIENCE_S = 5.0

Waiting: TypeAlias = "asyncio.Task[object]"


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        """Begin at some moment."""
        self.now_s = 1_000.0

    def monotonic(self) -> float:
        """Give the time."""
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Take the place of the real one."""
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


class Line:
    """Turns, and who waits for one."""

    def __init__(self, clock: Clock, processes: int = 1) -> None:
        """Begin with nobody, and nothing known."""
        self._clock = clock
        self._tasks: list[Waiting] = []
        self.turns = Turns(processes)

    async def learn(self, fetch_s: float = FETCH_S, redact_s: float = REDACT_S) -> None:
        """Have one lane fetch and redact until it is known how long both take."""
        for _ in range(BATCHES):
            since = await self.turns.come(full=False)
            self._clock.now_s += fetch_s
            self.turns.came(since, several=True)
            self.turns.begin()
            self._clock.now_s += redact_s
            self.turns.end(done=True)

    def stand(self, wait: Callable[[], Coroutine[None, None, object]] | None = None) -> Waiting:
        """Have one more wait for its turn."""
        self._tasks.append(asyncio.create_task((wait or partial(self.turns.come, full=False))()))
        return self._tasks[-1]

    async def clear(self) -> None:
        """Send all home."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest.fixture
async def line(clock: Clock) -> AsyncIterator[Line]:
    """Turns of lanes that take what lanes take."""
    made = Line(clock)
    await made.learn()
    yield made
    await made.clear()


async def goes(one: Waiting) -> bool:
    """Wait until it is its turn."""
    done, _ = await asyncio.wait([one], timeout=PATIENCE_S)
    return bool(done)


async def waits(*them: Waiting) -> bool:
    """See that it is the turn of none of them, soon."""
    done, _ = await asyncio.wait(them, timeout=SOON_S, return_when=asyncio.FIRST_COMPLETED)
    return not done


async def test_while_nothing_is_known_nobody_waits(clock: Clock) -> None:
    """However many are in hand."""
    line = Line(clock)
    line.turns.begin()
    line.turns.begin()
    assert await goes(line.stand())


async def test_nothing_in_hand_keeps_nobody(line: Line) -> None:
    """Who fetches alone goes at once."""
    assert await goes(line.stand())


async def test_the_next_fetches_while_one_is_redacted(line: Line, clock: Clock) -> None:
    """As long before its end as a fetch takes, and no earlier."""
    line.turns.begin()
    one = line.stand()
    assert await waits(one)
    clock.now_s += REDACT_S - FETCH_S - 0.001
    assert await waits(one)
    clock.now_s += 0.002
    assert await goes(one)


async def test_what_is_redacted_early_lets_the_next_go(line: Line) -> None:
    """It does not wait until that would have been done."""
    line.turns.begin()
    one = line.stand()
    assert await waits(one)
    line.turns.end(done=True)
    assert await goes(one)


async def test_two_in_hand_take_twice_as_long(line: Line, clock: Clock) -> None:
    """The second has not begun when the first is done."""
    line.turns.begin()
    line.turns.begin()
    one = line.stand()
    clock.now_s += REDACT_S
    line.turns.end(done=True)
    assert await waits(one)
    clock.now_s += REDACT_S
    assert await goes(one)


async def test_who_comes_second_does_not_make_the_first_begin_anew(clock: Clock) -> None:
    """What has been done of it is done."""
    line = Line(clock)
    await line.learn(fetch_s=1.2 * REDACT_S)
    line.turns.begin()
    clock.now_s += 0.5 * REDACT_S
    line.turns.begin()
    clock.now_s += 0.4 * REDACT_S
    assert await goes(line.stand())


async def test_whose_records_are_coming_counts(line: Line) -> None:
    """Two that fetch at a time would wait for each other with records in hand."""
    first, second = line.stand(), line.stand()
    assert await goes(first)
    assert await waits(second)


async def test_whose_records_do_not_come_counts_no_longer(clock: Clock) -> None:
    """It may find nothing, fail, or be closed; nobody has to say so, however long others take."""
    line = Line(clock)
    await line.learn(redact_s=HANG_S)
    first, second = line.stand(), line.stand()
    assert await goes(first)
    clock.now_s += 0.9 * LAPSE * FETCH_S
    assert await waits(second)
    clock.now_s += 0.2 * LAPSE * FETCH_S
    assert await goes(second)


async def test_where_traffic_ends_nobody_waits_for_long(line: Line, clock: Clock) -> None:
    """All in line would find nothing: twice as many go each time that somebody has."""
    them = [line.stand() for _ in range(31)]
    for gone in (1, 3, 7, 15, 31):
        assert all([await goes(one) for one in them[:gone]])
        assert not them[gone:] or await waits(*them[gone:])
        clock.now_s += LAPSE * FETCH_S + 0.001
    since = await line.turns.come(full=False)
    line.turns.came(since, several=True)
    line.turns.begin()
    assert await waits(line.stand())


async def test_whose_records_come_late_is_welcome(line: Line, clock: Clock) -> None:
    """It is in hand all the same."""
    since = await line.turns.come(full=False)
    clock.now_s += 2 * LAPSE * FETCH_S
    assert await goes(line.stand())
    line.turns.came(since, several=True)
    line.turns.begin()
    assert await waits(line.stand())


async def test_who_has_come_is_not_coming(line: Line, clock: Clock) -> None:
    """It would count twice: the next goes while it is redacted, and not behind that."""
    since = await line.turns.come(full=False)
    line.turns.came(since, several=True)
    line.turns.begin()
    one = line.stand()
    clock.now_s += REDACT_S - FETCH_S / 2
    assert await goes(one)


async def test_several_fetch_where_that_is_slow(clock: Clock) -> None:
    """As many as are redacted during a fetch, or nothing would be redacted meanwhile."""
    line = Line(clock)
    await line.learn(fetch_s=3.5 * REDACT_S)
    them = [line.stand() for _ in range(5)]
    for one in them[:4]:
        assert await goes(one)
    assert await waits(them[4])


@pytest.fixture
async def slow(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    """Turns of batches that take long, and of lanes that do not look by themselves."""
    made = Line(clock)
    await made.learn(redact_s=HANG_S)
    monkeypatch.setattr(module, "LOOK_S", HANG_S)
    yield made
    await made.clear()


async def test_who_came_first_goes_first(slow: Line, clock: Clock) -> None:
    """A lane that is passed over would fall behind for ever."""
    slow.turns.begin()
    first = slow.stand()
    assert await waits(first)
    clock.now_s += HANG_S
    second = slow.stand()
    assert await waits(first, second)
    slow.turns.end(done=True)
    assert await goes(first)
    assert await waits(second)


async def test_the_end_of_a_batch_is_news(slow: Line) -> None:
    """The first in line does not have to look for it."""
    slow.turns.begin()
    one = slow.stand()
    assert await waits(one)
    slow.turns.end(done=True)
    assert await goes(one)


async def test_of_several_processes_one_may_be_free_at_any_moment(clock: Clock) -> None:
    """As many as there are may be ahead; a line for one process would leave the others idle."""
    line = Line(clock, processes=3)
    await line.learn()
    for _ in range(3):
        line.turns.begin()
    assert await goes(line.stand())
    line.turns.begin()
    one = line.stand()
    assert await waits(one)
    line.turns.end(done=True)
    line.turns.end(done=True)
    assert await goes(one)


async def test_who_leaves_the_line_holds_up_nobody(line: Line) -> None:
    """A lane is closed while it waits, at its head or behind."""
    line.turns.begin()
    first, second, third = line.stand(), line.stand(), line.stand()
    assert await waits(first, second, third)
    first.cancel()
    second.cancel()
    line.turns.end(done=True)
    assert await goes(third)
    assert not third.cancelled()


async def test_what_is_given_up_does_not_tell_what_a_batch_takes(line: Line) -> None:
    """A rebalance ends many at once."""
    for _ in range(BATCHES):
        line.turns.begin()
        line.turns.end(done=False)
    line.turns.begin()
    assert await waits(line.stand())


async def test_a_hang_is_not_what_to_expect(line: Line, clock: Clock) -> None:
    """The next batch is taken to be one as before, or little more."""
    line.turns.begin()
    clock.now_s += HANG_S
    line.turns.end(done=True)
    line.turns.begin()
    clock.now_s += 1.2 * REDACT_S
    assert await goes(line.stand())


async def test_what_hangs_lets_one_more_fetch(line: Line, clock: Clock) -> None:
    """It may be done at any moment; the others wait behind that one, and not with records."""
    line.turns.begin()
    first, second = line.stand(), line.stand()
    clock.now_s += HANG_S
    assert await goes(first)
    line.turns.begin()
    assert await waits(second)


async def test_who_waited_for_records_does_not_tell_what_a_fetch_takes(
    line: Line, clock: Clock
) -> None:
    """They were not there: it says nothing of how long it takes to fetch those that are."""
    for _ in range(BATCHES):
        since = await line.turns.come(full=False)
        clock.now_s += 10 * REDACT_S
        line.turns.came(since, several=False)
    line.turns.begin()
    assert await waits(line.stand())


@pytest.mark.parametrize("had", [0, 1, SEVERAL - 1])
async def test_who_had_few_waits_for_nobody(line: Line, had: int) -> None:
    """Its records come one by one, and most of its fetch is waiting for one."""
    turn = Turn(line.turns)
    if had:
        with turn.at_work(had):
            pass
    line.turns.begin()
    assert await goes(line.stand(partial(turn.wait, 0)))


@pytest.mark.parametrize(("left", "full"), [(SEVERAL - 1, False), (SEVERAL, True)])
async def test_who_has_a_backlog_may_wait_with_records(
    line: Line, left: int, *, full: bool
) -> None:
    """Its batch is as large as it will be, and the redactor never has nothing to do."""
    turn = Turn(line.turns)
    with turn.at_work(SEVERAL):
        pass
    line.turns.begin()
    one = line.stand(partial(turn.wait, left))
    assert await (goes(one) if full else waits(one))


async def test_who_has_a_backlog_stands_in_line_too(line: Line) -> None:
    """Or the others would never have a turn."""
    line.turns.begin()
    line.turns.begin()
    first, second = line.stand(), line.stand(partial(line.turns.come, full=True))
    assert await waits(first, second)
    line.turns.end(done=True)
    line.turns.end(done=True)
    assert await goes(first)
    assert await goes(second)


async def test_who_comes_later_is_not_ahead(slow: Line, clock: Clock) -> None:
    """Lanes whose records come one by one pass the line by; it is bounded what they cost it."""
    slow.turns.begin()
    one = slow.stand()
    assert await waits(one)
    for _ in range(3):
        slow.turns.begin()
    clock.now_s += HANG_S
    slow.turns.end(done=True)
    assert await goes(one)


async def test_who_had_several_waits_once(line: Line) -> None:
    """Who found nothing then waits for records, not for its turn."""
    turn = Turn(line.turns)
    with turn.at_work(SEVERAL):
        pass
    line.turns.begin()
    one = line.stand(partial(turn.wait, 0))
    assert await waits(one)
    line.turns.end(done=True)
    assert await goes(one)
    line.turns.begin()
    assert await goes(line.stand(partial(turn.wait, 0)))


async def test_what_fails_is_no_longer_in_hand(line: Line) -> None:
    """Nor is what nobody waits for any more."""
    turn = Turn(line.turns)
    with pytest.raises(asyncio.CancelledError), turn.at_work(SEVERAL):
        raise asyncio.CancelledError
    first = Turn(line.turns)
    with first.at_work(SEVERAL):
        pass
    assert await goes(line.stand(partial(first.wait, 0)))
