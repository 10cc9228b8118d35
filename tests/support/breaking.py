"""Recognizers that a text can break, in every way in which one can break a process.

Must never be reached by a text that does not ask for it.
"""

import ctypes
import faulthandler
import os
import re
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from recognizers.finding import Finding
from redactor.policy import Thresholds
from redactor.stages.detect import Detector
from tests.support.verbatim import Verbatim

_CATASTROPHIC: Final = re.compile(r"(?:a+)+b")  # holds the interpreter lock until it ends: never
_ENDLESS: Final = "a" * 64


def _spin() -> None:
    while True:
        pass


def _eat() -> None:
    eaten = [bytearray(1 << 20) for _ in range(1 << 20)]
    del eaten


def _crash() -> None:
    faulthandler.disable()  # its report of a crash we asked for helps nobody
    ctypes.string_at(0)


def _raise() -> None:
    msg = "a recognizer that raises"
    raise RuntimeError(msg)


WAYS: Final[Mapping[str, Callable[[], object]]] = {
    "raise": _raise,
    "spin": _spin,
    "regex": lambda: _CATASTROPHIC.search(_ENDLESS),
    "sleep": lambda: time.sleep(3_600),
    "eat": _eat,
    "crash": _crash,
    "exit": lambda: os._exit(3),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
}


class Breaking(Verbatim):
    """Finds nothing, and breaks in the way that a text names."""

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """See `recognizers.analyzer.Analyzer`."""
        del hints
        for text in texts:
            if text in WAYS:
                WAYS[text]()
        return [() for _ in texts]


def breaking_detector() -> Detector:
    """Give a detector of these recognizers."""
    return Detector(Breaking(), Thresholds())
