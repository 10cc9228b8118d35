"""The Chinese telephone numbering plan, as far as a recognizer needs it.

Must never be a list of who owns which number: only of what can be one.
"""

import re
import string
from typing import Final

# Long-distance area codes without the trunk 0. Source: libphonenumber 9.0 metadata for CN
# (fixed-line pattern), which follows the Ministry of Industry and Information Technology's
# telecommunications network numbering plan.
AREA_CODE: Final = (
    r"(?:10|2[0-57-9]|3(?:1[0-9]|35|49|5[0-9]|7[0-79]|9[1-68])"
    r"|4(?:1[125-9]|2[179]|3[1-9]|5[1-9]|6[47-9]|7[0-9]|8[23])"
    r"|5(?:1[0-9]|2[37]|3[0-9]|4[36]|5[0-9]|6[1-46]|7[0-9]|80|9[1-9])"
    r"|6(?:3[1-35]|6[0238]|9[12])|7(?:01|[17][0-9]|2[248]|3[014-9]|4[3-6]|5[0-9]|6[023689]|9[0-9])"
    r"|8(?:1[236-8]|2[5-7]|3[0-9]|5[14-9]|7[0-9]|8[36-8]|9[1-8])"
    r"|9(?:0[1-3689]|1[1-79]|3[0-9]|4[13]|5[1-5]|7[0-79]|9[0-9]))"
)

# +86, 0086, 86-, (+86), +(86), with the separator that follows. Country code: ITU-T E.164.
COUNTRY_CODE: Final = r"(?:[(（]?(?:\+|00)?[(（]?86[)）]?[ \-—]{0,3})"

# What is left of it where its first character has been matched: for patterns that begin with a set
# of characters, to which `re` skips.
CODE_BEGUN: Final = (
    r"(?:(?<=[(（])(?:\+|00)?[(（]?86|(?<=\+)[(（]?86|(?<=0)0[(（]?86|(?<=8)6)[)）]?[ \-—]{0,3}"
)

# Three-digit segments in use, without those of the IoT plan. Source: the same numbering plan and
# the segments the Ministry assigned up to 2023 (192 of China Broadnet, 190/193/196/197 …);
# 162, 165, 167, 170, 171 belong to virtual operators, 145/147/149 to data cards, 1349 and 1740
# to satellite.
SEGMENTS: Final = frozenset(
    (
        *(str(segment) for segment in range(130, 140)),
        *("145", "146", "147", "148", "149"),
        *("150", "151", "152", "153", "155", "156", "157", "158", "159"),
        *("162", "165", "166", "167"),
        *("170", "171", "172", "173", "174", "175", "176", "177", "178"),
        *(str(segment) for segment in range(180, 190)),
        *("190", "191", "192", "193", "195", "196", "197", "198", "199"),
    )
)

_AREA_GAP: Final = r"[ \-—–./·_]{1,3}"
_AREA: Final = (
    rf"(?:{COUNTRY_CODE}[(（]?0?{AREA_CODE}[)）]?[ \-—]{{0,3}}"
    rf"|[(（\[【]0{AREA_CODE}[)）\]】][ \-—]{{0,3}}|0{AREA_CODE}{_AREA_GAP}|0{AREA_CODE}[)）])"
)
_LOCAL: Final = r"[1-9][0-9]{2,3}[ \-—._·]?[0-9]{4}"
# A fixed-line number: its area code and a sign, or in one.
SPLIT: Final = rf"(?:(?<![0-9.])|(?=[+(（\[【])){_AREA}{_LOCAL}(?![0-9])"
SOLID: Final = rf"(?<![0-9A-Za-z.])0{AREA_CODE}[1-9][0-9]{{6,7}}(?![0-9A-Za-z])"
# The same right behind a room number: 珞喻路1037号12 0531-49036780, written without the blank.
BEHIND_ROOM: Final = (
    r"0(?:(?<=[\u3400-\u9fff#\-][0-9].)|(?<=[\u3400-\u9fff#\-][0-9]{2}.)"
    r"|(?<=[\u3400-\u9fff#\-][0-9]{3}.)|(?<=[\u3400-\u9fff#\-][0-9]{4}.))"
    rf"{AREA_CODE}{_AREA_GAP}{_LOCAL}(?![0-9])"
)

