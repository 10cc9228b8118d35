"""What is found in texts outright, while their shapes are told: what stands alone, or is all.

Must never find what the recognizer that lets it be found would not, nor tell that nothing is left
where it would find more: the recognizer is the definition, and is asked about every other text.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from operator import or_
from types import MethodType
from typing import Final, NamedTuple, TypeAlias

from recognizers.base import Find, Recognizer
from recognizers.finding import Finding
from recognizers.native import KERNEL
from recognizers.places import IN_USE
from recognizers.scanner import MAY_FOLD, scanner, shapes_of
from recognizers.shape import Told

Carrier: TypeAlias = tuple[str, int, int]  # letters of its waybills, least and most digits behind

_BASIC_PLANE: Final = 65_536
_METHOD: Final = "found_outright"


class Like(IntEnum):
    """What can be found outright, in the order of recognizers/native/outright.c."""

    MOBILE = 0
    UNKNOWN_MOBILE = 1  # in a segment that is not in use
    FIXED = 2  # area code, hyphen, local number
    FIXED_IN_ONE = 3
    WAYBILL = 4
    MAIL = 5
    IDENTITY = 6  # behind 身份证
    NAME = 7


class CueRule(NamedTuple):
    """Names behind a word that says whose follows.

    Attributes:
        like: A finding, in any place, such as those are.
        shape: The number of the bit of the shape that a text must have.
        cues: What stands before a name, and whether some characters before it make it another word.
        behind: What stands behind one.
        is_linked: Whether a colon or a word for it, and blanks, may stand between cue and name.
        may_end: Whether a name may also end where no Han follows.
        forms: Of which a name must have one, as recognizers/native/cued.h has them.
    """

    like: Finding
    shape: int
    cues: tuple[tuple[str, bool], ...]
    behind: tuple[str, ...]
    is_linked: bool
    may_end: bool
    forms: int


class Names(NamedTuple):
    """What names are found by.

    Attributes:
        characters: What each character of the basic plane may be of a name, or of a cue, as
            recognizers/native/cued.h has it.
        rules: For names behind cues.
        compounds: Surnames of two characters.
    """

    characters: bytes
    rules: tuple[CueRule, ...]
    compounds: tuple[str, ...]


class Saying(NamedTuple):
    """What a recognizer lets be found outright, in its name.

    Attributes:
        like: Findings, in any place, such as those are.
        spares: What it need not be asked about a text of which that is told.
        carriers: Those whose waybills are found.
        names: What names are found by; none where none are.
    """

    like: Mapping[Like, Finding]
    spares: Mapping[Find, Told]
    carriers: tuple[Carrier, ...] = ()
    names: Names | None = None


_NO_NAMES: Final = Names(bytes(_BASIC_PLANE), (), ())


class Outright:
    """Tells the shapes of texts, and what some of the recognizers let be found outright.

    A class lets it by a method `found_outright`, for itself alone: a subclass may find otherwise.
    """

    def __init__(self, recognizers: Iterable[Recognizer]) -> None:
        """Ask all recognizers; what two of them let be found is the first one's."""
        known: Sequence[Saying] = [
            getattr(one, _METHOD)() for one in recognizers if _METHOD in vars(type(one))
        ]
        self._spared = {find: told for one in known for find, told in one.spares.items()}
        like = {kind: finding for one in reversed(known) for kind, finding in one.like.items()}
        if KERNEL is not None:
            carriers = tuple(dict.fromkeys(row for one in known for row in one.carriers))
            found = tuple(map(like.get, Like))
            names = next((one.names for one in known if one.names), _NO_NAMES)
            self._made = KERNEL.outright(scanner(), IN_USE, found, carriers, *names)

    def told_for(self, find: Find) -> int:
        """What must be told of a text for this one to be spared, as a bit of `Told`; 0 for none."""
        if not isinstance(find, MethodType):  # a plug-in's may have no hash, or any notion of equal
            return 0
        return self._spared.get(find, 0)

    def read(
        self, texts: list[str], fields: list[int], *, folded: bool = False
    ) -> tuple[list[int], list[Sequence[Finding]], list[int]]:
        """Read texts.

        Args:
            texts: Any texts.
            fields: What the field of each adds to its shape.
            folded: Whether they are folded already, whatever their shape says.

        Returns:
            For each text its shape as `shapes_of` gives it, with its field's and with bits of
            `Told`, and what these say is found; nothing where folding may change the text. And
            the texts for which it may, by number, in order; none where they are folded. Without
            the kernel nothing is found.
        """
        if KERNEL is None:
            shapes = list(map(or_, shapes_of(texts), fields))
            may_fold = [] if folded else [at for at, one in enumerate(shapes) if one >= MAY_FOLD]
            return shapes, [() for _ in texts], may_fold
        read: tuple[list[int], list[Sequence[Finding]], list[int]]
        read = KERNEL.read(self._made, texts, fields, folded)
        return read
