"""Names behind cues are found outright as their recognizer finds them, and nothing else is."""

import random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.analyzer import Analyzer
from recognizers.finding import Finding
from recognizers.gates import shape_of_field
from recognizers.names.cued import CuedNameRecognizer
from recognizers.native import KERNEL
from recognizers.outright import Outright
from recognizers.places import IN_USE
from recognizers.scanner import scanner
from recognizers.shape import Told
from tests.support.hints import HINTS
from tests.support.pattern_strings import matching

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

# Cues and what nearly are, names of every form and none, what ends one and what does not.
CUES: Final = (
    *("收件人", "寄件人", "收货人", "提货人", "签收人", "联系人", "户名", "姓名", "收", "签收"),
    *("客户", "顾客", "我叫", "我是", "派件员", "快递员", "司机", "从", "为", "为从", "收收件人"),
)
LINKS: Final = ("", "", "", "：", "为", "是 ", "  ", "   ", "为为")
NAMES: Final = (
    *("王", "李小", "欧阳", "欧阳静", "欧", "司马志强", "单于", "单", "家人", "家", "同学", "门卫"),
    *(
        "王学生",
        "王中生",
        "张年生",
        "为",
        "是",
        "叫",
        "王小时",
        "小明",
        "𠀀",
        "",
        "刘志强",
        "萧一鸣",
    ),
)
BEHIND: Final = (
    *("", "", "，", "·", "处揽收", "处购买", "处", "绑定", "绑", "来电", "来", "知情", "已签收"),
    *("身份证", "电话13800138000", "拒收", "先生", "从王明处取件", "收件人王明", "A", "\ud800"),
)
FOUND: Final = Finding(0, 1, "PERSON", 0.8, "")
RULE: Final = (FOUND, 35, (("收件人", False),), ("已",), True, True, 1)


def asking() -> Analyzer:
    """The recognizer, asked about every text."""
    every = Analyzer([CuedNameRecognizer()])
    every.ask_all()
    return every


READS: Final = Analyzer([CuedNameRecognizer()])
ASKS: Final = asking()


def written(source: random.Random) -> str:
    """A cue and a name, or what nearly are, and what may follow."""
    more = "".join(source.choices("明强中学年生日村的已·A", k=source.randrange(3)))
    before = source.choice(("", "", "代", "王", "从"))
    parts = (source.choice(CUES), source.choice(LINKS), source.choice(NAMES), more)
    return before + "".join(parts) + source.choice(BEHIND)


def otherwise(texts: list[str], hint: str = "") -> list[str]:
    """Texts in which another thing is found where the recognizer is not asked."""
    hints = [hint] * len(texts)
    pairs = zip(READS.analyze_batch(texts, hints), ASKS.analyze_batch(texts, hints), strict=True)
    return [text for text, (read, asked) in zip(texts, pairs, strict=True) if read != asked]


def test_same_on_names_behind_cues() -> None:
    """Names of every form behind every cue, alone and several in a row."""
    source = random.Random(8)
    alone = [written(source) for _ in range(12_000)]
    rows = ["".join(written(source) for _ in range(source.randint(2, 4))) for _ in range(6_000)]
    assert otherwise([*alone, *rows]) == []
    assert sum(map(bool, READS.analyze_batch(alone))) > len(alone) / 20


@pytest.mark.parametrize("hint", ["", "receiver_name"])
def test_same_on_what_the_patterns_match(hint: str) -> None:
    """Strings drawn from each pattern, and what is left of them when a character changes."""
    source = random.Random(hint)
    drawn = [t for one in CuedNameRecognizer.PATTERNS for t in matching(one.regex, source, 400)]
    changed = [text.replace(source.choice(text), source.choice("王的生 为已A")) for text in drawn]
    assert otherwise([*drawn, *changed], hint) == []


@pytest.mark.parametrize("text", ["客客李静来电", "顾户李静来电", "司机接单，客客李静来电"])
def test_halves_of_two_cues_are_none(text: str) -> None:
    """No gate opens for 客客 and 顾户: the pattern must not match what depends on other words."""
    assert ASKS.analyze(text) == READS.analyze(text) == ()


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from((*CUES, *LINKS, *NAMES, *BEHIND))).map("".join), st.sampled_from(HINTS)
)
def test_same_in_any_row(text: str, hint: str) -> None:
    """Whatever stands beside what, in whatever field."""
    assert READS.analyze(text, hint) == ASKS.analyze(text, hint)


def test_nobody_is_asked_where_a_cue_stands() -> None:
    """All names behind cues are told of, and none of a text without one."""
    outright = Outright([CuedNameRecognizer()])
    texts = ["从李静处揽收", "收件人李静", "客户李静来电", "从家人处揽收", "李静"]
    shapes, found, _ = outright.read(texts, [shape_of_field("")] * len(texts))
    assert [bool(shape & Told.CUED) for shape in shapes] == [True, True, True, True, False]
    assert [len(one) for one in found] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("rules", "compounds"),
    [
        (((None, *RULE[1:]),), ()),
        (((FOUND, 63, *RULE[2:]),), ()),
        (((FOUND, -1, *RULE[2:]),), ()),
        (((*RULE[:2], (("", False),), *RULE[3:]),), ()),
        (((*RULE[:2], (("收件人收件", False),), *RULE[3:]),), ()),
        (((*RULE[:2], (("收", False),) * 17, *RULE[3:]),), ()),
        (((*RULE[:3], ("已",) * 33, *RULE[4:]),), ()),
        (((*RULE[:3], ("",), *RULE[4:]),), ()),
        ((RULE,) * 17, ()),
        ((RULE,), ("欧阳静",)),
        ((RULE,), ("欧阳",) * 257),
    ],
)
def test_rules_that_do_not_fit_are_refused(
    rules: tuple[object, ...], compounds: tuple[str, ...]
) -> None:
    """Findings that are none, shapes there are not, words too short, too long, too many."""
    assert KERNEL is not None
    with pytest.raises(ValueError, match=r"finding|cues?|compound"):
        KERNEL.outright(scanner(), IN_USE, (None,) * 8, (), bytes(65_536), rules, compounds)
