"""No word that leads to an address is a part of it."""

import pytest

from recognizers.address.leads import without_lead

TABLE = [
    ("搬[上秋水台15幢]", "秋水台15幢", "where to carry it"),
    ("寄[自秋水台15幢]", "秋水台15幢", "from where"),
    ("帮我[查下秋水台15幢]", "秋水台15幢", "what to look up"),
    ("提供[下秋水台]的楼层", "秋水台", "what to tell"),
    ("跟他说[过秋水台15幢]", "秋水台15幢", "what was spoken of"),
    ("帮我送[道秋水台15幢]", "秋水台15幢", "到 as it is mistyped"),
    ("[谁拿错秋水台15幢]的件", "秋水台15幢", "a question"),
    ("王姐[让塞秋水台15幢]", "秋水台15幢", "where to put it"),
    ("你把[车停秋水台15幢]", "秋水台15幢", "where the car stands"),
    ("第二次[派秋水台15幢]", "秋水台15幢", "where it is taken"),
    ("附近[派出所东楼]", "派出所东楼", "派 of a police station"),
    ("单子[写秋水台15幢]", "秋水台15幢", "what is written"),
    ("在[写字楼15层]", "写字楼15层", "写 of an office block"),
    ("一件送[两件秋水台15幢]", "秋水台15幢", "how many"),
    ("改期：[8月18号 秋水台15幢]", "秋水台15幢", "when"),
    ("[应该是秋水台15幢]", "秋水台15幢", "what it should be"),
    ("[不是5栋]", "5栋", "what it is not"),
    ("[尾单秋水台15幢]", "秋水台15幢", "the last parcel"),
    ("[楼下秋水药房]也行", "秋水药房", "how near"),
    ("[楼下村15号]", "楼下村15号", "a village"),
    ("[现居秋水台15幢]", "秋水台15幢", "who lives where"),
    ("系统[登记秋水台15幢]", "秋水台15幢", "what is recorded"),
    ("面单[印成秋水台15幢]", "秋水台15幢", "what is printed"),
    ("[将秋水台15幢]改址", "秋水台15幢", "what is changed"),
    ("[将军路15号]", "将军路15号", "将 of a road"),
    ("帮忙送[上秋水台15幢]", "秋水台15幢", "up to it"),
    ("件送[上海路15号]", "上海路15号", "上 of a city"),
    ("件已[派往秋水台15幢]", "秋水台15幢", "where it is sent"),
    ("[那秋水台15幢]呢", "秋水台15幢", "a question goes on from 那"),
    ("[那马镇15号]", "那马镇15号", "那 of a town"),
    ("[有秋水村]的件", "秋水村", "有 before what is had"),
    ("[有利街15号]", "有利街15号", "有 of a street"),
    ("[到山东省济南市]", "山东省济南市", "a particle before a region"),
    ("[到贺村15号]", "到贺村15号", "the same character of a name"),
    ("[在5]", "在5", "too little would be left"),
]


@pytest.mark.parametrize(("source", "address", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_without_lead(source: str, address: str, reason: str) -> None:
    """The address begins with its own first character."""
    start, end = source.index("["), source.index("]") - 1
    text = source.replace("[", "").replace("]", "")
    assert text[without_lead(start, end, text) : end] == address, reason
