"""What the settings of a model mean: the docstrings below them, read when somebody asks.

pydantic reads them itself if it is told to, but whenever a model is made: from the source, at every
start. Must never say anything that does not stand below a setting.
"""

import ast
import inspect
from itertools import pairwise
from textwrap import dedent

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema


class Described(GenerateJsonSchema):
    """Writes JSON Schemas in which each setting has its meaning.

    `Policy.model_json_schema(schema_generator=Described)`.
    """

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Add the meanings of one model's settings."""
        made = super().model_schema(schema)
        for name, meaning in meanings_of(schema["cls"]).items():
            made["properties"][name].setdefault("description", meaning)
        return made


def meanings_of(model: type[BaseModel]) -> dict[str, str]:
    """Give the docstrings below the settings of a model, those of its ancestors included.

    Returns:
        Docstrings by the settings' names; empty where there is none.
    """
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not issubclass(one, BaseModel) or one.__module__.startswith("pydantic"):
            continue
        (body,) = ast.parse(dedent(inspect.getsource(one))).body
        assert isinstance(body, ast.ClassDef)  # noqa: S101 -- the source of a class
        for setting, below in pairwise(body.body):
            match setting, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ) if name in model.model_fields:
                    found[name] = inspect.cleandoc(text)
    return found
