"""Who was seen where is kept by the hour, in a bounded table, and told to the pipeline in force."""

import pytest

from redactor.masking.crowd import Crowd
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.record import Coordinates, Masked, Sighting
from redactor.stages.detect import Detector
from redactor.stream import crowds
from redactor.stream.crowds import PANE_S, CrowdWatch, Seen, Sightings
from redactor.stream.live import LivePipeline
from redactor.stream.report import BatchReport
from redactor.stream.told import told_of
from redactor.telemetry.registry import Metrics
from tests.support.addresses import Addresses

POLICY = """
version: 1
name: test
operators: {ADDRESS: {operator: generalise, address: road, k: 2}}
routes:
- source: raw
  target: masked
  recipients: {person: $.tel, address: $.address, window_h: 3}
"""
CROWD = Crowd(2, 5)
HERE = (1, 2, 3, 0, 4)
HOUR = PANE_S


def pipeline(more: str = "") -> Pipeline:
    """Compile the policy."""
    policy = parse_policy((POLICY + more).encode(), "policy")
    return Pipeline(policy, Detector(Addresses(), policy.thresholds))


class Watching:
    """A watch over a plain table, which takes a census at every flush."""

    def __init__(self) -> None:
        """Make one."""
        self.table: dict[crowds.Key, tuple[int, ...]] = {}
        self.live = LivePipeline(pipeline())
        self.metrics = Metrics()
        self.watch = CrowdWatch(self.table, self.live, self.metrics)

    def see(self, at: float, *people: int) -> frozenset[int]:
        """See people at one address, and give the large cells after that."""
        self.watch.add(Seen(at, {("raw", HERE): set(people)} if people else {}))
        return frozenset(self.live.current.census.get("raw", {}).get(CROWD, ()))


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Watching:
    """Give a watch that never rests between two censuses."""
    monkeypatch.setattr(crowds, "FLUSH_S", 0)
    monkeypatch.setattr(crowds, "REST", 0)
    return Watching()


def test_people_are_counted_over_the_hours_of_the_window(watching: Watching) -> None:
    """Two people an hour apart are two; when the first is three hours past, one is left."""
    assert watching.see(0, 1) == frozenset()
    assert watching.see(1 * HOUR, 2) == {4}
    assert watching.see(2 * HOUR) == {4}
    assert watching.see(3 * HOUR) == frozenset()


def test_what_is_past_every_window_is_forgotten(watching: Watching) -> None:
    """The table does not grow with time."""
    watching.see(0, 1)
    watching.see(400 * HOUR, 2)
    assert list(watching.table) == [(400, "raw", HERE)]


def test_no_more_people_are_kept_than_any_mask_asks_for(watching: Watching) -> None:
    """A warehouse with a thousand recipients takes the room of two."""
    watching.see(0, *range(1, 1_000))
    assert [len(people) for people in watching.table.values()] == [2]


def test_places_beyond_the_bound_are_counted_coarser(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the table is full, whoever is seen elsewhere is not counted, and that is told."""
    monkeypatch.setattr(crowds, "MAX_PLACES", 1)
    watching.see(0, 1)
    watching.watch.add(Seen(1, {("raw", (1, 2, 9, 0, 9)): {5, 6}}))
    assert len(watching.table) == 1
    overflow = watching.metrics.registry.get_sample_value("redactor_crowd_overflow_total")
    assert overflow == 2


def test_a_new_policy_is_told_at_the_next_flush(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy that comes live does not wait for the census's own time."""
    monkeypatch.setattr(crowds, "FLUSH_S", 3_600)
    watching = Watching()
    assert watching.see(0, 1, 2) == {4}
    watching.live.swap(pipeline("revision: 2\n"))
    assert watching.live.current.census == {}
    assert watching.see(1) == {4}


def test_a_topic_whose_policy_counts_nobody_fills_no_table(watching: Watching) -> None:
    """Only what a mask asks for is kept."""
    watching.watch.add(Seen(0, {("other", HERE): {1, 2}}))
    assert watching.table == {}


def test_sightings_are_handed_over_once() -> None:
    """What was flushed is not counted again."""
    sightings = Sightings()
    results = [
        Masked(Coordinates("raw", 0, n), 0, (), (), Sighting(person, HERE))
        for n, person in enumerate((7, 8, 7))
    ]
    results.append(Masked(Coordinates("raw", 0, 9), 0, ()))
    sightings.batch_done(BatchReport("raw", 0, told_of(results), 0, 0, 0, 0))
    assert sightings.flush() == {("raw", HERE): {7, 8}}
    assert sightings.flush() == {}
