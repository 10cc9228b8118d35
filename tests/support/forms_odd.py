"""What does not fit the short way's compiled part, each refused for what it says.

Must never be taken: whatever of it is, `tests.support.forms_hammer` ends with.
"""

from array import array
from types import ModuleType
from typing import Any, Final

from redactor.record import Coordinates, Record
from tests.support.raw_columns import columns_of

Odd = tuple[Any, ...]

OWN: Final = ("x-redactor-source", ("x-redactor-policy", b"1"))
MARKS: Final = bytes(range(1, 5))  # what stands in a blank for a value
RECORD: Final = Record(Coordinates("raw", 0, 0), 0, None, b'{"a":"x"}', ())
KEYED: Final = RECORD._replace(raw_headers=(("x-a", b"y"), ("x-b", None)))
AS: Final = (tuple, tuple)  # what becomes of copies and results
ALL: Final = (*OWN, 99)  # with room for a copy
COPIES: Final = (("x", [None, None]),)
SPOT: Final = bytes(24)  # of what was made: at the beginning, of the first kind and the first group
FIELD: Final = ("path", "hint", None, True, False, True)
SPAN: Final = (0, 1, "PERSON", 1.0, "", (), False, None)
SEED: Final = bytes(range(16))
MORE: Final = ([""], [""], 99, SEED)  # that is asked for beside records and forms
NUMBERS: Final = {3: "i", 4: "i", 5: "q", 6: "q"}  # of columns


def values_in(blank: bytes) -> int:
    """Count the values that were taken out of a blank."""
    return len(blank) - len(blank.translate(None, MARKS))


class Plain(dict[Any, Any]):
    """Forms in which every value is scanned, of every topic."""

    def __missing__(self, key: str | bytes) -> Any:  # noqa: ANN401 -- of a topic, or of a blank
        """Make them, or one of them."""
        if isinstance(key, str):
            return self, self
        return ("a",) * values_in(key)


TEXTS: Final[tuple[Odd, ...]] = (
    ("asked", [], None),
    ("asked", [], [FIELD]),
    ("asked", [""], [()]),
    ("told", [""], [FIELD], [], None, SPAN, ()),
    ("told", [""], [FIELD], [()], None, (), ()),
    ("told", [""], [FIELD], [None], None, SPAN, ()),
    ("told", [""], [FIELD], [()], None, SPAN, []),
    ("told", [""], [(*FIELD[:2], "PERSON", *FIELD[3:])], [()], None, SPAN, ()),
    ("told", [""], [FIELD], [((0, 1),)], None, SPAN, ()),
    ("told", ["", ""], [FIELD], [()], None, SPAN, ()),
)


def odd_of(native: ModuleType) -> list[Odd]:
    """Give all of it: calls by name and arguments."""
    rows, _ = native.read([RECORD, RECORD._replace(raw_value=b"{")], Plain(), *MORE)
    return [
        *TEXTS,
        *_read(),
        *_shown(rows),
        *_masked(rows),
        *_found(rows),
        *_made(rows),
        *_opened(),
    ]


def _read() -> list[Odd]:
    records: list[Any] = [
        *((1, 2), None, [1], [(1, 2)], [(None, *RECORD[1:])], [(("x", 0), *RECORD[1:])]),
        *([(*RECORD[:2], "k", *RECORD[3:])], [(*RECORD[:3], 1, *RECORD[4:])]),
        *([(*RECORD[:4], [], "")], [(*RECORD[:4], (1,), "")], [(*RECORD[:4], (("a",),), "")]),
    ]
    more: list[Odd] = [([""], [""], "many", SEED), ([""], [""], 99, b"short"), ((), [""], 99, SEED)]
    forms: list[Any] = [{}, {"raw": ()}, {"raw": ({}, {})}, {"raw": (None, Plain())}, None]
    tail = {"raw": (_Form(("a", -1)),) * 2}
    return [
        ("read", RECORD, Plain(), *MORE),
        ("read", [RECORD], Plain(), [""], [], 99, SEED),
        ("read", [RECORD], tail, *MORE),
        *(("read", one, Plain(), *MORE) for one in records),
        *(("read", [RECORD], Plain(), *one) for one in more),
        *(("read", [RECORD], one, *MORE) for one in forms),
        *(("read", one, Plain(), *MORE) for one in _columns()),
    ]


class _Form(dict[bytes, Any]):
    """One form for all blanks."""

    def __init__(self, form: Odd) -> None:
        self._form = form

    def __missing__(self, blank: bytes) -> Odd:
        return self._form


