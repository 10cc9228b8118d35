"""Telephone numbers, addresses on the net and parcel codes, from their plans and standards.

Must never look at a recognizer: a wrong pattern could then agree with a wrong generator. Nobody's
real number is meant.
"""

import random
from typing import Final

# 电信网编号计划 and the Ministry's assignments: operators, virtual operators, data cards,
# satellite (1349, 1740), China Broadnet (192).
OPERATORS: Final = (
    *("130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "145", "147", "149"),
    *("150", "151", "152", "153", "155", "156", "157", "158", "159", "166", "172", "173", "175"),
    *("176", "177", "178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189"),
    *("190", "191", "192", "193", "195", "196", "197", "198", "199"),
)
VIRTUAL: Final = ("162", "165", "167", "170", "171")
SATELLITE: Final = ("1349", "1740")
THINGS: Final = ("10646", "10647", "10648", "10649")
# Area codes with the length of their local numbers.
AREAS: Final = (
    *(("10", 8), ("20", 8), ("21", 8), ("22", 8), ("23", 8), ("24", 8), ("25", 8), ("27", 8)),
    *(("28", 8), ("29", 8), ("311", 8), ("371", 8), ("411", 8), ("431", 8), ("451", 8), ("510", 8)),
    *(
        ("512", 8),
        ("531", 8),
        ("532", 8),
        ("551", 8),
        ("571", 8),
        ("574", 8),
        ("591", 8),
        ("731", 8),
    ),
    *(
        ("755", 8),
        ("757", 8),
        ("769", 8),
        ("771", 7),
        ("791", 8),
        ("851", 8),
        ("871", 8),
        ("898", 8),
    ),
    *(
        ("351", 7),
        ("471", 7),
        ("539", 7),
        ("558", 7),
        ("712", 7),
        ("931", 7),
        ("951", 7),
        ("971", 7),
    ),
    *(
        ("991", 7),
        ("891", 7),
        ("596", 7),
        ("797", 7),
        ("818", 7),
        ("355", 7),
        ("457", 7),
        ("663", 7),
    ),
)
# How the extension of a privacy number is written.
EXTENSIONS: Final = (
    *("-{}", "转{}", " 转 {}", ",,{}", "，，{}", "分机{}", " 分机 {}", "转分机{}", "（转{}）"),
    *("(转{})", "#{}", " ext {}", " ext.{}", "ext{}", "-转{}", "，转{}", " 转{}", "(分机{})"),
    *("转接{}", "按{}", "分机号{}", "转：{}", "[{}]", "【{}】", "轉{}", "，分机{}", "p{}", " x{}"),
)
_HOSTS: Final = (
    *("qq.com", "163.com", "126.com", "sina.cn", "foxmail.com", "139.com", "189.cn", "aliyun.com"),
    *("gmail.com", "outlook.com", "mail.tsinghua.edu.cn", "corp.example.com", "sf-express.com"),
    *("vip.qq.com", "yeah.net", "hotmail.com", "icloud.com", "example.org", "kuaidi.example.cn"),
)
_WORDS: Final = (
    *(
        "zhang",
        "wei",
        "lily",
        "sun.yu",
        "wang_li",
        "chen-jie",
        "hello",
        "ops+cn",
        "m.liu",
        "xiaoyu",
    ),
    *("a", "john.smith", "kefu", "service_01", "happy88", "l2021", "t-r", "zhao%home", "n1"),
)


def _digits(draw: random.Random, count: int) -> str:
    return "".join(str(draw.randrange(10)) for _ in range(count))


def mobile(draw: random.Random) -> str:
    """Eleven digits of any segment."""
    kind = draw.random()
    head = draw.choice(OPERATORS if kind < 0.75 else VIRTUAL if kind < 0.92 else SATELLITE)
    return head + _digits(draw, 11 - len(head))


def written_mobile(draw: random.Random) -> str:
    """A mobile number with code, groups and extension as people put them."""
    core = mobile(draw)
    a, b, c = core[:3], core[3:7], core[7:]
    gap = draw.choice((" ", "-", ".", "—", "–", " - "))
    kind = draw.random()
    if kind > 0.45:
        core = draw.choice(
            (
                *(f"{a}{gap}{b}{gap}{c}", f"{a}{gap}{b}{gap}{c}", f"{a} {b} {c}", f"{a}-{b}-{c}"),
                *(f"{a} {b}{c}", f"{a}-{b}{c}", f"{a}{b} {c}", f"({a}){b}{c}", f"({a}) {b}-{c}"),
            )
        )
    codes = ("+86", "+86 ", "+86-", "0086", "0086-", "86-", "86 ", "(+86)", "（+86）", "86")
    if draw.random() < 0.25:
        core = draw.choice(codes) + core
    return core + extension(draw) if draw.random() < 0.25 else core


def extension(draw: random.Random) -> str:
    """What is dialled after a privacy number: one to four digits, in each of its forms."""
    tail = _digits(draw, draw.choice((1, 2, 3, 4, 4, 4)))
    return draw.choice(EXTENSIONS).format(tail)


def thing_number(draw: random.Random) -> str:
    """Thirteen digits of a card for things."""
    head = draw.choice(THINGS)
    return head + _digits(draw, 13 - len(head))


def landline(draw: random.Random) -> str:
    """An area code and a local number, as people put them."""
    code, size = draw.choice(AREAS)
    local = draw.choice("2345678") + _digits(draw, size - 1)
    half = size // 2
    split = draw.choice(
        (local, local, f"{local[:half]} {local[half:]}", f"{local[:half]}-{local[half:]}")
    )
    forms = (
        *("0{c}-{l}", "0{c}-{l}", "0{c}-{s}", "(0{c}){l}", "（0{c}）{l}", "0{c} {l}", "0{c}{l}"),
        *("+86-{c}-{l}", "+86 {c} {l}", "0{c}—{l}", "(0{c}) {s}", "86-{c}-{l}", "0086-{c}-{l}"),
        *("+86 0{c} {l}", "0{c}－{l}", "0{c}/{l}", "(0{c})-{l}"),
    )
    tail = draw.choice(("", "", "", "-{}", "转{}", " 转 {}", "分机{}", "-{}", "（分机{}）"))
    value = draw.choice(forms).format(c=code, l=local, s=split)
    return value + tail.format(_digits(draw, draw.choice((2, 3, 4))))


def mail(draw: random.Random) -> str:
    """RFC 5322 in the shapes that providers give out, and as people write it."""
    name = draw.choice(_WORDS) if draw.random() < 0.6 else mobile(draw)
    name += _digits(draw, draw.choice((0, 0, 2, 4))) if draw.random() < 0.5 else ""
    value = f"{name}@{draw.choice(_HOSTS)}"
    return value.upper() if draw.random() < 0.1 else value


def qq(draw: random.Random) -> str:
    """Five to ten digits, no zero first; eleven are not given out yet."""
    return str(draw.randint(1, 9)) + _digits(draw, draw.randint(4, 9))


def wechat(draw: random.Random) -> str:
    """Tencent's rule: 6 to 20 letters, digits, `-`, `_`, a letter first; or `wxid_…`."""
    if draw.random() < 0.2:
        return "wxid_" + "".join(draw.choice("0123456789abcdefghijklmnop") for _ in range(14))
    first = draw.choice(("lin", "Zhao", "wx", "xiao", "sunny", "abc", "Q", "t"))
    tail = "".join(draw.choice("0123456789_abcxyz") for _ in range(draw.randint(5, 10)))
    return first + tail + draw.choice("0123456789")


def ip_address(draw: random.Random) -> str:
    """RFC 791 and RFC 4291 addresses, short forms included."""
    if draw.random() < 0.65:
        return ".".join(str(draw.randint(1, 254)) for _ in range(4))
    groups = [f"{draw.randrange(1, 65536):x}" for _ in range(8)]
    if draw.random() < 0.5:
        return ":".join(groups)
    return ":".join(groups[:3]) + "::" + ":".join(groups[6:])
