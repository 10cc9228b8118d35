"""Where in a document a value stands: fields that recur, each remembered once.

The documents of a stream share a schema, so what is known of a field (its rule, its printable
path, the hint for detection) is worked out once and found again by a dictionary look-up. Must
never remember a field name that may be PII itself: only plain names are kept, and not many.
"""

# ruff: noqa: SLF001 -- a Schema is the maker of its Places and the one reader of what they keep

import re
from collections.abc import Iterable, Sequence
from enum import IntFlag
from typing import Final, TypeAlias

from redactor.paths import State, compile_paths
from redactor.policy import FieldRule

ELEMENT: Final = "*"
CHINESE: Final = "zh"  # every recognizer is asked; another language asks more of them
MAX_PLACES: Final = 10_000

# A field name of ASCII letters is a name from a schema; digits, Han characters or an @ may be PII.
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_$][A-Za-z_$.-]{0,63}", re.ASCII)
# What may be counted and shown: a schema's name, at most numbered as in `line2`; more digits could
# be a number of somebody's.
_PRINTABLE_NAME: Final = re.compile(r"[A-Za-z_$][A-Za-z_$.-]{0,59}[0-9]{0,3}", re.ASCII)

# Longitude and latitude as schemas name them (GeoJSON, RFC 7946, for arrays of two).
_AXIS: Final = re.compile(
    r"(?:^|[_.])(?:lat|lng|lon|latitude|longitude)$|[a-z](?:Lat|Lng|Lon|Latitude|Longitude)$"
    r"|^(?:Lat|Lng|Lon|LAT|LNG|LON|Latitude|Longitude)$|经度|纬度"
)
_POSITION: Final = re.compile(
    r"coord|location|position|point|gps|lng_?lat|lat_?lng|坐标|定位", re.IGNORECASE
)
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


def printable(names: Iterable[str]) -> str:
    """Give a path as it may be counted and shown: names that may be PII fold to `*`."""
    return ".".join(name if _PRINTABLE_NAME.fullmatch(name) else ELEMENT for name in names)


def in_language(hint: str, language: str) -> str:
    """Give the hint of a text in a language: the recognizers ask for Chinese unless told."""
    return hint if language == CHINESE else f"{language}:{hint}"


def is_plain(name: str) -> bool:
    """Tell whether a field or header name can only be a schema's."""
    return _PLAIN_NAME.fullmatch(name) is not None


def _is_axis(names: tuple[str, ...]) -> bool:
    """Tell whether a field is one number of a position: `lng`, `receiver_lat`, `points[3][0]`."""
    plain = [name for name in names if name != ELEMENT]
    if not plain:
        return False
    sought = _POSITION if names[-1] == ELEMENT else _AXIS
    return sought.search(plain[-1]) is not None


def _is_door(names: tuple[str, ...]) -> bool:
    """Tell whether a field holds the number of a room or a door: `room`, `house_no`, `房号`."""
    plain = [name for name in names if name != ELEMENT]
    return bool(plain) and _DOOR.search(plain[-1]) is not None


class Role(IntFlag):
    """What a field may be to those beside it in its object."""

    DOOR = 1  # the number of a room or a door that somebody lives behind
    PART = 2  # that of a building, a unit or a floor
    LABEL = 4  # it names what another one holds
    CONTENT = 8  # it holds what another one names


def _role_of(names: tuple[str, ...]) -> int:
    """Tell the role of a field, as a plain number: each record asks for it."""
    plain = [name for name in names if name != ELEMENT]
    if not plain:
        return 0
    if _is_door(names):
        return 0 if _NOT_LIVED_IN.search(plain[-1]) else Role.DOOR.value
    if _PART.search(plain[-1]):
        return Role.PART.value
    if names[-1].lower() in _LABELS:
        return Role.LABEL.value
    return Role.CONTENT.value if names[-1].lower() in _CONTENTS else 0


