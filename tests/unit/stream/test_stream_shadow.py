"""A candidate is tried beside the live line, which neither waits for it nor notices it."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from redactor.diff.compare import Change
from redactor.diff.trial import Tried
from redactor.errors import EmitError
from redactor.isolation.packed import Packed
from redactor.pipeline import Pipeline
from redactor.policy import Policy, Thresholds, parse_policy
from redactor.record import Coordinates, Masked, Output, Record, Result
from redactor.settings import Shadow as ShadowSettings
from redactor.stages.detect import Detector
from redactor.stream import shadow as module
from redactor.stream.alerts import Alerts
from redactor.stream.shadow import MAX_WAITING, Shadow
from redactor.stream.tallies import Tallies
from redactor.telemetry.registry import Metrics
from tests.support.fakes import FakeAnalyzer
from tests.support.in_thread import InThread, InThreadPacked
from tests.support.plane import until

POLICY = b"version: 1\nname: test\nroutes: [{source: raw, target: masked}]\n"
LESS = ("masked", "tel", "PHONE_NUMBER", Change.LESS)
SAME = ("masked", "tel", "PHONE_NUMBER", Change.SAME)


def pipeline(more: bytes = b"") -> Pipeline:
    """Compile a policy onto fakes."""
    policy: Policy = parse_policy(POLICY + more, "test")
    return Pipeline(policy, Detector(FakeAnalyzer(), Thresholds()))


LIVE, CANDIDATE = pipeline(), pipeline(b"revision: 1\n")


def batch(count: int, value: bytes = b'{"tel": "13800138000"}') -> list[Record]:
    """Make a batch."""
    return [Record(Coordinates("raw", 0, n), 0, None, value) for n in range(count)]


class Trials:
    """Answers each attempt with what it is told to do."""

    def __init__(self, answer: Callable[[int], Tried | None], *, hang: bool = False) -> None:
        """Take the answer to so many records, and whether it ever comes."""
        self.answer = answer
        self.hang = hang
        self.asked: list[Record] = []
        self.closed = False

    async def tried(
        self, live: Pipeline, candidate: Pipeline, records: Sequence[Record]
    ) -> Tried | None:
        """See `redactor.stream.shadow.Trials`."""
        assert (live, candidate) == (LIVE, CANDIDATE)
        self.asked += records
        if self.hang:
            await asyncio.Event().wait()
        return self.answer(len(records))

    def close(self) -> None:
        """See `redactor.stream.shadow.Trials`."""
        self.closed = True


class Told:
    """The alerts that were written, and the metrics."""

    def __init__(self) -> None:
        """Start with none."""
        self.alerts: list[dict[str, Any]] = []
        self.metrics = Metrics()
        self.tallies = Tallies(self.metrics, Alerts("pod", self._send, self.metrics))

    async def _send(self, key: bytes, value: bytes) -> None:
        del key
        self.alerts.append(json.loads(value))

    def count(self, outcome: str) -> float:
        """Count the records of an outcome."""
        return float(self.metrics.shadow_records.labels(outcome)._value.get())  # noqa: SLF001 -- no public reader


@pytest.fixture
def told() -> Told:
    """Give a place to report to."""
    return Told()


def shadow(
    trials: Trials, told: Told, redactor: InThread | None = None, **settings: float
) -> Shadow:
    """Make a shadow with a candidate, that samples everything and never rests."""
    chosen = ShadowSettings(**{"sample": 1.0, "cpu_share": 1.0, **settings})
    made = Shadow(redactor or InThread(), trials, chosen, told.tallies)
    made.candidate = CANDIDATE
    return made


async def settled(made: Shadow) -> None:
    """Wait until what was taken aside has been tried."""
    await until("the trial's end", lambda: not made.trying)


def fine(count: int) -> Tried:
    """Compare all, with one place each that changes for the worse."""
    return Tried(Counter({LESS: count}), count, {})


async def test_results_are_those_of_the_live_policy(told: Told) -> None:
    """The candidate's work changes no result, and every record of the sample is tried once."""
    trials = Trials(fine)
    made = shadow(trials, told)
    results = await made.redact(LIVE, batch(60))
    await settled(made)
    assert results == LIVE.redact(batch(60))
    assert trials.asked == batch(60)
    assert told.count("compared") == 60
    await made.close()
    assert trials.closed


async def test_a_candidate_that_hangs_holds_nothing_back(told: Told) -> None:
    """Batches go on; what waits is bounded, and what is beyond it is counted."""
    made = shadow(Trials(fine, hang=True), told)
    async with asyncio.timeout(20):
        for _ in range(3):
            assert len(await made.redact(LIVE, batch(500))) == 500
            await asyncio.sleep(0)
        await made.close()
    taken = 3 * 500 - told.count("dropped")
    assert MAX_WAITING <= taken <= MAX_WAITING + 25


