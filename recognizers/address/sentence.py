"""Tells where a sentence goes on behind an address: 3号楼|今天停电, 5栋|快递柜了.

Must never end an address at a character that names of places are written with: only at words that
none holds, or, behind a door, at words that nothing there is called by.
"""

import re
from typing import Final

from recognizers.address.regions import starts_region
from recognizers.heads import telling

# Words that no place's name holds, wherever they stand. Where the first character is one of many
# addresses, 上 of 上午, the pattern begins with the second and looks back.
_WORDS: Final = (
    "(?<!光)[今明昨]天(?![下地广])|后天(?!下)|[今明][早晚]|晚上|白天(?!鹅)|午(?<=[上下].)|凌晨|近期|每[周月晚]"
    "|周(?<=[一两半].)(?!边)|月(?<=[0-9].)[0-9]{1,2}[号日]|刚[刚才]|已经|还没|暂时|目前|正在"
    "|查无此|址(?<=地.)[不有]|无人[应接在签]|没[人有]|不(?:[在接通要让派送行对]|(?<=[进上出下找收看开打].)[去来到见了])"
    "|[别勿][放送打走]|知道|晓得|可以|能[不能否]|是否|[帮替][我忙他她看]|看你|麻烦|拜托|谢谢(?!寺)|辛苦|停机|关机|空号|碰头"
    "|见面|混淆|弄[错混反]|错(?<=[写填送派分放投].)|错[分派投]|漏派|丢[件失了]|破损|被偷|才[进到找]|来回|往返|通快递"
    "|超区|投诉|反[映馈]|要求|核实|群友|快递[车员]|[几哪](?:号楼|[栋幢楼层户个家座期排里边])|几单元"
    "|[那这][边条趟]|怎么|咋|多[少远久]|来(?<=[出过进].)|个路口(?<=第.个路口)|客户(?!服务|中心)"
    "|件人(?<=[收寄]件人)"
)
# Words that nothing behind a door or a place's last character is called by.
ENDS: Final = (
    "栋幢座楼室户层号组队村元门院区屯位口铺店场厦园苑湾庄寨厂校馆站局所床科部塔侧头手0-9#）)"
)
_BEHIND: Final = (
    "[关锁]门|抽烟|吃饭|睡觉|值班(?![室房岗员])|夜班|排队|集合|开[会门]|取货|[取寄催]件(?![点处])|退件|派件|[签拒]收|代[收签](?!点)"
    "|停[电水气]|断网|漏水|积水|施工(?![队现])|[修封]路|着火|搬家(?!公)|拆迁(?!办)|堵车|停车(?![场区位库棚])|限[行高]"
    "|坏了|打电话|联系|卖(?![部店场点])|打(?=1[3-9]|0[0-9]|电话|给)|改(?![革造则])|也|还(?!珠)|就(?!业)|很|被(?![服套单])"
    "|都(?=[断没已不还要有在送放是])|谁|[吧吗呢啊呀嘛啦]"
)
# Who is there: 12号|老板, 3栋|业主. Looked at from a character that few addresses have.
_THERE: Final = (
    f"(?:[姐哥爷妈叔伯](?<=[{ENDS}][大小].)|姨(?<=[{ENDS}]阿.)|板(?<=[{ENDS}]老.)|主(?<=[{ENDS}]业.)(?!委)"
    f"|生(?<=[{ENDS}]学.)(?![公宿])|提(?<=[{ENDS}]自.)(?![点柜])|作人员(?<=[{ENDS}]工作人员)|转(?<=[{ENDS}][左右].)(?=[就再后的到]))"
)
_DOES: Final = (
    "师傅|住户|租客|保安(?![亭室])|邻居|员工(?![宿楼食通])|拒[绝付]|闭[馆店]|求[购租助]|漏雨|停[业工]"
    "|歇业|倒闭|转[租让]|狗"
)
_COUNTED: Final = (
    "块(?<=[0-9].)(?!地)|[件票箱](?<=[0-9].)(?!库)"
    "|[禁铃锁](?<=门.)(?=[坏不没严在了着进，,。 ]|$)"
    "|[断塌堵窄烂积施](?<=[村组队屯社号]路.)|施工(?<=[村组队屯社号]道路施工)"
)
BREAK: Final = f"{_WORDS}|(?<=[{ENDS}])(?:{_BEHIND}|{_DOES})|{_THERE}|{_COUNTED}"
REACH: Final = 3  # characters beyond a stretch that tell whether its last is a word of its own
AROUND: Final = 200  # characters on either side that tell what kind of text this is
_BREAK: Final = re.compile(BREAK)
_ALONE: Final = frozenset(
    "午周来错禁铃锁姐哥爷妈叔伯姨板主生转提"
)  # what is looked back from and matched alone
_COUNTS: Final = frozenset("月件票箱块")
_FEW: Final = 3  # digits of a count
_PAYS: Final = frozenset("加付收")  # |加48块
_GOES: Final = frozenset("去来到见了")  # 上|不去
# What stands at a door for all who live there.
_AT_DOORS: Final = (
    "快递柜 丰巢 丰巢柜 自提柜 信箱 信报箱 消防栓 消防箱 水表箱 电表箱 水电表箱 鞋柜"
    " 门厅 大堂 保安亭 保安室 门卫 门卫室 岗亭 传达室 收发室 物业 前台 门禁 门铃 门锁 门头 电梯"
    " 电梯口 电梯间 楼梯口 楼梯间 单元门 单元门口 门口 楼下 旁边 附近 片区 一带"
).split()
_CORNER: Final = re.compile(f"[ ，,]?(?:的?(?:{'|'.join(_AT_DOORS)}))+$")
_CORNERED: Final = 20  # characters of such words
CORNERS: Final = frozenset(word[-2:] for word in _AT_DOORS)
_CLOSED: Final = re.compile(f"[{ENDS}苑城府庭都墅寓厦际一二三四五六七八九零〇]$")
_WORKS: Final = frozenset("断塌堵窄烂积施")  # 三组|路断了, 三组|道路施工
# What a waybill holds and talk seldom does, and the words of talk beside it.
_MOBILE: Final = re.compile("1[3-9][0-9]{9}")
BEYOND: Final = _WORKS | _COUNTS  # what is looked back from beyond the end of a stretch
_SAID: Final = re.compile("[的了吗呢吧是不没别就请我你他她谁有签]|代收|，写|^[，,。]")
_ASKED: Final = re.compile("[放送搁塞留存别请帮]")
_CLOSING: Final = frozenset("】]）)」")


