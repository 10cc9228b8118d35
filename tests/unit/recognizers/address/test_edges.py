"""An address begins with its region and ends with its last character."""

import pytest

from recognizers.address.edges import settled
from recognizers.address.regions import region_names

TABLE = [
    ("地址[不是济南市中山路8号]", "济南市中山路8号", "a word that leads to it"),
    ("正确的是山东省济南市中山[路8号]", "山东省济南市中山路8号", "the region in the same run"),
    ("山东省的朋友住在[中山路8号]", "中山路8号", "a region of another clause"),
    ("[中山路高新大都]荟 张伟", "中山路高新大都荟", "one character left alone"),
    ("[中山路8号]荟13800138000", "中山路8号荟", "the same before a mobile number"),
    ("[中山路8号]收 张伟", "中山路8号", "收 is no part of it"),
    ("[中山路8号]找张伟", "中山路8号", "nor is a verb"),
    ("[中山路8号],近区政府13800138000", "中山路8号,近区政府", "what it is close to"),
    ("[中山路8号]，近期请勿派送", "中山路8号", "a time is not a place"),
    ("[昆明市五]华区<PERSON>", "昆明市五华区", "a county's name is not cut in two"),
    ("[昆明市五华]区", "昆明市五华区", "nor is its last character"),
    ("[中山路8号]北京市政府", "中山路8号", "a region that begins behind it is another one"),
    ("河南省开封市[顺河回族区桑麻路]", "河南省开封市顺河回族区桑麻路", "regions in a chain"),
    ("临沂市高新开发[区渡口街]", "临沂市高新开发区渡口街", "发 inside 开发区"),
    ("广东省火炬区[广东省中山市健康花城]", "广东省火炬区广东省中山市健康花城", "a region twice"),
    ("寄到[中山路8号去]", "中山路8号", "a word of the sentence that goes on"),
    ("[中山路8号周边]", "中山路8号", "what is only close to it"),
    ("搬进[中山路8号跟]张伟做伴", "中山路8号", "a word that goes on to a person"),
    ("[住秋水台15幢]吧", "秋水台15幢", "a verb before an estate"),
    ("[放在秋水台15幢]", "秋水台15幢", "a verb of two characters"),
    ("[住宅楼15幢]", "住宅楼15幢", "住 as part of the name"),
    ("[什么秋水台]，没听过", "秋水台", "a word that asks"),
    ("件存于[秋水台15幢]", "秋水台15幢", "nothing to move behind a particle"),
    ("件存[于秋水台15幢]", "秋水台15幢", "a particle behind its verb"),
    ("[于家村15号]", "于家村15号", "the same character of a name"),
    ("[中山路8号（邮局]）门口", "中山路8号（邮局）", "the sign that closes a bracket"),
    ("（[中山路8号]）", "中山路8号", "a bracket around it"),
    ("[秋水市场36号]档口，谢谢", "秋水市场36号档口", "what its number counts"),
    ("[中山路8号]邮政支局皮婷", "中山路8号邮政支局", "what is at its number"),
    ("[中山路8号]给超市送水", "中山路8号", "a word of the sentence that goes on"),
    ("[秋水市场36号]门进去", "秋水市场36号门", "a gate by its number"),
    ("[秋水台36号]门口", "秋水台36号", "in front of it"),
    ("[秋水台15幢9楼]左手边，谢谢", "秋水台15幢9楼左手边", "which door of a floor"),
    ("[秋水医院行政楼3楼]器械科的人", "秋水医院行政楼3楼器械科", "an office of a floor"),
    ("[秋水台15幢9楼]科技展", "秋水台15幢9楼", "科 of another word"),
    ("[秋水台15幢]，2门，903", "秋水台15幢，2门，903", "unit and room behind signs"),
    ("[秋水台15幢]，903元", "秋水台15幢", "a price behind a sign"),
    ("[秋水台15幢九]零三有人", "秋水台15幢九零三", "a room as it is said"),
    ("到[中山路8号网吧]", "中山路8号网吧", "吧 of a shop"),
    ("[秋水台15幢903改]", "秋水台15幢903", "what is done with it"),
    ("[秋水台15幢903]打13800138000", "秋水台15幢903", "打 before a number"),
    ("[中山路8号]，靠近秋水药店，蓝门", "中山路8号，靠近秋水药店", "a landmark"),
    ("[中山路8号]", "中山路8号", "nothing to move"),
]


@pytest.mark.parametrize(("source", "address", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_settled(source: str, address: str, reason: str) -> None:
    """Both ends are where the address begins and ends."""
    start, end = source.index("["), source.index("]") - 1
    text = source.replace("[", "").replace("]", "")
    begin, stop = settled(start, end, text, len(text))
    assert text[begin:stop] == address, reason


def test_every_region_begins_the_address_behind_it() -> None:
    """No word of talk that ends a run of text stands in a region's full name."""
    names = [name for entries in region_names().values() for name, _ in entries]
    full = [name for name in names if name[-1] in "省市区县州盟旗"]
    texts = [(f"{name}中山路8号", len(name)) for name in full]
    assert [text for text, start in texts if settled(start, len(text), text, len(text))[0]] == []
    assert full
