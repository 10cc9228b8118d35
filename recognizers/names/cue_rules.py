"""What names behind cues are found by: words and characters, for the patterns and the kernel.

Must never tell the kernel otherwise than the patterns of `recognizers.names.cued` do: a contract
test compares both.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from recognizers.finding import Finding
from recognizers.lexicon import Lexicon
from recognizers.outright import CueRule, Names
from recognizers.sequence.hints import NOBODY as NOT_NAMED
from recognizers.shape import Shape

_LEXICON: Final = Lexicon.load()
# 傅 萧 阎 stand in the list of common ones as 付 肖 闫, their simplified spellings.
COMMON: Final = "".join(_LEXICON.common) + "傅萧阎"
RARE: Final = "".join(_LEXICON.rare)
COMPOUNDS: Final = sorted(_LEXICON.compound)
COMPOUND_FIRST: Final = "".join(sorted(_LEXICON.compound_heads))
GIVEN: Final = "".join(_LEXICON.given) + "佑疏"
# Characters of the sentences that also follow such a word: 收件人申请退款, 收件人成功签收.
PROSE: Final = (
    "不未已请要的了在为是与和及或有无电话手机地址信息号码名拒签收取件送时日今明昨何排退换货款"
    "便功词次决烈属度需会没"
)
# Words of prose and of places, whose characters stand in names too.
OF_WORDS: Final = "时便人日路镇村桥州城苑"
NOBODY: Final = ("家人", "家属", "同事", "同学", "门卫", "门岗")  # who signs, but is not named
ANOTHER: Final = "签代揽已未回查拒领接吸"  # before 收, which says whose name follows
PERSONAL: Final = (
    *("电话", "手机", "号码", "地址", "身份证", "已", "要求", "来电", "来信", "拒收", "知情"),
    *("本人", "签收", "代收", "反映", "投诉", "拒绝", "表示", "未接", "不在"),
)
ACTS: Final = ("来电", "来信", "要求", "反映", "投诉", "拒收")
GIVES: Final = tuple(f"处{word}" for word in "揽收 取件 收件 收取 领取 提货 接收 购买 取走".split())

# The forms that a name may have, and each kind of character, as recognizers/native/cued.h numbers
# them.
_ANY, _SURE, _SHORT = 1, 2, 4
_BASIC_PLANE: Final = 65_536
_HAN: Final = range(0x4E00, 0xA000)
_Cues: TypeAlias = tuple[tuple[str, bool], ...]


def _cues(listed: str, guarded: str = "") -> _Cues:
    return tuple((word, word in guarded) for word in listed.split())


_ROLES: Final = _cues(
    "收件人 寄件人 发件人 取件人 收货人 发货人 提货人 签收人 代收人 联系人 户名 姓名"
)
_CUSTOMERS: Final = _cues("客户 顾客 我叫 我是 派件员 快递员 司机 收", guarded="收")
_ACTORS: Final = _cues("客户 顾客")


def names(likes: Sequence[Finding]) -> Names:
    """Give what names are found by.

    Args:
        likes: For each pattern of `recognizers.names.cued`, a finding such as it gives.
    """
    rules = tuple(CueRule(like, *rule) for like, rule in zip(likes, _rules(), strict=True))
    heads = {cue[0] for rule in rules for cue, _ in rule.cues}
    return Names(_characters(heads), rules, tuple(COMPOUNDS))


def _rules() -> tuple[tuple[int, _Cues, tuple[str, ...], bool, bool, int], ...]:
    """What follows a finding in each rule, in the order of the patterns."""
    role, customer, dealing = (
        shape.value.bit_length() - 1
        for shape in (Shape.ROLE_WORD, Shape.CUSTOMER_WORD, Shape.DEALING_WORD)
    )
    return (
        (role, _ROLES, (), True, True, _ANY | _SURE),
        (role, _ROLES, PERSONAL, True, False, _SURE),
        (customer, _CUSTOMERS, PERSONAL, False, True, _SURE),
        (customer, _ACTORS, ACTS, False, False, _SHORT),
        (customer, _cues("我叫"), (), False, True, _SHORT),
        (dealing, _cues("从"), GIVES, False, False, _ANY | _SURE),
        (dealing, _cues("为"), ("绑定",), False, False, _ANY | _SURE),
    )


def _characters(cue_heads: Iterable[str]) -> bytes:
    """What each character may be, a bit each, in the order of recognizers/native/cued.h."""
    table = bytearray(_BASIC_PLANE)
    for bit, characters in enumerate(
        (
            {*COMMON, *RARE},
            {*map(chr, _HAN)} - {*PROSE},
            COMMON,
            {*GIVEN} - {*OF_WORDS},
            COMPOUND_FIRST,
            cue_heads,
            ANOTHER,
            {word[0] for word in NOT_NAMED} & {*COMMON, *RARE, *COMPOUND_FIRST},
        )
    ):
        for character in characters:
            table[ord(character)] |= 1 << bit
    return bytes(table)