def _columns() -> list[Odd]:
    """Spoil the columns of records: kinds, lengths, and every number of their parts."""
    whole = columns_of([KEYED])
    odd: list[Odd] = [(*whole[:at], "x", *whole[at + 1 :]) for at in range(1, len(whole))]
    odd += [(None, *whole[1:]), whole[:-1]]
    for at in NUMBERS:
        odd += [(*whole[:at], whole[at][:-1], *whole[at + 1 :])]  # type: ignore[index]  # bytes all
        odd += [(*whole[:at], b"", *whole[at + 1 :])]
    parts = array("i", whole[4])
    for at in range(len(parts)):
        for number in (-9, 1 << 20, (1 << 31) - 1):
            spoilt = array("i", parts)
            spoilt[at] = number
            odd.append((*whole[:4], spoilt.tobytes(), *whole[5:]))
    nameless = array("i", parts)
    nameless[6] = -1
    odd.append((*whole[:4], nameless.tobytes(), *whole[5:]))
    odd += [(*whole[:3], array("i", [at]).tobytes(), *whole[4:]) for at in (-1, 1, len(parts))]
    return odd


def _shown(rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    starts: list[Any] = [None, [], ("x",), (1 << 70,)]
    return [
        *(("row", odd, 0) for odd in (None, RECORD)),
        *(("row", rows, at) for at in (-1, 2, None, 1 << 70)),
        ("row", rows),
        *(("put_cells", rows, at, (0,)) for at in (-1, 1, 2, None)),
        *(("put_cells", rows, 0, cells) for cells in ((), (0, 0), (-1,), (1 << 40,), (None,), [0])),
        ("put_cells", None, 0, (0,)),
        *(("longer", odd, 0) for odd in (None, ())),
        *(("longer", rows, size) for size in (None, -1)),
        ("alike", None, ()),
        *(("alike", rows, one) for one in starts),
    ]


def _masked(rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    told: tuple[Any, ...] = ([False], [""], [()], [FIELD], {}, b"")
    both: list[Any] = [False, False]
    return [
        ("mask", None, [0], *told),
        ("mask", rows, (0,), *told),
        *(("mask", rows, [at], *told) for at in (-1, 1, 2, None)),
        ("mask", rows, [0], *told[:4], {}, ""),
        ("mask", rows, [0], *told[:4], [], b""),
        ("mask", rows, [0], *told),  # its cell is the second
        ("mask", rows, [0], both, ["", ""], [(), None], [FIELD] * 2, {}, b""),
        ("mask", rows, [0], both, ["", ""], [()], [FIELD] * 2, {}, b""),
        ("mask", rows, [0], both, ["", "x"], [(), (SPAN,)], [FIELD] * 2, {}, b""),
    ]


def _found(rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    names = [None, None]
    odd_names: list[Any] = [[None], [None, ("x",)], [None, (b"",)], [None, 1]]
    return [
        ("again", None, 0, names),
        *(("again", rows, at, names) for at in (-1, 1, 2, None)),
        *(("again", rows, 0, odd) for odd in odd_names),
        ("again", rows, 0, None),
        ("again", rows, 0),
    ]


def _made(rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    one, names, found = (([0], COPIES),), [None, None], [(), ()]
    odd_groups: list[Any] = [[], (0,), ((0, COPIES),)]
    odd_names: list[Any] = [[None, (b"",)], [None, (1,)], None]
    odd_found: list[Any] = [[(), None], [(), ([],)], None]
    odd_masks: list[Any] = [None, [], [True] * 2, ["x"] * 2]
    odd_copies: list[Any] = [[], ("x",), ((None, [None]),), *((("x", odd),) for odd in odd_masks)]
    odd_own: list[Any] = [OWN, (*OWN, -1), (*OWN, "x"), (1, OWN[1], 9), (OWN[0], "x", 9), None]
    return [
        ("made", None, one, names, found, ALL),
        ("made", rows, one, names, found),
        *(("made", rows, odd, names, found, ALL) for odd in odd_groups),
        *(("made", rows, (([at], COPIES),), names, found, ALL) for at in (-1, 1, 2, None)),
        *(("made", rows, one, odd, found, ALL) for odd in odd_names),
        *(("made", rows, one, names, odd, ALL) for odd in odd_found),
        *(("made", rows, (([0], odd),), names, found, ALL) for odd in odd_copies),
        *(("made", rows, one, names, found, odd) for odd in odd_own),
    ]


def _opened() -> list[Odd]:
    at, none = RECORD.at, (b"", SPOT, [()], ((),))
    far = SPOT[:-8] + b"\xff" * 8
    odd: list[Any] = [(), none[:2], (None, *none[1:]), (b"", None, *none[2:]), [*none]]
    odd += [(b"", SPOT, [], ((),)), (b"", SPOT, [()], ()), (b"", SPOT, [()], (1,))]
    odd += [(b"", SPOT, [()], (("x",),)), (b"", far, [()], ((),))]
    return [
        *(("opened", one, [None], [at], *AS) for one in odd),
        ("opened", none, [None], [at], tuple, None),
        ("opened", none, [None], [], *AS),
        ("opened", none, [None] * 2, [at] * 2, *AS),
        ("opened", none, [None], [at], *AS[:1]),
    ]