class Place:
    """A field of the schema, or the elements of an array.

    Attributes:
        names: Field names from the top, `*` for an element; may be PII.
        path: Printable path, e.g. `items.*.name`: names that may be PII fold to `*`.
        hint: The last two field names, e.g. `receiver.name`, for the recognizers; before them
            the field's own language where that is not Chinese.
        entity: Entity that the policy declares here or above, or None.
        exempt: The policy exempts this field, or one above.
        language: The policy gives this field, or one above, a language; None if it does not.
        depth: Objects and arrays around the value.
        inner: Places of plain field names below.
        rest: Place of array elements, once there was one.
        numbered: The policy names elements by index here; hardly ever so.
        is_axis: It holds a longitude or a latitude, by its name, or is an element of a position.
        role: What it may be to the fields beside it; nothing to most.
        reads_numbers: A number in it is read however short it is: the policy declares its entity,
            or its name says that it is one of a position, a room or a door, or a building's part.
    """

    __slots__ = (
        "_elements",
        "_rule",
        "_state",
        "depth",
        "entity",
        "exempt",
        "hint",
        "inner",
        "is_axis",
        "language",
        "names",
        "numbered",
        "path",
        "reads_numbers",
        "rest",
        "role",
    )

    def __init__(
        self,
        state: State,
        rule: FieldRule | None,
        names: tuple[str, ...],
        language: str | None = None,
    ) -> None:
        """Work out what holds here; `rule` and `language` may be inherited from above."""
        self._state = state
        self._rule = rule
        self.names = names
        self.depth = len(names)
        self.path = printable(names)
        hint = ".".join([name for name in names[-3:] if name != ELEMENT][-2:])
        self.entity = rule.entity if rule is not None else None
        self.language = language if rule is None else rule.language or language
        self.hint = in_language(hint, self.language or CHINESE)
        self.exempt = rule is not None and rule.exempt is not None
        self.inner: dict[str, Place] = {}
        self.rest: Place | None = None
        self.numbered = bool(state.elements)
        self.is_axis = _is_axis(names)
        self.role = _role_of(names)
        short = self.role == Role.PART or _is_door(names)
        self.reads_numbers = self.entity is not None or self.is_axis or short
        self._elements: dict[int, Place] = {}


# Places of one batch whose names may be PII: Chinese field names recur as others do.
Passing: TypeAlias = dict[tuple[Place, str], Place]


class Schema:
    """The places of a stream under one policy's field rules.

    Attributes:
        matched: Indexes of the rules that have held somewhere so far.
    """

    def __init__(self, rules: Sequence[FieldRule], root: FieldRule | None = None) -> None:
        """Compile the rules, in order of precedence; `root` holds where none of them does."""
        self._rules = tuple(rules)
        self._places = 0
        self.matched: set[int] = set()
        start = compile_paths([rule.steps for rule in rules])
        self.top = Place(start, root, ())

    def below(self, place: Place, name: str, passing: Passing | None = None) -> Place:
        """Give the place of a field; remembered if its name is plain and there is room.

        Args:
            place: Of the object that has the field.
            name: The field's name.
            passing: What remembers any other place, for as long as the caller keeps it.
        """
        known = place.inner.get(name)
        if known is None and passing:
            known = passing.get((place, name))
        if known is None:
            known = self._made(place, place._state.below(name), name)
            if is_plain(name) and self._places < MAX_PLACES:
                place.inner[name] = known
                self._places += 1
            elif passing is not None and len(passing) < MAX_PLACES:
                passing[place, name] = known
        return known

    def element(self, place: Place) -> Place:
        """Give the place of an array's elements; remembered if there is room."""
        known = place.rest
        if known is None:
            known = self._made(place, place._state.other, ELEMENT)
            if self._places < MAX_PLACES:
                place.rest = known
                self._places += 1
        return known

    def element_at(self, place: Place, index: int) -> Place:
        """Give the place of one element; only those the policy names differ from the others."""
        known = place._elements.get(index)
        if known is None:
            state = place._state.elements.get(index)
            if state is None:
                return self.element(place)
            known = place._elements[index] = self._made(place, state, ELEMENT)
        return known

    def _made(self, above: Place, state: State, name: str) -> Place:
        """Make a place; a rule of its own goes before the one inherited from above."""
        own = above._rule
        if state.rule is not None:
            own = self._rules[state.rule]
            self.matched.add(state.rule)
        return Place(state, own, (*above.names, name), above.language)
