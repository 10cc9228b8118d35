"""Other detectors behind one door, to be measured on the same lines in the same process.

Must never be imported by the project's run time; a peer that is not installed is left out.
"""

import importlib
import importlib.util
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)

from recognizers.analyzer import Analyzer
from recognizers.segmentation import ChineseNlpEngine
from tests.quality.score import Line, Span

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's own, see recognizers.segmentation
    import jieba.posseg

Detector: TypeAlias = Callable[[Sequence[Line]], list[list[Span]]]

# Its types by our labels; a type that is not here keeps its name and counts for no label.
_ARGUS: Final = {
    "person": "PERSON",
    "address": "ADDRESS",
    "phone": "PHONE_NUMBER",
    "id_number": "CN_RESIDENT_ID",
    "bank_card": "CN_BANK_CARD",
    "credit_card": "CN_BANK_CARD",
    "credit_code": "CN_USCC",
    "license_plate": "CN_LICENSE_PLATE",
    "passport": "CN_PASSPORT",
    "email": "EMAIL_ADDRESS",
    "ip_address": "IP_ADDRESS",
    "qq": "QQ",
    "wechat": "WECHAT_ID",
    "hk_id": "HK_ID_CARD",
    "tw_id": "TW_ID_CARD",
    "taiwan_arc": "TW_ID_CARD",
    "macau_id": "MO_ID_CARD",
}
ARGUS_LABELS: Final = frozenset(_ARGUS.values())
_PLACE_END: Final = re.compile(r"[省市区县镇乡村路街道巷号栋楼室层座苑园厦城院]|[0-9]")


def ours() -> Detector:
    """This project's fast path."""
    analyzer = Analyzer.default()

    def detect(lines: Sequence[Line]) -> list[list[Span]]:
        found = analyzer.analyze_batch([x.text for x in lines], [x.hint for x in lines])
        return [[Span(f.start, f.end, f.label) for f in row] for row in found]

    return detect


def argus() -> Detector | None:
    """argus-redact, its default fast mode for Chinese; None where it is not installed."""
    if importlib.util.find_spec("argus_redact") is None:
        return None
    redact = importlib.import_module("argus_redact").redact

    def detect(lines: Sequence[Line]) -> list[list[Span]]:
        found = []
        for line in lines:
            entities = redact(line.text, lang="zh", report=True, salt=1).entities
            spans = [Span(e["start"], e["end"], _ARGUS.get(e["type"], e["type"])) for e in entities]
            found.append(spans)
        return found

    return detect


def plain_presidio() -> Detector:
    """A straightforward Presidio build: jieba's tags for names and places, a mobile pattern."""
    registry = RecognizerRegistry(supported_languages=["zh"])
    registry.add_recognizer(_TagRecognizer())
    mobile = Pattern("mobile", r"(?<!\d)1[3-9]\d{9}(?!\d)", 0.8)
    registry.add_recognizer(
        PatternRecognizer("PHONE_NUMBER", patterns=[mobile], supported_language="zh")
    )
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=ChineseNlpEngine(), supported_languages=["zh"]
    )

    def detect(lines: Sequence[Line]) -> list[list[Span]]:
        found = (engine.analyze(line.text, language="zh") for line in lines)
        return [[Span(r.start, r.end, r.entity_type) for r in row] for row in found]

    return detect


class _TagRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """What a first attempt does: `nr` is a person, places joined with what follows an address."""

    def __init__(self) -> None:
        """Register for Chinese."""
        super().__init__(["PERSON", "ADDRESS"], supported_language="zh")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self,
        text: str,
        entities: Sequence[str],  # noqa: ARG002  # Presidio's signature
        nlp_artifacts: object = None,  # noqa: ARG002  # Presidio's signature
    ) -> list[RecognizerResult]:
        """Tags the text and reads names and places off the tags."""
        found: list[RecognizerResult] = []
        at, opened = 0, -1
        for word, tag in jieba.posseg.cut(text):
            end = at + len(word)
            place = tag == "ns" or (opened >= 0 and _PLACE_END.search(word) and len(word) < 11)
            if place and opened < 0:
                opened = at
            elif not place and opened >= 0:
                found.append(RecognizerResult("ADDRESS", opened, at, 0.6))
                opened = -1
            if tag == "nr" and len(word) > 1:
                found.append(RecognizerResult("PERSON", at, end, 0.6))
            at = end
        if opened >= 0:
            found.append(RecognizerResult("ADDRESS", opened, at, 0.6))
        return found
