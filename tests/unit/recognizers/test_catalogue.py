"""The list of recognizers, the plug-ins of others, and the kit that checks them."""

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import ClassVar

import pytest
from presidio_analyzer import Pattern

from recognizers import catalogue
from recognizers.analyzer import Analyzer
from recognizers.base import PatternBased, Recognizer
from recognizers.bounded import faults
from recognizers.contact.landline import LandlineRecognizer
from recognizers.errors import RecognizerError
from recognizers.finding import Finding
from recognizers.shape import Shape
from recognizers.testing import Example, conforms

ROOT = Path(__file__).parents[3]


class MemberRecognizer(PatternBased):
    """A sound plug-in: member numbers of a club."""

    LABELS = ("MEMBER_NO",)
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("member", r"会员号(?P<value>M[0-9]{6})", 0.9),
    )


class GreedyRecognizer(PatternBased):
    """An unsound plug-in: a word boundary, a digit class, an unbounded repeat."""

    LABELS = ("MEMBER_NO",)
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (Pattern("member", r"\b[\d]+\b", 0.9),)


class NamelessRecognizer(Recognizer):
    """An unsound plug-in: no labels."""


class BlindRecognizer(MemberRecognizer):
    """An unsound plug-in: needs a shape that its values do not have."""

    NEEDS = (Shape.AT,)


class LooseRecognizer(MemberRecognizer):
    """An unsound plug-in: reaches beyond the text."""

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find one character too many."""
        return [Finding(0, len(text) + 1, "MEMBER_NO", 0.9, self.name)]


class FailingRecognizer(MemberRecognizer):
    """A recognizer that breaks on a text, with the text in its message."""

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Raise what a careless recognizer would."""
        raise ValueError(text)


def _offer(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    point = EntryPoint("extra", f"{__name__}:{name}", catalogue.ENTRY_POINTS)
    monkeypatch.setattr(catalogue, "entry_points", lambda group: [point] if group else [])


def test_plugin_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound class behind the entry point joins the catalogue."""
    _offer(monkeypatch, "MemberRecognizer")
    assert [kind.__name__ for kind in catalogue.plugins()] == ["MemberRecognizer"]


@pytest.mark.parametrize(
    "name", ["GreedyRecognizer", "NamelessRecognizer", "ROOT", "Missing"], ids=str
)
def test_unusable_plugin_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A plug-in that cannot be used is an error, never skipped."""
    _offer(monkeypatch, name)
    with pytest.raises(RecognizerError, match="entry point extra"):
        catalogue.plugins()


def test_entry_points_name_the_whole_catalogue() -> None:
    """`pyproject.toml` offers each of our recognizers to others, and nothing else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    offered = set(project["entry-points"][catalogue.ENTRY_POINTS].values())
    assert offered == {f"{kind.__module__}:{kind.__name__}" for kind in catalogue.BUILT_IN}


@pytest.mark.parametrize("kind", catalogue.BUILT_IN, ids=lambda kind: kind.__name__)
def test_every_recognizer_conforms(kind: type[Recognizer]) -> None:
    """Each recognizer of the catalogue keeps the rules that plug-ins must keep."""
    conforms(kind())


def test_kit_accepts_a_sound_recognizer() -> None:
    """A recognizer that keeps the rules and meets its examples passes."""
    rows = (
        Example("会员号M123456，", ("M123456",), "captioned"),
        Example("编号M123456", (), "another caption"),
    )
    conforms(MemberRecognizer(), rows)


@pytest.mark.parametrize(
    ("recognizer", "fault"),
    [
        (GreedyRecognizer, "unbounded repeat"),
        (GreedyRecognizer, "word boundary"),
        (GreedyRecognizer, "digit class"),
        (LooseRecognizer, "outside the text"),
        (BlindRecognizer, "NEEDS leaves out"),
    ],
)
def test_kit_names_the_fault(recognizer: type[Recognizer], fault: str) -> None:
    """The kit says which rule is broken, and quotes no text."""
    rows = (Example("会员号M123456", ("M123456",), "captioned"),)
    with pytest.raises(RecognizerError, match=fault) as caught:
        conforms(recognizer(), rows)
    assert "M123456" not in str(caught.value)


def test_kit_names_the_example_by_its_reason() -> None:
    """An example that is not met is named by its reason."""
    with pytest.raises(RecognizerError, match="not met: seven digits"):
        conforms(MemberRecognizer(), [Example("M1234567", ("M1234567",), "seven digits")])


def test_failure_is_an_error_without_the_text() -> None:
    """A recognizer that breaks makes the analysis fail; its message does not come through."""
    with pytest.raises(RecognizerError) as caught:
        Analyzer([FailingRecognizer()]).analyze("会员号M123456")
    assert "M123456" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_presidio_door_fails_the_same_way() -> None:
    """Presidio's door raises too, instead of returning nothing."""
    with pytest.raises(RecognizerError) as caught:
        FailingRecognizer().analyze("会员号M123456")
    assert "M123456" not in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r"a{1,9}", ""),
        (r"a+", "has an unbounded repeat"),
        (r"(?:a{0,9}b*)c", "has an unbounded repeat"),
        (r"(?=a+)b", "has an unbounded repeat"),
        (r"a{1,90000}", "has an unbounded repeat"),
        (r"\bab", "has a word boundary"),
        (r"[\w]a", "has a word class"),
        (r"\da", "has a digit class of all scripts"),
        (r"a?", "can match nothing"),
        (r"(a", "does not compile"),
    ],
    ids=lambda value: value or "safe",
)
def test_bounded_judges_a_pattern(pattern: str, fault: str) -> None:
    """Each unsafe form is named; a safe one has no fault."""
    assert faults(pattern) == ([fault] if fault else [])


def test_every_pattern_of_ours_is_safe() -> None:
    """No pattern of the catalogue is unbounded, blind to Han, or matches nothing."""
    found = {
        (kind.__name__, pattern.name): faults(pattern.regex)
        for kind in catalogue.BUILT_IN
        for pattern in kind.PATTERNS
    }
    assert found
    assert not any(found.values()), {key: value for key, value in found.items() if value}


def test_hint_count_must_match() -> None:
    """A batch with too few hints is refused, not silently cut."""
    with pytest.raises(RecognizerError):
        Analyzer([MemberRecognizer()]).analyze_batch(["a", "b"], ["name"])


class DeafLandlineRecognizer(LandlineRecognizer):
    """A subclass whose `find` is its own."""

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find nothing."""
        return []


def test_a_subclass_with_its_own_find_is_asked_for_that() -> None:
    """The parts that its parent's `find` was split into are not asked instead."""
    text = "电话0531-88888888"
    assert Analyzer([LandlineRecognizer()]).analyze(text)
    assert not Analyzer([DeafLandlineRecognizer()]).analyze(text)
