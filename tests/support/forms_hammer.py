"""Beats a build of the short way's compiled part with records of every sort, for sanitizers.

`python -m tests.support.forms_hammer LIBRARY ROUNDS` prints how many records. Must never go on
after an access out of bounds: the first ends the process.
"""

import random
import sys
from types import ModuleType
from typing import Any, Final

from redactor.record import Coordinates, Record
from tests.support.drawn_records import broken, drawn_records
from tests.support.sanitized import opened

OWN: Final = ("x-redactor-source", ("x-redactor-policy", b"1"))
MOST: Final = (1 << 16, 200, 9)  # bytes of a copy
MARKS: Final = bytes(range(1, 5))
ESCAPED: Final = b'"' + bytes(range(32)) + b'\\"\\\\"'  # a mask in which all is escaped again
CUT: Final = (
    *(b"", b'"', b"-", b"1.", b"t", b"nul", b'"x",', b'"\xed\xa0\x80"}', b" ", b'"\\'),
    *(b'"\\u', b'"\\u12', b'"\\ud83d', b'"\\ud83d\\', b'"\\ud83d\\ud', b'"\\"', b'"[\\"\\'),
    *(b'"[\\"\\\\"]"}', b'"\xe3\x80\x80', b'"[]\xe3\x80\x80"}', b'"\xc2"}', b'"{"}'),
)
ENTITIES: Final = ("PERSON", "PHONE_NUMBER", "ADDRESS")
DECLARED: Final = (None, None, "PERSON")
ROADS: Final = (frozenset({"road"}), "****")
RECIPES: Final = (*range(-1, 9), 1 << 70, "x", '"\\\ud800', None, ROADS, (), ((), ""))
ODD_PARTS: Final[tuple[Any, ...]] = (-1, 1 << 70, 1 << 40, None, "x", ((0, 1),), (None,), True)
# What rules read, so that each takes some of what is drawn of these apart.
PIECES: Final = (
    *("欧阳", "王", "小", "十", "二", "号", "单", "元", "国道", "é", "😀", "０", "a", "z", "\0"),
    *("1", "3", "138", "0013", "8000", "0531", "86", "+", "-", "转", "#", ",", ".", "@", "*", '"'),
)
FULL: Final = 8_192  # bytes of a blank, and more than its values


def main(path: str, rounds: int) -> None:
    """Load the build, and send drawn and hostile records through all that it offers."""
    native = opened(path)
    drawn = random.Random(12)
    count = 0
    for _ in range(rounds):
        for record in (*drawn_records(drawn, 40), *hostile(drawn)):
            beaten(native, record, drawn)
            count += 1
        masked_by_rules(native, drawn)
    assert all(refused(native, *odd) for odd in ODD)
    sys.stdout.write(f"{count}\n")


class Known(dict[bytes, Any]):
    """A form for every blank, which now and then is none, has a field too few, or odd cells."""

    def __init__(self, drawn: random.Random) -> None:
        """Take what draws."""
        self._drawn = drawn

    def __missing__(self, blank: bytes) -> Any:  # noqa: ANN401 -- what is no tuple, too
        """Make the form; what cannot be looked up stands for a field, too."""
        slots = sum(mark in MARKS for mark in blank)
        if self._drawn.random() < 0.02:
            return self._drawn.choice((None, (), slots, ("a",) * (slots + 1), ([],) * slots))
        if self._drawn.random() < 0.1:
            return ("a",) * slots + self._drawn.choice(((0,), (0, 0), (9,), (-1,), (None,)))
        return tuple(self._drawn.choice(("a", "b", "c", None)) for _ in range(slots))


