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
)


def odd_of(native: ModuleType) -> list[Odd]:
    """Give all of it: calls by name and arguments."""
    rows, _ = native.read([RECORD, RECORD._replace(raw_value=b"{")], Plain(), *MORE)
    return [
        *TEXTS,
        *_read(),
        *_shown(rows),
        *_masked(native, rows),
        *_found(rows),
        *_made(native, rows),
        *_opened(),
        *_told(rows),  # the last: what was told before is dropped
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


def _told(rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    """Spoil what is told of cells, and what is added to them."""
    declared = (*FIELD[:2], "PERSON", *FIELD[3:])
    cells: tuple[Any, ...] = ([""], [FIELD], [()])
    more: tuple[Any, ...] = (None, SPAN, ())
    odd: list[Any] = [([""], [FIELD], []), ([""], [FIELD], [None]), ([""], [declared], [()])]
    odd += [([""], [FIELD], [((0, 1),)]), (["", ""], [FIELD], [()]), ([""], [()], [()])]
    return [
        ("told", None, *cells, *more),
        ("told", rows, *cells, None, SPAN),
        ("told", rows, *cells, None, (), ()),
        ("told", rows, *cells, None, SPAN, []),
        ("told", rows, *cells, None, SPAN, ("",) * 99),
        *(("told", rows, *one, *more) for one in odd),
        ("add_cell", None, "", FIELD, ()),
        ("add_cell", rows, "", (), ()),
        ("add_cell", rows, "", FIELD, []),
        ("add_cell", rows, "", FIELD, (1,)),
        ("add_cell", rows, "", FIELD),
    ]


def _marks(native: ModuleType, rows: Any) -> Any:  # noqa: ANN401 -- C's own
    """Tell two cells, of which the second is that of the record, and give their masks."""
    native.told(rows, ["", "x"], [FIELD] * 2, [(), (SPAN,)], None, SPAN, ())
    return native.marks(rows)


def _masked(native: ModuleType, rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    """Spoil what is asked of masks."""
    rest: tuple[Any, ...] = ({}, b"")
    unseen = native.marks(rows)  # before a cell was told
    marks = _marks(native, rows)
    return [
        *(("marks", odd) for odd in (None, RECORD)),
        ("mask", None, [0], *rest),
        ("mask", rows, [0], *rest),
        ("mask", unseen, [0], *rest),
        ("mask", marks, (0,), *rest),
        *(("mask", marks, [at], *rest) for at in (-1, 1, 2, None)),
        ("mask", marks, [0], {}, ""),
        ("mask", marks, [0], [], b""),
        ("mask", marks, [0]),
        ("mask", marks, [0], *rest),  # there is no recipe
        *(("put_mask", marks, at, b"") for at in (-1, 2, None)),
        ("put_mask", marks, 1, "x"),
        ("put_mask", None, 1, b""),
        *(("written", marks, at) for at in (-1, 2, None)),
        ("written", None, 1),
    ]


def _found(rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    return [
        ("again", None, 0),
        *(("again", rows, at) for at in (-1, 1, 2, None)),
        ("again", rows),
        *(("echoed", rows, at, [""], [()], SPAN) for at in (-1, 1, None)),
        ("echoed", None, 0, [""], [()], SPAN),
        ("echoed", rows, 0, [""] * 9, [()], SPAN),
        ("echoed", rows, 0, [""], [], ()),
    ]


def _made(native: ModuleType, rows: Any) -> list[Odd]:  # noqa: ANN401 -- C's own
    """Spoil what copies are made of."""
    marks = _marks(native, rows)
    native.put_mask(marks, 1, b'""')
    copies = (("x", marks),)
    one = (([0], copies),)
    odd_groups: list[Any] = [[], (0,), ((0, copies),)]
    odd_copies: list[Any] = [[], ("x",), ((None, marks),), (("x", None),), (("x", rows),)]
    odd_copies += [copies * 999]
    odd_own: list[Any] = [OWN, (*OWN, -1), (*OWN, "x"), (1, OWN[1], 9), (OWN[0], "x", 9), None]
    return [
        ("made", None, one, ALL),
        ("made", rows, one),
        *(("made", rows, odd, ALL) for odd in odd_groups),
        *(("made", rows, (([at], copies),), ALL) for at in (-1, 1, 2, None)),
        *(("made", rows, (([0], odd),), ALL) for odd in odd_copies),
        *(("made", rows, one, odd) for odd in odd_own),
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
