"""Faults of the workers' processes: killed, stopped, frozen, replaced.

Must never touch the first worker of a crew, but to freeze it, unless the table says so.
"""

import random
import signal
import time
from collections.abc import Callable, Sequence
from typing import Final

from tests.chaos.arena import Arena
from tests.chaos.crew import Crew
from tests.chaos.faults.fault import Fault
from tests.chaos.witness import Worker

SESSION_S: Final = 6.0


def _victims(
    arena: Arena, draw: random.Random, choose: Callable[[Crew], Sequence[Worker]]
) -> list[Worker]:
    """Choose one worker of each crew."""
    return [draw.choice(choose(crew)) for crew in arena.crews]


def _mortal(crew: Crew) -> Sequence[Worker]:
    return crew.workers[1:]


def _all(crew: Crew) -> Sequence[Worker]:
    return crew.workers


def kill(arena: Arena, draw: random.Random) -> None:
    """Kill a worker of each crew."""
    for victim in _victims(arena, draw, _mortal):
        time.sleep(draw.uniform(0, 0.5))
        victim.send(signal.SIGKILL)


def _kill_again(arena: Arena, draw: random.Random) -> None:
    for _ in range(3):
        kill(arena, draw)
        time.sleep(draw.uniform(1, 6))  # also while it starts, joins, opens its lanes


def _kill_all(arena: Arena, draw: random.Random) -> None:
    time.sleep(draw.uniform(0, 0.5))
    for crew in arena.crews:
        for worker in crew.workers:
            worker.send(signal.SIGKILL)


def _terminate(arena: Arena, draw: random.Random) -> None:
    for victim in _victims(arena, draw, _mortal):
        time.sleep(draw.uniform(0, 0.5))
        victim.send(signal.SIGTERM)


def _freeze(arena: Arena, draw: random.Random) -> None:
    victims = _victims(arena, draw, _all)
    _hold(victims, SESSION_S + draw.uniform(2, 6))


def _hiccup(arena: Arena, draw: random.Random) -> None:
    for _ in range(4):
        _hold(_victims(arena, draw, _all), draw.uniform(0.5, SESSION_S - 1))


def _hold(victims: Sequence[Worker], seconds: float) -> None:
    for victim in victims:
        victim.send(signal.SIGSTOP)
    time.sleep(seconds)
    for victim in victims:
        victim.send(signal.SIGCONT)


def _outlive(arena: Arena, draw: random.Random) -> None:
    """Freeze every worker for longer than the broker keeps its transaction open."""
    victims = [worker for crew in arena.crews for worker in crew.workers]
    _hold(victims, 15 + draw.uniform(2, 4))


def _roll(arena: Arena, draw: random.Random) -> None:
    del draw
    for place in range(1, max(len(crew.workers) for crew in arena.crews)):
        rolled = [crew.workers[place] for crew in arena.crews]
        for worker in rolled:
            worker.send(signal.SIGTERM)
        time.sleep(2)
        for worker in rolled:
            worker.await_ready()


FAULTS: Final = (
    Fault("worker killed", "SIGKILL", kill, short=True),
    Fault("worker killed again and again", "3 × SIGKILL, also while it starts", _kill_again),
    Fault("all workers killed", "SIGKILL of all at once", _kill_all, short=True, spares=False),
    Fault("worker terminated", "SIGTERM", _terminate, short=True),
    Fault("zombie", "SIGSTOP past the session time-out, then SIGCONT", _freeze, short=True),
    Fault("hiccups", "4 × SIGSTOP below the session time-out", _hiccup),
    Fault("transaction time-out", "all frozen past transaction.timeout.ms", _outlive),
    Fault("rolling restart of workers", "SIGTERM one after the other", _roll),
)
