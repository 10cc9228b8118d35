"""Lines through a detector: one result per line, and no line skipped silently."""

import io
import json
import re
from collections.abc import Sequence

import pytest

from redactor.errors import DetectError, Reason
from redactor.files.lines import batches
from redactor.files.scan import LineFault, Scanned, scan
from redactor.spans import Span


class DigitDetector:
    """Finds runs of eleven digits; fails on texts that say so."""

    def __init__(self) -> None:
        """Start with no hints seen."""
        self.hints: list[str] = []

    def detect(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Give a span per run of digits."""
        self.hints += hints
        if any("boom" in text for text in texts):
            raise DetectError(Reason.DETECT_FAILED)
        return [
            tuple(Span(m.start(), m.end(), "PHONE_NUMBER") for m in re.finditer("[0-9]{11}", text))
            for text in texts
        ]


def scanned(raw: bytes, field: str = "text") -> list[Scanned]:
    """Scan all lines of `raw`."""
    return [
        one for batch in scan(batches(io.BytesIO(raw)), DigitDetector(), field) for one in batch
    ]


def test_offsets_are_code_points_of_the_original_text() -> None:
    """A character outside the basic plane counts as one, and a JSON escape as what it means."""
    plain, escaped = scanned("𠮷电13912345678\n".encode() + b'{"text":"\\u7535\\n13912345678"}\n')
    assert [(s.start, s.end) for s in plain.spans] == [(2, 13)]
    assert [(s.start, s.end) for s in escaped.spans] == [(2, 13)]


@pytest.mark.parametrize(
    ("line", "expected", "reason"),
    [
        (b"plain", 1, "a plain line has its number"),
        (b'{"id":"a7","text":"x"}', "a7", "a JSON line has its own"),
        (b'{"id":42,"text":"x"}', 42, "of its own type"),
        (b'{"id":0,"text":"x"}', 0, "zero is an id"),
        (b'{"id":null,"text":"x"}', 1, "null is none"),
        (b'{"text":"x"}', 1, "nor is a missing one"),
        (b'{"id":"a7"}', "a7", "a line with a fault keeps its id"),
        (b'{"id":"13912345678","text":"x"}', 1, "somebody's number is no id to show"),
        (b'{"id":13912345678,"text":"x"}', 1, "nor as a number"),
        (b'{"id":{"of":["tel 13912345678"]},"text":"x"}', 1, "nor deep inside one"),
        (b'{"id":"13912345678"}', 1, "nor of a line with a fault"),
        (b'{"id":"boom 13912345678","text":"x"}', 1, "nor where nobody could look"),
    ],
)
def test_a_result_names_its_line(line: bytes, expected: object, reason: str) -> None:
    """The id is the line's own if nothing is found in it, else its number."""
    assert [one.id for one in scanned(line)] == [expected], reason


@pytest.mark.parametrize(
    ("line", "fault", "reason"),
    [
        (b"\xff13912345678", LineFault.NOT_UTF8, "invalid UTF-8"),
        ("收件人".encode("gb18030"), LineFault.NOT_UTF8, "another encoding"),
        (b'{"text":"13912345678"', LineFault.INVALID_JSON, "a cut off object hides its escapes"),
        (b'  { "text" : ', LineFault.INVALID_JSON, "also with white space before it"),
        (b'{"remark":"x"}', LineFault.FIELD_MISSING, "no such field"),
        (b"{}", LineFault.FIELD_MISSING, "no field at all"),
        (b'{"text":13912345678}', LineFault.FIELD_NOT_TEXT, "a number is not a text"),
        (b'{"text":null}', LineFault.FIELD_NOT_TEXT, "nor is null"),
        (b'{"text":"a","text":"b"}', LineFault.FIELD_TWICE, "one of the two would hide"),
        (b'{"text":"\\ud800"}', LineFault.LONE_SURROGATE, "half a character"),
        (b'{"text":"boom"}', LineFault.DETECT_FAILED, "the detector failed"),
        (b'{"a":' * 100_000, LineFault.INVALID_JSON, "nesting beyond any parser"),
    ],
)
def test_a_line_that_cannot_be_scanned_says_so(line: bytes, fault: LineFault, reason: str) -> None:
    """A faulty line has a result with its fault and no spans; its neighbours are scanned."""
    before, faulty, after = scanned(b"13912345678\n" + line + b"\n13912345678\n")
    assert (faulty.number, faulty.fault, faulty.spans) == (2, fault, ()), reason
    assert len(before.spans) == len(after.spans) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{备注}13912345678", "a brace before Han text starts no object"),
        ("[13912345678]", "an array is a text"),
        ('"13912345678"', "so is a JSON string"),
        ("  13912345678", "white space is part of the text"),
    ],
)
def test_what_is_no_object_is_plain_text(line: str, reason: str) -> None:
    """Offsets of a plain line count from its first character, whatever that is."""
    (one,) = scanned(line.encode())
    assert [line[s.start : s.end] for s in one.spans] == ["13912345678"], reason


def test_an_id_that_is_read_moves_no_finding() -> None:
    """Each line has its own findings, whichever of them have ids to look at."""
    raw = b'{"id":"13912345678","text":"x"}\n13912345678\n'
    raw += b'{"id":"a","text":"+13912345678"}\n{"id":"b"}\n'
    results = scanned(raw)
    assert [[s.start for s in one.spans] for one in results] == [[], [0], [1], []]
    assert [one.id for one in results] == [1, 2, "a", "b"]


def test_empty_lines_have_results() -> None:
    """An empty line is scanned and holds nothing."""
    results = scanned(b"\n\n")
    assert [(one.number, one.spans, one.fault) for one in results] == [(1, (), None), (2, (), None)]


def test_the_field_is_the_hint() -> None:
    """The detector learns the field's name of a JSON line, and nothing of a plain one."""
    detector = DigitDetector()
    list(scan(batches(io.BytesIO(b'{"mobile":"1"}\nplain\n')), detector, "mobile"))
    assert detector.hints == ["mobile", ""]


def test_the_default_field_is_no_hint() -> None:
    """The same text has the same findings as a plain line and under `text`."""
    detector = DigitDetector()
    list(scan(batches(io.BytesIO(b'{"text":"1"}\n1\n')), detector, "text"))
    assert detector.hints == ["", ""]


def test_a_hundred_thousand_lines_are_a_hundred_thousand_results() -> None:
    """Long inputs lose nothing and mix nothing up."""
    raw = b"".join(json.dumps({"id": n, "text": f"x{n}"}).encode() + b"\n" for n in range(100_000))
    assert [one.id for one in scanned(raw)] == list(range(100_000))


def test_a_result_shows_no_text_in_a_repr() -> None:
    """No log or traceback can carry a line."""
    assert "13912345678" not in repr(scanned(b"13912345678"))
