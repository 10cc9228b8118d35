"""The number of a room or a door is found where its field says so, and nowhere else."""

import json
from functools import cache
from typing import Any

import pytest

from recognizers.analyzer import Analyzer
from recognizers.gates import shape_of_field
from recognizers.rooms import RoomRecognizer
from recognizers.shape import Shape
from recognizers.testing import Example, conforms
from redactor.draft.fields import sampled
from redactor.draft.policy import Flow, draft
from redactor.entry import Entry
from redactor.pipeline import Pipeline
from redactor.policy import Policy, Thresholds, parse_policy
from redactor.record import Coordinates, Masked, Record
from redactor.schema import Schema
from redactor.stages.detect import Detector

POLICY = (
    b"version: 1\nname: x\nprofile: waybill-gbt41833\nroutes: [{source: raw, target: masked}]\n"
)
EXAMPLES = (
    Example("1202", ("1202",), "digits", "room"),
    Example(" 1202 ", ("1202",), "blanks around it", "receiver.room_no"),
    Example("A-1202", ("A-1202",), "a building before it", "room_no"),
    Example("12-3-1202", ("12-3-1202",), "a building and a unit before it", "房号"),
    Example("１２０２", ("１２０２",), "full width", "房间号"),
    Example("1202室", ("1202室",), "with its word", "门牌号"),
    Example("#5B", ("#5B",), "a sign before it", "house_no"),
    Example("Flat 12A, 3/F", ("Flat 12A, 3/F",), "in English", "en:apartment"),
    Example("B", ("B",), "a letter alone, as flats of Hong Kong have", "flat_no"),
    Example("-101", ("-101",), "below the ground", "室号"),
    Example("king size", (), "a word", "room"),
    Example("0123456789", (), "as long as a telephone number", "room"),
    Example("1202; 13800138000", (), "more than a room", "room"),
    Example("****", (), "our own mask", "room"),
    Example("<ADDRESS>", (), "our own mask", "room"),
    Example("", (), "nothing", "room"),
    Example("3单元", ("3单元",), "with its word", "unit_no"),
    Example("三单元", ("三单元",), "in Han", "单元"),
    Example("B座", ("B座",), "a letter and its word", "楼栋"),
    Example("5-3-1202", ("5-3-1202",), "all that is left of an address", "detail_address"),
    Example("12B-1202", ("12B-1202",), "the same with a letter", "收货地址"),
    Example("01-02-03", (), "a shelf", "location"),
    Example("5-3-1202", (), "another field", "version"),
    Example("1202", (), "another field", "amount"),
    Example("1202", (), "no field"),
)
ROOMS = (
    *("room", "Room", "ROOM_NO", "roomNo", "roomNumber", "room-no", "Room No.", "receiver.room"),
    *("house_no", "houseNumber", "door_no", "doorplate", "apt", "apartment_no", "flat_no", "房号"),
    *("receiver_room", "consigneeRoomNo", "to_address_room", "收件房号", "房间号", "房间号码"),
    *("户号", "fjh"),
    *("门牌号", "門牌", "室号", "address.室", "户室号", "en:room", "房號"),
)
OTHERS = (
    *("classroom", "chat_room", "room_count", "room_type", "roommate", "room_id", "chat.room"),
    *("meeting_room", "warehouse", "warehouse_no", "door", "doors", "flat", "suite", "house_type"),
    *(
        "教室号",
        "机房号",
        "库房号",
        "直播房间号",
        "房间数",
        "房型",
        "live.room_no",
        "rooms_total",
        "",
    ),
)


@cache
def policy() -> Policy:
    """The profile of a waybill."""
    return parse_policy(POLICY, "policy")


@cache
def detector() -> Detector:
    """All recognizers."""
    return Detector.default(Thresholds())


def masked(document: Any, extra: bytes = b"") -> Any:  # noqa: ANN401 -- any document
    """The masked copy of a document."""
    rules = parse_policy(POLICY + extra, "policy")
    record = Record(Coordinates("raw", 0, 0), 0, None, json.dumps(document).encode())
    (result,) = Pipeline(rules, detector()).redact([record])
    assert isinstance(result, Masked)
    return json.loads(result.outputs[0].masked_value or b"")


def test_it_conforms() -> None:
    """Every row, and the rules of the house."""
    conforms(RoomRecognizer(), EXAMPLES)


@pytest.mark.parametrize("name", ROOMS)
def test_a_name_that_says_room(name: str) -> None:
    """Both doors know it: the recognizers', and that of short numbers in a document."""
    assert shape_of_field(name) & Shape.ROOM_FIELD
    assert RoomRecognizer().find("1202", name)
    own = name.removeprefix("en:").removeprefix("receiver.").removeprefix("address.")
    schema = Schema(())
    assert schema.below(schema.top, own).reads_numbers


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_that_says_something_else(name: str) -> None:
    """It opens no gate, and no number is taken for a room's."""
    assert not shape_of_field(name) & Shape.ROOM_FIELD
    assert Analyzer.default().analyze("1202", name) == ()


def test_an_address_split_over_fields_is_hidden_to_its_room() -> None:
    """As text, as a number, and in an array; and the mask of the mask is the same."""
    raw: dict[str, Any] = {"street": "文三路478号", "building": "5幢", "unit": "3单元"}
    raw |= {
        "room": "1202室",
        "room_no": 1202,
        "house": {"door_no": "A-1202", "rooms": 3},
        "房号": ["12-3-1202", 7],
    }
    copy = masked(raw)
    hidden = "****"
    assert copy["room"] == copy["room_no"] == copy["house"]["door_no"] == hidden
    assert copy["房号"] == [hidden, hidden]
    assert copy["house"]["rooms"] == 3
    assert masked(copy) == copy


@pytest.mark.parametrize("operator", ["generalise", "smile", "replace", "mask", "redact"])
def test_no_mask_of_a_room_shows_any_of_it(operator: str) -> None:
    """A room has no part that a mask may keep, and its mask stays."""
    extra = f"operators: {{ADDRESS: {{operator: {operator}}}}}\n".encode()
    copy = masked({"room": "1202", "door_no": "A-1202"}, extra)
    assert not {*"1202A"} & {
        *copy["room"].replace("ADDRESS", ""),
        *copy["door_no"].strip("<ADRES>"),
    }
    assert masked(copy, extra) == copy


def test_a_consumer_of_types_gets_null() -> None:
    """A number whose mask is none."""
    assert masked({"room": 1202}, b"keep_types: true\n") == {"room": None}


def test_a_draft_declares_a_room() -> None:
    """What `redactor init` proposes for such a field, whether it holds texts or numbers."""
    values = [
        {"room": str(number), "room_no": number, "count": number} for number in range(101, 140)
    ]
    records = [
        Record(Coordinates("raw", 0, at), 0, None, json.dumps(one).encode())
        for at, one in enumerate(values)
    ]
    sample = sampled([[Entry(one.at, one) for one in records]], detector().detect, 100)
    drafted = parse_policy(draft(sample, Flow("raw", "masked", "raw")).encode(), "draft")
    declared = {rule.path: rule.entity for rule in drafted.fields}
    assert declared == {"$.room": "ADDRESS", "$.room_no": "ADDRESS"}
