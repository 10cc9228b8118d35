"""Beats a build of what writes and reads message sets with results of every sort, for sanitizers.

`python -m tests.support.sets_hammer LIBRARY ROUNDS` prints how many results. Must never go on
after an access out of bounds: the first ends the process.
"""

import random
import struct
import sys
from types import ModuleType
from typing import Any, Final

from redactor.columns import Columns
from redactor.errors import Reason
from redactor.record import Coordinates, Masked, Output, Refused, Result
from tests.support.sanitized import opened

TIMES_MS: Final = (0, -1, 1_700_000_000_000, 2**63 - 1, -(2**63))
PLAIN: Final = b"\x0c\x00\x00\x00\x01\x01\x00"  # of a record with nothing in it
AT: Final = Coordinates("raw", 0, 0)
SPOT: Final = struct.Struct("=qqii")
LOW: Final = 0x7F  # bits of a number in each byte


def main(path: str, rounds: int) -> None:
    """Load the build, and send drawn results and hostile sets through all that it offers."""
    native = opened(path)
    drawn = random.Random(14)
    count = 0
    for _ in range(rounds):
        results = drawn_results(drawn, drawn.randrange(1, 40))
        count += len(results)
        beaten(native, results, drawn)
    assert all(refused(native, *odd) for odd in ODD)
    sys.stdout.write(f"{count}\n")


def drawn_results(drawn: random.Random, count: int, views: int = 1) -> list[Result]:
    """Draw results of one batch, one in ten of them a refusal."""
    return [
        Refused(AT, 0, Reason.TOO_DEEP)
        if drawn.random() < 0.1
        else Masked(
            Coordinates("raw", 0, number),
            drawn.choice((0, 1_700_000_000_000 + number)),
            tuple(_output(drawn, f"view-{view}") for view in range(views)),
        )
        for number in range(count)
    ]


def beaten(native: ModuleType, results: list[Any], drawn: random.Random) -> None:
    """Fill sets of drawn sizes, read them, and read them broken."""
    if drawn.random() < 0.1:
        at = drawn.randrange(len(results))
        results[at] = results[at]._replace(timestamp_ms=drawn.choice(TIMES_MS))
    begin, most = 0, drawn.choice((0, 100, 1_000, 100_000))
    given = made_of(results, drawn) if drawn.random() < 0.5 else (results, None)
    try:
        assert native.told(*given) == native.told(results, None)
        while (made := native.pack(*given, 1, 0, begin, most)) is not None:
            copies, packed = made[3], made[-1]
            told = results[made[1] : made[2] + 1]
            times = [one.timestamp_ms for one in told if isinstance(one, Masked)]
            begin = made[2] + 1
            if given[1] is not None:
                assert made == native.pack(results, None, 1, 0, made[1], most)
            assert native.counted(packed, made[4], times) == copies == len(native.opened(packed))
            assert refused(native, "counted", packed, made[4], times[1:])
            places = [*range(7, 7 + copies)]
            assert native.surveyed(packed, 7, made[4], 0, copies) == (places, times)
            raised = Columns(("raw", 0), native.columns([(7, made[4], 0, packed)] * 2))
            assert [one.at.offset for one in raised] == places * 2
            assert [one.timestamp_ms for one in raised] == times * 2
            held = [(one.raw_key, one.raw_value, one.raw_headers) for one in raised]
            assert held == native.opened(packed) * 2
            assert native.cut(packed, 0, copies) == len(packed)
            end = drawn.randrange(len(packed) + 1)
            so_far = native.checksum(0, packed, 0, end)
            whole = native.checksum(0, packed, 0, len(packed))
            assert native.checksum(so_far, packed, end, len(packed)) == whole
            for _ in range(5):
                if given[1] is not None:
                    refused(native, "pack", given[0], broken_made(drawn, *given[1]), 1, 0, 0, most)
                    refused(native, "told", given[0], broken_made(drawn, *given[1]))
                refused(native, "opened", broken(drawn, packed))
                refused(native, "counted", broken(drawn, packed), drawn.choice(TIMES_MS), times)
                base = (drawn.choice(TIMES_MS), drawn.choice(TIMES_MS), drawn.random() < 0.5)
                refused(native, "surveyed", broken(drawn, packed), *base, copies)
                refused(native, "columns", [(0, 0, False, packed), (*base, broken(drawn, packed))])
                refused(
                    native, "cut", broken(drawn, packed), drawn.randrange(9), drawn.randrange(9)
                )
    except (ValueError, OverflowError):
        return  # the times are too far apart


