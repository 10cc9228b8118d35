"""Whatever the text: offsets hold, findings do not overlap, time stays in bounds."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.analyzer import Analyzer
from recognizers.catalogue import BUILT_IN
from recognizers.normalize import fold
from recognizers.sequence.recognizer import NameAndAddressRecognizer

ANALYZER = Analyzer([kind() for kind in BUILT_IN if kind is not NameAndAddressRecognizer])
WHOLE = Analyzer.default()

ALPHABET = st.one_of(
    st.sampled_from("0123456789"),
    st.sampled_from("０１２３８①③⑧零一三八壹幺洞𝟏²"),
    st.sampled_from("\u200b\u200d\ufe0f\u20e3\u0301\u202e\ud83d 　-—.·,，:：()（）/\\%&#*+^_@"),
    st.sampled_from("省市区县镇村路号楼单元室王李张先生电话身份证取件码快递"),
    st.sampled_from("abcXYZOlIB"),
    st.characters(),
)
TEXTS = st.text(ALPHABET, max_size=120)


@given(TEXTS)
@settings(max_examples=400)
def test_fold_offsets_are_ordered_and_inside(text: str) -> None:
    """Each folded character comes from its own place in the text, in order."""
    folded = fold(text)
    spans = [folded.span(i, i + 1) for i in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(TEXTS)
@settings(max_examples=200)
def test_fold_is_settled(text: str) -> None:
    """Folding a folded text changes nothing more, but where marks hid a number."""
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS)
@settings(max_examples=400)
def test_findings_are_sound(text: str) -> None:
    """Findings lie inside the text, in order, apart, with a score and a label."""
    findings = ANALYZER.analyze(text)
    assert all(0 <= f.start < f.end <= len(text) for f in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings))
    assert all(0 < f.score <= 1 and f.label for f in findings)


@given(st.lists(TEXTS, max_size=5))
@settings(max_examples=50)
def test_batch_is_single(texts: list[str]) -> None:
    """A batch gives what its texts give alone, names and addresses included."""
    assert WHOLE.analyze_batch(texts) == [WHOLE.analyze(text) for text in texts]


@given(st.text(st.sampled_from("王李，。 路\u200b"), max_size=12), st.integers(0, 2))
@settings(max_examples=200)
def test_number_is_found_wherever_it_stands(around: str, cut: int) -> None:
    """A plain mobile number is found whole between any words and marks."""
    middle = len(around) * cut // 2
    text = around[:middle] + "13800138000" + around[middle:]
    start = text.index("13800138000")
    assert any(f.start <= start and start + 11 <= f.end for f in ANALYZER.analyze(text))


ATTACKS = (
    *("1", "0", "9", "13", "1 ", "1-", "1,", "138 ", "0-", "86", "+86", "(", "（", "a", "A", "@"),
    *("a@", "a.", "a@a.", "%", "%3", "%31", "\\u", "\\u0031", "&#", "&#49;", "*", "1*", "^_^"),
    *("王*", "零", "一 ", "O1", "l3", "f", "0x", "=", ".", "1.", ":", "1:", "::", "取件码", "凭1"),
    *("单号", "微信", "QQ1", "京A", "SF1", "E1", "身份证1", "转1", "-1-1", "1.1,", "°1", "A1"),
    *(
        "\\u0031 a",
        "a \\u",
        "1,1,",
        "0,1,",
        "0*",
        "1|",
        "一1",
        "1一1二",
        "S1B",
        "0O5",
        "1.11,1.11,",
    ),
    *("SF1、", "取件码1、", "6222 ", "1-1111-", "%C1%AA", "a1b2c3d4"),
    *("1*", "13800138***", "王小明*", "台胞证1", "电话1", "*a@", "lng1.11", "a1b2", "&#49; a"),
    *("A1(", "A123456(", "身份证A1", "7 123 456(", "澳门1/", "AC0", "(3)"),
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("attack", ATTACKS)
def test_long_repetition_ends(attack: str) -> None:
    """No text makes a pattern search without end: 20,000 characters of anything finish."""
    text = (attack * 20_000)[:20_000]
    findings = ANALYZER.analyze(text)
    assert all(f.end <= len(text) for f in findings)
