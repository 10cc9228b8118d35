"""Finds where an address begins behind the words that lead to it: 搬上|…, 谁拿错|…, 应该是|….

Must never take away a character that a place's name may begin with: 住宅楼, 下沙, 白天鹅宾馆.
"""

import re
from typing import Final

from recognizers.address.regions import starts_region
from recognizers.heads import heads

_LEADING: Final = re.compile(
    "(?:不是|住在|寄到|送到|发到|放到|改到|改成|[是在到去住寄送发从为于往至])"
)
# Words of which none begins a place's name, and what a verb before the address has behind it.
_LED: Final = re.compile(
    "住在?(?![宅院建友总邦])|喺|[送寄搬卸塞放改退][到至往进在]"
    "|(?:什么|好像|应该|原来|其实|到底|可能|大概|就是|还是|或者|不是|要么|不如|干脆|麻烦|帮忙)(?:是|在|去|送|放)?"
    "|(?:顺[路便道带]|抽空|趁早|老地方|现居|居住[在于]?|常住|[派发运寄转前开赶驶]往)[去到在送放]?"
    "|(?<=[到送抵])达(?![州拉茂坂川县孜日尔])|(?:师傅|老乡)[ ，,]?|(?<=[放存置投位])于"
    "|(?<=[送搬扛抬背拎提爬])上(?![海饶虞杭林栗思蔡高犹]|[一二三四五六七八九十0-9]{1,3}[楼层])|(?<=[寄来发取])自|(?<=[供问查找看报])下(?![沙关城陆花])"
    "|(?<=[聊提说谈问去来跑查])过|(?<=[送寄转拉])道|(?<=[住放])再"  # 道, 再: 到, 在 as mistyped
    "|谁(?:[拿领取签捡][错走了]|[送派跑去在住有])?|[让叫请]?塞(?![上纳外北维罗罕班舌])|车停在?"
    "|(?<=[次再先已要去重改没漏加直刚])派(?!出所)|走(?![马廊])|[问查看找]一?下(?![沙关城陆花])"
    "|上门[ ，,]|写(?![字生意])|称(?![多勾])|现?将(?![军台相乐])|把"
    "|(?:系统|现在|仍然?|又|再)?(?:登记|记录|显示|标注|备注|注明|打印|写|填|打|印)(?:[为成着]|的是)"
    "|(?:系统)?(?:登记|显示|备注|注明)"
    "|(?<=[雨雪阴晴热冷今明昨后])天(?![元府河通津目水台宁健安长润鹅心源和虹山桥一下地涯际])"
    "|(?:东西|快递|包裹|货|件)[给在到放送]"
    "|(?:今天(?![下地])|明天(?![下地广])|昨天|今晚|明早|上午|下午|晚上|周[一二三四五六日末](?![路街村]))[去到在放送寄派]?"
    "|[尾末首]单(?!元)|[新旧老原]址|[新旧老]仓(?!库)|楼[上下](?![村镇乡街路])|隔壁|对门"
)
# 两件|…, 8月18号 |…: most doors begin with a number.
_COUNTED: Final = re.compile(
    "(?:[一二两三四五六七半几每]|[0-9]{1,2})(?:天(?![门竺地下元])|[趟遍件票箱])了?[ ，,]?"
    "|[0-9]{1,2}月[0-9]{1,2}[号日][ ，,]?"
)
_COUNTS: Final = heads(_COUNTED)
# 那|…呢, 有|…的: what is a word of the sentence only where it goes on so.
_ONLY_BEFORE: Final = {"那": frozenset("呢吗怎能要可"), "有": frozenset("的")}
LEADS: Final = heads(_LEADING) | heads(_LED) | _COUNTS | _ONLY_BEFORE.keys()


def without_lead(start: int, end: int, text: str) -> int:
    """Moves the beginning of an address over the words that lead to it.

    Args:
        start: First character of what the model found.
        end: One past its last.
        text: The text.

    Returns:
        Where the address begins: 不是|新疆…, 住|秋水台15幢; at least two characters are left of it.
    """
    while text[start] in LEADS:
        led = _led(start, end, text)
        if led == start:
            break
        start = led
    return start


def _led(start: int, end: int, text: str) -> int:
    """The same by one word."""
    if text[start] in _COUNTS:
        counted = _COUNTED.match(text, start)
        return counted.end() if counted and counted.end() <= end - 2 else start
    lead = _LEADING.match(text, start, end)
    if lead and starts_region(text, lead.end()):
        return lead.end()
    led = _LED.match(text, start)
    if led and led.end() <= end - 2 and not starts_region(text, start):
        return led.end()
    behind = _ONLY_BEFORE.get(text[start])
    if behind and text[end : end + 1] in behind and end - start > 3:  # noqa: PLR2004  # 那 and a name
        return start + 1
    return start
