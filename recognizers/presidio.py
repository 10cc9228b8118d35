"""Our recognizers inside Presidio's `AnalyzerEngine`, with our rule for overlaps.

Must never answer differently from `recognizers.analyzer`: one truth, two doors.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.tokens import Doc
from spacy.vocab import Vocab

from recognizers.base import CHINESE, Recognizer, as_finding, as_result
from recognizers.catalogue import recognizers
from recognizers.resolution import resolve

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer

# A registry file for Presidio that names every recognizer of ours; to be copied and cut down.
YAML: Final = Path(__file__).parent / "presidio.yaml"


class SilentNlpEngine(NlpEngine):  # type: ignore[misc]  # Presidio ships no types
    """An NLP engine that says nothing: our recognizers take their evidence from the text.

    Needs no model, so nothing is downloaded at start; keeps no word of any text, unlike spaCy's
    string store.
    """

    def __init__(self, language: str = CHINESE) -> None:
        """Take the one language the engine is asked in."""
        self._language = language
        self._vocab = Vocab()

    def load(self) -> None:
        """Load nothing."""

    def is_loaded(self) -> bool:
        """Nothing is missing."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:  # noqa: ARG002  # Presidio's signature
        """Give artifacts without tokens, whatever the text."""
        return NlpArtifacts([], Doc(self._vocab), [], [], self, language)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,  # noqa: ARG002  # Presidio's signature
        n_process: int = 1,  # noqa: ARG002  # Presidio's signature
        **_: object,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Give artifacts without tokens for each text."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002  # Presidio's signature
        """No word is known to be one."""
        return False

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002  # Presidio's signature
        """No word is known to be one."""
        return False

    def get_supported_entities(self) -> list[str]:
        """It finds none."""
        return []

    def get_supported_languages(self) -> list[str]:
        """The one language it was made for."""
        return [self._language]


class Resolution(ContextAwareEnhancer):  # type: ignore[misc]  # Presidio ships no types
    """Presidio's last step before it answers: findings that overlap are decided between.

    Takes the place of its context enhancer, for our recognizers weigh context themselves.
    """

    def __init__(self) -> None:
        """Set Presidio's factors to zero: no score is changed here."""
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002  # Presidio's signature
        raw_results: Sequence[RecognizerResult],
        nlp_artifacts: NlpArtifacts | None = None,  # noqa: ARG002  # Presidio's signature
        recognizers: "Sequence[EntityRecognizer]" = (),  # noqa: ARG002  # Presidio's signature
        context: Sequence[str] | None = None,  # noqa: ARG002  # Presidio's signature
    ) -> list[RecognizerResult]:
        """Give the results that remain, in text order."""
        identifiers = {id(result): _identifier(result) for result in raw_results}
        findings = {as_finding(result): identifiers[id(result)] for result in raw_results}
        return [as_result(finding, findings.get(finding, "")) for finding in resolve(findings)]


def registry(language: str = CHINESE, only: Sequence[Recognizer] = ()) -> RecognizerRegistry:
    """Build a Presidio registry of all our recognizers, or of `only` some."""
    chosen = list(only) or list(recognizers(language))
    return RecognizerRegistry(recognizers=chosen, supported_languages=[language])


def engine(language: str = CHINESE, only: Sequence[Recognizer] = ()) -> AnalyzerEngine:
    """Build a ready Presidio engine; needs no language model of Presidio's.

    Raises:
        RecognizerError: A recognizer cannot be loaded.
    """
    return AnalyzerEngine(
        registry=registry(language, only),
        nlp_engine=SilentNlpEngine(language),
        supported_languages=[language],
        context_aware_enhancer=Resolution(),
    )


def _identifier(result: RecognizerResult) -> str:
    metadata = result.recognition_metadata or {}
    return str(metadata.get(RecognizerResult.RECOGNIZER_IDENTIFIER_KEY, ""))
