"""A batch is counted in one pass, and only numbers remain."""

from prometheus_client.parser import text_string_to_metric_families

from redactor.errors import Reason
from redactor.record import Coordinates, Masked, Refused
from redactor.stream.counts import MAX_KEPT, MAX_SERIES, BatchCounts
from redactor.stream.report import BatchReport
from redactor.stream.told import told_of
from redactor.telemetry.registry import Metrics


def masked(offset: int, *detections: tuple[str, str]) -> Masked:
    """Give a masked record with findings."""
    return Masked(Coordinates("raw", 0, offset), 0, (), detections)


def report(*results: Masked | Refused) -> BatchReport:
    """Give a batch of partition 0."""
    return BatchReport("raw", 0, told_of(results), redact_s=0.01, emit_s=0.02, total_s=0.04, lag=7)


def counted(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Read the counters back as a scraper does."""
    families = text_string_to_metric_families(metrics.exposition().decode())
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_records_refusals_and_entities_are_counted() -> None:
    """By outcome, reason and type."""
    metrics = Metrics()
    refused = Refused(Coordinates("raw", 0, 2), 0, Reason.INVALID_JSON)
    BatchCounts(metrics).batch_done(
        report(masked(0, ("a", "PERSON"), ("a", "PERSON")), masked(1, ("b", "QQ")), refused)
    )
    values = counted(metrics)
    assert values["redactor_records_total", "masked", "raw"] == 2
    assert values["redactor_records_total", "raw", "refused"] == 1
    assert values["redactor_refusals_total", "invalid_json", "raw"] == 1
    assert values["redactor_entities_total", "PERSON"] == 2
    assert values["redactor_stage_seconds_sum", "emit"] == 0.02
    assert values["redactor_batch_seconds_count",] == 1


def test_a_record_counts_once_in_its_series() -> None:
    """The rate is a share of records, so it never exceeds 1."""
    counts = BatchCounts(Metrics())
    counts.batch_done(report(masked(0, ("a", "PERSON"), ("a", "PERSON")), masked(1)))
    tally = counts.flush()["raw"]
    assert (tally.records, dict(tally.hits)) == (2, {("a", "PERSON"): 1})


def test_refused_records_are_no_part_of_a_rate() -> None:
    """What could not be read says nothing about what stands in it."""
    counts = BatchCounts(Metrics())
    counts.batch_done(report(Refused(Coordinates("raw", 0, 0), 0, Reason.TOO_DEEP)))
    assert counts.flush()["raw"].records == 0


def test_a_flush_empties_the_tallies() -> None:
    """Nothing is counted twice."""
    counts = BatchCounts(Metrics())
    counts.batch_done(report(masked(0)))
    counts.flush()
    assert dict(counts.flush()) == {}


def test_invented_fields_do_not_grow_the_memory() -> None:
    """Beyond the limit they are counted as overflow; known ones go on."""
    metrics = Metrics()
    counts = BatchCounts(metrics)
    for n in range(MAX_SERIES + 10):
        counts.batch_done(report(masked(n, (f"f{n}", "QQ"))))
    counts.batch_done(report(masked(0, ("f0", "QQ"))))
    assert len(counts.flush()["raw"].hits) == MAX_SERIES
    assert counted(metrics)["redactor_drift_overflow_total", "raw"] == 10


def test_invented_kinds_do_not_grow_the_memory() -> None:
    """Neither many of a few findings nor a few of many; and all are counted."""
    metrics = Metrics()
    counts = BatchCounts(metrics)
    sizes = [*range(1, 300), 2 * MAX_KEPT, MAX_KEPT, MAX_KEPT - 1, 1]
    for size in sizes:
        counts.batch_done(report(masked(0, *[("f", "QQ")] * size)))
        kept = [kind for kinds in counts._kinds.values() for kind in kinds]  # noqa: SLF001 -- else memory would have to be measured
        assert sum(map(len, kept)) <= MAX_KEPT
    assert counts.flush()["raw"].hits == {("f", "QQ"): len(sizes)}
    assert counted(metrics)["redactor_entities_total", "QQ"] == sum(sizes)


def test_who_asks_twice_is_told_the_same() -> None:
    """What was put off is counted once, whoever asks first."""
    metrics = Metrics()
    counts = BatchCounts(metrics)
    counts.batch_done(report(masked(0, ("a", "PERSON")), masked(1, ("a", "PERSON"), ("b", "QQ"))))
    for _ in range(2):
        values = counted(metrics)
        assert (
            values["redactor_entities_total", "PERSON"],
            values["redactor_entities_total", "QQ"],
        ) == (2, 1)
    assert counts.flush()["raw"].hits == {("a", "PERSON"): 2, ("b", "QQ"): 1}
    assert counted(metrics)["redactor_entities_total", "PERSON"] == 2