def beaten(native: ModuleType, record: Record, drawn: random.Random) -> None:
    """Read a record, and make its copies with drawn names and masks, whole and broken."""
    texts, fields = [""], [""]
    try:
        seen = native.read(record, (Known(drawn), Known(drawn)), {}, texts, fields, 1 << 16)
        if seen is None:
            return
        masked(native, seen, texts, drawn)
        names = [drawn.choice((None, (b"x",), (text.encode() or b"-",) * 2)) for text in texts]
        found = [(("path", "PERSON"),)] * len(texts)
        masks = [drawn.choice((None, b'""', b'"' + b"*" * 40 + b'"', ESCAPED)) for _ in texts]
        written = [drawn.choice((*masks, False)) if drawn.random() < 0.1 else one for one in masks]
        copies = (("one", masks), ("two", written))
        native.found([seen], 0, names, found)
        native.made([seen], 0, record, names, found, copies, (*OWN, drawn.choice(MOST), *AS))
        _, cells, copy, ends = seen
        own = (*OWN, MOST[0], *AS)
        unnamed = [None] * len(texts)
        native.made([seen], 0, record, unnamed, found, copies[:1], own)
        some = (record, cells, broken(drawn, copy), ends)
        native.made([some], 0, record, unnamed, found, copies[:1], own)
        some = (record, cells, copy, broken(drawn, ends or b"x"))
        native.made([some], 0, record, unnamed, found, copies[:1], own)
    except (ValueError, TypeError, LookupError):
        return


def masked(native: ModuleType, seen: Any, texts: list[str], drawn: random.Random) -> None:  # noqa: ANN401 -- of a record
    """Tell a record's cells what was drawn for them, and mask them by drawn recipes."""
    fields = [("path", "hint", drawn.choice(DECLARED), True, False, drawn.random() < 0.9)] * len(
        texts
    )
    native.asked(texts, fields)
    found = [_spans(drawn, text) for text in texts]
    told = native.told(texts, fields, found, lambda *given: given[2], SPAN, ("先生", ""))
    every, _, _, unmasked = told
    recipes = dict(zip(ENTITIES, drawn.choices(RECIPES, k=len(ENTITIES)), strict=True))
    given = ([seen], [0], unmasked, texts, every, fields, recipes, "司马欧阳".encode())
    native.mask(*given)  # so called, CPython looks for an error that is set beside the answer


def masked_by_rules(native: ModuleType, drawn: random.Random) -> None:
    """Mask values in which every rule reads something, each all of its text."""
    texts = ["".join(drawn.choices(PIECES, k=drawn.randrange(1, 14))) for _ in range(100)]
    every = []
    for text in texts:
        parts = ((0, drawn.randrange(1, len(text) + 1), "road"),)
        every.append(((0, len(text), drawn.choice(ENTITIES), 1.0, "", parts, False, None),))
    recipes = dict(zip(ENTITIES, drawn.sample([*range(1, 7), ROADS], len(ENTITIES)), strict=True))
    columns = ([False] * len(texts), texts, every, [FIELD] * len(texts))
    seen = (RECORD, (*range(len(texts)),), b"", b"")
    native.mask([seen], [0], *columns, recipes, "司马欧阳".encode())


def _spans(drawn: random.Random, text: str) -> tuple[Any, ...]:
    """Draw spans of a text, one in thirty of them odd."""
    ends = sorted(drawn.choices(range(len(text) + 1), k=2 * drawn.randrange(3)))
    odd = drawn.random() < 0.03
    spans = []
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        inside = (start + end) // 2
        parts = drawn.choice(((), ((start, inside, "road"), (inside, end, "unit"))))
        span = (start, end, drawn.choice(ENTITIES), 1.0, "", parts, drawn.random() < 0.1, None)
        at = drawn.randrange(len(span))
        spans.append((*span[:at], drawn.choice(ODD_PARTS), *span[at + 1 :]) if odd else span)
    return tuple(spans)


