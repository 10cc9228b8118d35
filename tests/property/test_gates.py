"""A gate is never narrower than its recognizer: what is found is found behind the gate too."""

import random
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.base import Find, Recognizer, readers_of
from recognizers.catalogue import BUILT_IN
from recognizers.gates import Gates, shape_of_field
from recognizers.normalize import fold
from recognizers.scanner import shapes_of
from recognizers.shape import Shape
from tests.support.hints import HINTS
from tests.support.pattern_strings import matching
from tests.support.waybill_lines import lines

RECOGNIZERS: Final = tuple(kind() for kind in BUILT_IN)
# What stands around a value: nothing, words that make recognizers believe more, other numbers.
BEFORE: Final = (
    *(
        "",
        "",
        "电话",
        "手机:",
        "证件号码",
        "护照",
        "通行证",
        "台胞证",
        "运单号：",
        "顺丰快递单号",
        "取件码",
        "QQ",
        "微信",
    ),
    *(
        "收件人",
        "卡号 ",
        "身份证",
        "税号",
        "车牌",
        "坐标",
        "3号楼",
        "13800138000 ",
        "a",
        "A-",
        "1",
        ".",
    ),
)
BEHIND: Final = ("", "", "，谢谢", " 13800138000", "先生", "号", "转1234", "a", "1", "-1", ".5")
WRITTEN: Final = "0123456789 -/.,，:：()（）+*#%=_@AaBEGHTXxZ王李收件人电话单证码号转使度°\u200b①"


def shut(recognizer: Recognizer, text: str, hint: str) -> list[Find]:
    """The readers of a recognizer that a gate keeps from a folded text of such a field."""
    shape = shapes_of([text])[0] | shape_of_field(hint)
    gates = [(Gates([(needs, True)]), read) for needs, read in readers_of(recognizer)]
    return [read for gate, read in gates if not gate[shape]]


def closed_on(recognizer: Recognizer, texts: Iterator[str], source: random.Random) -> list[str]:
    """Texts in which a recognizer finds something that its gate keeps from it."""
    wrong = []
    for text in texts:
        folded, hint = fold(text).text, source.choice(HINTS)
        if any(read(folded, hint) for read in shut(recognizer, folded, hint)):
            wrong.append(folded)
    return wrong


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda one: one.name)
def test_gate_takes_what_the_patterns_match(recognizer: Recognizer) -> None:
    """Strings drawn from a recognizer's own patterns, in all surroundings, pass its gate."""
    source = random.Random(recognizer.name)
    drawn = [text for p in recognizer.PATTERNS for text in matching(p.regex, source, 400)]
    texts = (source.choice(BEFORE) + text + source.choice(BEHIND) for text in drawn)
    assert closed_on(recognizer, texts, source) == []


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda one: one.name)
def test_gate_takes_lines_changed_at_random(recognizer: Recognizer) -> None:
    """Lines of the trade with characters put in, taken out and exchanged pass it too."""
    source = random.Random(7)
    texts = (mutated(line, source) for line in lines(1_500, seed=31))
    assert closed_on(recognizer, texts, source) == []


@given(st.text(st.sampled_from(WRITTEN), max_size=60), st.sampled_from(HINTS))
@settings(max_examples=500)
def test_gates_take_any_text(text: str, hint: str) -> None:
    """Whatever is written, no recognizer finds a thing behind a closed gate."""
    folded = fold(text).text
    wrong = [one for one in RECOGNIZERS if any(f(folded, hint) for f in shut(one, folded, hint))]
    assert [one.name for one in wrong] == []


def test_gates_are_closed_where_nothing_is() -> None:
    """A text of words has no shape but Han: nobody but the readers of names is asked."""
    (shape,) = shapes_of(["尽快发货谢谢"])
    assert shape == Shape.HAN


def mutated(line: str, source: random.Random) -> str:
    """The line after a few changes."""
    characters = list(line)
    for _ in range(source.randint(1, 5)):
        at = source.randrange(len(characters) + 1)
        characters[at : at + source.randint(0, 2)] = source.choices(WRITTEN, k=source.randint(0, 2))
    return "".join(characters)
