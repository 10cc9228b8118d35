"""Masks every string of a JSON document with a peer's detector: the least a team would write.

Must never do more than a peer asks for: keys, headers, names and numbers stay as they are, which
is in the peer's favour.
"""

import importlib
import os
from collections.abc import Callable
from typing import TypeAlias

import orjson

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Mask: TypeAlias = Callable[[str], str]


def masked(raw: bytes | None, mask: Mask) -> bytes | None:
    """Mask a document; a tombstone stays one."""
    return None if raw is None else orjson.dumps(_walked(orjson.loads(raw), mask))


def argus() -> Mask:
    """argus-redact's own call, in its fast mode for Chinese."""
    redact = importlib.import_module("argus_redact").redact
    salt = os.urandom(32)
    return lambda text: redact(text, lang="zh", salt=salt)[0]


def presidio() -> Mask:
    """Plain Presidio with jieba; what it finds becomes asterisks."""
    from tests.quality.peers import plain_presidio  # noqa: PLC0415 -- loads spaCy and jieba
    from tests.quality.score import Line  # noqa: PLC0415 -- only here

    detect = plain_presidio()

    def mask(text: str) -> str:
        for found in sorted(detect([Line("", text, ())])[0], reverse=True):
            text = text[: found.start] + "*" * (found.end - found.start) + text[found.end :]
        return text

    return mask


def _walked(value: Json, mask: Mask) -> Json:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {name: _walked(inner, mask) for name, inner in value.items()}
    if isinstance(value, list):
        return [_walked(inner, mask) for inner in value]
    return value
