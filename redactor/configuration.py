"""What settings and policy share: frozen models, YAML files, complaints that quote nothing.

Must never quote what stands in the file: parsers and validators like to print their input.
"""

from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from redactor.errors import ConfigError, Problem

MAX_FILE_BYTES: Final = 4 * 1024 * 1024
MAX_ALIASES: Final = 100  # a YAML bomb multiplies aliases; no honest file has so many
_TOO_MANY_ALIASES: Final = "too many aliases"
_DUPLICATE_NAME: Final = "a name that stands twice in one mapping"

_SAID: Final = {  # pydantic's types of error, in the words of whoever wrote the file
    "union_tag_invalid": "is not a known operator; known are {expected_tags}",
    "union_tag_not_found": "must name its operator",
    "extra_forbidden": "is no setting: it is misspelt, or stands in the wrong place",
    "missing": "is required",
    "model_type": "must be a mapping of settings",
    "model_attributes_type": "must be a mapping of settings",
}

# Kafka's own rule for a topic's name: org.apache.kafka.common.internals.Topic, LEGAL_CHARS.
TOPIC_PATTERN: Final = r"^[a-zA-Z0-9._-]{1,249}$"
Topic = Annotated[str, Field(pattern=TOPIC_PATTERN)]

# A host name (RFC 1123), an IPv4 or a bracketed IPv6 address, and a port of at most five digits.
SERVER_PATTERN: Final = (
    r"^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\]):[0-9]{1,5}$"
)
MAX_PORT: Final = 65_535

_MISMATCH: Final = "String should match pattern '{}'"  # pydantic's words
_MEANT: Final = {  # what a pattern stands for; nobody should have to read it
    _MISMATCH.format(SERVER_PATTERN): "must be a broker's host:port",
    _MISMATCH.format(TOPIC_PATTERN): "must be 1 to 249 letters (a-z, A-Z), digits, '.', '_' or '-'",
}


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
        raise _fault(path.name, f"cannot be read ({type(error).__name__})") from None
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


def problems_of(error: ValidationError) -> list[Problem]:
    """Translate a pydantic error into problems that quote no input.

    pydantic's own messages name types, bounds and permitted values, all from our models; the
    errors' `input` is left behind, and their `ctx` but for `expected_tags`, which is ours as well.
    """
    found = error.errors(include_url=False, include_input=False)
    return [Problem(".".join(str(at) for at in e["loc"]) or "(top)", _plain(e)) for e in found]


def _plain(error: Any) -> str:  # noqa: ANN401 -- pydantic's ErrorDetails
    """Give the message, less pydantic's prefix; a union's tag error would quote the tag."""
    if said := _SAID.get(error["type"]):
        return said.format(expected_tags=error.get("ctx", {}).get("expected_tags"))
    message = str(error["msg"])
    return _MEANT.get(message) or message.removeprefix("Value error, ")


def _fixed_text(error: yaml.MarkedYAMLError) -> str:
    return error.problem or "is not YAML" if isinstance(error, _FaultyYamlError) else "is not YAML"


def _fault(path: str, reason: str) -> ConfigError:
    return ConfigError([Problem(path, reason)])
