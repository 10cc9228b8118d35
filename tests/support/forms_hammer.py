"""Beats a build of the short way's compiled part with records of every sort, for sanitizers.

`python -m tests.support.forms_hammer LIBRARY ROUNDS` prints how many records. Must never go on
after an access out of bounds: the first ends the process.
"""

import json
import random
import sys
from types import ModuleType
from typing import Any, Final

from redactor.record import Coordinates, Record
from tests.support.drawn_records import broken, drawn_records
from tests.support.forms_odd import AS, FIELD, OWN, RECORD, SEED, SPAN, Plain, odd_of, values_in
from tests.support.raw_columns import columns_of
from tests.support.sanitized import opened

SELDOM: Final = 0.1
SOME: Final = 2  # records read together: an odd form ends it
MOST: Final = (1 << 16, 200, 9)  # bytes of a copy
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
SPOT_BYTES: Final = 24  # of a record, in what was made
FULL: Final = 8_192  # bytes of a blank, and more than its values


def main(path: str, rounds: int) -> None:
    """Load the build, and send drawn and hostile records through all that it offers."""
    native = opened(path)
    drawn = random.Random(12)
    count = 0
    for _ in range(rounds):
        records = [*drawn_records(drawn, 40), *hostile(drawn)]
        for at in range(0, len(records), SOME):
            beaten(native, records[at : at + SOME], drawn)
        if drawn.random() < SELDOM:
            read_alike(native, records)
        count += len(records)
        masked_by_rules(native, drawn)
    assert all(refused(native, *odd) for odd in odd_of(native))
    sys.stdout.write(f"{count}\n")


class Known(dict[bytes, Any]):
    """A form for every blank, which now and then is none, has a field too few, or odd cells."""

    def __init__(self, drawn: random.Random) -> None:
        """Take what draws."""
        self._drawn = drawn

    def __missing__(self, blank: bytes) -> Any:  # noqa: ANN401 -- what is no tuple, too
        """Make the form; what cannot be looked up stands for a field, too."""
        slots = values_in(blank)
        if self._drawn.random() < 0.02:
            return self._drawn.choice((None, (), slots, ("a",) * (slots + 1), ([],) * slots))
        if self._drawn.random() < 0.1:
            return ("a",) * slots + self._drawn.choice(((0,), (0, 0), (9,), (-1,), (None,)))
        return tuple(self._drawn.choice(("a", "b", "c", None)) for _ in range(slots))


class Topics(dict[str, Any]):
    """The forms of every topic, which now and then has none, or odd ones."""

    def __init__(self, drawn: random.Random) -> None:
        """Take what draws."""
        self._drawn = drawn

    def __missing__(self, topic: str) -> Any:  # noqa: ANN401 -- what is no tuple, too
        """Make forms of both sorts."""
        if self._drawn.random() < 0.01:
            return self._drawn.choice((None, (), ({},), ({}, None), {}))
        return Known(self._drawn), Known(self._drawn)


def beaten(native: ModuleType, records: list[Record], drawn: random.Random) -> None:
    """Read records, and make their copies with drawn names and masks."""
    texts, fields = [""], [""]
    given = columns_of(records) if drawn.random() < 0.5 else records
    try:
        rows, left = native.read(given, Topics(drawn), texts, fields, 1 << 16, SEED)
        places = [at for at in range(len(records)) if at not in left]
        marks = [masked(native, (rows, places), texts, drawn) for _ in range(2)]
        native.longer(rows, drawn.randrange(400))
        native.alike(rows, tuple(sorted(drawn.choices(range(9), k=drawn.randrange(3)))))
        for at in places:
            cells = native.row(rows, at)[0]
            if drawn.random() < 0.1:
                native.put_cells(rows, at, tuple(drawn.choices((*cells, 1 << 20), k=len(cells))))
            made(native, (rows, at, marks), texts, drawn)
    except (ValueError, TypeError, LookupError):
        return


