"""Asks of many recognizers those that may find something in a text of a given shape.

Must never leave out one whose needs a text, or the name of its field, meets.
"""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from recognizers.english import is_english
from recognizers.identity.resident_id import ResidentIdRecognizer
from recognizers.plain_names import ForPlainNames, telling_of
from recognizers.scanner import shapes_of
from recognizers.sequence.hints import PART, ROOM, TELEPHONE, Asked, asked_for
from recognizers.shape import Needs, Shape
from recognizers.written import WORDS

T = TypeVar("T")

_MOST: Final = 4096  # shapes that are remembered; there are some hundreds in a day
_WORDS: Final = sum(shape.value for shape in WORDS)
_NAME_FIELD, _ENGLISH_FIELD = Shape.NAME_FIELD.value, Shape.ENGLISH_FIELD.value
_ADDRESS_FIELD: Final = Shape.ADDRESS_FIELD.value
_TELEPHONE_WORD: Final = Shape.TELEPHONE_WORD.value
_IDENTITY_FIELD: Final = Shape.IDENTITY_FIELD.value
_ROOM_FIELD: Final = Shape.ROOM_FIELD.value
_is_of_identities: Final = telling_of(*ResidentIdRecognizer.FIELD_WORDS)


class Gates(dict[int, tuple[T, ...]], Generic[T]):
    """Things behind gates: by a shape, those whose needs it meets; worked out when asked first."""

    __slots__ = ("_gated",)

    def __init__(
        self, gated: Sequence[tuple[Needs, T]], told_for: Callable[[T], int] = lambda _: 0
    ) -> None:
        """Take the things with their needs, and what spares them; the order stays.

        Args:
            gated: The things, each with its needs.
            told_for: What may be told of a text of which a thing then has nothing to say, as a
                bit of `Told`; 0 for none.
        """
        super().__init__()
        self._gated = [
            (tuple(need.value for need in needs), int(told_for(thing)), thing)
            for needs, thing in gated
        ]

    def __missing__(self, shape: int) -> tuple[T, ...]:
        """The things whose needs a shape meets, in their order."""
        if len(self) >= _MOST:
            self.clear()
        known = self[shape] = tuple(
            thing for needs, told, thing in self._gated if not shape & told and _meets(shape, needs)
        )
        return known


def _meets(shape: int, needs: Sequence[int]) -> bool:
    return not needs or any(need & shape == need for need in needs)


@ForPlainNames
def shape_of_field(hint: str) -> int:
    """What a field's name adds to the shape of its values: words that speak of them."""
    shape = shapes_of([hint])[0] & _WORDS
    asked = asked_for(hint)
    if asked is Asked.NAME:
        shape |= _NAME_FIELD
    if asked is Asked.ADDRESS:
        shape |= _ADDRESS_FIELD
    if ROOM.search(hint) or PART.search(hint):
        shape |= _ROOM_FIELD
    if _is_of_identities(hint):
        shape |= _IDENTITY_FIELD
    if TELEPHONE.search(hint):
        shape |= _TELEPHONE_WORD
    return shape | _ENGLISH_FIELD if is_english(hint) else shape