def hostile(drawn: random.Random) -> list[Record]:
    """Draw deep, wide, long and cut records."""
    depth = drawn.randrange(60)
    values = (
        b"[" * depth + b"]" * depth,
        b"[" + b",".join([b'"x"'] * drawn.randrange(1_000)) + b"]",
        b'{"' + b"a" * drawn.randrange(FULL) + b'":1}',
        b"[" + b",".join([b'{"abcdefghijklmnopqrstuvwx":1}'] * drawn.randrange(600)) + b"]",
        *(b'{"a":' + cut for cut in CUT),
        nested(drawn.randrange(12), b"\\u738b" * drawn.randrange(40)),
        b'["' + b"\\u0022\\n" * drawn.randrange(4_000) + b'"]',
    )
    at = Coordinates("raw", 0, 0)
    headers = (("x-a", drawn.randbytes(3)), ("x-b", None))
    return [Record(at, 0, drawn.randbytes(2), value, headers) for value in values]


def nested(levels: int, text: bytes) -> bytes:
    """Write a string into a document in a string, so many times."""
    for _ in range(levels):
        text = b'["' + text + b'"]'
        text = text.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return b'{"a":"' + text + b'"}'


RECORD: Final = Record(Coordinates("raw", 0, 0), 0, None, b'{"a":"x"}', ())
AS: Final = (tuple, tuple)  # what becomes of copies and results
END: Final = b"\0\0\0\0\1\0\0\0\0\0\0\0"  # of one value, as `ends` has it
FAR: Final = END[:8] + b"\4\0\0\0"  # of one in more strings than may be around it
FAR_OFF: Final = (("x", 0, 1 << 70), *RECORD[1:])
UNREAD: Final = (*RECORD[:2], "key", *RECORD[3:])
ALL: Final = (*OWN, 99, *AS)  # with room for a copy
FIELD: Final = ("path", "hint", None, True, False, True)
SPAN: Final = (0, 1, "PERSON", 1.0, "", (), False, None)
SEEN: Final = (RECORD, (0,), b'{"a":"x"}', b"\5\0\0\0\x08\0\0\0\0\0\0\0")
ODD: Final[tuple[tuple[Any, ...], ...]] = (
    ("read", RECORD, ({}, {}), {}, [], [], "many"),
    ("read", RECORD, ({},), {}, [], [], 9),
    ("read", RECORD, {}, {}, [], [], 9),
    ("read", (1, 2), ({}, {}), {}, [], [], 9),
    ("read", (*RECORD[:4], (1,), ""), ({}, {}), {}, [], [], 9),
    ("read", RECORD, ({}, {}), [], [], [], 9),
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
    ("mask", [(RECORD, (0,), b"", b"")], [0], [False], [""], [()], [FIELD], {}, ""),
    ("mask", [(RECORD, (0,), b"", b"")], [0], [False], [""], [()], [FIELD], [], b""),
    ("mask", [None], [0], [False], [""], [()], [FIELD], {}, b""),
    ("mask", [(RECORD, [0], b"", b"")], [0], [False], [""], [()], [FIELD], {}, b""),
    ("mask", [(RECORD, (9,), b"", b"")], [0], [False], [""], [()], [FIELD], {}, b""),
    ("mask", [(RECORD, (None,), b"", b"")], [0], [False], [""], [()], [FIELD], {}, b""),
    ("mask", [(RECORD, (0,), b"", b"")], [0], [False], [""], [None], [FIELD], {}, b""),
    ("mask", [(RECORD, (0,), b"", b"")], [0], [False], [""], [], [FIELD], {}, b""),
    ("mask", [(RECORD, (0,), b"", b"")], [0], [False], ["x"], [(SPAN,)], [FIELD], {}, b""),
    ("found", [(RECORD, (5,), b"", b"")], 0, [None], [()]),
    ("found", [(RECORD, (0,), b"", b"")], 0, [("x",)], [()]),
    ("found", [(RECORD, [], b"", b"")], 0, [None], [()]),
    ("found", [((1, 2), (0,), b"x", b"")], 0, [None], [()]),
    ("found", [()], 0, [None], [()]),
    ("found", [None], 0, [None], [()]),
    ("found", [SEEN], 1, [None], [()]),
    ("found", [SEEN], None, [None], [()]),
    ("found", (SEEN,), 0, [None], [()]),
    ("found", [SEEN], 0, None, [()]),
    ("found", [SEEN], 0, [None], None),
    ("found", [SEEN], 0, [None]),
    ("made", [(RECORD, (5,), b"", b"")], 0, RECORD, [None], [()], (), ALL),
    ("made", [(RECORD, (0,), b"", b"")], 0, RECORD, [("x",)], [()], (), ALL),
    ("made", [(RECORD, (0,), b"", b"")], 0, RECORD, [(b"",)], [()], (), ALL),
    ("made", [(RECORD, (0,), "", b"")], 0, RECORD, [(b"x",)], [()], (), ALL),
    ("made", [SEEN], 0, RECORD, None, [()], (), ALL),
    ("made", [SEEN], 0, RECORD, [None], None, (), ALL),
    ("made", [SEEN], 0, RECORD, [None], [None], (), ALL),
    (
        "made",
        [(RECORD, (0,), b"x", b"123456789012")],
        0,
        RECORD,
        [None],
        [()],
        (("x", [None]),),
        ALL,
    ),
    ("made", [(RECORD, (0,), b"x", None)], 0, RECORD, [None], [()], (("x", [None]),), ALL),
    ("made", [(RECORD, (0,), b"xy", END)], 0, RECORD, [None], [()], (("x", ["x"]),), ALL),
    ("made", [(RECORD, (0,), b"xy", FAR)], 0, RECORD, [None], [()], (("x", [b"x"]),), ALL),
    ("made", [(RECORD, (0,), "xy", END)], 0, RECORD, [None], [()], (("x", [b"x"]),), ALL),
    ("made", [(RECORD, (), b"xy", END)], 0, RECORD, [None], [()], (("x", [None]),), ALL),
    ("made", [(UNREAD, (0, 0), b"xy", END)], 0, RECORD, [None], [()], (("x", [None]),), ALL),
    ("made", [()], 0, RECORD, [None], [()], (), (*OWN, 9, *AS)),
    ("made", [(RECORD, (5,), b"x", b"")], 0, RECORD, [None], [()], (), (*OWN, 9, *AS)),
    ("made", [((1, 2), (0,), b"x", b"")], 0, RECORD, [None], [()], (), (*OWN, 9, *AS)),
    ("made", [(RECORD, [], b"x", b"")], 0, RECORD, [None], [()], (), (*OWN, 9, *AS)),
    ("made", [SEEN], 0, RECORD, [None], [()], (), OWN),
    ("made", [SEEN], 0, RECORD, [None], [()], (), (*OWN, -1, tuple, tuple)),
    ("made", [SEEN], 0, RECORD, [None], [()], (), (*OWN, 9, tuple, None)),
    ("made", [SEEN], 0, RECORD, [None], [()], ("x",), (*OWN, 9, *AS)),
    ("made", [SEEN], 0, RECORD, [None], [()], (("x", None),), (*OWN, 9, *AS)),
    ("made", [SEEN], 0, RECORD, [None], [()], (("x", []),), (*OWN, 9, *AS)),
    ("made", [SEEN], 0, RECORD, [None], [()], (("x", [True]),), (*OWN, 99, *AS)),
    ("made", [SEEN], 0, RECORD, [None], [()], (("x", [None]),), (*OWN, 99, None, tuple)),
    (
        "made",
        [((("\0", 0, 0), *RECORD[1:]), (0,), b"x", b"")],
        0,
        RECORD,
        [None],
        [()],
        (),
        (*OWN, 9, *AS),
    ),
    ("made", [(FAR_OFF, (0,), b"x", b"")], 0, RECORD, [None], [()], (), (*OWN, 9, *AS)),
    (
        "made",
        [((("x", 0), *RECORD[1:]), (0,), b"x", b"")],
        0,
        RECORD,
        [None],
        [()],
        (),
        (*OWN, 9, *AS),
    ),
)


def refused(native: ModuleType, name: str, *given: Any) -> bool:  # noqa: ANN401 -- anything
    """Tell whether what does not fit is refused."""
    try:
        getattr(native, name)(*given)
    except (ValueError, TypeError, IndexError, KeyError, OverflowError):
        return True
    return False


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
