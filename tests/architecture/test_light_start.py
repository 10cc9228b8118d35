"""What a command loads: the worker starts in the time that its own parts take."""

import subprocess
import sys

import pytest

COMMANDS = "redactor.cli, redactor.app, redactor.isolation.nursery"
# What commands load before they ask for the recognizers: those come by `redactor.loading` alone.
OFFLINE = (
    "redactor.cli, redactor.conform.report, redactor.diff.compare, redactor.draft.policy, "
    "redactor.files.crowd, redactor.files.mask, redactor.files.scan, redactor.files.view"
)
WORKER = f"{COMMANDS}, redactor.isolation.absent, redactor.isolation.ward, redactor.stream.sidecar"
# What takes seconds or tens of megabytes, and where it has no place.
HEAVY = {
    COMMANDS: {
        "recognizers",
        "spacy",
        "numpy",
        "jieba",
        "faust",
        "aiokafka",
        "aiohttp",
        "cryptography",
    },
    OFFLINE: {"recognizers", "presidio_analyzer", "spacy", "numpy"},
    WORKER: {"recognizers", "spacy", "numpy", "jieba", "cryptography", "regex"},
}


@pytest.mark.parametrize("modules", HEAVY)
def test_nothing_heavy_is_loaded_where_it_is_not_needed(modules: str) -> None:
    """The nursery is forked before Kafka's client is loaded; a worker never loads a recognizer."""
    script = f"import sys, {modules}; print(*{{name.split('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-W", "ignore", "-c", script]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603 -- our own command line
    assert not HEAVY[modules].intersection(loaded)
