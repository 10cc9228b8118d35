"""After the last bout: everything once more, from the first byte, with a reader that saw no fault.

Must never let a run pass whose quiet re-reading disagrees with what was seen under fire.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.chaos.arena import Arena
from tests.chaos.bout import Outcome, settled
from tests.chaos.crew import Crew
from tests.chaos.offsets import by_partition
from tests.chaos.oracle import Span, Verdict, invented, judge
from tests.chaos.readers import Reader, Search, raw_messages
from tests.chaos.waiting import until

READ_S: Final = 300.0
NAME: Final = "everything, read anew"


def last_look(arena: Arena, seed: int) -> Iterable[Outcome]:
    """Stop the traffic and the workers, read all again and search every byte that is left."""
    for crew in arena.crews:
        crew.writer.stop()
    yield from settled(arena.crews, "the rest", seed)
    for crew in arena.crews:
        yield _last_look(arena, crew, seed)


def _last_look(arena: Arena, crew: Crew, seed: int) -> Outcome:
    raw = _metrics_raw(crew, arena.search)
    stops = _stopped(crew)
    ends = until(READ_S, lambda: crew.offsets.ends(crew.sources))
    outputs = until(READ_S, lambda: crew.offsets.ends(crew.outputs))
    if ends is None or outputs is None:
        return Outcome(NAME, crew.plan.delivery, seed, Verdict(), None, stops)
    reader = Reader(crew.reach.direct, crew.output_topics, arena.search)
    all_read = until(READ_S, lambda: reader.reached(outputs))
    reader.stop()
    verdict = judge(reader.ledger, Span({}, by_partition(ends)))
    ghosts = invented(reader.ledger, by_partition(ends))
    raw += raw_messages(crew.reach.direct, outputs, arena.search)
    raw += sum(found_in(path, arena.search) for path in crew.files())
    verdict += Verdict(raw=raw, changed=ghosts)
    return Outcome(NAME, crew.plan.delivery, seed, verdict, 0.0 if all_read else None, stops)


def _stopped(crew: Crew) -> tuple[str, ...]:
    """End the workers as an operator would; each must leave with 0."""
    for worker in crew.workers:
        worker.await_ready()
    crew.dismiss()
    codes = [worker.terminate() for worker in crew.workers]
    return tuple(f"SIGTERM gave {code}" for code in codes if code)


def _metrics_raw(crew: Crew, search: Search) -> int:
    return sum(search.found(worker.metrics()) for worker in crew.workers)


def found_in(path: Path, search: Search) -> bool:
    """Tell whether a file holds a seeded value."""
    return search.found(path.read_bytes())