# What stands between all digits of a number that was pulled apart; the same throughout.
PULLED: Final = r"[ ,，、;；:：*~|+=_/.·•\-—–]{1,2}"

_UNIT: Final = r"(?![0-9])(?!\s?[栋幢号楼单室层座组弄件个元公斤岁天点月年日箱盒袋包分%][^机]?)"
_FLOOR: Final = r"(?![0-9])(?!\s?(?:[栋幢楼层座弄件]|单元|号[楼院栋]))"
_WORD: Final = (
    r"(?:转接|转至|转到|轉接|转分机|轉分機|转|轉|内线|分机|分機|再拨|请拨|后拨|按"
    r"|[Ee][Xx][Tt](?:[Ee][Nn][Ss][Ii][Oo][Nn])?\.?|;ext=|[xX#pP]|[,，]{2,4})"
)
# What may follow a number and is part of it: the extension of a switchboard or of a privacy
# number. Forms: the WeChat shop API's `12345678901-1234`, what couriers dial (`,,1234`), what
# people write (转1234, 分机 1234, ext. 1234, （转1234）, [1234]).
EXTENSION: Final = (
    r"(?:"
    rf"[ ]?[\-—–_~]{{1,2}}[ ]?[0-9]{{1,6}}{_UNIT}(?![\-—/.:][0-9])"
    rf"|[ ,，、;；\-—–]{{0,2}}{_WORD}(?:分机|分機)?(?:号码|号|號)?[ ]?[:：]?[ ]?"
    rf"[0-9]{{1,6}}{_FLOOR}#?"
    rf"|[ ]?[(（\[【][ ]?(?:{_WORD}|[\-—])?(?:号码|号)?[ ]?[:：]?[ ]?[0-9]{{1,6}}[ ]?[)）\]】]"
    r")"
)
_EXTENSION: Final = re.compile(EXTENSION)
LED_BY: Final = " ,，、;；-—–_~"  # up to seven of these stand before the rest of one,
_LEAD: Final = 8
GOES_ON: Final = frozenset("0123456789转轉内分再请后按号號eExX#pP(（[【:：")  # which begins so

# What may be part of a number before it, with up to three blanks or hyphens behind it.
ENDS_PREFIX: Final = frozenset("60)）(（[【「")
BEHIND_PREFIX: Final = " -—"
# Beside any other character eleven digits in one stand alone.
BEFORE: Final = frozenset(string.ascii_letters + string.digits + ".￥¥$")
BEHIND: Final = frozenset(string.ascii_letters + string.digits + ".元块万")


def may_have_prefix(text: str, start: int) -> bool:
    """A country code, a trunk zero or a bracket ends before the number: most blanks follow none."""
    return text[max(0, start - 4) : start].rstrip(BEHIND_PREFIX)[-1:] in ENDS_PREFIX


def may_be_extended(text: str, end: int) -> bool:
    """What follows a number begins as an extension does."""
    return text[end : end + _LEAD].lstrip(LED_BY)[:1] in GOES_ON


def past_extension(text: str, end: int) -> int:
    """Gives where the extension ends that follows a number; the number's end if none does."""
    if not may_be_extended(text, end):
        return end
    match = _EXTENSION.match(text, end)
    return match.end() if match else end


def is_free(text: str, start: int, end: int) -> bool:
    """Nothing beside eleven digits in one speaks against their being a number by themselves."""
    right = text[end : end + 1]
    right = text[end + 1 : end + 2] if right == " " else right
    return text[max(0, start - 1) : start] not in BEFORE and right not in BEHIND
