"""A file is its own window: what enough of its recipients share is shown."""

import io
from pathlib import Path

import orjson
import pytest

from redactor.errors import ConfigError
from redactor.files.crowd import take_census
from redactor.files.lines import batches
from redactor.files.mask import Way, mask
from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.stages.detect import Detector
from tests.support.addresses import Addresses

HEAD = "version: 1\nname: test\n"
ROUTE = "routes: [{source: raw, target: masked, recipients: {person: $.tel, address: $.at}}]\n"
K2 = "operators: {ADDRESS: {operator: generalise, address: road, k: 2}}\n"
WAY = Way("raw", "masked")
SHARED, ALONE = "某某省某某市甲区某某路1号", "某某省某某市乙区某某路1号"


def pipeline(text: str = HEAD + ROUTE + K2) -> Pipeline:
    """Compile a policy onto an analyzer of addresses."""
    policy = parse_policy(text.encode(), "policy")
    return Pipeline(policy, Detector(Addresses(), policy.thresholds))


def lines(*people: tuple[str, str]) -> bytes:
    """Write a line for each number and address."""
    return b"".join(orjson.dumps({"tel": tel, "at": at}) + b"\n" for tel, at in people)


def test_the_whole_file_is_counted_before_a_line_is_masked(tmp_path: Path) -> None:
    """The first line shows what only a later one makes safe; who is alone shows nothing."""
    raw = lines(("13800138000", SHARED), ("13900139000", SHARED), ("13700137000", ALONE), ("", "x"))
    (tmp_path / "day.jsonl").write_bytes(raw)
    made = pipeline()
    take_census(tmp_path / "day.jsonl", made, WAY)
    (done,) = mask(batches(io.BytesIO(raw)), made, WAY)
    shown = [orjson.loads(line)["at"] for line in done.masked.splitlines()]
    assert shown == ["某某省某某市甲区某某路", "某某省某某市甲区某某路", "****", "x"]


def test_a_stream_cannot_be_counted_first() -> None:
    """Standard input is refused, before anything is read from it."""
    with pytest.raises(ConfigError, match="name a file"):
        take_census(Path("-"), pipeline(), WAY)


def test_a_policy_that_counts_nobody_reads_nothing() -> None:
    """Without a k there is no second reading, and a stream will do."""
    made = pipeline(HEAD + ROUTE)
    take_census(Path("-"), made, WAY)
    assert made.census == {}


def test_a_k_without_recipients_is_refused() -> None:
    """A policy must say whom to count."""
    with pytest.raises(ConfigError, match=r"routes\.0\.recipients"):
        pipeline(HEAD + "routes: [{source: raw, target: masked}]\n" + K2)
