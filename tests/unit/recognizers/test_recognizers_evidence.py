"""Every finding says what carried it, and none of what was found."""

import pytest

from recognizers.analyzer import Analyzer
from recognizers.evidence import Evidence, ruled
from recognizers.presidio import engine
from tests.support.waybill_lines import lines

HELD, FAILED = True, False
ROWS = (
    ("收件身份证11010519491231002X", "", "check holds, near a word",
     {"pattern": "eighteen characters", "valid": HELD, "context": "word for an identity card"}),
    ("见110105194912310021", "", "check fails, no word", {"pattern": "eighteen characters"}),
    ("110105491231002", "身份证号", "the field's name",
     {"pattern": "fifteen digits", "field": True}),
    ("4111111111111111", "", "issuer and Luhn sum", {"pattern": "card number", "valid": HELD}),
    ("卡号6222021234567890", "", "caption in place of the check",
     {"pattern": "card number", "context": "word for a card or an account"}),
    ("护照号E12345678", "", "a document by its word",
     {"pattern": "passport", "context": "word for the document"}),
    ("13800138000", "", "a segment in use",
     {"pattern": "mobile", "valid": HELD, "rule": "its segment is in use"}),
    ("15400138000", "", "a segment not in use",
     {"pattern": "mobile", "valid": FAILED, "rule": "its segment is not in use"}),
    ("座机87654321", "", "a local number by its word",
     {"pattern": "local number after a word for telephone", "context": "word for telephone"}),
    ("运单号773123456789012", "", "a bare number by its caption",
     {"pattern": "number after a caption or a carrier", "context": "word for a waybill"}),
    ("773123456789012", "waybill_no", "the same by its field",
     {"pattern": "number after a caption or a carrier", "field": True}),
    ("取件码3-2-1054", "", "a captioned code", {"pattern": "code after its caption"}),
    ("坐标(116.40, 39.91)", "", "a coarse position by its word",
     {"pattern": "decimal degrees", "context": "word for a position"}),
    ("z***g@example.com", "", "a value masked before", {"pattern": "masked mail address"}),
    ("MTM4MDAxMzgwMDA=", "", "a value behind an encoding",
     {"pattern": "base64", "rule": "what it decodes to holds a value"}),
    ("快递员李建国正在派件", "", "the model, in talk of freight",
     {"rule": "sequence model"}),
    ("王小明", "receiver_name", "the model, in a name field",
     {"rule": "sequence model", "field": True}),
)  # fmt: skip


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """The whole catalogue, loaded once."""
    return Analyzer.default()


@pytest.mark.parametrize(("text", "hint", "reason", "told"), ROWS, ids=[row[2] for row in ROWS])
def test_evidence_row(
    analyzer: Analyzer, text: str, hint: str, reason: str, told: dict[str, str | bool]
) -> None:
    """The finding carries at least what the row says."""
    (found,) = analyzer.analyze(text, hint)
    assert told.items() <= found.evidence.told().items(), reason


def test_every_finding_has_evidence_that_quotes_nothing(analyzer: Analyzer) -> None:
    """On mixed lines no finding is without evidence, and none of the value stands in it."""
    texts = list(lines(400))
    pairs = [
        (text[f.start : f.end], f.evidence.sentence())
        for text, findings in zip(texts, analyzer.analyze_batch(texts), strict=True)
        for f in findings
    ]
    assert pairs
    assert all(said and value not in said for value, said in pairs)


def test_presidio_explains_too() -> None:
    """`return_decision_process` gives pattern, check, context and a sentence, as its own do."""
    (result,) = engine().analyze(
        "身份证11010519491231002X", language="zh", return_decision_process=True
    )
    why = result.analysis_explanation
    assert why.recognizer == "ResidentIdRecognizer"
    assert (why.pattern_name, why.validation_result) == ("eighteen characters", True)
    assert why.pattern
    assert why.supportive_context_word == "word for an identity card"
    assert why.textual_explanation == (
        "pattern 'eighteen characters'; check holds; near it: word for an identity card"
    )


def test_nothing_known_says_nothing() -> None:
    """Empty evidence has no sentence."""
    assert (Evidence().told(), Evidence().sentence()) == ({}, "")


def test_ruled_evidence_is_made_once() -> None:
    """Findings of the model share their evidence: it costs nothing per finding."""
    assert ruled("rule", "words", field=True) is ruled("rule", "words", field=True)
