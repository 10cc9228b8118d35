"""Outside freight talk a name must be surer; inside it every name counts."""

import pytest

from recognizers.names.evidence import ELSEWHERE, enough

TABLE = [
    ("已由张伟签收，感谢您的使用与支持", 0.5, True, "freight: any score"),
    ("今天上午张伟在会上作了关于经济的报告", 0.5, False, "news: a low score"),
    ("今天上午张伟在会上作了关于经济的报告", ELSEWHERE, True, "news: a high score"),
    ("张伟", 0.5, True, "a field's value"),
    ("已由张伟签收，谢谢惠顾", 0.5, True, "beside a word that only looks like a name"),
    ("今天上午张伟13800138000在会上作了报告", 0.5, True, "a telephone number nearby"),
    ("今天上午张伟在会上作了报告" + "，" * 80 + "快递", 0.5, False, "freight, but far away"),
    ("下午茶统计\n张伟 少糖少冰大份", 0.5, True, "line by line: a roster, no news"),
    ("今天上午\n" + "，" * 80 + "张伟在会上作了报告", 0.5, False, "a line break, but far away"),
]


def test_lookalike() -> None:
    """A word that only looks like a name is none, however sure the model is."""
    assert not enough("去王府井逛街", 1, 4, 0.99)


def test_numerals() -> None:
    """Nothing but numerals is a number, though 一一 stands in names."""
    assert not enough("快递一一一", 2, 5, 0.9)
    assert enough("快递丁一一", 2, 5, 0.9)


@pytest.mark.parametrize(
    ("text", "word", "score", "counts", "reason"),
    [
        ("快递员高峰把件放门口了", "高峰", 0.95, True, "a name too, about freight"),
        ("快递员高峰把件放门口了", "高峰", 0.8, False, "not certain"),
        ("春运迎来客流的高峰时段", "高峰", 0.95, False, "news"),
        ("快递请小姐放在门口", "小姐", 0.99, False, "names no one"),
        ("快递送到周大福柜台", "周大福", 0.99, False, "a brand"),
    ],
)
def test_a_word_that_is_a_name_too(
    text: str,
    word: str,
    score: float,
    counts: bool,  # noqa: FBT001  # a table's column
    reason: str,
) -> None:
    """Where freight is spoken of and the model is certain, 高峰 is someone."""
    start = text.index(word)
    assert bool(enough(text, start, start + len(word), score)) is counts, reason


@pytest.mark.parametrize(
    "text", ["<石桥路>", "<金桂苑>****", "<金桂>苑****", "<银杏>大道****", "<东方>小区"]
)
def test_road(text: str) -> None:
    """What ends or goes on as the name of a road or an estate is no one's name."""
    start, end = text.index("<"), text.index(">") - 1
    assert not enough(text.replace("<", "").replace(">", ""), start, end, 0.9)


@pytest.mark.parametrize(("text", "score", "counts", "reason"), TABLE, ids=[r[-1] for r in TABLE])
def test_enough(text: str, score: float, counts: bool, reason: str) -> None:  # noqa: FBT001  # a table's column
    """The certainty asked for depends on what the text is about."""
    start = text.index("张伟")
    assert bool(enough(text, start, start + 2, score)) is counts, reason
