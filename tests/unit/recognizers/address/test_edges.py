"""An address begins with its region and ends with its last character."""

import pytest

from recognizers.address.edges import settled

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
    ("[中山路8号]", "中山路8号", "nothing to move"),
]


@pytest.mark.parametrize(("source", "address", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_settled(source: str, address: str, reason: str) -> None:
    """Both ends are where the address begins and ends."""
    start, end = source.index("["), source.index("]") - 1
    text = source.replace("[", "").replace("]", "")
    begin, stop = settled(start, end, text, len(text))
    assert text[begin:stop] == address, reason
