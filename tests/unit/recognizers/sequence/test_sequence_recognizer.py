"""Names and addresses come out exactly, from every kind of logistics text."""

import random

import pytest

from recognizers.finding import Finding, Level
from recognizers.sequence.recognizer import NameAndAddressRecognizer

RECOGNIZER = NameAndAddressRecognizer()

# In the text, <a name> and {an address}.
MARKED = [
    ("{山东省济南市历下区泉城路180号3单元1202室}<王小明>13800138000", "glued, address first"),
    ("<王小明>13800138000{山东省济南市历下区泉城路180号}", "glued, name first"),
    ("13800138000{山东省临沂市沂水县李家村三组}<张伟>", "glued, number first, a village"),
    ("收件人：<欧阳晓雪>\n电话：13800138000\n地址：{四川省成都市武侯区人民南路10号}", "a form"),
    ("<李丽>，13800138000，{上海市浦东新区张江路88弄3号1202室}", "pasted, with commas"),
    ("客服您好我是<王小明>，麻烦查一下", "chat"),
    ("已转交<李师傅>", "surname and title are one span"),
    ("<王小明>先生您好", "a title after a full name is not part of it"),
    ("放{3号楼1单元}门口鞋柜", "a door without a region"),
    (
        "【杭州市】快件已由【西湖营业部】<张伟>（13800138000）派送",
        "an event; a branch is no address",
    ),
    ("已签收，签收人：<赵敏>", "who signed"),
    ("已签收，签收人：本人", "nobody is named"),
    ("北京欢迎你", "a place in passing"),
    ("周大福黄金手链 海底捞火锅底料", "brands that look like names"),
    ("快件离开【武汉转运中心】，下一站【长沙分拨中心】", "hubs"),
    ("订单号20261124000157，实付89.5元，重2.3千克", "numbers"),
    ("謝謝，請放{3號樓1單元}", "Traditional script"),
]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text and the spans that its marks show."""
    text, spans, opened = "", [], 0
    for character in marked:
        if character in "<{":
            opened = len(text)
        elif character in ">}":
            spans.append((opened, len(text), "PERSON" if character == ">" else "ADDRESS"))
        else:
            text += character
    return text, spans


def spans_of(findings: list[Finding]) -> list[tuple[int, int, str]]:
    """Start, end and label of each finding, in order."""
    return sorted((f.start, f.end, f.label) for f in findings)


@pytest.mark.parametrize(("marked", "reason"), MARKED, ids=[reason for _, reason in MARKED])
def test_exact(marked: str, reason: str) -> None:
    """What is marked is found with its exact ends, and nothing else is."""
    text, wanted = unmarked(marked)
    assert spans_of(RECOGNIZER.find(text)) == wanted, reason


def test_batch_order_does_not_matter() -> None:
    """A text's findings do not depend on the texts beside it."""
    texts = [unmarked(marked)[0] for marked, _ in MARKED] * 5
    random.Random(1).shuffle(texts)
    together = RECOGNIZER.find_batch(texts, [""] * len(texts))
    assert together == [RECOGNIZER.find(text) for text in texts]


def test_a_field_name_is_evidence() -> None:
    """A name that could be a word is found in a name field."""
    assert spans_of(RECOGNIZER.find("高兴", "receiver_name")) == [(0, 2, "PERSON")]


def test_the_hint_leaves_no_trace() -> None:
    """Offsets are the text's own although a hint is told to the model as text."""
    found = RECOGNIZER.find("张伟", "receiver.name")
    assert spans_of(found) == [(0, 2, "PERSON")]


def test_address_has_parts() -> None:
    """An address carries its parts, placed in the text."""
    text = "王小明，济南市历下区泉城路180号3单元1202室"
    address = next(f for f in RECOGNIZER.find(text) if f.label == "ADDRESS")
    rooms = [text[p.start : p.end] for p in address.parts if p.level is Level.ROOM]
    assert rooms == ["1202室"]


@pytest.mark.parametrize("text", ["", " ", "no Han at all", "🙂", "\x00\x00", "一" * 3])
def test_nothing_to_find(text: str) -> None:
    """Texts without values have no findings, odd ones included."""
    assert RECOGNIZER.find(text) == []


def test_long_text() -> None:
    """In a long text every value is found, wherever a window ends."""
    line = "快件已由张伟派送，"
    text = line * 3000
    found = [f for f in RECOGNIZER.find(text) if f.label == "PERSON"]
    assert [f.start for f in found] == [4 + len(line) * i for i in range(3000)]
