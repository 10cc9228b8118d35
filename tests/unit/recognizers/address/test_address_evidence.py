"""Outside freight talk an address must be surer, unless it is most of its text."""

import pytest

from recognizers.address.evidence import ELSEWHERE, enough

TABLE = [
    ("包邮三只松鼠旗舰店<中山路8号>休闲零食大礼包坚果整箱", 0.6, False, "a shop's title"),
    ("包邮三只松鼠旗舰店<中山路8号>休闲零食大礼包坚果整箱", ELSEWHERE, True, "a high score"),
    ("麻烦把我的快递放到<中山路8号>楼下那家小超市里面谢谢", 0.6, True, "freight"),
    ("快件离开【<河南郑州中原区须水公司>】发往下一站", 0.9, False, "a carrier's branch"),
    ("快件离开【<河南郑州中原区须水路8号>】发往下一站", 0.9, True, "a number in brackets"),
    ("<中山路8号>伊芙丽", 0.6, True, "most of the text"),
    ("<西单步行街真热闹>", 0.6, False, "something is said of a place"),
    ("货请搬<上五楼>，谢谢", 0.99, False, "how far to carry, not where"),
]


@pytest.mark.parametrize(("marked", "score", "counts", "reason"), TABLE, ids=[r[-1] for r in TABLE])
def test_enough(marked: str, score: float, counts: bool, reason: str) -> None:  # noqa: FBT001  # a table's column
    """The certainty asked for depends on what the text is about and how much of it is left."""
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    assert bool(enough(text, start, end, score)) is counts, reason