def made(native: ModuleType, row: Any, texts: list[str], drawn: random.Random) -> None:  # noqa: ANN401 -- with C's own
    """Make the copies of one record, and open them, whole and broken."""
    given, at, (one, other) = row
    for cell in range(1, len(texts)):
        mask = drawn.choice((None, b'""', b'"' + b"*" * 40 + b'"', ESCAPED))
        for marks in (one, other) if drawn.random() < 0.9 else (one,):
            native.put_mask(marks, cell, mask)
            native.written(marks, cell)
    native.again(given, at)
    here = [texts[cell] if drawn.random() < 0.9 else "" for cell in native.row(given, at)[0]]
    native.echoed(given, at, here, [_spans(drawn, text) for text in here], SPAN)
    copies = (("one", one), ("two", other))
    native.made(given, (([at], copies),), (*OWN, drawn.choice(MOST)))
    *columns, left = native.made(given, (([at], copies),), (*OWN, MOST[0]))
    masked_copies, spots, kinds = columns
    others: list[Any] = [()] * (len(spots) // SPOT_BYTES)  # results of the stages
    if at not in left:
        others[at] = None
    more = (others, [RECORD.at] * len(others), *AS)
    native.opened((*columns, (("one", "two"),)), *more)
    odd = (broken(drawn, masked_copies or b"x"), spots, kinds, (("one", "two"),))
    refused(native, "opened", odd, *more)
    refused(native, "opened", (masked_copies, broken(drawn, spots), *odd[2:]), *more)


def masked(native: ModuleType, read: Any, texts: list[str], drawn: random.Random) -> Any:  # noqa: ANN401 -- with C's own
    """Tell records' cells what was drawn for them, and mask them by drawn recipes."""
    rows, places = read
    fields = [("path", "hint", drawn.choice(DECLARED), True, False, drawn.random() < 0.9)] * len(
        texts
    )
    native.asked(texts, fields)
    found = [_spans(drawn, text) for text in texts]
    native.told(rows, texts, fields, found, lambda *given: given[2], SPAN, ("先生", ""))
    if drawn.random() < SELDOM:
        native.add_cell(rows, drawn.choice(texts), fields[0], drawn.choice(found))
    recipes = dict(zip(ENTITIES, drawn.choices(RECIPES, k=len(ENTITIES)), strict=True))
    marks = native.marks(rows)
    given = (marks, places, recipes, "司马欧阳".encode())
    native.mask(*given)  # so called, CPython looks for an error that is set beside the answer
    return marks


def masked_by_rules(native: ModuleType, drawn: random.Random) -> None:
    """Mask values in which every rule reads something, each all of its text.

    They are escaped, so that each has memory of its own.
    """
    values = ["".join(drawn.choices(PIECES, k=drawn.randrange(1, 14))) for _ in range(100)]
    texts = [""]
    records = [RECORD._replace(raw_value=json.dumps([value]).encode()) for value in values]
    rows, _ = native.read(records, Plain(), texts, [""], 1 << 16, SEED)
    every: list[Any] = [()]
    for text in texts[1:]:
        parts = ((0, drawn.randrange(1, len(text) + 1), "road"),)
        every.append(((0, len(text), drawn.choice(ENTITIES), 1.0, "", parts, False, None),))
    recipes = dict(zip(ENTITIES, drawn.sample([*range(1, 7), ROADS], len(ENTITIES)), strict=True))
    native.told(rows, texts, [FIELD] * len(texts), every, None, SPAN, ())
    native.mask(native.marks(rows), [*range(len(values))], recipes, "司马欧阳".encode())


def read_alike(native: ModuleType, records: list[Record]) -> None:
    """See that a batch is read alike however it is given."""
    rows = []
    readable = [one for one in records if not one.unreadable]
    for given in (readable, columns_of(readable)):
        texts, fields = [""], [""]
        read, left = native.read(given, Plain(), texts, fields, 1 << 16, SEED)
        rows.append((left, texts, [native.row(read, at) for at in range(len(readable))]))
    assert rows[0] == rows[1]


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


def refused(native: ModuleType, name: str, *given: Any) -> bool:  # noqa: ANN401 -- anything
    """Tell whether what does not fit is refused."""
    try:
        getattr(native, name)(*given)
    except (ValueError, TypeError, IndexError, KeyError, OverflowError):
        return True
    return False


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