@pytest.mark.parametrize("answer", [None, EmitError("no child can be made")])
async def test_a_candidate_that_fails_only_counts(told: Told, answer: EmitError | None) -> None:
    """Whether its process breaks or none can be made, the batch is redacted all the same."""

    def fails(count: int) -> Tried | None:
        del count
        if answer is not None:
            raise answer
        return None

    made = shadow(Trials(fails), told)
    results = await made.redact(LIVE, batch(5))
    assert all(isinstance(one, Masked) for one in results)
    await until("the loss", lambda: told.count("lost") == 5)
    await made.close()


async def test_the_sample_is_chosen_by_the_offset(told: Told) -> None:
    """Close to its share of all, and the same in every worker and every replay."""
    asked = []
    for _ in range(2):
        trials = Trials(fine)
        made = shadow(trials, told, sample=0.1)
        await made.redact(LIVE, batch(2_000))
        await settled(made)
        asked.append([one.at.offset for one in trials.asked])
        await made.close()
    assert asked[0] == asked[1]
    assert 180 <= len(asked[0]) <= 220


@pytest.mark.parametrize("redactor", [InThread, InThreadPacked])
async def test_what_the_live_policy_refuses_is_not_tried(
    told: Told, redactor: type[InThread], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A candidate is not blamed for it; no message set is opened to know."""
    monkeypatch.setattr(Packed, "__iter__", None)
    trials = Trials(fine)
    made = shadow(trials, told, redactor())
    records = batch(5)
    records[1:4:2] = batch(5, b"{broken")[1:4:2]
    await made.redact(LIVE, records)
    await settled(made)
    assert trials.asked == records[::2]
    await made.close()


async def test_without_a_candidate_nothing_is_taken_aside(told: Told) -> None:
    """Off is off."""
    trials = Trials(fine)
    made = shadow(trials, told)
    made.candidate = None
    await made.redact(LIVE, batch(5))
    assert not made.trying
    assert trials.asked == []
    await made.close()


async def test_after_an_attempt_it_rests(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a twentieth of a core, nineteen times as long as the attempt took."""
    done: list[float] = []

    async def rest(seconds: float) -> None:
        done.append(seconds)

    def tried(count: int) -> Tried:
        done.append(count)
        return Tried(Counter(), count, {}, 0.02)

    monkeypatch.setattr(module, "asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": rest}))
    made = shadow(Trials(tried), told, cpu_share=0.05)
    await made.redact(LIVE, batch(26))  # two attempts: the second has to wait
    await settled(made)
    assert done == [25, pytest.approx(0.38), 1, pytest.approx(0.38)]
    await made.close()


class Partial:
    """A redactor that gives back the first results only, as after a minute."""

    async def open(self) -> None:
        """Do nothing."""

    async def redact(self, pipeline: Pipeline, records: Sequence[Record]) -> list[Result]:
        """Answer for one record."""
        del pipeline
        return [Masked(records[0].at, 0, (Output("masked", None, None),))]

    async def close(self) -> None:
        """Do nothing."""


async def test_only_what_was_redacted_is_tried(told: Told) -> None:
    """The rest of a batch comes again, and is tried then."""
    trials = Trials(fine)
    made = Shadow(Partial(), trials, ShadowSettings(sample=1.0, cpu_share=1.0), told.tallies)
    made.candidate = CANDIDATE
    await made.redact(LIVE, batch(5))
    await settled(made)
    assert trials.asked == batch(1)
    await made.close()


async def test_a_change_is_told_as_an_alert_once(told: Told) -> None:
    """Policies, numbers, field, entity and change; the next report of the same says nothing."""
    for _ in range(2):
        told.tallies.add("live", "next", Tried(Counter({LESS: 3, SAME: 9}), 4, {"too_deep": 1}))
        await told.tallies.report()
    (alert,) = told.alerts
    assert alert.pop("at").endswith("+00:00")
    assert alert == {
        "alert": "candidate_differs",
        "policy": "live",
        "candidate": "next",
        "records": 4,
        "weaker": True,
        "refused": {"too_deep": 1},
        "changes": [
            {"target": "masked", "field": "tel", "entity": "PHONE_NUMBER",
             "change": "less masked", "count": 3}
        ],
        "instance": "pod",
    }  # fmt: skip
    places = told.metrics.shadow_places
    assert places.labels("PHONE_NUMBER", "less masked")._value.get() == 6  # noqa: SLF001 -- no public reader
    assert places.labels("PHONE_NUMBER", "same")._value.get() == 18  # noqa: SLF001 -- the same


async def test_a_candidate_that_changes_nothing_raises_no_alert(told: Told) -> None:
    """It is logged and counted; nobody is woken."""
    told.tallies.add("live", "next", Tried(Counter({SAME: 9}), 9, {}))
    await told.tallies.report()
    assert told.alerts == []


async def test_fields_without_end_do_not_fill_the_memory(told: Told) -> None:
    """A document with invented field names is counted, its fields under `*` from some number on."""
    counts = Counter({("masked", f"f{n}", "PERSON", Change.MORE): 1 for n in range(3_000)})
    told.tallies.add("live", "next", Tried(counts, 1, {}))
    await told.tallies.report()
    (alert,) = told.alerts
    assert alert["changes"][0] == {
        "target": "masked", "field": "*", "entity": "PERSON", "change": "more masked",
        "count": 1_000,
    }  # fmt: skip
