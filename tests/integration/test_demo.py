"""The demo as a user starts it: one command, an end, and a proof."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from confluent_kafka import Consumer

pytestmark = pytest.mark.embedded

LIMIT_S = 240
COMMAND = [sys.executable, "-m", "redactor", "demo"]


@contextmanager
def kept_demo(*args: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a demo beside the test; it is ended with the block."""
    demo = subprocess.Popen(  # noqa: S603 -- our own command
        [*COMMAND, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        yield demo
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.communicate(timeout=LIMIT_S)


def read_until(demo: "subprocess.Popen[str]", words: str) -> list[str]:
    """Read the demo's lines up to the one that holds `words`."""
    assert demo.stdout is not None
    lines: list[str] = []
    for line in demo.stdout:
        lines.append(line)
        if words in line:
            return lines
    pytest.fail("".join(lines[-30:]))


def test_the_demo_proves_itself() -> None:
    """All claims hold, the summary names what happened, and the code is 0."""
    done = subprocess.run(  # noqa: S603 -- our own command
        COMMAND, capture_output=True, encoding="utf-8", timeout=LIMIT_S, check=False
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert "0 seeded values found in the masked topic" in done.stdout
    assert "2,400 events in = 2,394 masked + 6 quarantined" in done.stdout
    for entity in ("PERSON", "PHONE_NUMBER", "ADDRESS", "EMAIL_ADDRESS", "CN_RESIDENT_ID"):
        assert entity in done.stdout
    assert done.stderr == ""


def test_a_kept_demo_can_be_read_from_outside_until_ctrl_c() -> None:
    """`--keep` prints an address that a consumer can attach to; Ctrl-C ends everything."""
    with kept_demo("--keep", "--events", "200") as demo:
        hint = read_until(demo, "kcat -C")[-1].split()
        consumer = Consumer(
            {
                "bootstrap.servers": hint[hint.index("-b") + 1],
                "group.id": "guest",
                "auto.offset.reset": "earliest",
            }
        )
        consumer.subscribe([hint[hint.index("-t") + 1]])
        messages = consumer.consume(50, LIMIT_S)
        consumer.close()
        demo.send_signal(signal.SIGINT)
        demo.wait(LIMIT_S)
    assert len(messages) == 50
    assert all(message.error() is None for message in messages)
    assert demo.returncode == 0


def test_a_terminated_demo_leaves_no_sidecar_behind() -> None:
    """SIGTERM, as from a CI job's time limit, ends the sidecar too."""
    with kept_demo("--keep", "--events", "200") as demo:
        log = read_until(demo, "configuration:")[-1].split()[-1]
    assert demo.returncode == 143
    left = subprocess.run(
        ["ps", "-eo", "args"],  # noqa: S607 -- the ps of the system under test
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert log not in left.stdout
