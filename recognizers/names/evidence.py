"""Says how sure the model must be of a name, by what the text around it is about.

Must never ask for more certainty where a parcel, a call or a customer is spoken of: there a
missed name is a leak.
"""

import re
from typing import Final

from recognizers.heads import heads
from recognizers.lexicon import Lexicon
from recognizers.names.tone import least, talks

# Words of waybills, tracking events, couriers' remarks and customer service, and what a telephone
# number looks like.
FREIGHT_WORDS: Final = (
    "快递|快件|派件|派送|派单|改派|揽|签收|代收|代签|收件|收货|寄件|发件|发货|提货|换货|退货|退件|退回|拒收|寄方|收方|包裹|货物"
    "|驿站|网点|分拨|中转|滞留|客服|客户|顾客|单号|运单|订单|取件|送货|配送|配件|物流|运费|到付|仓库|装车|卸货|装卸"
    "|电话|手机|联系|地址|姓名|登记|备注|投诉|回访|值班|经办|经手|小哥|师傅|司机|业务员|您|你|麻烦|转交|交给"
    "|取的|上门|敲门|下楼|门口|门卫|前台|物业|小区|单元|@"
)
_FREIGHT: Final = re.compile(
    f"{FREIGHT_WORDS}|营业[部点]|送[到来去的给]|寄[到来去的给]|放[到在]|拿[到给]|收[:：]|寄[:：]"
    "|1(?<![0-9].)[3-9][0-9](?:[0-9*xX]{4}|[ -])"
)
# Apart from the words: where every alternative begins with one character, `re` skips to those.
_NUMBER: Final = re.compile("[0-9][0-9]{2}-[0-9]{4}")
# 石桥路, 金桂苑, 银杏|大道: a road or an estate, not a surname and a given name.
_ROAD: Final = re.compile("(?<=..)[路街巷弄苑][*＊]*$")
ENDS_ROAD: Final = frozenset("路街巷弄苑*＊\n")
_GOES_ON: Final = re.compile("大道|大街|小区|花园|新村|路口|[路街][0-9*＊]|[巷弄苑园庭府城村][*＊]")
GOES_ON_WITH: Final = heads(_GOES_ON)
REACH: Final = 60  # characters on either side that are read
SHORT: Final = 12  # a text no longer than this is a field's value, not prose
ELSEWHERE: Final = 0.955  # least score outside talk; measured on news and on shop titles
SPOKEN: Final = 0.5  # least score in talk
# 吴先生, 老于: in news this tells nobody apart, and is no value of a parcel's.
_TITLES: Final = (
    "先生|女士|小姐|太太|夫人|师傅|老师|经理|主任|书记|局长|厂长|院长|校长|队长|部长|省长|市长|县长|会长|总理|主席|外长|医生"
    "|教授|同志|同学|大爷|大妈|大叔|大姐|大哥|阿姨|老板|律师|警官"
)
FAMILIAR, _RESPECTFUL = "老小阿", "老某总工哥姐嫂"  # before a surname, and behind it
_BY_TITLE: Final = re.compile(f"..?(?:{_TITLES})|[{FAMILIAR}].|.[{_RESPECTFUL}]")
TITLES: Final = tuple(_TITLES.split("|"))
ENDS_TITLE: Final = frozenset((*_RESPECTFUL, *(title[-1] for title in TITLES)))
_ENDS_OTHERWISE: Final = ENDS_ROAD | ENDS_TITLE
LOOKALIKES: Final = Lexicon.load().lookalikes
# 高峰, 白云: words that parents choose too. 小姐, 大爷, 周五, 上楼 never name anyone.
_CHOSEN: Final = frozenset(w for w in LOOKALIKES if len(w) == 2 and w[0] not in "小老阿大周上下")  # noqa: PLR2004  # surname and one
NUMERALS: Final = "一二三四五六七八九十百零〇"  # nothing but numerals is a number
_MEANT: Final = 0.9  # least score of such a word in talk of freight
_BARELY: Final = 0.2  # of the way from telling to talking: news stays below it; measured on both
CERTAIN: Final = f"certain to {ELSEWHERE} or more"
SHORT_TEXT: Final = "a text as short as a field's value"
TALK: Final = "talk of freight"
_LINES: Final = "a text of several lines"  # messages, rosters, forms: news come line by line
TONE: Final = "the tone of talk"


def enough(text: str, start: int, end: int, score: float) -> str:
    """Says whether a name found with this score counts.

    Args:
        text: The whole text.
        start: First character of the name.
        end: One past its last.
        score: The model's certainty.

    Returns:
        What makes it count: any score where the text is short, about freight or written line by
        line, a lower one the more it talks as couriers and customers do, a high one anywhere. Empty
        where it does not, as for a word that only looks like a name, or for a surname and a title
        in news; a word of two characters that is a name too counts at a high score about freight.
    """
    word = text[start:end]
    if score >= ELSEWHERE and word not in LOOKALIKES and _is_plain(word, text[end : end + 1]):
        return CERTAIN  # nearly always
    if is_road(text, start, end) or not word.strip(NUMERALS):
        return ""
    if word in LOOKALIKES:
        meant = word in _CHOSEN and score >= _MEANT and about_freight(text, start, end)
        return TALK if meant else ""
    titled = _is_by_title(text, start, end)
    if score >= ELSEWHERE and not titled:
        return CERTAIN
    if context := _context(text, start, end):
        return context
    part = talks(text, start, end)
    told_apart = not titled or part >= _BARELY
    return TONE if told_apart and score >= least(part, ELSEWHERE, SPOKEN) else ""


def _is_plain(word: str, following: str) -> bool:
    """Says whether neither a road nor a title can begin or end here."""
    return (
        word[-1] not in _ENDS_OTHERWISE
        and following not in GOES_ON_WITH
        and word[0] not in FAMILIAR
    )


def _context(text: str, start: int, end: int) -> str:
    """What lets any score count; empty in prose and in titles."""
    if len(text) <= SHORT:
        return SHORT_TEXT
    if about_freight(text, start, end):
        return TALK
    return _LINES if "\n" in text[max(0, start - REACH) : end + REACH] else ""


def is_road(text: str, start: int, end: int) -> bool:
    """Says whether a stretch ends as a road's or an estate's name does, or goes on as one."""
    if text[end - 1] in ENDS_ROAD and _ROAD.search(text, start, end):
        return True
    return text[end : end + 1] in GOES_ON_WITH and _GOES_ON.match(text, end) is not None


def _is_by_title(text: str, start: int, end: int) -> bool:
    """Says whether a stretch is a surname and a title, as in news."""
    may_be = text[end - 1] in ENDS_TITLE or text[start] in FAMILIAR
    return may_be and _BY_TITLE.fullmatch(text, start, end) is not None


def about_freight(text: str, start: int, end: int) -> bool:
    """Says whether the text around a span speaks of parcels, calls or customers."""
    low, high = max(0, start - REACH), end + REACH
    return bool(_FREIGHT.search(text, low, high) or _NUMBER.search(text, low, high))