def made_of(results: list[Any], drawn: random.Random) -> tuple[list[Any], tuple[Any, ...]]:
    """Write some of the results as the short way makes them, for one view."""
    others: list[Any] = []
    copies, spots, targets = b"", b"", [("of none",)]
    kinds: list[Any] = []
    for one in results:
        is_made = isinstance(one, Masked) and drawn.random() < 0.7
        others.append(None if is_made else one)
        spots += SPOT.pack(
            len(copies), one.timestamp_ms, len(kinds), len(targets) if is_made else -1
        )
        if is_made:
            rest = rest_of(one.outputs[0])
            copies += len(rest).to_bytes(4, sys.byteorder) + rest
            kinds.append(one.detections)
            targets.append((one.outputs[0].target,))
    return others, (copies, spots, kinds, tuple(targets))


def broken_made(drawn: random.Random, *made: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- columns
    """Break the copies, or where they stand."""
    copies, spots, *rest = made
    if drawn.random() < 0.5:
        return (broken(drawn, copies or b"x"), spots, *rest)
    return (copies, broken(drawn, spots), *rest)


def rest_of(output: Output) -> bytes:
    """Write key, value and headers of a copy as they stand in a record of format 2."""
    headers = [part for name, value in output.masked_headers for part in (name.encode(), value)]
    sides, count = (output.masked_key, output.masked_value), len(output.masked_headers)
    return b"".join([*map(part_of, sides), number_of(count), *map(part_of, headers)])


def part_of(part: bytes | None) -> bytes:
    """Write a part behind its size; null has a size of -1."""
    return number_of(-1) if part is None else number_of(len(part)) + part


def number_of(number: int) -> bytes:
    """Write a zigzag varint."""
    rest, written = (number << 1) ^ (number >> 63), b""
    while rest > LOW:
        written += bytes([rest & LOW | 0x80])
        rest >>= 7
    return written + bytes([rest])


def broken(drawn: random.Random, packed: bytes) -> bytes:
    """Change, cut or double a piece of a set."""
    at = drawn.randrange(len(packed))
    odd = drawn.choice((b"", b"\xff" * 12, b"\x80" * 9 + b"\x01", drawn.randbytes(2), packed[at:]))
    return packed[:at] + odd + packed[drawn.randrange(at, len(packed)) :]


def _output(drawn: random.Random, target: str) -> Output:
    headers = tuple(
        (drawn.choice(("", "a", "来源")), _bytes(drawn)) for _ in range(drawn.randrange(4))
    )
    return Output(target, _bytes(drawn), _bytes(drawn), headers)


def _bytes(drawn: random.Random) -> bytes | None:
    return drawn.choice((None, b"", drawn.randbytes(drawn.choice((1, 63, 64, 300, 9_000)))))


def refused(native: ModuleType, name: str, *arguments: Any) -> bool:  # noqa: ANN401 -- odd ones
    """Ask for what cannot be done; tell whether it was refused."""
    try:
        getattr(native, name)(*arguments)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return True
    return False


def _odd(**changes: object) -> list[Masked]:
    whole: dict[str, Any] = {"target": "t", "masked_key": None, "masked_value": b"", **changes}
    return [Masked(AT, 0, (Output(**whole),))]


HERE: Final = SPOT.pack(0, 0, 0, 0)  # of what was made: the first copy, kind and targets
COPY: Final = b"\3\0\0\0\1\1\0"
WHOLE: Final = (COPY, HERE, [()], (("t",),))
ODD: Final[tuple[tuple[Any, ...], ...]] = (
    ("pack", [None], WHOLE[:3], 1, 0, 0, 1),
    ("pack", [None], [*WHOLE], 1, 0, 0, 1),
    ("pack", [None], WHOLE, 2, 0, 0, 1),
    ("pack", [None, None], WHOLE, 1, 0, 0, 9_999),
    ("pack", [None], (COPY[:-1], *WHOLE[1:]), 1, 0, 0, 1),
    ("pack", [None], (b"", *WHOLE[1:]), 1, 0, 0, 1),
    ("pack", [None], (None, *WHOLE[1:]), 1, 0, 0, 1),
    ("pack", [None], (COPY, None, *WHOLE[2:]), 1, 0, 0, 1),
    ("pack", [None], (COPY, HERE, None, (("t",),)), 1, 0, 0, 1),
    ("pack", [None], (COPY, HERE, [()], [("t",)]), 1, 0, 0, 1),
    ("pack", [None], (COPY, HERE, [()], (None,)), 1, 0, 0, 1),
    ("pack", [None], (COPY, HERE, [()], ((None,),)), 1, 0, 0, 1),
    ("pack", [None], (COPY, HERE, [()], ()), 1, 0, 0, 1),
    ("pack", [None], (COPY, SPOT.pack(-1, 0, 0, 0), *WHOLE[2:]), 1, 0, 0, 1),
    ("pack", [None], (COPY, SPOT.pack(0, 0, 0, -1), *WHOLE[2:]), 1, 0, 0, 1),
    ("told",),
    ("told", (), None),
    ("told", [None], None),
    ("told", [(1, 2)], None),
    ("told", [None], WHOLE[:3]),
    ("told", [None], (COPY, HERE, [], (("t",),))),
    ("told", [None], (COPY, HERE, [[]], (("t",),))),
    ("told", [None], (COPY, SPOT.pack(0, 0, -1, 0), *WHOLE[2:])),
    ("told", [(1, 2, 3)], None),
    ("told", [(1, 2, (), [], None)], None),
    ("told", [(1, 2, (), (), 1)], None),
    ("pack",),
    ("pack", (), None, 1, 0, 0, 1),
    ("pack", [None], None, 1, 0, 0, 1),
    ("pack", [(1, 2, 3, 4, 5)], None, 1, 0, 0, 1),
    ("pack", [(1, 2, (3,), 4, 5)], None, 1, 0, 0, 1),
    ("pack", [(1, "x", *_odd()[0][2:])], None, 1, 0, 0, 1),
    ("pack", _odd(), None, 2, 0, 0, 1),
    ("pack", _odd(), None, 1, 1, 0, 1),
    ("pack", _odd(), None, 1, -1, 0, 1),
    ("pack", _odd(), None, 1, 0, "0", 1),
    ("pack", _odd(target=None), None, 1, 0, 0, 1),
    ("pack", _odd(masked_key="k"), None, 1, 0, 0, 1),
    ("pack", _odd(masked_value=1), None, 1, 0, 0, 1),
    ("pack", _odd(masked_headers=[]), None, 1, 0, 0, 1),
    ("pack", _odd(masked_headers=(1,)), None, 1, 0, 0, 1),
    ("pack", _odd(masked_headers=((),)), None, 1, 0, 0, 1),
    ("pack", _odd(masked_headers=(("a",),)), None, 1, 0, 0, 1),
    ("pack", _odd(masked_headers=(("\ud800", b""),)), None, 1, 0, 0, 1),
    ("checksum", 0, b""),
    ("checksum", 0, "text", 0, 0),
    ("checksum", -1, b"", 0, 0),
    ("checksum", 2**32, b"", 0, 0),
    ("checksum", 0, b"1", 0, 2),
    ("checksum", 0, b"1", -1, 1),
    ("checksum", 0, b"1", 1, 0),
    ("opened", "text"),
    ("counted", b""),
    ("counted", None, 0, []),
    ("counted", b"", 0, ()),
    ("counted", b"", 2**63, []),
    ("counted", b"", "0", []),
    ("counted", b"\x00", 0, [0]),
    ("counted", PLAIN, 0, []),
    ("counted", PLAIN, 0, ["0"]),
    ("counted", PLAIN, 0, [2**63]),
    ("counted", PLAIN, 0, [1]),
    ("counted", b"\x8c\x00" + PLAIN[1:], 0, [0]),  # a number longer than it need be
    ("counted", b"\x12\x00\x00\x00\x01\x01\x02\x02\xff\x01", 0, [0]),  # a name that is no text
    ("surveyed", PLAIN, 0, 0, False),
    ("surveyed", PLAIN, 0, 0, False, 0),
    ("surveyed", PLAIN, 0, 0, False, 2),
    ("surveyed", PLAIN, 0, 0, False, -1),
    ("surveyed", PLAIN, 0, 0, False, 2**63),
    ("surveyed", PLAIN, 0, 0, False, "1"),
    ("surveyed", bytearray(PLAIN), 0, 0, False, 1),
    ("surveyed", PLAIN, "0", 0, False, 1),
    ("surveyed", PLAIN, 0, 2**63, False, 1),
    ("surveyed", PLAIN, 2**63 - 1, 0, False, 1),  # there is no offset behind it
    ("surveyed", b"\x0c\x00\x00\x01\x01\x01\x00", 0, 0, False, 1),  # before the set
    ("surveyed", PLAIN + PLAIN, 0, 0, False, 2),  # the same offset twice
    ("surveyed", b"\x0c\x01" + PLAIN[2:], 0, 0, False, 1),  # attributes
    ("cut", PLAIN, 0),
    ("cut", PLAIN, 0, "1"),
    ("cut", PLAIN, 8, 0),
    ("cut", PLAIN, -1, 1),
    ("cut", PLAIN, 0, 2),
    ("columns", ()),
    ("columns", [None]),
    ("columns", [(0, 0, False)]),
    ("columns", [(0, 0, False, bytearray(PLAIN))]),
    ("columns", [(0, "0", False, PLAIN)]),
    ("columns", [(0, 0, False, PLAIN[:-1])]),
    ("columns", [(0, 0, False, PLAIN), (2**63 - 1, 0, False, b"\x0c\x00\x00\x02\x01\x01\x00")]),
    ("columns", [(0, 0, False, b"\x10\x00\x00\x00\x01\x01\xfe\xff\xff\xff\x0f")]),
    ("opened", b"\x10\x00\x00\x00\x01\x01\xfe\xff\xff\xff\x0f"),
)

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
