"""Our recognizers inside Presidio's `AnalyzerEngine`, with our rule for overlaps.

Must never answer differently from `recognizers.analyzer`: one truth, two doors.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer

from recognizers.base import CHINESE, Recognizer, failure
from recognizers.catalogue import recognizers
from recognizers.resolution import resolve
from recognizers.result import as_finding, as_result
from recognizers.segmentation import ChineseNlpEngine

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer
    from presidio_analyzer.nlp_engine import NlpArtifacts

# A registry file for Presidio that names every recognizer of ours; to be copied and cut down.
YAML: Final = Path(__file__).parent / "presidio.yaml"


class Resolution(LemmaContextAwareEnhancer):  # type: ignore[misc]  # Presidio ships no types
    """Presidio's last step before it answers: context words, then the rule for overlaps.

    Our recognizers have weighed their context already and are left as they are; those of others
    get Presidio's own treatment first.
    """

    def enhance_using_context(
        self,
        text: str,
        raw_results: Sequence[RecognizerResult],
        nlp_artifacts: "NlpArtifacts",
        recognizers: "Sequence[EntityRecognizer]",
        context: Sequence[str] | None = None,
    ) -> list[RecognizerResult]:
        """Give the results that remain, in text order.

        Raises:
            RecognizerError: Presidio could not match its tokens to a value; its own error would
                quote it.
        """
        try:
            results = super().enhance_using_context(
                text, list(raw_results), nlp_artifacts, list(recognizers), context
            )
        except ValueError:
            raise failure(type(self).__name__) from None
        known = {as_finding(result): result for result in results}
        return [known.get(finding) or as_result(finding, "") for finding in resolve(known)]


def registry(language: str = CHINESE, only: Sequence[Recognizer] = ()) -> RecognizerRegistry:
    """Build a Presidio registry of all our recognizers, or of `only` some."""
    chosen = list(only) or list(recognizers(language))
    return RecognizerRegistry(recognizers=chosen, supported_languages=[language])


def engine(only: Sequence[Recognizer] = ()) -> AnalyzerEngine:
    """Build a ready Presidio engine for Chinese; no model is downloaded.

    Args:
        only: Recognizers to use instead of the whole catalogue.

    Raises:
        RecognizerError: A recognizer cannot be loaded.
    """
    return AnalyzerEngine(
        registry=registry(CHINESE, only),
        nlp_engine=ChineseNlpEngine(),
        supported_languages=[CHINESE],
        context_aware_enhancer=Resolution(),
    )
