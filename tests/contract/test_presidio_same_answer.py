"""Presidio's engine with our registry and the fast path give the same answer."""

from pathlib import Path

import pytest
from presidio_analyzer import (
    AnalyzerEngine,
    Pattern,
    PatternRecognizer,
    RecognizerResult,
    predefined_recognizers,
)
from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

from recognizers.analyzer import Analyzer
from recognizers.catalogue import BUILT_IN, recognizers
from recognizers.finding import Finding
from recognizers.identity.license_plate import LicensePlateRecognizer
from recognizers.presidio import YAML, Resolution, engine, registry
from recognizers.result import MASKED_KEY, PARTS_KEY, as_finding
from recognizers.segmentation import ChineseNlpEngine
from tests.quality.numbers import evade, evaluate
from tests.support.waybill_lines import development_lines, lines


@pytest.fixture(scope="module")
def presidio() -> AnalyzerEngine:
    """Presidio's engine, built once."""
    return engine()


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """The fast path, built once."""
    return Analyzer.default()


def answer(presidio: AnalyzerEngine, text: str) -> list[Finding]:
    """What Presidio finds, in text order, as findings."""
    return sorted(map(as_finding, presidio.analyze(text, language="zh")), key=lambda f: f.start)


def test_same_answer_on_generated_lines(presidio: AnalyzerEngine, analyzer: Analyzer) -> None:
    """Spans, labels, scores, parts and marks agree on mixed lines, batch against single."""
    texts = list(lines(600))
    for text, findings in zip(texts, analyzer.analyze_batch(texts), strict=True):
        assert answer(presidio, text) == list(findings)


def test_same_answer_on_numbers_of_every_kind(presidio: AnalyzerEngine, analyzer: Analyzer) -> None:
    """The same on every kind of number, among hard negatives, and on every evasion."""
    texts = [line.text for line in evaluate.dataset(12, seed=3)]
    texts += [text for _, text, _ in evade.hidden(6, seed=3)]
    for text, findings in zip(texts, analyzer.analyze_batch(texts), strict=True):
        assert answer(presidio, text) == list(findings)


@pytest.mark.timeout(900)
def test_same_answer_on_the_development_data(presidio: AnalyzerEngine, analyzer: Analyzer) -> None:
    """The same on all real lines; a difference is reported by its place, not by its text."""
    texts = development_lines()
    if not texts:
        pytest.skip("no development data: set REDACTOR_DEV_DATA to its folder to run this")
    found = analyzer.analyze_batch(texts)
    different = [i for i, text in enumerate(texts) if answer(presidio, text) != list(found[i])]
    assert different == []


def test_no_recognizer_is_left_out_by_shape() -> None:
    """Asking every recognizer, whatever the shape of the text, finds nothing more."""
    singles = [r for r in recognizers() if r.NEEDS]
    assert singles
    texts = [*lines(600, seed=7), *development_lines(every=29)]
    for recognizer in singles:
        gated = Analyzer([recognizer])
        ungated = Analyzer([recognizer])
        ungated.ask_all()
        assert gated.analyze_batch(texts) == ungated.analyze_batch(texts), recognizer.name


def test_registry_file_names_every_recognizer() -> None:
    """The YAML file builds the whole catalogue in Presidio."""
    built = RecognizerRegistryProvider(conf_file=str(YAML)).create_recognizer_registry()
    assert {type(r) for r in built.recognizers} == set(BUILT_IN)
    assert built.supported_languages == ["zh"]


def test_registry_file_may_set_context(tmp_path: Path) -> None:
    """A user's own file sets context words and the language, as for Presidio's own."""
    file = tmp_path / "own.yaml"
    file.write_text(
        "supported_languages: [zh]\nglobal_regex_flags: 26\nrecognizers:\n"
        "  - name: MobileRecognizer\n    type: predefined\n"
        "    supported_languages: [{language: zh, context: [本机]}]\n",
        encoding="utf-8",
    )
    (built,) = (
        RecognizerRegistryProvider(conf_file=str(file)).create_recognizer_registry().recognizers
    )
    assert built.context == ["本机"]


def test_context_of_the_user_raises_the_score() -> None:
    """Context words from a registry file work as they do for Presidio's own recognizers."""
    own = engine([LicensePlateRecognizer(context=["泊位"])])
    (plain,) = own.analyze("库房 京A12345 到了", language="zh", score_threshold=0)
    (near,) = own.analyze("泊位 京A12345 到了", language="zh", score_threshold=0)
    assert (plain.start, plain.end) == (near.start, near.end)
    assert near.score > plain.score


def test_asked_entities_are_a_filter(presidio: AnalyzerEngine) -> None:
    """Presidio's `entities` argument leaves only those labels."""
    text = "王小明13800138000，邮箱zhang@example.com"
    results = presidio.analyze(text, language="zh", entities=["EMAIL_ADDRESS"])
    assert [text[r.start : r.end] for r in results] == ["zhang@example.com"]


def test_results_carry_mask_and_parts(presidio: AnalyzerEngine) -> None:
    """What Presidio has no field for stands in the metadata."""
    (result,) = presidio.analyze("138****5678", language="zh")
    assert result.recognition_metadata[MASKED_KEY] is True
    assert result.recognition_metadata[PARTS_KEY] == ()
    assert result.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY] == "MaskedRecognizer"


@pytest.fixture(scope="module")
def mixed() -> AnalyzerEngine:
    """Presidio's engine with our registry and a plain Presidio recognizer."""
    own = PatternRecognizer(
        "MEMBER_NO",
        patterns=[Pattern("m", r"M[0-9]{6}", 0.3)],
        context=["会员"],
        supported_language="zh",
    )
    both = registry()
    both.add_recognizer(own)
    return AnalyzerEngine(
        registry=both,
        nlp_engine=ChineseNlpEngine(),
        supported_languages=["zh"],
        context_aware_enhancer=Resolution(),
    )


def test_recognizers_of_others_take_part(mixed: AnalyzerEngine) -> None:
    """A plain Presidio recognizer beside ours is resolved with them."""
    labels = {r.entity_type for r in mixed.analyze("M123456 13800138000", language="zh")}
    assert labels == {"MEMBER_NO", "PHONE_NUMBER"}


def test_recognizers_of_others_get_their_context(mixed: AnalyzerEngine) -> None:
    """Presidio's context words work for Chinese: the words around are cut, lemma = surface."""
    (plain,) = mixed.analyze("编号 M123456", language="zh")
    (near,) = mixed.analyze("会员 M123456", language="zh")
    assert near.score > plain.score


def test_no_name_is_one_of_presidios() -> None:
    """Presidio finds classes by name alone: ours must not be mistaken for its own."""
    theirs = {kind for kind in dir(predefined_recognizers) if kind.endswith("Recognizer")}
    assert "EmailRecognizer" in theirs
    assert not theirs & {kind.__name__ for kind in BUILT_IN}
