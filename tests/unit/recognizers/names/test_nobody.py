"""A word that stands in a field for names and names nobody is no name, by any way of reading."""

from collections.abc import Sequence

import pytest

from recognizers.analyzer import Analyzer
from recognizers.finding import Finding
from recognizers.names.cued import CuedNameRecognizer
from recognizers.sequence.hints import NOBODY

FIELDS = ("payer", "receiver.name", "付款人", "real_name_check.id_type")
WORDS = sorted(NOBODY)
CHECKED = ("real_name_check.passed", "real_name_check.result", "realNameStatus", "姓名核验结果")
OUTCOMES = (
    *("通过", "未通过", "已认证", "成功", "失败", "一致", "不一致", "匹配", "审核中", "正常"),
    *("已实名", "有效", "核验一致", "Passed", "true"),
)


def found(analyzer: Analyzer, texts: Sequence[str], field: str) -> list[tuple[Finding, ...]]:
    """Read texts in a field."""
    return analyzer.analyze_batch(texts, [field] * len(texts))


@pytest.mark.parametrize("field", FIELDS)
def test_what_names_nobody_is_no_name(field: str) -> None:
    """月结 says how a parcel is paid for, 平台 by whom, 护照 what was shown: none is a person."""
    analyzer = Analyzer.default()
    named = found(analyzer, WORDS, field)
    assert [word for word, findings in zip(WORDS, named, strict=True) if findings] == []


@pytest.mark.parametrize("field", FIELDS)
def test_the_scan_says_no_more_than_the_recognizer(field: str) -> None:
    """With blanks around, and with a character more, which makes some of them names again."""
    texts = [*WORDS, *(f" {word} " for word in WORDS), *(f"{word}明" for word in WORDS)]
    asking = Analyzer([CuedNameRecognizer()])
    asking.ask_all()
    assert found(Analyzer([CuedNameRecognizer()]), texts, field) == found(asking, texts, field)


@pytest.mark.parametrize("name", ["公冶明", "平小月", "管理", "月明", "回晓峰", "银小玲"])
def test_a_name_that_begins_alike_is_one(name: str) -> None:
    """Only the whole word is nobody."""
    (findings,) = found(Analyzer.default(), [name], "payer")
    assert [(one.start, one.end, one.label) for one in findings] == [(0, len(name), "PERSON")]


@pytest.mark.parametrize("field", CHECKED)
def test_what_became_of_a_check_is_no_name(field: str) -> None:
    """通过 was taken for a name wherever a check was of one."""
    named = found(Analyzer.default(), OUTCOMES, field)
    assert [word for word, findings in zip(OUTCOMES, named, strict=True) if findings] == []


@pytest.mark.parametrize("field", CHECKED)
@pytest.mark.parametrize("text", ["王小明", "欧阳静", "李静与证件一致", "成龙"])
def test_a_name_in_a_check_is_found_all_the_same(field: str, text: str) -> None:
    """A field says what to expect, not what stands there."""
    (findings,) = found(Analyzer.default(), [text], field)
    assert [one.label for one in findings] == ["PERSON"]
