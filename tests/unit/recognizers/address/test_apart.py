"""Each address of a stretch is one; the sentence around them is none."""

import pytest

from recognizers.address.apart import pieces

TABLE = [
    ("[3栋和5栋]", "3栋|5栋", "two buildings"),
    ("[秋水台15幢还是东庄路8号]", "秋水台15幢|东庄路8号", "one or the other"),
    ("[面单中山路8号与实际东庄路9号]", "面单中山路8号|东庄路9号", "what is and should be"),
    ("[中山路8号和邦大厦5楼]", "", "a name that begins with 和"),
    ("[秋水屯和平路5号]", "", "a road that begins with 和"),
    ("[三组和平安屯九组]不在一处", "", "和 before what may be a name"),
    ("[三组和睦邻屯九组]不在一处", "", "the same"),
    ("[三组和秋水屯九组]不在一处", "三组|秋水屯九组", "two groups of villages"),
    ("[中山路8号与东庄路交叉口5号]", "中山路8号与东庄路交叉口5号", "where two roads meet"),
    ("[中山路与东庄路交叉口]和他说", "", "no door before the word"),
    ("[中山路和平里8号]", "", "a name in the middle"),
    ("地址[秋水台15幢改东庄路8号]", "秋水台15幢|东庄路8号", "a change"),
    ("[秋水台15幢352转东庄11号仓]", "秋水台15幢352转东庄11号仓", "a line that is nothing else"),
    ("件从[秋水台15幢搬到东庄路8号]", "秋水台15幢|东庄路8号", "a move"),
    ("不是[5栋是东8栋]，记错", "5栋|东8栋", "a correction"),
    ("白天[秋水台15幢晚上东庄路8号]", "秋水台15幢|东庄路8号", "by the time of day"),
    ("一件[秋水台15幢 一件东庄路8号]", "秋水台15幢|东庄路8号", "parcel by parcel"),
    ("送[秋水台15幢一单元301]", "", "一 of a unit"),
    ("送[中山路8号，靠近秋水药店]蓝门", "中山路8号|秋水药店", "a landmark"),
    ("排班[秋水台3栋，东庄里5栋]", "秋水台3栋|东庄里5栋", "a list of buildings"),
    ("送[秋水台，3栋，2单元，501]", "秋水台，3栋，2单元，501", "parts of one"),
    ("送[秋水花园、东庄小区、中山路8号]", "秋水花园|东庄小区|中山路8号", "a list of estates"),
    ("送[秋水花园、3栋]", "秋水花园、3栋", "a building of the estate"),
    ("李明[山东省济南市中山路8号1栋,2栋]", "山东省济南市中山路8号1栋,2栋", "a waybill"),
    ("因[秋水村道路]施工", "秋水村", "road works"),
    ("[秋水村三组路]断了，别来", "秋水村三组", "a road that is cut off"),
    ("沿[中山路]施工", "", "a road's own name"),
    ("[秋水台15幢查无此人]退回", "秋水台15幢", "nobody there"),
    ("[秋水台15幢今天停电]，别来", "秋水台15幢", "a time"),
    ("在[明天广场15楼]等你", "", "a place named after a time"),
    ("[秋水台15幢关门早]，别来", "秋水台15幢", "what is done there"),
    ("[秋水台几号楼]呀", "秋水台", "a question"),
    ("[秋水市场15号小卖部]的件", "", "卖 of a shop"),
    ("在[秋水市场15号卖鱼]，来找", "秋水市场15号", "卖 of a trade"),
    ("老王：[秋水台15幢4件]", "秋水台15幢", "how many"),
    ("[秋水台15幢,1月18号]必送", "秋水台15幢", "a date"),
    ("放[秋水台15幢快递柜]了", "秋水台15幢", "a locker at the door"),
    ("【[秋水台正门右侧快递柜]】", "秋水台正门右侧快递柜", "a locker by its own name"),
    ("王明13800138000[秋水台15幢前台]", "秋水台15幢前台", "a desk where nothing is said"),
    ("搁[秋水台15幢门口]，别敲", "秋水台15幢", "in front of it"),
    ("[秋水台15幢旁边那条巷子进来]", "秋水台15幢旁边那条巷子进来", "a whole line"),
    ("走[秋水台15幢旁边那条巷子]进来", "秋水台15幢", "the way in"),
    ("从[秋水药店过来第二个路口 中山路8号]", "秋水药店|中山路8号", "the way there"),
    ("[秋水台15幢不通快递]吗", "秋水台15幢", "what does not go there"),
    ("[秋水台15幢老板娘]签", "秋水台15幢", "who is there"),
    ("[秋水台15幢业主委员会]", "", "an office of theirs"),
    ("[秋水台9栋都断]电", "秋水台9栋", "都 behind a door"),
    ("[丽都花园都]很远", "", "都 at the end alone"),
    ("今天[秋水台1]5件", "秋水台", "a count cut in two"),
    ("[秋水花园和东庄苑]停电", "秋水花园|东庄苑", "two estates"),
    ("[和田地区和田市中山路8号]收", "", "和 of a city"),
    ("货由[秋水园发往东庄园]", "秋水园|东庄园", "from one to the other"),
    ("[山东省济南市秋水驾校门口]打电话", "山东省济南市秋水驾校门口", "a waybill's line"),
    ("搬到[秋水村桥头那家]，别送错", "", "the house that is meant"),
    ("件到[秋水机场到达层6号门]取", "", "到 of a hall"),
    ("放[秋水药厂15号值班室]", "", "a room for those on duty"),
    ("团购[4-1750]1箱", "", "a room before a count"),
    ("[龙不见村15号]怎么走", "", "a word's characters in a name"),
]


@pytest.mark.parametrize(("source", "parts", "reason"), TABLE, ids=[row[0] for row in TABLE])
def test_pieces(source: str, parts: str, reason: str) -> None:
    """What the model took for one address is parted where its words say so, and nowhere else."""
    start, end = source.index("["), source.index("]") - 1
    text = source.replace("[", "").replace("]", "")
    found = "|".join(text[a:b] for a, b in pieces(start, end, text))
    assert found == parts, reason


def test_what_stands_far_behind_a_word_is_an_address_still() -> None:
    """However long a name without a door is: what is left out would be readable."""
    far = "秋" * 300
    text = f"他住秋水台15幢今天{far}路8号"
    start, end = text.index("秋水台"), len(text)
    found = [text[a:b] for a, b in pieces(start, end, text)]
    assert found == ["秋水台15幢", f"{far}路8号"]
