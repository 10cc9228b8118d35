"""What settings and policy share: frozen models, and YAML files that are read strictly.

Must never quote what stands in the file: parsers and validators like to print their input.
"""

from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from redactor.errors import ConfigError, Problem
from redactor.wording import SERVER_PATTERN, TOPIC_PATTERN, unreadable

MAX_FILE_BYTES: Final = 4 * 1024 * 1024
MAX_ALIASES: Final = 100  # a YAML bomb multiplies aliases; no honest file has so many
_TOO_MANY_ALIASES: Final = "too many aliases"
_DUPLICATE_NAME: Final = "a name that stands twice in one mapping"

Topic = Annotated[str, Field(pattern=TOPIC_PATTERN)]

MAX_PORT: Final = 65_535


def _has_port(server: str) -> str:
    """Refuse a port that is none."""
    if not 0 < int(server.rpartition(":")[2]) <= MAX_PORT:
        msg = f"needs a port from 1 to {MAX_PORT}"
        raise ValueError(msg)
    return server


Server = Annotated[str, Field(pattern=SERVER_PATTERN), AfterValidator(_has_port)]


class Frozen(BaseModel):
    """Frozen, closed and silent about its input, as every model of a configuration is."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class _UniqueKeyLoader(yaml.SafeLoader):
    """SafeLoader that refuses what YAML leaves open: duplicate keys and alias bombs."""

    aliases = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Count aliases before they multiply."""
        if self.check_event(yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > MAX_ALIASES:
                raise _FaultyYamlError(_TOO_MANY_ALIASES, None)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 -- PyYAML's own signature
        """Refuse a second key of the same name; the last one would win silently."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key in seen and key != "<<":
                raise _FaultyYamlError(_DUPLICATE_NAME, key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


class _FaultyYamlError(yaml.MarkedYAMLError):
    """A fault of our own finding, with its place."""

    def __init__(self, problem: str, mark: yaml.Mark | None) -> None:
        """Take a fixed text and the place, where known."""
        super().__init__(problem=problem, problem_mark=mark)


def load_mapping(path: Path) -> dict[str, Any]:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: The file; at most 4 MiB.

    Returns:
        The mapping; empty for an empty file.

    Raises:
        ConfigError: The file cannot be read, is too large, is no YAML, repeats a key, or is no
            mapping. The path of the problem is the file's name and, where known, the line.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise _fault(path.name or str(path), unreadable(error)) from None
    if len(raw) > MAX_FILE_BYTES:
        raise _fault(path.name, f"is larger than {MAX_FILE_BYTES} bytes")
    return parse_mapping(raw, path.name)


def parse_mapping(raw: bytes, name: str) -> dict[str, Any]:
    """Parse YAML (or JSON, its subset) whose top level is a mapping; see `load_mapping`."""
    try:
        data = yaml.load(raw, Loader=_UniqueKeyLoader)  # noqa: S506 -- a SafeLoader, made stricter
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f":{mark.line + 1}" if mark else ""
        raise _fault(name + line, _fixed_text(error)) from None
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError):
        raise _fault(name, "is not YAML") from None
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise _fault(name, "must be a mapping with names as keys")
    return data


def _fixed_text(error: yaml.MarkedYAMLError) -> str:
    return error.problem or "is not YAML" if isinstance(error, _FaultyYamlError) else "is not YAML"


def _fault(path: str, reason: str) -> ConfigError:
    return ConfigError([Problem(path, reason)])
