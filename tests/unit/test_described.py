"""A setting's meaning is the docstring below it, and is read when it is asked for."""

from pydantic import BaseModel, Field

from redactor.described import Described, meanings_of
from redactor.policy import Policy
from redactor.settings import Settings


class Door(BaseModel):
    """Something with settings."""

    width_cm: int = 90
    """How wide
    it is."""
    silent: bool = False
    colour: str = Field("red", description="Said elsewhere.")
    """Not read."""


class Gate(Door):
    """Something with more of them."""

    height_cm: int = 200
    """How high it is."""


def test_the_docstring_below_a_setting_is_its_meaning() -> None:
    """Those of ancestors count, and a setting without one has none."""
    assert meanings_of(Gate) == {
        "width_cm": "How wide\nit is.",
        "colour": "Not read.",
        "height_cm": "How high it is.",
    }


def test_a_schema_has_the_meanings() -> None:
    """What a setting says of itself goes before what stands below it."""
    properties = Gate.model_json_schema(schema_generator=Described)["properties"]
    described = {name: about.get("description") for name, about in properties.items()}
    assert described == {
        "width_cm": "How wide\nit is.",
        "silent": None,
        "colour": "Said elsewhere.",
        "height_cm": "How high it is.",
    }


def test_no_start_reads_them() -> None:
    """Pydantic has not been told to look for docstrings in the source."""
    for model in (Policy, Settings):
        assert not model.model_config.get("use_attribute_docstrings")
        assert all(about.description is None for about in model.model_fields.values())
