"""Where in a document a value stands: fields that recur, each remembered once.

The documents of a stream share a schema, so what is known of a field (its rule, its printable
path, the hint for detection) is worked out once and found again by a dictionary look-up. Must
never remember a field name that may be PII itself: only plain names are kept, and not many.
"""

# ruff: noqa: SLF001 -- a Schema is the maker of its Places and the one reader of what they keep

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from redactor.paths import State, compile_paths
from redactor.policy import FieldRule
from redactor.roles import ELEMENT, Role, is_door, role_of

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
        lasts: All names from the top are plain; below any other a place is gone with its batch.
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
        "lasts",
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
        self.lasts = all(name == ELEMENT or is_plain(name) for name in names)
        self.is_axis = _is_axis(names)
        self.role = role_of(names)
        short = self.role == Role.PART or is_door(names)
        self.reads_numbers = self.entity is not None or self.is_axis or short
        self._elements: dict[int, Place] = {}


# Places of one batch whose names may be PII: Chinese field names recur as others do.
Passing: TypeAlias = dict[tuple[Place, str], Place]


class Schema:
    """The places of a stream under one policy's field rules.

    Attributes:
        matched: Indexes of the rules that have held somewhere so far.
        top: Place of a document's root.
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
            plain = is_plain(name)
            if plain and place.lasts and self._places < MAX_PLACES:
                place.inner[name] = known
                self._places += 1
            elif passing is not None and len(passing) < MAX_PLACES:
                passing[place, name] = known
                if plain and not place.lasts:
                    place.inner[name] = known  # found at once, for as long as the batch lasts
        return known

    def element(self, place: Place) -> Place:
        """Give the place of an array's elements; remembered if there is room."""
        known = place.rest
        if known is None:
            known = self._made(place, place._state.other, ELEMENT)
            if self._places < MAX_PLACES or not place.lasts:
                place.rest = known
                self._places += place.lasts
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
