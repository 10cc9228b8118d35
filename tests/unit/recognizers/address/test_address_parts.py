"""An address comes apart into the parts that masks need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.address.grammar import parts_of

TABLE = [
    (
        "山东省济南市历下区泉城路180号3单元1202室",
        "山东省/province 济南市/city 历下区/county 泉城路/road 180号/number 3单元/unit 1202室/room",
        "a street address in full",
    ),
    ("李家村三组12号", "李家村/town 三组/town 12号/number", "a village, its group and a house"),
    ("阳光花园3号楼1单元", "阳光花园/poi 3号楼/building 1单元/unit", "an estate"),
    ("阳光花园3-2-1201", "阳光花园/poi 3/building 2/unit 1201/room", "a chain of numbers"),
    ("锦绣苑8幢602", "锦绣苑/poi 8幢/building 602/room", "a room without its word"),
    ("中山路88号", "中山路/road 88号/number", "a road named as a city is"),
    ("泉城路1154-131号8楼", "泉城路/road 1154-131号/number 8楼/floor", "a range on a road"),
    ("浙江 杭州 西湖区", "浙江/province 杭州/city 西湖区/county", "short names with spaces"),
    ("上海市上海市黄浦区", "上海市/province 上海市/province 黄浦区/county", "a doubled city"),
    ("某某县", "某某县/county", "an unknown county, by its ending"),
    ("张江路88弄3号1202室", "张江路/road 88弄/road 3号/number 1202室/room", "a Shanghai lane"),
    ("科技大厦A座1503", "科技大厦/poi A座/building 1503/room", "a block with a letter"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("address", "wanted", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_parts(address: str, wanted: str, reason: str) -> None:
    """Each part has its level and its exact place."""
    parts = parts_of(address)
    assert " ".join(f"{address[p.start : p.end]}/{p.level}" for p in parts) == wanted, reason


def test_offset() -> None:
    """Parts are placed in the text that the address stands in."""
    assert [(p.start, p.end) for p in parts_of("中山路8号", offset=10)] == [(10, 13), (13, 15)]


@given(st.text(alphabet="北京市区中山路街8号楼A-栋单元室 村，(）", max_size=40))
def test_nothing_is_lost(address: str) -> None:
    """Parts come in order and leave only separators uncovered, whatever the text."""
    parts = parts_of(address)
    covered = [i for p in parts for i in range(p.start, p.end)]
    assert covered == sorted(set(covered))
    left = {address[i] for i in set(range(len(address))) - set(covered)}
    assert left <= set(" -，")
