"""What is left over behind an address belongs to it; talk does not."""

import pytest

from recognizers.address.leftover import with_shop

SHOPS = [
    ("[文一西路12号]伊芙丽", "文一西路12号伊芙丽", "a shop closes the line"),
    ("[文一西路12号]_伊芙丽 ", "文一西路12号_伊芙丽", "behind a sign"),
    ("收货地址：[文一西路12号]伊芙丽", "文一西路12号伊芙丽", "behind its key"),
    ("[文一西路12号]周边", "文一西路12号", "what is only close to it"),
    ("[文一西路12号]请送上楼", "文一西路12号", "talk"),
    ("[文一西路12号]绸缎批发", "文一西路12号绸缎批发", "发 of a trade"),
    ("[文一西路12号]省妇联", "文一西路12号省妇联", "联 of an office"),
    ("[文一西路12号]查无此人", "文一西路12号", "a sentence without a particle"),
    ("[文一西路12号]电联", "文一西路12号", "联 of a call"),
    ("[文一西路12号]，伊芙丽", "文一西路12号", "another clause"),
    ("改到[文一西路12号]伊芙丽", "文一西路12号", "the line is more than the address"),
    ("[文一西]伊芙丽", "文一西", "too little to be an address"),
    ("[文一西路12号]13800138000", "文一西路12号", "a number"),
]


@pytest.mark.parametrize(("source", "address", "reason"), SHOPS, ids=[row[-1] for row in SHOPS])
def test_with_shop(source: str, address: str, reason: str) -> None:
    """The shop that closes an address line belongs to the address; talk does not."""
    start, end = source.index("["), source.index("]") - 1
    text = source.replace("[", "").replace("]", "")
    assert text[start : with_shop(start, end, text)] == address, reason
