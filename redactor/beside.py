"""What the fields of one object say of one another: a unit beside a room, a value beside its label.

Must never take away what a field's own name says: it is only added to, or made a room's.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from redactor.roles import Role
from redactor.schema import Place

_ROOM: Final = "unit_no"  # a number in a field so called is hidden, however short it is
# Between the names of a field and what texts beside it say: recognizers ask each apart, and none
# takes a name with a blank for one that may be kept.
_AND: Final = " ."
_REACH: Final = 6  # fields between a label and what it names, at most
_LONGEST: Final = 64  # characters of a label; what is longer names no field


class Told(NamedTuple):
    """A text, and the texts that may name it if they stand in the same object; by their numbers."""

    content: int
    labels: tuple[int, ...]


def roles_of(places: Sequence[Place]) -> int:
    """Give all roles that any of these places has, as bits of `Role`."""
    roles = 0
    for one in places:
        roles |= one.role
    return roles


def hints_of(places: Sequence[Place], roles: int) -> list[str]:
    """Give the hint of each place: of a building's part beside a room that of a room.

    Args:
        places: Of one record.
        roles: Of all of them, see `roles_of`.
    """
    if not (roles & Role.DOOR and roles & Role.PART):
        return [one.hint for one in places]
    rooms = {one.names[:-1] for one in places if one.role == Role.DOOR}
    return [
        _as_room(one.hint) if one.role == Role.PART and one.names[:-1] in rooms else one.hint
        for one in places
    ]


def _as_room(hint: str) -> str:
    return hint[: max(hint.rfind("."), hint.rfind(":")) + 1] + _ROOM


def told_in(places: Sequence[Place], roles: int) -> tuple[Told, ...]:
    """Give what may be named by a text beside it: `{"key": "mobile", "value": …}`."""
    if not (roles & Role.LABEL and roles & Role.CONTENT):
        return ()
    found = []
    for number, one in enumerate(places):
        if one.role == Role.CONTENT:
            near = range(max(0, number - _REACH), min(len(places), number + _REACH + 1))
            labels = tuple(at for at in near if _names(places[at], one))
            if labels:
                found.append(Told(number, labels))
    return tuple(found)


def _names(label: Place, content: Place) -> bool:
    return label.role == Role.LABEL and label.names[:-1] == content.names[:-1]


def hint_told(hint: str, told: Told, texts: Sequence[str], holders: Sequence[object]) -> str:
    """Give the hint of a text with what the labels in its object say behind it."""
    holder = holders[told.content]
    labels = [texts[at] for at in told.labels if holders[at] is holder]
    return _AND.join([hint, *(label for label in labels if len(label) <= _LONGEST)])
