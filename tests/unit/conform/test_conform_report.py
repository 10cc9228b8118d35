"""A conformance report counts every place, names those that fail, and quotes nothing."""

import io
import json

import orjson

from redactor.conform.report import MAX_NAMED, Report, conformance
from redactor.conform.rules import RULES
from redactor.conform.texts import Reader
from redactor.files.entries import entries
from redactor.files.lines import batches
from redactor.pipeline import Pipeline
from redactor.policy import default_policy
from redactor.record import Coordinates, Masked, Record
from redactor.stages.detect import Detector
from tests.support.fakes import FakeAnalyzer

NAME, MOBILE = "王小明", "13800138000"
DETECTOR = Detector(FakeAnalyzer(), default_policy().thresholds)


def report(*lines: bytes) -> Report:
    """Check lines against the waybill standard."""
    reader = Reader(DETECTOR)
    pages = map(reader.read, entries(batches(io.BytesIO(b"\n".join(lines)))))
    return conformance(pages, RULES["waybill-gbt41833"])


def test_masked_output_conforms() -> None:
    """What the built-in policy made passes every rule."""
    raw = orjson.dumps({"to": {"name": NAME, "tel": MOBILE}, "no": [1, f"{NAME}{MOBILE}"]})
    (result,) = Pipeline(default_policy(), DETECTOR).redact(
        [Record(Coordinates("stdin", 0, 0), 0, None, raw)]
    )
    assert isinstance(result, Masked)
    done = report(result.outputs[0].masked_value or b"")
    assert done.conforms
    assert {one.rule.name: one.checked for one in done.findings}["phone"] == 2


def test_the_usual_mask_does_not_conform() -> None:
    """`138****5678` hides four digits where the standard asks for six."""
    done = report(b'{"to": {"tel": "138****5678"}}', b"", b'{"tel": "138******78"}')
    assert not done.conforms
    (failing,) = [one for one in done.findings if one.failed]
    assert failing.checked == 2
    assert [(at.where, at.path, at.reason) for at in failing.named] == [
        (1, "to.tel", "fewer than six digits are hidden")
    ]


def test_a_line_that_cannot_be_read_does_not_conform() -> None:
    """What was not understood may hold anything."""
    done = report(b'{"a": 1}', b"{broken")
    assert not done.conforms
    assert done.unread == [(2, "invalid_json")]


def test_clear_values_are_counted_and_not_quoted() -> None:
    """All failures count, the first are named, and no value appears in either form."""
    done = report(orjson.dumps([NAME, {MOBILE: MOBILE}] * 1), *[orjson.dumps(NAME)] * 150)
    names = next(one for one in done.findings if one.rule.name == "name")
    assert names.failed.total() == 151
    assert len(names.named) == MAX_NAMED
    printed = json.dumps(done.as_json(), ensure_ascii=False) + done.as_text()
    assert NAME not in printed
    assert MOBILE not in printed


def test_an_empty_file_has_nothing_against_it() -> None:
    """Nothing checked, nothing failed; the report says that no place was looked at."""
    done = report(b"")
    assert done.conforms
    assert done.as_text().count("none  ") == 4
