"""Says how sure the model must be of an address, by what the text around it is about.

Must never ask for more certainty of an address that is most of its text: that is a field's value.
"""

import re
from typing import Final

from recognizers.names.evidence import about_freight

ELSEWHERE: Final = 0.8  # least score outside freight; measured on shop titles and typed addresses
_CERTAIN: Final = f"certain to {ELSEWHERE} or more"
# A carrier's own house as tracking events write it, `[区域名某某公司]`: Han alone, no number in it.
_STATION: Final = re.compile(
    r"[\[【「](?P<name>[\u3400-\u9fff]{2,30}(?:公司|营业[部厅点]|[分本支]部|网点|分拨(?:中心)?|转运(?:中心)?"
    r"|集散(?:中心)?|处理中心|中转[站部]|服务[部点站]|投递[部站]))[\]】」]"
)
_NO_STATION: Final = re.compile("[^\u3400-\u9fff]")
_STATION_REACH: Final = 40  # characters: as long as such a house's name may be
# 步行街真热闹: a place of which something is said.
_SAYS: Final = re.compile("[真很挺](?<=[街路城园寺山湖区场村镇].)[\u3400-\u9fff]{1,2}$")
# 搬|上五楼: how far to carry, not where.
_CLIMB: Final = re.compile("[上下](?:[一二三四五六七八九十]{1,2}|[0-9]{1,2})[楼层]")
_VERY: Final = frozenset("真很挺")
_FLOORS: Final = frozenset("楼层")
_UP: Final = frozenset("上下")
_MOST: Final = "most of the text"
_TALK: Final = "talk of freight"


def enough(text: str, start: int, end: int, score: float) -> str:
    """Says whether an address found with this score counts.

    Args:
        text: The whole text.
        start: First character of the address.
        end: One past its last.
        score: The model's certainty.

    Returns:
        What makes it count; empty for words of a title that only look like places, and for the
        name of a carrier's branch.
    """
    if text[end - 1] in _FLOORS and _climbs(text, start, end):
        return ""
    if (text[end - 2] in _VERY or text[end - 3] in _VERY) and _SAYS.search(text, start, end):
        return ""
    if _in_station(text, start, end):
        return ""
    if score >= ELSEWHERE:
        return _CERTAIN
    if 2 * (end - start) >= len(text):
        return _MOST
    return _TALK if about_freight(text, start, end) else ""


def _climbs(text: str, start: int, end: int) -> bool:
    """True for 上五楼, and for the floor alone where 上 stands before it."""
    if text[start - 1 : start] in _UP:
        start -= 1
    return _CLIMB.fullmatch(text, start, end) is not None


def _in_station(text: str, start: int, end: int) -> bool:
    """True where a span lies within the name of a carrier's house."""
    if _NO_STATION.search(text, start, end):
        return False  # it holds a number
    low, high = max(0, start - _STATION_REACH), end + _STATION_REACH
    if _STATION.search(text, low, high) is None:
        return False  # nearly always
    near = _STATION.finditer(text, low, high)
    return any(s.start("name") <= start and end <= s.end("name") for s in near)
