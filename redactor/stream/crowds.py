"""A Faust agent and its table: who was seen where, hour by hour, and the census that masks go by.

Must never be on a record's way, nor hold anything but digests: sightings come here once a second,
and a census goes to the pipeline for the batches after it.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, TypeAlias

from redactor.masking.crowd import Chain, Digest, census_of
from redactor.pipeline import Pipeline
from redactor.policy.recipients import MAX_WINDOW_H
from redactor.stream.live import LivePipeline
from redactor.stream.report import BatchReport
from redactor.stream.watch import LocalTable
from redactor.telemetry.registry import Metrics

PANE_S: Final = 3_600.0
FLUSH_S: Final = 1.0
REST: Final = 50  # a census is not taken anew before so many times what the last one took
# Addresses kept over all panes: with 20 people each about 80 MB, with the usual one or two 15 MB.
MAX_PLACES: Final = 50_000

Place: TypeAlias = tuple[str, Chain]
People: TypeAlias = Mapping[Place, set[Digest]]
Key: TypeAlias = tuple[int, str, Chain]  # pane, topic, cells


class Sightings:
    """Observes the data plane; implements `BatchObserver`."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._people: defaultdict[Place, set[Digest]] = defaultdict(set)

    def batch_done(self, report: BatchReport) -> None:
        """Take who was seen in one committed batch."""
        for person, chain_of_cells in report.told.sightings:
            self._people[report.topic, chain_of_cells].add(person)

    def flush(self) -> People:
        """Hand over who was seen since the last call."""
        people, self._people = self._people, defaultdict(set)
        return people


@dataclass(frozen=True, slots=True)
class Seen:
    """Who was seen by one moment.

    Attributes:
        at: Unix epoch in seconds.
        people: Since the last flush; may be empty.
    """

    at: float
    people: People = field(repr=False)


class CrowdWatch:
    """Keeps the panes of the window, and takes the census from them."""

    def __init__(
        self, table: MutableMapping[Key, tuple[Digest, ...]], live: LivePipeline, metrics: Metrics
    ) -> None:
        """Take the table, keyed `(pane, topic, cells)`; it is written nowhere else."""
        self._table = table
        self._live = live
        self._metrics = metrics
        self._keys: dict[int, set[Key]] = {}
        self._told: Pipeline | None = None
        self._due = 0.0

    @property
    def _places(self) -> int:
        return sum(map(len, self._keys.values()))

    def add(self, seen: Seen) -> None:
        """Count who was seen, and take a census if it is time to, or the policy is new."""
        pane = int(seen.at // PANE_S)
        pipeline = self._live.current
        for (topic, cells), people in seen.people.items():
            self._count((pane, topic, cells), people, pipeline.asked(topic).most)
        self._forget(pane - MAX_WINDOW_H)
        self._metrics.crowd_places.set(self._places)
        if self._keys and (pipeline is not self._told or time.monotonic() >= self._due):
            self._take(pipeline, pane)

    def _count(self, key: Key, people: set[Digest], most: int) -> None:
        """Add people to a place, no more than any mask asks for."""
        keys = self._keys.setdefault(key[0], set())
        if key not in keys and self._places >= MAX_PLACES:
            self._metrics.crowd_overflow.inc(len(people))
            return
        known = self._table[key] if key in keys else ()
        if len(known) < most:
            keys.add(key)
            self._table[key] = tuple(sorted({*known, *people}))[:most]

    def _forget(self, pane: int) -> None:
        """Forget a pane and all before it."""
        for old in [one for one in self._keys if one <= pane]:
            for key in self._keys.pop(old):
                del self._table[key]

    def _take(self, pipeline: Pipeline, pane: int) -> None:
        """Take the census of every topic over its own window, and hand it to the pipeline."""
        began = time.monotonic()
        seen: defaultdict[Place, set[Digest]] = defaultdict(set)
        for key in chain.from_iterable(self._keys.values()):
            at, topic, cells = key
            if at > pane - pipeline.asked(topic).window_h:
                seen[topic, cells].update(self._table[key])
        pipeline.take_census(census_of(seen, lambda topic: pipeline.asked(topic).crowds))
        self._told = pipeline
        ended = time.monotonic()
        self._due = ended + max(FLUSH_S, REST * (ended - began))


def watch_crowds(app: Any, live: LivePipeline, sightings: Sightings, metrics: Metrics) -> Any:  # noqa: ANN401 -- faust ships no types
    """Add the table, the agent and the timer that feeds it to a Faust app.

    Args:
        app: The Faust app.
        live: The pipeline in force, which is given each census.
        sightings: What the data plane saw.
        metrics: Where places are counted.

    Returns:
        The table, a service that the app must start.
    """
    table = LocalTable(app, name="crowds", default=tuple)
    watch = CrowdWatch(table, live, metrics)
    channel = app.channel()

    async def count_people(stream: Any) -> None:  # noqa: ANN401 -- faust's stream
        """Count who was seen."""
        async for seen in stream:
            watch.add(seen)

    async def flush_sightings() -> None:
        """Hand the sightings over to the stream."""
        now = time.time()
        await channel.send(value=Seen(now, sightings.flush()), timestamp=now)

    app.agent(channel, name="crowds")(count_people)
    app.timer(FLUSH_S)(flush_sightings)
    return table
