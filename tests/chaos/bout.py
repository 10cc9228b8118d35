"""One fault against a running arena: strike, wait for the recovery, judge.

Must never judge a record that was not yet committed: it may rightly be nowhere.
"""

import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from confluent_kafka import KafkaException

from tests.chaos.arena import Arena
from tests.chaos.crew import Crew
from tests.chaos.faults.fault import Fault
from tests.chaos.oracle import Verdict

RECOVERY_S: Final = 300.0  # a busy machine is no fault of the worker's
EXACTLY_ONCE: Final = "exactly_once"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one fault did to one crew.

    Attributes:
        fault: Its name.
        delivery: The crew's.
        seed: Replays it.
        verdict: On every record committed since the last bout.
        recovery_s: From the end of the harm until all that was written by then was committed;
            None when that took longer than the bout waits.
        stops: Exit code and reason of every worker that ended by itself.
    """

    fault: str
    delivery: str
    seed: int
    verdict: Verdict
    recovery_s: float | None
    stops: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Something that must not be is."""
        exactly_once = self.delivery == EXACTLY_ONCE
        return self.recovery_s is None or bool(self.verdict.faults(exactly_once=exactly_once))

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Self:
        """Read it back."""
        return cls(
            told["fault"],
            told["delivery"],
            told["seed"],
            Verdict(**told["verdict"]),
            told["recovery_s"],
            tuple(told["stops"]),
        )


def run_bout(arena: Arena, fault: Fault, seed: int) -> Sequence[Outcome]:
    """Strike once, and give an outcome for each crew: a bad one if it could not be struck."""
    try:
        fault.strike(arena, random.Random(seed))
    except (KafkaException, TimeoutError, AssertionError, OSError) as error:
        arena.heal()
        stops = (f"not struck: {type(error).__name__}",)
        names = [crew.plan.delivery for crew in arena.crews]
        return [Outcome(fault.name, name, seed, Verdict(), None, stops) for name in names]
    finally:
        arena.clear()
    return settled(arena.crews, fault.name, seed)


def settled(crews: Sequence[Crew], name: str, seed: int) -> Sequence[Outcome]:
    """Wait until every crew has caught up, and judge."""
    with ThreadPoolExecutor(len(crews)) as pool:
        return list(pool.map(lambda crew: _settled(crew, name, seed), crews))


def _settled(crew: Crew, name: str, seed: int) -> Outcome:
    took_s = crew.await_committed(RECOVERY_S)
    verdict = crew.verdict() if took_s is not None else Verdict()
    stops = tuple(_drained(worker.stops for worker in crew.workers))
    return Outcome(name, crew.plan.delivery, seed, verdict, took_s and round(took_s, 1), stops)


def _drained(lists: Iterable[list[str]]) -> Iterable[str]:
    for one in lists:
        while one:
            yield one.pop(0)
