"""Says how sure the model must be of an address, by what the text around it is about.

Must never ask for more certainty of an address that is most of its text: that is a field's value.
"""

import re
from typing import Final

from recognizers.names.evidence import TONE, about_freight
from recognizers.names.tone import least, talks

ELSEWHERE: Final = 0.8  # least score outside freight; measured on shop titles and typed addresses
_SPOKEN: Final = 0.6  # least score in talk without a word of freight; measured on both and on talk
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
# A date, a unit of a schoolbook, a thing by its number.
_DATE: Final = re.compile("(?:[\u3400-\u9fff]{0,2})[0-9]{1,2}月[0-9]{1,2}[号日]")
_BOOK: Final = re.compile("第?[0-9一二三四五六七八九十]{1,2}单元")
_LESSON: Final = re.compile(
    "的?(?:[试考]?卷|练习|习题|作业|单词|生词|课[文本件]|听写|复习|测[试验]|教[案材])"
)
_THING: Final = re.compile("[0-9]{1,3}号")
_THINGS: Final = re.compile("流水线|球衣|电池|口红|选手|技师|色|链接|病人|嘉宾|机组|车厢|座位")
# a1432: of a thing, where no freight is near and nobody lives, goes or is there.
_MODEL: Final = re.compile("[a-z]{1,3}[0-9]{2,4}")
_LIVES: Final = re.compile("[住家在到去回进往至送找]是?[了:：,， ]?$")
_ENDINGS: Final = frozenset("号日元")  # of these
_COMMON: Final = frozenset(
    "检票口 护士站 村口 路口 门口 校门口 服务台 售票处 楼道 楼下"
    " 一个村 小区 医院 学校 工地 门卫 前台 驿站 物业".split()
)
_LONGEST_COMMON: Final = 3
_LONG: Final = 15  # characters of an address that is none of these
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
    if end - start < _LONG and _nowhere(text, start, end):
        return ""
    if _in_station(text, start, end):
        return ""
    if score >= ELSEWHERE:
        return _CERTAIN
    if 2 * (end - start) >= len(text):
        return _MOST
    if about_freight(text, start, end):
        return _TALK
    return TONE if score >= least(talks(text, start, end), ELSEWHERE, _SPOKEN) else ""


def _nowhere(text: str, start: int, end: int) -> bool:
    """True for what only looks like a place: 上五楼, 护士站, 11月3号, 三单元|的卷子."""
    last = text[end - 1]
    if last in _FLOORS and _climbs(text, start, end):
        return True
    if (text[end - 2] in _VERY or text[end - 3] in _VERY) and _SAYS.search(text, start, end):
        return True
    if end - start <= _LONGEST_COMMON and text[start:end] in _COMMON:
        return True
    if "a" <= text[start] <= "z" and _MODEL.fullmatch(text, start, end):
        lives = _LIVES.search(text, max(0, start - 3), start)
        return lives is None and not about_freight(text, start, end)
    return last in _ENDINGS and _counts(text, start, end)


def _counts(text: str, start: int, end: int) -> bool:
    """True for a date, a unit of a schoolbook, and a thing by its number."""
    if text[end - 1] == "元":
        lesson = _LESSON.match(text, end)
        return lesson is not None and _BOOK.fullmatch(text, start, end) is not None
    if text.find("月", start, end) > 0:
        return _DATE.fullmatch(text, start, end) is not None
    thing = _THING.fullmatch(text, start, end)
    return thing is not None and _THINGS.match(text, end) is not None


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
