"""Outside freight talk an address must be surer, unless it is most of its text."""

import pytest

from recognizers.address.evidence import ELSEWHERE, LOOKALIKES, Lookalike, enough

TABLE = [
    ("包邮三只松鼠旗舰店<中山路8号>休闲零食大礼包坚果整箱", 0.6, False, "a shop's title"),
    ("包邮三只松鼠旗舰店<中山路8号>休闲零食大礼包坚果整箱", ELSEWHERE, True, "a high score"),
    ("麻烦把我的快递放到<中山路8号>楼下那家小超市里面谢谢", 0.6, True, "freight"),
    ("快件离开【<河南郑州中原区须水公司>】发往下一站", 0.9, False, "a carrier's branch"),
    ("快件离开【<河南郑州中原区须水路8号>】发往下一站", 0.9, True, "a number in brackets"),
    ("哎上回咱俩去的那个<铁炉冲>咋走的呀我还没去过呢", 0.65, True, "the tone of talk"),
    ("哎上回咱俩去的那个<铁炉冲>咋走的呀我还没去过呢", 0.4, False, "a doubt in talk"),
    ("<中山路8号>伊芙丽", 0.6, True, "most of the text"),
    ("<西单步行街真热闹>", 0.6, False, "something is said of a place"),
    ("货请搬<上五楼>，谢谢", 0.99, False, "how far to carry, not where"),
    ("货请搬上<五楼>，谢谢", 0.99, False, "the same without the verb"),
    ("货放<五楼>，谢谢", 0.99, True, "a floor to leave it at"),
    ("快递<11月3号>再送", 0.99, False, "a date"),
    ("快递送<15幢3号>", 0.99, True, "a number"),
    ("<三单元>的卷子，20份", 0.99, False, "a schoolbook's unit"),
    ("<三单元>的快递，20份", 0.99, True, "a unit"),
    ("<35号>门口", 0.99, True, "a house"),
    ("放<护士站>，写我名字", 0.99, False, "a common noun"),
    ("包邮气压鼠标<a1432>黑色", 0.99, False, "a model's number"),
    ("快递放<a1432>门口", 0.99, True, "a room, where freight is spoken of"),
    ("老李家是<a1432>，钥匙在他那里", 0.99, True, "a room that somebody lives in"),
    ("我们上周搬到<a1432>了，记得来玩", 0.99, True, "a room that somebody moves to"),
    ("新款气压鼠标搬家到货啦<a1432>黑", 0.99, False, "a model's number behind other words"),
]


@pytest.mark.parametrize(("marked", "score", "counts", "reason"), TABLE, ids=[r[-1] for r in TABLE])
def test_enough(marked: str, score: float, counts: bool, reason: str) -> None:  # noqa: FBT001  # a table's column
    """The certainty asked for depends on what the text is about and how much of it is left."""
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    assert bool(enough(text, start, end, score)) is counts, reason


@pytest.mark.parametrize("row", LOOKALIKES, ids=lambda row: row.example)
def test_what_only_looks_like_a_place_never_counts(row: Lookalike) -> None:
    """However sure the model is; the same with more before it is a place."""
    start, end = row.example.index("<"), row.example.index(">") - 1
    text = row.example.replace("<", "").replace(">", "")
    assert enough(text, start, end, 0.99) == ""
    assert enough(f"中山路8号{text}", 0, end + 5, 0.99)