_FIRST: Final = telling(BREAK)


def goes_on(start: int, end: int, text: str) -> bool:
    """Says whether what stands behind an address is a sentence rather than a part of it.

    Args:
        start: First character behind the address.
        end: One past the last that is asked about.
        text: The text.
    """
    return _FIRST.search(text, start, end) is not None


def stop(start: int, end: int, text: str) -> tuple[int, int] | None:
    """Gives the first words, in a stretch or reaching out of it, that no address goes on with.

    Args:
        start: First character of the stretch.
        end: One past its last.
        text: The text.

    Returns:
        Where they begin, two characters from `start` at the least, and one past their last;
        None where there are none.
    """
    first = _FIRST.search(text, start + 2, end + REACH)
    word = _BREAK.match(text, first.start()) if first else None
    if word is None:
        return None
    at, sign = word.start(), text[word.start()]
    if sign in _COUNTS and text[at - 1].isdigit():
        at = _before_count(at, text)
    elif sign in _WORKS and text[at - 1] == "路":
        at -= 2 if text[at - 2] == "道" else 1
    elif sign in "址件作" or (word.end() == at + 1 and sign in _ALONE):
        at -= 1
    elif sign == "个" or (sign == "不" and text[at + 1] in _GOES):
        at -= 1 + (sign == "个")
    return (at, word.end()) if start + 1 < at < end else None


def _before_count(at: int, text: str) -> int:
    """The first character of a number before what it counts; `at` where it may be a room's."""
    first = at
    while text[first - 1].isdigit() and at - first < _FEW:
        first -= 1
    if text[first - 1].isdigit() or text[first - 1] == "-":
        return at
    return first - (text[first - 1] in _PAYS)


def behind(start: int, end: int, text: str) -> int:
    """Gives the end of the break words that a stretch begins with; `start` where it does not."""
    while (first := _FIRST.search(text, start, end)) and first.start() < start + REACH:
        word = _BREAK.match(text, first.start())
        start = word.end() if word else end
    return start


def without_corner(start: int, end: int, text: str, *, told: bool) -> int:
    """Ends an address before what stands at its door for all: 3号楼|快递柜.

    Args:
        start: First character of the address.
        end: One past its last.
        text: The text.
        told: Whether it is known that a sentence goes on behind it.

    Returns:
        Where it ends; `end` where no talk is around it, no door before such a word, or a region
        at its head: that is a line for a waybill.
    """
    if text[end - 2 : end] not in CORNERS:
        return end
    corner = _CORNER.search(text, max(start + 2, end - _CORNERED), end)
    if corner is None or text[end : end + 1] in _CLOSING or starts_region(text, start):
        return end
    low, high = max(0, start - AROUND), end + AROUND
    said = (
        told
        or not _MOBILE.search(text, low, high)
        or _SAID.search(text, end, high)
        or _ASKED.search(text, low, start)
    )
    return corner.start() if said and _CLOSED.search(text, start, corner.start()) else end
