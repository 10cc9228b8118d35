"""Generalised values are groups: right for an analyst, useless for a thief."""

import pytest
from pydantic import ValidationError

from redactor.masking.generalise import Generalise
from redactor.spans import PartSpan, Span

ADDRESS = "山东省济南市历下区大明湖街道泉城路180号3单元1202室"
PARTS = tuple(
    PartSpan(start, end, level)
    for start, end, level in [
        (0, 3, "province"), (3, 6, "city"), (6, 9, "county"), (9, 14, "town"), (14, 17, "road"),
        (17, 21, "number"), (21, 24, "unit"), (24, 29, "room"),
    ]
)  # fmt: skip


def group(raw: str, entity: str, **parameters: object) -> str:
    """Generalise a whole text as one value, and make sure that doing it again changes nothing."""
    operator = Generalise.model_validate({"operator": "generalise", **parameters})
    parts = PARTS if entity == "ADDRESS" else ()
    masked = operator.mask(raw, Span(0, len(raw), entity, parts=parts))
    kept = tuple(part for part in parts if part.end <= len(masked))
    assert operator.mask(masked, Span(0, len(masked), entity, parts=kept)) == masked
    return masked


@pytest.mark.parametrize(
    ("level", "kept"),
    [
        ("province", "山东省"),
        ("city", "山东省济南市"),
        ("county", "山东省济南市历下区"),
        ("town", "山东省济南市历下区大明湖街道"),
        ("road", "山东省济南市历下区大明湖街道泉城路"),
    ],
)
def test_an_address_is_cut_at_its_level(level: str, kept: str) -> None:
    """An address ends at the level asked for, without a mark, so that equal groups are equal."""
    assert group(ADDRESS, "ADDRESS", address=level) == kept


def test_an_address_of_unknown_parts_is_hidden() -> None:
    """What was not read as an address shows nothing."""
    assert Generalise().mask("某处", Span(0, 2, "ADDRESS")) == "****"


@pytest.mark.parametrize(
    ("raw", "to", "masked"),
    [
        ("2026-03-16T14:05:33.120+08:00", "hour", "2026-03-16T14:00:00.000+08:00"),
        ("2026-03-16 14:05:33", "hour", "2026-03-16 14:00:00"),
        ("2026/3/16 14:05", "day", "2026/3/16 00:00"),
        ("2026年3月16日14时05分", "hour", "2026年3月16日14时00分"),
        ("2026-03-16", "month", "2026-03-01"),
        ("20260316140533", "day", "20260316000000"),
        ("1773641133", "hour", "1773640800"),
        ("1773641133120", "hour", "1773640800000"),
        ("1773641133", "day", "1773590400"),
        ("1773641133", "month", "1772294400"),
        ("2026-02-30", "day", "****"),
        ("昨天下午", "day", "****"),
        ("13800138000", "hour", "****"),
    ],
)
def test_a_time_is_taken_back(raw: str, to: str, masked: str) -> None:
    """A time keeps its form and goes back to the start of its hour, day or month in China."""
    assert group(raw, "DATE_TIME", time=to) == masked


@pytest.mark.parametrize(
    ("raw", "grid", "masked"),
    [
        ("117.000923,36.675811", "0.01", "117.00,36.67"),
        ("经度117.000923，纬度36.675811", "0.1", "经度117.0，纬度36.6"),
        ("36.675811", "0.5", "36.5"),
        ("N36.675811° E117.000923°", "1", "N36° E117°"),
        ("13800138000", "0.01", "****"),
        ("在117.000923旁边", "0.01", "****"),
    ],
)
def test_a_place_becomes_its_cell(raw: str, grid: str, masked: str) -> None:
    """Coordinates name a cell of the grid; anything else is hidden."""
    assert group(raw, "COORDINATES", grid_degrees=grid) == masked


@pytest.mark.parametrize(
    ("raw", "entity", "band", "masked"),
    [
        ("35", "AGE", 10, "30-39"),
        ("35岁", "AGE", 10, "30-39岁"),
        ("¥199.50", "AMOUNT", 100, "¥100-199"),
        ("199.50元", "AMOUNT", 100, "100-199元"),
        ("1,234,199.50元", "AMOUNT", 100, "1234100-1234199元"),
        ("1,23", "AMOUNT", 10, "****"),
        ("30-40", "AGE", 10, "****"),
        ("-5", "AMOUNT", 10, "****"),
        ("三十五", "AGE", 10, "****"),
    ],
)
def test_a_quantity_becomes_its_band(raw: str, entity: str, band: int, masked: str) -> None:
    """Ages and amounts name a band; a band of other bounds is not taken for one of ours."""
    assert group(raw, entity, band=band) == masked


def test_other_entities_are_hidden_whole() -> None:
    """What has no groups shows nothing."""
    assert group("王小明", "PERSON") == "****"


@pytest.mark.parametrize(
    "bad", [{"band": 1}, {"grid_degrees": 0}, {"address": "room"}, {"time": "s"}]
)
def test_groups_finer_than_the_least_are_refused(bad: dict[str, object]) -> None:
    """A band of one or a level below the road is no group."""
    with pytest.raises(ValidationError):
        Generalise.model_validate(bad)
