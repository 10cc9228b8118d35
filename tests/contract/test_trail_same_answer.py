"""Records that are read along others of their batch are read as each is alone."""

import random
from collections.abc import Sequence
from typing import Any, Final

import orjson
import pytest

from redactor.forms.native import NATIVE
from redactor.record import Record
from tests.support.drawn_records import broken, drawn_records
from tests.support.forms_odd import KEYED, RECORD, SEED, values_in

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")

MOST: Final = 1 << 16
SIGNS: Final = b'"\\{[}],:0e.- t\x00\x1f\x80\xe6'
INSIDE: Final = orjson.dumps({"b": "é", "no": 12, "c": [orjson.dumps(["x"]).decode()]}).decode()
WHOLE: Final = {
    "name": "王小明",
    "ok": True,
    "no": 1390013,
    "kg": -1.5,
    "a": [None, INSIDE],
    "z": "",
}


class Some(dict[Any, Any]):
    """Forms of which every third value is not scanned."""

    def __missing__(self, key: str | bytes) -> Any:  # noqa: ANN401 -- of a topic, or of a blank
        """Make them, or one of them."""
        if isinstance(key, str):
            return self, self
        return tuple((None, "a", "b")[at % 3] for at in range(values_in(key)))


def read(records: Sequence[Record]) -> list[Any]:
    """Read records together: of each the texts that are scanned with their fields, and the rest."""
    assert NATIVE is not None
    texts, fields = [""], [""]
    rows, _ = NATIVE.read([*records], Some(), texts, fields, MOST, SEED)
    told = (NATIVE.row(rows, at) for at in range(len(records)))
    return [one and ([(texts[at], fields[at]) for at in one[0]], *one[1:]) for one in told]


def differing(records: Sequence[Record]) -> list[int]:
    """Places of records that are read otherwise beside the others."""
    alone = [read([one])[0] for one in records]
    return [at for at, one in enumerate(read(records)) if one != alone[at]]


def test_drawn_records_are_read_alike_beside_others() -> None:
    """Documents of every sort, whole and broken, behind others of their shape."""
    source = random.Random(41)
    drawn = drawn_records(source, 1_500)
    cut = [one._replace(raw_value=broken(source, one.raw_value or b"x")) for one in drawn]
    records = [*drawn, *cut, *drawn]
    assert sum(one is not None for one in read(records)) > len(drawn)
    assert differing(records) == []


@pytest.mark.parametrize("record", [RECORD, KEYED], ids=["bare", "with headers"])
def test_a_record_that_differs_by_a_byte_is_read_alike(record: Record) -> None:
    """Each sign that JSON knows in each place of a document, behind the document itself."""
    whole = record._replace(raw_value=orjson.dumps(WHOLE))
    value = whole.raw_value or b""
    others = [
        whole._replace(raw_value=value[:at] + bytes([sign]) + value[at + size :])
        for at in range(len(value))
        for sign in SIGNS
        for size in (0, 1)
    ]
    assert differing([whole, *others, *others]) == []


def test_sides_are_read_alike() -> None:
    """Keys and headers that are there, or null, or documents, or of other names, or one more."""
    sides = (None, b"", b"x", b"{}", b" [1] ", b"\xe6\xff", b"x" * MOST)
    records = [RECORD._replace(raw_key=key, raw_headers=()) for key in sides]
    records += [RECORD._replace(raw_headers=(("x-a", side),)) for side in sides]
    records += [RECORD._replace(raw_headers=(("x-b", b"x"), ("x-a", side))) for side in sides]
    random.Random(7).shuffle(records)
    assert differing(records * 3) == []


def test_texts_are_read_alike() -> None:
    """Texts that are documents, or look like some, or are escaped, where others had none."""
    texts = ("x", "", "{", "[1]", '{"b":1}', " {}", "\u3000[]", '"', "\\", "\n", "é", "1" * 600)
    records = [RECORD._replace(raw_value=orjson.dumps({"a": one, "n": 1})) for one in texts]
    assert differing(records * 2) == []
