"""The door to the recognizers: findings become spans, failures become refusals."""

from collections.abc import Sequence

import pytest

from recognizers.finding import Finding, Level, Part
from redactor.errors import DetectError
from redactor.policy import Thresholds
from redactor.recall.repeats import LOOK
from redactor.spans import PartSpan, Span
from redactor.stages.detect import Detector
from tests.support.fakes import POISON, FakeAnalyzer
from tests.support.verbatim import Verbatim


class Fixed(Verbatim):
    """Finds the same in every text, and remembers what it was asked."""

    def __init__(self, *findings: Finding) -> None:
        """Take the findings."""
        self.findings = findings
        self.asked: list[tuple[str, str]] = []

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Give the findings for each text."""
        self.asked += zip(texts, hints, strict=True)
        return [self.findings for _ in texts]


class Forgetful(Verbatim):
    """Breaks the promise of one answer for each text."""

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Give an answer too few."""
        del hints
        return [() for _ in texts[1:]]


def spans(text: str, *findings: Finding) -> list[tuple[int, int]]:
    """Give the offsets of a text's spans."""
    (found,) = Detector(Fixed(*findings), Thresholds()).detect([text], [""])
    return [(span.start, span.end) for span in found]


def test_findings_become_spans_with_their_parts() -> None:
    """Everything that a mask needs comes through."""
    part = Part(0, 3, Level.ROAD)
    finding = Finding(0, 7, "ADDRESS", 0.9, "some", (part,))
    detector = Detector(Fixed(finding), Thresholds())
    assert detector.detect(["泉城路180号"], [""]) == [
        (Span(0, 7, "ADDRESS", 0.9, "some", (PartSpan(0, 3, "road"),)),)
    ]


def test_a_finding_has_its_fields_where_a_span_has_them() -> None:
    """It becomes a span as it stands."""
    renamed = {"label": "entity", "evidence": "why"}
    assert tuple(renamed.get(name, name) for name in Finding._fields) == Span._fields


def test_a_text_is_asked_once_in_a_batch() -> None:
    """Repeated texts cost one detection and get equal answers; another hint is another text."""
    fixed = Fixed(Finding(0, 2, "PERSON", 0.9, "some"))
    found = Detector(fixed, Thresholds()).detect(
        ["王明", "x", "王明", "王明"], ["", "", "", "name"]
    )
    assert fixed.asked == [("王明", ""), ("x", ""), ("王明", "name")]
    assert found[0] == found[2]


@pytest.mark.parametrize(
    ("text", "findings", "expected", "why"),
    [
        ("泉城路****", [(0, 3, False)], [(0, 7)], "our mask belongs to the address before it"),
        ("王^_^", [(0, 1, False)], [(0, 4)], "a smile too"),
        ("泉城路****", [(0, 3, False), (3, 7, True)], [(0, 7)], "a mask found by itself"),
        ("泉城路*x", [(0, 3, False), (3, 5, False)], [(0, 3), (3, 5)], "a starry value"),
        ("王明x**", [(0, 2, False)], [(0, 2)], "a mask further on does not belong"),
    ],
)  # fmt: skip
def test_a_mask_belongs_to_the_value_before_it(
    text: str, findings: list[tuple[int, int, bool]], expected: list[tuple[int, int]], why: str
) -> None:
    """A record redacted twice grows no second mask, and no two spans overlap."""
    made = [Finding(a, b, "ADDRESS", 0.9, "some", masked=masked) for a, b, masked in findings]
    assert spans(text, *made) == expected, why


TOKEN = "tok_k1_" + "bcdfghjk" * 5


