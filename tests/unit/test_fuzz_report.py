"""The page on fuzzing tells every finding, and what was not done."""

import pytest

pytest.importorskip("atheris", reason="the fuzzer is for Linux only: its version is on the page")

from tests.fuzz.report import Outcome, written
from tests.support.sanitized import Hammered

FINE = Outcome("json_codec", 4_000_000, 40, 37.2, "")
FINE_BUILD = Hammered(9, "")
OVERFLOWN = Hammered(0, "heap-buffer-overflow")
BROKEN = Outcome("kernel", 12, 98, 1.0, "AssertionError")


def test_executions_are_added_up() -> None:
    """The first line is the sum of the targets; the last sentence counts what each build read."""
    others = [Hammered(12_000, ""), Hammered(300, ""), Hammered(45, "")]
    page = written([FINE, FINE], "long", [Hammered(84_021, ""), *others])
    assert "8,000,000 executions, 0 findings: `make fuzz-long`" in page
    assert "read 84,021 texts" in page
    assert "12,345 records\nand texts" in page
    assert "they found nothing" in page


def test_a_finding_of_the_sanitizers_counts() -> None:
    """It stands in the first line like one of the fuzzer's."""
    page = written([FINE, BROKEN], "short", [FINE_BUILD, OVERFLOWN])
    assert "4,000,012 executions, 2 findings: `make fuzz`" in page
    assert "they found a fault" in page


def test_without_sanitizers_it_says_so() -> None:
    """A machine without them gives no verdict."""
    assert "not compiled with sanitizers" in written([FINE], "short", [FINE_BUILD, None, None])
