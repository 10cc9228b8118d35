"""`conform` and `diff` on a real topic: what is committed, to its end, and without a trace."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from redactor.cli import app
from redactor.policy import default_policy
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job

pytestmark = pytest.mark.kafka

MOBILE = "13800138000"
CLEAR = f'{{"tel": "{MOBILE}"}}'.encode()
MASKED = b'{"tel": "138******00"}'
OLD_MS = 1_700_000_000_000


@pytest.fixture(autouse=True)
def recognizers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fakes stand for the recognizers: Kafka is the subject here."""
    detector = Detector(FakeAnalyzer(), default_policy().thresholds)
    monkeypatch.setattr(Detector, "default", lambda *_: detector)


def prepared(kafka: Servers, folder: Path, name: str) -> Job:
    """Make a job's topics and write its configuration."""
    job = Job(folder, kafka.bootstrap, name)
    kafka.create({job.source: 2, job.target: 2})
    (folder / "redactor.yaml").write_text(yaml.safe_dump(job.settings()), "utf-8")
    (folder / "policy.yaml").write_text(job.policy_text(), "utf-8")
    return job


def conform(job: Job, *more: str, topic: str = "") -> Result:
    """Check the job's masked topic."""
    words = ["conform", "--topic", topic or job.target, "-c", str(job.folder / "redactor.yaml")]
    return CliRunner().invoke(app, [*words, *more])


def diff(job: Job, lines: str, *more: str) -> Result:
    """Compare the job's policy with one of further lines, over its raw topic."""
    new = job.folder / "new.yaml"
    new.write_text(job.policy_text() + lines, "utf-8")
    words = ["diff", "--policy", str(new), "--against", str(job.folder / "policy.yaml")]
    words += ["--topic", job.source, "-c", str(job.folder / "redactor.yaml")]
    return CliRunner().invoke(app, [*words, *more])


def spread(values: Sequence[bytes], timestamp_ms: int = 0) -> list[Message]:
    """Write values to two partitions in turn."""
    return [Message(b"k", v, (), n % 2, timestamp_ms) for n, v in enumerate(values)]


def test_masked_records_conform_and_leave_no_trace(kafka: Servers, tmp_path: Path) -> None:
    """All partitions are read to their end, and the brokers keep no group of it."""
    job = prepared(kafka, tmp_path, "report-pass")
    kafka.write(job.target, [*spread([MASKED] * 700), Message(b"k", None)])
    before = kafka.groups()
    done = conform(job)
    assert done.exit_code == 0, done.output
    assert "conforms: 701 records read" in done.output
    assert kafka.groups() == before


def test_a_clear_value_is_named_by_its_coordinates(kafka: Servers, tmp_path: Path) -> None:
    """Value, key and header are all read; the report holds none of them."""
    job = prepared(kafka, tmp_path, "report-fail")
    clear = MOBILE.encode()
    kafka.write(
        job.target,
        [
            Message(b"k", MASKED),
            Message(b"k", CLEAR),
            Message(clear, MASKED),
            Message(b"k", MASKED, (("caller", clear),)),
        ],
    )
    done = conform(job)
    assert done.exit_code == 1
    for offset in (1, 2, 3):
        assert f"record {job.target}/0/{offset} " in done.output
    assert f"{job.target}/0/0" not in done.output
    assert MOBILE not in done.output


def test_only_what_is_committed_is_read(kafka: Servers, tmp_path: Path) -> None:
    """An aborted transaction was never published; the report does not wait behind its markers."""
    job = prepared(kafka, tmp_path, "report-committed")
    kafka.write_transactions(
        job.target,
        [([Message(b"k", CLEAR)] * 3, False), ([Message(b"k", MASKED)] * 2, True),
         ([Message(b"k", CLEAR)], False)],
    )  # fmt: skip
    done = conform(job)
    assert done.exit_code == 0, done.output
    assert "conforms: 2 records read" in done.output


def test_a_limit_reads_the_newest_records(kafka: Servers, tmp_path: Path) -> None:
    """Of each partition so many, counted from its end."""
    job = prepared(kafka, tmp_path, "report-limit")
    kafka.write(job.target, [*spread([CLEAR] * 4), *spread([MASKED] * 6)])
    done = conform(job, "--limit", "3")
    assert done.exit_code == 0, done.output
    assert "conforms: 6 records read" in done.output
    assert conform(job, "--limit", "4").exit_code == 1


def test_since_reads_what_is_newer(kafka: Servers, tmp_path: Path) -> None:
    """By the records' own time; a partition without a newer one gives nothing."""
    job = prepared(kafka, tmp_path, "report-since")
    kafka.write(job.target, [*spread([CLEAR] * 2, OLD_MS), Message(b"k", MASKED)])
    done = conform(job, "--since", "24h")
    assert done.exit_code == 0, done.output
    assert "conforms: 1 record read" in done.output
    assert conform(job, "--since", "2023-01-01T00:00:00Z").exit_code == 1


def test_a_missing_topic_is_a_failure(kafka: Servers, tmp_path: Path) -> None:
    """Nothing read is not the same as nothing found."""
    done = conform(prepared(kafka, tmp_path, "report-missing"), topic="report.no-such-topic")
    assert done.exit_code != 0
    assert "report.no-such-topic" in str(done.exception)


def test_a_weaker_policy_fails_on_the_raw_topic(kafka: Servers, tmp_path: Path) -> None:
    """Code 1 and the coordinates as soon as one place is less masked, and 0 when none is."""
    job = prepared(kafka, tmp_path, "report-diff")
    kafka.write(job.source, [Message(b"k", b'{"a": 1}'), Message(b"k", CLEAR)])
    weaker = diff(job, "operators: {PHONE_NUMBER: {operator: partial, phone: tail}}\n")
    assert weaker.exit_code == 1
    assert f"record {job.source}/0/1: less masked" in weaker.output
    assert MOBILE not in weaker.output
    stronger = diff(job, "operators: {PHONE_NUMBER: {operator: replace}}\n")
    assert stronger.exit_code == 0, stronger.output
    assert "nothing is less masked: 2 records read" in stronger.output


def test_a_header_that_is_no_longer_scanned_is_less(kafka: Servers, tmp_path: Path) -> None:
    """Keys and headers of raw records are compared like their values."""
    job = prepared(kafka, tmp_path, "report-header")
    kafka.write(job.source, [Message(b"k", b'{"a": 1}', (("caller", MOBILE.encode()),))])
    assert diff(job, "exempt_headers: {caller: a reason for the test}\n").exit_code == 1
    assert diff(job, "").exit_code == 0


def test_the_workers_group_is_not_disturbed(kafka: Servers, tmp_path: Path) -> None:
    """Its offsets stay as they are, and nobody joins it."""
    job = prepared(kafka, tmp_path, "report-worker")
    kafka.write(job.source, spread([CLEAR] * 4))
    before = kafka.committed(job.name, job.source)
    assert diff(job, "").exit_code == 0
    assert kafka.committed(job.name, job.source) == before
    assert job.name not in kafka.groups()
