"""What is known of a field is worked out once, and plain names alone are remembered."""

import pytest

from redactor.policy import FieldRule
from redactor.roles import ELEMENT
from redactor.schema import Passing, Schema


def test_a_plain_field_is_remembered() -> None:
    """The same field is the same place, asked for in either way."""
    schema = Schema(())
    place = schema.below(schema.top, "receiver")
    assert schema.below(schema.top, "receiver") is place
    assert schema.top.inner == {"receiver": place}


def test_elements_share_a_place() -> None:
    """All elements of an array are one place."""
    schema = Schema(())
    assert schema.element(schema.top) is schema.element(schema.top)
    assert schema.element(schema.top).path == ELEMENT


@pytest.mark.parametrize("name", ["13800138000", "王小明", "a@b", "line2", "*"])
def test_a_name_that_may_be_pii_is_not_remembered(name: str) -> None:
    """Such a name leaves nothing behind in the worker: what knows it is its batch's."""
    schema, passing = Schema(()), Passing()
    place = schema.below(schema.top, name, passing)
    assert schema.below(schema.top, name, passing) is place
    assert schema.below(schema.top, name) is not place
    assert not schema.top.inner


def test_the_names_of_a_batch_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """An object with a telephone number for each field takes no more room than a schema."""
    monkeypatch.setattr("redactor.schema.MAX_PLACES", 2)
    schema, passing = Schema(()), Passing()
    for number in range(10):
        schema.below(schema.top, f"1380013800{number}", passing)
    assert len(passing) == 2


def test_a_field_that_comes_again_takes_no_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A header of every record does not fill the memory that other fields need."""
    monkeypatch.setattr("redactor.schema.MAX_PLACES", 2)
    schema = Schema(())
    for _ in range(10):
        schema.below(schema.top, "trace")
    assert schema.below(schema.top, "other") is schema.below(schema.top, "other")


def test_what_stands_below_such_a_name_takes_no_room_that_lasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Batch by batch they are forgotten, and count no more: a stream's new fields are remembered.

    Those of one batch are bounded along with its other names.
    """
    monkeypatch.setattr("redactor.schema.MAX_PLACES", 5)
    schema = Schema(())
    for _ in range(10):
        passing = Passing()
        above = schema.below(schema.top, "收件人", passing)
        inner = schema.below(above, "name", passing)
        assert schema.below(above, "name", passing) is inner
        schema.element(above)
        for name in "abcdefgh":
            schema.below(above, name, passing)
        assert len(above.inner) == 4
    assert schema.below(schema.top, "other") is schema.below(schema.top, "other")


def test_a_full_memory_still_knows_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that is not remembered is the same place worked out again."""
    monkeypatch.setattr("redactor.schema.MAX_PLACES", 0)
    schema = Schema((FieldRule(path="$.a.b", entity="PERSON"),))
    place = schema.below(schema.below(schema.top, "a"), "b")
    assert (place.entity, place.path, place.hint, place.depth) == ("PERSON", "a.b", "a.b", 2)
