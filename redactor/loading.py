"""Loads the recognizers into a process that reads texts, and of Presidio no more than they need.

Must never give a recognizer another base class than Presidio's own, nor leave half of Presidio to
whoever imports it later.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Final

from redactor.charsets import sets_once

if TYPE_CHECKING:
    from redactor.stages.detect import Detector

PRESIDIO: Final = "presidio_analyzer"
# Module and name of each class that a recognizer is made of, each after those that it imports.
_CLASSES: Final = (
    ("analysis_explanation", "AnalysisExplanation"),
    ("recognizer_result", "RecognizerResult"),
    ("entity_recognizer", "EntityRecognizer"),
    ("pattern", "Pattern"),
)


def load_detector() -> "Detector":
    """Load all recognizers, once; takes the time and memory of the models.

    Raises:
        ConfigError: One of them cannot be used, such as a plug-in that breaks a rule.
    """
    with sets_once():
        with without_engine():
            from redactor.stages.detect import Detector  # noqa: PLC0415 -- loads the recognizers

        return Detector.default()


@contextmanager
def without_engine() -> Iterator[None]:
    """Let Presidio be four classes, out of its own files, while the recognizers are imported.

    Its package's `__init__` loads its engine and with that spaCy: most of the time and memory that
    a process takes, for nothing that a recognizer of ours asks for. Afterwards the package is taken
    away and its four modules stay. Whoever imports Presidio then runs its `__init__`, which finds
    them: the classes are the very same.

    Everything is as ever where Presidio is loaded already, where recognizers of others are
    installed, which may ask for any of it, and where another version's files need more of it.
    For a process that has no second thread yet.
    """
    package = None if PRESIDIO in sys.modules or _others() else _four_classes()
    try:
        yield
    finally:
        if package is not None:
            del sys.modules[PRESIDIO]


def _others() -> bool:
    """Tell whether distributions other than ours offer recognizers."""
    points = entry_points(group="recognizers.plugins")
    return any(not point.module.startswith("recognizers.") for point in points)


def _four_classes() -> ModuleType | None:
    """Put the package in its place without running it; None if that cannot be done."""
    spec = find_spec(PRESIDIO)
    if spec is None:
        return None
    package = sys.modules[PRESIDIO] = module_from_spec(spec)
    try:
        for module, name in _CLASSES:
            setattr(package, name, getattr(import_module(f"{PRESIDIO}.{module}"), name))
    except (ImportError, AttributeError):
        del sys.modules[PRESIDIO]
        return None
    return package
