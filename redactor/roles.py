"""What a field may be to those beside it in its object, by its name alone.

Must never look at a value.
"""

import re
from enum import IntFlag
from typing import Final

ELEMENT: Final = "*"  # stands for the name of an array's elements
# A room or a door, of which a number says something however short it is; the recognizers decide.
_DOOR: Final = re.compile(
    r"(?<!out)(?<!in)(?:room|house|door|apartment|apt|flat|suite)"
    r"(?:[_ -]?(?:no|num|number)|_?plate)?\.?\Z"
    "|门牌|門牌|[房室][号號]|(?<![商客商账帐賬用门門开開])[户戶][号號]|房[间間](?:[号號][码碼]?)?\\Z"
    "|\\A(?:室|fjh)\\Z",
    re.IGNORECASE,
)
# Rooms that nobody lives in: a number beside them is no part of an address.
_NOT_LIVED_IN: Final = re.compile(
    "ware|store|stock|class|chat|live|game|meeting|stream|show|server|machine|[机機库庫教科]|直播",
    re.IGNORECASE,
)
# A part of a building that may as well be a shelf's or a measure: an address's beside a room. By
# itself, or with whose it is before it, and nothing else: no weight_unit, no 单元业主.
_PART: Final = re.compile(
    "\\A(?:(?:receiver|recipient|consignee|addressee|sender|shipper|consignor|customer|buyer"
    "|contact|shipping|address|addr|home)[_ .-]?)?"
    r"(?:building|unit|floor|block|tower)(?:[_ -]?(?:no|num|number))?\.?\Z"
    "|\\A(?:[收寄发][件货]人?|地址|住址)?(?:[楼樓][栋棟幢层層]|[单單]元|[楼樓栋棟幢](?=[号號]))"
    "(?:[号號][码碼]?)?\\Z",
    re.IGNORECASE,
)
# What an object names a value by, and what it holds it under: {"key": "mobile", "value": …}.
_LABELS: Final = frozenset(
    "key k name label field attr prop property column param fieldname field_name "
    "columnname column_name".split()
)
_CONTENTS: Final = frozenset("value v val".split())


class Role(IntFlag):
    """What a field may be to those beside it in its object."""

    DOOR = 1  # the number of a room or a door that somebody lives behind
    PART = 2  # that of a building, a unit or a floor
    LABEL = 4  # it names what another one holds
    CONTENT = 8  # it holds what another one names


def is_door(names: tuple[str, ...]) -> bool:
    """Tell whether a field holds the number of a room or a door: `room`, `house_no`, `房号`."""
    plain = [name for name in names if name != ELEMENT]
    return bool(plain) and _DOOR.search(plain[-1]) is not None


def role_of(names: tuple[str, ...]) -> int:
    """Tell the role of a field, as a plain number: each record asks for it."""
    plain = [name for name in names if name != ELEMENT]
    if not plain:
        return 0
    if is_door(names):
        return 0 if _NOT_LIVED_IN.search(plain[-1]) else Role.DOOR.value
    if _PART.search(plain[-1]):
        return Role.PART.value
    if names[-1].lower() in _LABELS:
        return Role.LABEL.value
    return Role.CONTENT.value if names[-1].lower() in _CONTENTS else 0
