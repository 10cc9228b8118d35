"""How the texts of a configuration are written, and in what words a fault is told.

Must never quote what stands in a file: of pydantic's errors only the kind is read, the place, and
what our own models say of themselves.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from redactor.errors import Problem

# Kafka's own rule for a topic's name: org.apache.kafka.common.internals.Topic, LEGAL_CHARS.
TOPIC_PATTERN: Final = r"^[a-zA-Z0-9._-]{1,249}$"
_LETTERS: Final = r"[a-zA-Z0-9._-]{0,249}"
SOURCE_PATTERN: Final = rf"^{_LETTERS}\*?{_LETTERS}$"
TARGET_PATTERN: Final = rf"^{_LETTERS}(\{{rest\}})?{_LETTERS}$"
# A host name (RFC 1123), an IPv4 or a bracketed IPv6 address, and a port of at most five digits.
SERVER_PATTERN: Final = (
    r"^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\]):[0-9]{1,5}$"
)
NAME_PATTERN: Final = r"^[a-z0-9][a-z0-9.-]{0,63}$"
WORD_PATTERN: Final = r"^[a-z0-9][a-z0-9._-]{0,63}$"
ENTITY_PATTERN: Final = r"^[A-Z][A-Z0-9_]{1,63}$"
SHA256_PATTERN: Final = r"^[0-9a-f]{64}$"
REGION_PATTERN: Final = r"^[a-z0-9-]{4,32}$"
KMS_KEY_PATTERN: Final = r"^[A-Za-z0-9:/_-]{1,256}$"  # an id, an alias, or the ARN of either
SEGMENT_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
SEGMENTS_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9_./-]{0,127}$"

_OF_A_TOPIC: Final = "letters (a-z, A-Z), digits, '.', '_' or '-'"
MEANT: Final[Mapping[str, str]] = {  # nobody should have to read a pattern
    TOPIC_PATTERN: f"must be 1 to 249 {_OF_A_TOPIC}",
    SOURCE_PATTERN: f"must be a topic: {_OF_A_TOPIC}; a pattern has one '*' in it",
    TARGET_PATTERN: f"must be a topic: {_OF_A_TOPIC}; a pattern's copy has one '{{rest}}' in it",
    SERVER_PATTERN: "must be a broker's host:port",
    NAME_PATTERN: "must be 1 to 64 small letters (a-z), digits, '.' or '-'",
    WORD_PATTERN: "must be 1 to 64 small letters (a-z), digits, '.', '_' or '-'",
    ENTITY_PATTERN: "must be an entity in capital letters, digits and '_', such as PHONE_NUMBER",
    SHA256_PATTERN: "must be a SHA-256 in 64 digits, 0-9 and a-f",
    REGION_PATTERN: "must be the name of a region, such as cn-north-1",
    KMS_KEY_PATTERN: "must be a key's id, its alias, or the ARN of either",
    SEGMENT_PATTERN: "must be a name of at most 64 letters, digits, '_', '.' or '-'",
    SEGMENTS_PATTERN: "must be a path of at most 128 letters, digits, '_', '.', '/' or '-'",
}
_SAID: Final[Mapping[str, str]] = {  # pydantic's kinds of error, for whoever wrote the file
    "union_tag_invalid": "is not a known operator; known are {expected_tags}",
    "union_tag_not_found": "must name its operator",
    "extra_forbidden": "is no setting: it is misspelt, or stands in the wrong place",
    "missing": "is required",
    "model_type": "must be a mapping of settings",
    "model_attributes_type": "must be a mapping of settings",
    "dict_type": "must be a mapping",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "string_type": "must be a text; quote it if it looks like a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "needs at least {min_length}",
    "too_long": "takes at most {max_length}",
}


def unreadable(error: OSError) -> str:
    """Say why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "is a directory, and no file"
    if isinstance(error, PermissionError):
        return "may not be read by this user"
    return f"cannot be read ({type(error).__name__})"


def problems_of(error: ValidationError) -> list[Problem]:
    """Translate a pydantic error into problems that quote no input.

    The errors' `input` is left behind, and of their `ctx` only bounds, patterns and permitted
    values are told, all from our models. A list is not told to be too short that only lacks what
    is faulty in it.
    """
    found = error.errors(include_url=False, include_input=False)
    within = {one["loc"][:n] for one in found for n in range(len(one["loc"]))}
    kept = [one for one in found if one["type"] != "too_short" or one["loc"] not in within]
    return [Problem(".".join(str(at) for at in e["loc"]) or "(top)", _plain(e)) for e in kept]


def _plain(error: Any) -> str:  # noqa: ANN401 -- pydantic's ErrorDetails
    """Say what is wrong in our own words, or else in pydantic's, which name types and bounds."""
    told = error.get("ctx", {})
    if meant := MEANT.get(str(told.get("pattern"))):
        return meant
    if said := _SAID.get(error["type"]):
        return said.format_map(told)
    return str(error["msg"]).removeprefix("Value error, ")
