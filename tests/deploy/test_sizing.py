"""What the chart asks for is what the benchmark measured."""

from typing import Any

import pytest
import yaml

from deploy.chart import CHART
from redactor.settings import Batch, Isolation
from tests.bench.results import Results
from tests.bench.sizing import BUFFER_MIB, GROWTH_MIB, TMP_MIB, Worker

UNITS = {"Mi": 1, "Gi": 1024}


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    """The chart's own values."""
    read: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def worker() -> Worker:
    """A worker as it was measured."""
    return Worker.measured(Results.load())


def mib(quantity: str) -> int:
    """Read a quantity of memory."""
    return int(quantity[:-2]) * UNITS[quantity[-2:]]


def test_the_memory_request_is_what_was_measured(values: dict[str, Any], worker: Worker) -> None:
    """A worker fits its request, and no pod keeps twice what it needs from others."""
    asked = mib(values["resources"]["requests"]["memory"])
    assert worker.request_mib <= asked <= 2 * worker.request_mib


def test_the_memory_limit_lets_the_sidecar_refuse_first(
    values: dict[str, Any], worker: Worker
) -> None:
    """A record that bloats is refused by the sidecar before the kernel ends the pod."""
    assert mib(values["resources"]["limits"]["memory"]) >= worker.limit_mib


def test_the_processor_request_is_one_core(values: dict[str, Any]) -> None:
    """A worker at full speed uses a core, so the sizing table counts cores a worker."""
    assert values["resources"]["requests"]["cpu"] == "1"


def test_the_sizes_are_those_of_the_settings(values: dict[str, Any]) -> None:
    """What the limit is made of is what the sidecar and the chart are set to."""
    assert mib(values["tmpSize"]) == TMP_MIB
    assert Isolation().memory_mb == GROWTH_MIB
    assert Batch().max_buffered_bytes == BUFFER_MIB * 2**20