@pytest.mark.parametrize(
    ("text", "found", "expected", "why"),
    [
        ("五华区<PERSON>", (0, 11), [(0, 3)], "a placeholder read into an address"),
        ("五华区<PERSON><PHONE_NUMBER>", (0, 15), [(0, 3)], "two of them, one cut"),
        (f"五华区{TOKEN}", (0, 20), [(0, 3)], "the head of a token"),
        ("<PERSON>五华区", (3, 11), [(8, 11)], "the tail of one before it"),
        ("<PERSON>", (1, 7), [], "nothing but a placeholder"),
        ("五华区<PERSON>80号", (0, 14), [(0, 14)], "a value goes on behind one in its middle"),
        ("五华区<王明>", (0, 7), [(0, 7)], "no placeholder of ours"),
    ],
)
def test_our_placeholders_are_no_part_of_a_value(
    text: str, found: tuple[int, int], expected: list[tuple[int, int]], why: str
) -> None:
    """A masked record read again keeps its placeholders, and hides all that stands beside them."""
    assert spans(text, Finding(*found, "ADDRESS", 0.9, "some")) == expected, why


def test_a_page_of_findings_and_placeholders_is_one_pass() -> None:
    """Tens of thousands of both in one text stall no worker, and each value keeps its end."""
    unit = "王小明<PERSON>"
    found = [Finding(at, at + 5, "PERSON", 0.9, "some") for at in range(0, 40_000 * 11, 11)]
    expected = [(at, at + 3) for at in range(0, 40_000 * 11, 11)]
    assert spans(unit * 40_000, *found) == expected


@pytest.mark.parametrize(
    ("value", "entity", "kept", "why"),
    [
        ("138****5678", "PHONE_NUMBER", True, "the common form stays"),
        ("138******78", "PHONE_NUMBER", True, "so does the standard's"),
        ("13800138***", "PHONE_NUMBER", False, "eight digits leave a thousand numbers"),
        ("138****5678-1234", "PHONE_NUMBER", False, "a raw extension is not masked"),
        ("110101********1234", "CN_RESIDENT_ID", True, "area and order, the birthday hidden"),
        ("11010119900307****", "CN_RESIDENT_ID", False, "the birthday in clear"),
        ("王小*", "PERSON", True, "a name hides a character"),
    ],
)
def test_a_mask_from_upstream_stays_only_if_it_hides_enough(
    value: str, entity: str, *, kept: bool, why: str
) -> None:
    """What calls itself masked and shows nearly all is masked again."""
    finding = Finding(0, len(value), entity, 0.9, "some", masked=True)
    ((span,),) = Detector(Fixed(finding), Thresholds()).detect([value], [""])
    assert span.masked is kept, why


def test_findings_below_their_threshold_are_left_out() -> None:
    """An entity has its own or the default; what just reaches it counts, masked or not."""
    names = Finding(0, 2, "PERSON", 0.5, "some"), Finding(2, 4, "PERSON", 0.49, "some")
    rest = Finding(4, 6, "QQ", 0.3, "some", masked=True), Finding(6, 8, "QQ", 0.29, "some")
    detector = Detector(Fixed(*names, *rest), Thresholds(default=0.3, entities={"PERSON": 0.5}))
    (found,) = detector.detect(["王明李雷张三赵四"], [""])
    assert [(one.start, one.masked) for one in found] == [(0, False), (4, True)]


def test_a_finding_without_a_character_is_no_span() -> None:
    """It would hide nothing, and refuse the record."""
    empty = Finding(1, 1, "PERSON", 0.9, "some")
    assert spans("王明", empty, Finding(0, 2, "PERSON", 0.9, "some")) == [(0, 2)]


def test_a_failing_recognizer_refuses() -> None:
    """What could not be searched is not passed."""
    with pytest.raises(DetectError):
        Detector(FakeAnalyzer(), Thresholds()).detect([POISON], [""])


def test_an_answer_of_the_wrong_length_refuses() -> None:
    """An analyzer that loses a text loses the record."""
    with pytest.raises(DetectError):
        Detector(Forgetful(), Thresholds()).detect(["x"], [""])


def test_what_is_not_remembered_is_found_all_the_same() -> None:
    """A field whose texts never come again is asked about each time; the answer is the same."""
    analyzer = Fixed(Finding(0, 1, "PHONE_NUMBER", 0.9, "fake"))
    detector = Detector(analyzer, Thresholds())
    texts = [str(number) for number in range(LOOK)]
    first = detector.detect(texts, ["at"] * len(texts))
    asked = len(analyzer.asked)
    again = detector.detect(texts, ["at"] * len(texts))
    assert again == first
    assert len(analyzer.asked) == asked + len(texts)
