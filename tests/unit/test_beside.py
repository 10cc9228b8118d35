"""Fields of one object speak of one another: a unit beside a room, a value beside its label."""

import json
from functools import cache
from typing import Any

import pytest

from recognizers.gates import shape_of_field
from recognizers.sequence.hints import asked_for
from redactor.pipeline import Pipeline
from redactor.policy import Thresholds, parse_policy
from redactor.record import Coordinates, Masked, Record
from redactor.stages.detect import Detector

POLICY = (
    b"version: 1\nname: x\nprofile: waybill-gbt41833\nroutes: [{source: raw, target: masked}]\n"
)
HIDDEN = "****"


@cache
def pipeline() -> Pipeline:
    """The profile of a waybill, on all recognizers."""
    return Pipeline(parse_policy(POLICY, "policy"), Detector.default(Thresholds()))


def masked(document: Any) -> Any:  # noqa: ANN401 -- any document
    """The masked copy of a document."""
    record = Record(Coordinates("raw", 0, 0), 0, None, json.dumps(document).encode())
    (result,) = pipeline().redact([record])
    assert isinstance(result, Masked)
    return json.loads(result.outputs[0].masked_value or b"")


@pytest.mark.parametrize(
    "part",
    [
        *("building", "unit", "floor", "unit_no", "buildingNo", "floorNo", "receiver_floor"),
        *("楼栋", "单元", "楼层", "楼号", "幢号", "单元号"),
    ],
)
@pytest.mark.parametrize("value", ["5", 5, "5F", "A", "3单元", "三层"])
def test_a_part_of_a_building_beside_a_room(part: str, value: str | int) -> None:
    """It is hidden as the room is, whatever its form; the mask of the mask is the same."""
    copy = masked({"to": {"street": "文三路478号", part: value, "room": "1202"}})
    assert copy["to"][part] == copy["to"]["room"] == HIDDEN
    assert masked(copy) == copy


@pytest.mark.parametrize(
    "field", ["unit_no", "buildingNo", "receiver_floor", "单元", "楼栋号", "收件楼层"]
)
def test_a_part_that_says_so_itself(field: str) -> None:
    """By its number, or by whose it is, no room beside it."""
    assert masked({field: 5})[field] == HIDDEN


@pytest.mark.parametrize(
    "record",
    [
        {"floor": 3, "warehouse": "A仓"},
        {"floor": "3", "storeroom": "302", "shelf": "B"},
        {"unit": "kg", "qty": 3},
        {"unit": 1, "weight": 2},
        {"unit": "个", "goods": "纸箱"},
        {"building": 5, "area": 1200},
        {"receiver": {"room": HIDDEN}, "goods": {"unit": 1}},
        {"商户号": "M1", "unit": "件", "length_unit": "m"},
        {"mph": 55, "floor": 3},
    ],
)
def test_measures_and_shelves_stay(record: dict[str, Any]) -> None:
    """Without a room in the same object a unit may be any."""
    assert masked(record) == record


@pytest.mark.parametrize(
    ("label", "content"), [("k", "v"), ("key", "value"), ("name", "value"), ("label", "val")]
)
def test_a_value_beside_its_label(label: str, content: str) -> None:
    """It is read as a field of that name would be, on either side of its label."""
    fields = {"phone": "88012345", "room": "1202", "收件人": "叶子", "city": "1202"}
    for turn in (1, -1):
        pairs = [dict([(label, name), (content, text)][::turn]) for name, text in fields.items()]
        copy = [one[content] for one in masked({"form": pairs})["form"]]
        assert copy[:2] == ["********", HIDDEN]
        assert copy[2] != "叶子"
        assert copy[3] == "1202"


@pytest.mark.parametrize("unit", ["weight_unit", "price_unit"])
def test_a_measure_beside_a_room_stays(unit: str) -> None:
    """It says of what it is the unit."""
    assert masked({"room": "1202", unit: "g"})[unit] == "g"
    assert masked({"room": "1202", "unit": "晚"})["unit"] == "晚"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("单元业主身份证", "110101900307123"),
        ("单元业主银行卡号", "6222021234567890123"),
        ("楼层电话", "1381234567"),
    ],
)
def test_what_a_field_says_itself_counts_beside_a_room(field: str, text: str) -> None:
    """A room beside it takes nothing away."""
    assert text not in json.dumps(masked({"房号": "1202", field: text}))


@pytest.mark.parametrize("label", ["VIP", "company", "shop"])
def test_a_label_takes_nothing_from_a_name(label: str) -> None:
    """A field for names stays one, whatever its value is labelled."""
    copy = masked({"receiver_name": {"label": label, "value": "叶子"}})
    assert copy["receiver_name"]["value"] != "叶子"


@pytest.mark.parametrize("kind", ["courier", "receiver", "address"])
def test_a_type_is_no_label(kind: str) -> None:
    """Beside it stands a state as often as a value."""
    record = {"event": {"type": kind, "value": "派送中"}}
    assert masked(record) == record


def test_a_label_is_not_kept() -> None:
    """It may be a name itself."""
    masked({"name": "zhangsanfeng", "value": "x1"})
    kept = {*asked_for.kept, *shape_of_field.kept}
    assert not [hint for hint in kept if "zhangsanfeng" in hint]


def test_a_kind_says_less_than_a_name() -> None:
    """The name of a value counts, whatever stands beside it."""
    one = {"name": "room", "type": "string", "value": "1202"}
    assert masked([one])[0]["value"] == HIDDEN


def test_a_label_of_another_object_says_nothing() -> None:
    """Neither of one before it nor of one behind it."""
    record = [{"value": "1202"}, {"key": "room"}, {"value": "1203"}]
    assert masked(record) == record
