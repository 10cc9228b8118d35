"""The demo as a user starts it: one command, an end within a minute, and a proof."""

import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.embedded

LIMIT_S = 60


def test_the_demo_proves_itself_within_a_minute() -> None:
    """All claims hold, the summary names what happened, and the code is 0."""
    started_s = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "redactor", "demo", "--events", "2400"],
        capture_output=True,
        encoding="utf-8",
        timeout=2 * LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert time.monotonic() - started_s < LIMIT_S
    assert "0 seeded values found in the masked topic" in done.stdout
    assert "2,400 events in = 2,394 masked + 6 quarantined" in done.stdout
    for entity in ("PERSON", "PHONE_NUMBER", "ADDRESS", "EMAIL_ADDRESS", "CN_RESIDENT_ID"):
        assert entity in done.stdout
    assert done.stderr == ""
