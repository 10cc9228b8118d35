"""A process that reads texts is given Presidio's classes, and not its engine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.breaking_plugin import install

ROOT = Path(__file__).parents[2]
LOADED = """
import sys
from redactor.loading import load_detector
load_detector()
"""
ENGINE = {"spacy", "thinc", "phonenumbers", "tldextract"}


def said(script: str, *paths: Path) -> list[str]:
    """Run a script in a process of its own, with more paths; give the words that it prints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, *paths)))}
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603 -- our own command line
    return done.stdout.split()


def packages(script: str, *paths: Path) -> set[str]:
    """Give the packages that a script has loaded when it ends."""
    return set(said(f"{script}\nprint(*{{n for n in sys.modules if '.' not in n}})", *paths))


def test_no_engine_is_loaded() -> None:
    """Neither spaCy nor anything else that Presidio's engine brings, and no half of a package."""
    loaded = packages(LOADED)
    assert "recognizers" in loaded
    assert not loaded & {*ENGINE, "presidio_analyzer"}


def test_presidio_comes_whole_afterwards() -> None:
    """Its own import, later on, gives all of it, and the classes that the recognizers have."""
    script = f"""{LOADED}
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, Pattern
from recognizers.base import Recognizer
from recognizers.contact.mobile import MobileRecognizer
print(issubclass(Recognizer, EntityRecognizer), isinstance(MobileRecognizer.PATTERNS[0], Pattern))
print(AnalyzerEngine.__module__)
"""
    assert said(script) == ["True", "True", "presidio_analyzer.analyzer_engine"]


def test_a_presidio_that_is_there_is_left_alone() -> None:
    """Whoever has imported it keeps the very package."""
    script = f"""
import presidio_analyzer
{LOADED}
print(sys.modules["presidio_analyzer"] is presidio_analyzer)
"""
    assert said(script) == ["True"]


def test_recognizers_of_others_have_all_of_presidio(tmp_path: Path) -> None:
    """A plug-in may ask for any part of it, in any way that Python knows."""
    loaded = packages(LOADED, install(tmp_path))
    assert {"presidio_analyzer", "spacy"} <= loaded


@pytest.mark.parametrize("row", [("gone", "Pattern"), ("pattern", "Gone")])
def test_another_presidio_is_loaded_whole(row: tuple[str, str]) -> None:
    """Where the classes do not stand in their files, or these ask for more, all is as ever."""
    script = f"from redactor import loading\nloading._CLASSES = ({row!r},)\n{LOADED}"
    assert {"presidio_analyzer", "spacy"} <= packages(script)
