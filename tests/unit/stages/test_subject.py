"""The subject of a record is found under the route's path, or is empty."""

import pytest

from redactor.document import Document, Json
from redactor.paths import parse_path
from redactor.stages.subject import subject_of

VALUE: Json = {
    "waybill": "SF1",
    "items": [{"no": 7}, {"no": 8}],
    "deep": {"er": {"id": "x"}},
    "b": True,
}


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("$.waybill", "sf1"),
        ("$.items[*].no", "7"),
        ("$..id", "x"),
        ("$.deep.er.id", "x"),
        ("$.absent", ""),
        ("$.items", ""),
        ("$.b", ""),
    ],
)
def test_the_first_text_under_the_path_is_the_subject(path: str, subject: str) -> None:
    """Texts and numbers are subjects; objects, arrays and booleans are none."""
    assert subject_of(Document([VALUE], is_json=True), parse_path(path)) == subject


@pytest.mark.parametrize("document", [None, Document(["SF1"], is_json=False)])
def test_what_has_no_fields_has_no_subject(document: Document | None) -> None:
    """A tombstone and a plain text are about nothing."""
    assert subject_of(document, parse_path("$.waybill")) == ""
