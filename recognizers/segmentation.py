"""The NLP engine for Presidio users: Chinese words by jieba, lemma = surface.

Must never download a model, and never leave a lemma empty: Presidio's context enhancer compares
lemmas, and with spaCy's own Chinese segmenter it is silently dead.
"""

import warnings
from collections.abc import Iterable, Iterator
from typing import Final

import rjieba
import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from recognizers.errors import RecognizerError

with warnings.catch_warnings():
    # jieba 0.42 has unescaped backslashes and imports pkg_resources; neither concerns its users.
    warnings.simplefilter("ignore")
    import jieba

LANGUAGE: Final = "zh"


def cut(text: str) -> list[str]:
    """Cuts a text into words, as `jieba.cut` does.

    rjieba is the same dictionary and algorithm, compiled, and some thirty times as fast; it
    differs in keeping `3-2` and `a+b` in one piece, so such texts go to jieba itself.

    Args:
        text: Any text; the empty one has no words.

    Returns:
        Words that joined give the text.
    """
    if any(sign in text for sign in _DIFFERENT):
        return list(jieba.cut(text))
    return list(rjieba.cut(text))


_DIFFERENT: Final = "-+#&._%"


class JiebaTokenizer:
    """spaCy's tokenizer over `cut`; every token's lemma is its surface."""

    def __init__(self, vocab: Vocab) -> None:
        """Take the vocabulary that the tokens' strings are kept in."""
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text into a document whose text is the text."""
        words = cut(text)
        doc = Doc(self._vocab, words=words, spaces=[False] * len(words))
        for token in doc:
            token.lemma_ = token.text
        return doc


def chinese_pipeline() -> Language:
    """A blank Chinese spaCy pipeline that cuts by jieba's algorithm."""
    pipeline = spacy.blank(LANGUAGE)
    pipeline.tokenizer = JiebaTokenizer(pipeline.vocab)
    return pipeline


class ChineseNlpEngine(NlpEngine):  # type: ignore[misc]  # Presidio ships no types
    """Words and lemmas for Presidio; it finds no entities itself.

    The vocabulary keeps every word it ever saw, so the pipeline is built anew once it has seen
    `max_words` different ones: a long run must not grow.
    """

    def __init__(self, max_words: int = 200_000) -> None:
        """Say how many different words to keep before starting over."""
        self._max_words = max_words
        self._pipeline: Language | None = None

    def load(self) -> None:
        """Build the pipeline."""
        self._pipeline = chinese_pipeline()

    def is_loaded(self) -> bool:
        """Say whether `load` was called."""
        return self._pipeline is not None

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Cut one text.

        Args:
            text: The text.
            language: Must be `zh`.

        Returns:
            Tokens, their offsets and lemmas; no entities.

        Raises:
            RecognizerError: Another language was asked for.
        """
        if language != LANGUAGE:
            message = "the Chinese engine was asked for another language"
            raise RecognizerError(message)
        if self._pipeline is None or len(self._pipeline.vocab.strings) > self._max_words:
            self.load()
        if self._pipeline is None:  # pragma: no cover  # load() sets it; this tells mypy
            message = "the pipeline did not load"
            raise RecognizerError(message)
        doc = self._pipeline.make_doc(text)
        return NlpArtifacts(
            entities=[],
            tokens=doc,
            tokens_indices=[token.idx for token in doc],
            lemmas=[token.text for token in doc],
            nlp_engine=self,
            language=language,
        )

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,  # noqa: ARG002  # Presidio's signature
        n_process: int = 1,  # noqa: ARG002  # Presidio's signature
        **kwargs: object,  # noqa: ARG002  # Presidio's signature
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Cut many texts, one after the other."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002  # Presidio's signature
        """Say whether Presidio should leave a word out of its context: never."""
        return False

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002  # Presidio's signature
        """Say whether a word is only signs."""
        return not any(character.isalnum() for character in word)

    def get_supported_entities(self) -> list[str]:
        """Name no entity: the recognizers find them."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Chinese."""
        return [LANGUAGE]
