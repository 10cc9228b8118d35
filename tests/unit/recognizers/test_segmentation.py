"""Presidio gets Chinese words and lemmas, so that its context enhancer works."""

import importlib

import pytest
from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry

from recognizers.errors import RecognizerError
from recognizers.segmentation import ChineseNlpEngine, cut

JIEBA = importlib.import_module("jieba")  # by now: segmentation silences what it warns of
TEXTS = [
    "快件已由张伟派送，请保持电话畅通",
    "3-2-1201室，a+b，1.5kg",
    "山东省济南市历下区泉城路180号",
    "  两个 空格\n换行",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_cut_as_jieba_does(text: str) -> None:
    """The compiled segmenter is used only where it gives jieba's own cut."""
    assert cut(text) == list(JIEBA.cut(text))


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_lie_in_the_text(text: str) -> None:
    """Tokens have lemmas, and offsets into the text."""
    artifacts = ChineseNlpEngine().process_text(text, "zh")
    for token, start, lemma in zip(
        artifacts.tokens, artifacts.tokens_indices, artifacts.lemmas, strict=True
    ):
        assert text[start : start + len(lemma)] == lemma == token.text


def test_context_raises_a_score() -> None:
    """A context word beside a match raises its score: with empty lemmas it never would."""
    registry = RecognizerRegistry(supported_languages=["zh"])
    code = PatternRecognizer(
        "CODE",
        patterns=[Pattern("code", "[0-9]{6}", 0.3)],
        context=["取件"],
        supported_language="zh",
    )
    registry.add_recognizer(code)
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=ChineseNlpEngine(), supported_languages=["zh"]
    )
    near, far = (
        engine.analyze(text, language="zh")[0].score for text in ("取件 482913", "数量 482913")
    )
    assert near > far


def test_other_languages_are_refused() -> None:
    """The engine does not pretend to know other languages."""
    with pytest.raises(RecognizerError):
        ChineseNlpEngine().process_text("text", "en")


def test_vocabulary_does_not_grow_for_ever() -> None:
    """After its fill of different words the engine starts with a new vocabulary."""
    engine = ChineseNlpEngine(max_words=1000)
    sizes = [len(engine.process_text(f"单号{n}件", "zh").tokens.vocab.strings) for n in range(3000)]
    assert max(sizes) < 1200
