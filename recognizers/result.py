"""Findings as Presidio's results, and back.

Must never lose on the way what Presidio has no field for: marks, parts and evidence.
"""

from typing import Final

from presidio_analyzer import AnalysisExplanation, RecognizerResult

from recognizers.evidence import NONE
from recognizers.finding import Finding

# Keys of `RecognizerResult.recognition_metadata` that carry what Presidio has no field for.
MASKED_KEY: Final = "masked"
PARTS_KEY: Final = "parts"
EVIDENCE_KEY: Final = "evidence"


def as_result(finding: Finding, identifier: str, *, is_weighed: bool = True) -> RecognizerResult:
    """Write a finding the way Presidio does.

    Args:
        finding: With offsets into the original text.
        identifier: Of the recognizer, as Presidio gave it out.
        is_weighed: Context is in the score already: Presidio's enhancer must not add it again.
    """
    return RecognizerResult(
        finding.label,
        finding.start,
        finding.end,
        finding.score,
        as_explanation(finding),
        {
            RecognizerResult.RECOGNIZER_NAME_KEY: finding.recognizer,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: identifier,
            RecognizerResult.IS_SCORE_ENHANCED_BY_CONTEXT_KEY: is_weighed,
            MASKED_KEY: finding.masked,
            PARTS_KEY: finding.parts,
            EVIDENCE_KEY: finding.evidence,
        },
    )


def as_explanation(finding: Finding) -> AnalysisExplanation:
    """Write the evidence the way Presidio does, for `return_decision_process`."""
    why = finding.evidence
    explanation = AnalysisExplanation(
        finding.recognizer,
        finding.score,
        pattern_name=why.pattern or None,
        validation_result=why.valid,
        textual_explanation=why.sentence() or None,
    )
    explanation.set_supportive_context_word(why.context)
    return explanation


def as_finding(result: RecognizerResult) -> Finding:
    """Read a Presidio result back; results of other recognizers have no parts and no mask."""
    metadata = result.recognition_metadata or {}
    return Finding(
        result.start,
        result.end,
        result.entity_type,
        result.score,
        metadata.get(RecognizerResult.RECOGNIZER_NAME_KEY, "unknown"),
        metadata.get(PARTS_KEY, ()),
        metadata.get(MASKED_KEY, False),
        metadata.get(EVIDENCE_KEY, NONE),
    )
