"""Rotation of a key ring: a new key ahead of its time, old ones removed after theirs.

Must never remove a key while records of its time may still come within the overlap.
"""

import itertools
import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from redactor.errors import ConfigError, Problem
from redactor.keys.files import (
    ACTIVE_FROM,
    CLEAR,
    WRAPPED,
    KeyFile,
    check_kind,
    read_files,
    unusable,
)
from redactor.keys.ring import KEY_BYTES
from redactor.keys.wrapping import Wrapping

_NUMBERED: Final = re.compile(r"k([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: the new key's id and time, and the ids of the keys it removed."""

    kid: str
    active_from_ms: int
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """How a rotation spreads in time.

    Attributes:
        lead_ms: From now until the new key is active: time for every worker to have it.
        overlap_ms: How long a key stays in the ring after its successor became active.
    """

    lead_ms: int
    overlap_ms: int


def rotate(
    directory: Path, window: Window, now_ms: int, wrapping: Wrapping | None = None
) -> Rotation:
    """Add a new key, active after the lead, and remove those whose overlap is over.

    The first key of an empty directory is active for all time.

    Args:
        directory: Secrets directory; made when absent.
        window: Lead and overlap.
        now_ms: Unix epoch in milliseconds.
        wrapping: The key service that draws the key; without one it is drawn here, in clear.

    Raises:
        ConfigError: The ring that is there is faulty, a key is still waiting to become active,
            the directory cannot be written, or the key service refuses.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        ring = read_files(directory)
        check_kind(ring, wrapping)
        if ring and ring[-1].active_from_ms > now_ms:
            problem = Problem(f"keys.{ring[-1].kid}.json", "is not active yet: rotate later")
            raise ConfigError([problem])
        key = _new_key(ring, now_ms + window.lead_ms, wrapping)
        _write(directory / f"{key.kid}.json", key)
        removed = tuple(_outlived(ring, now_ms - window.overlap_ms))
        for kid in removed:
            (directory / f"{kid}.json").unlink()
    except OSError as error:
        raise unusable(error) from None
    return Rotation(key.kid, key.active_from_ms, removed)


def _outlived(ring: list[KeyFile], before_ms: int) -> list[str]:
    """Name the keys whose successor has been active since before `before_ms`."""
    pairs = itertools.pairwise(ring)
    return [key.kid for key, successor in pairs if successor.active_from_ms <= before_ms]


def _new_key(ring: list[KeyFile], active_from_ms: int, wrapping: Wrapping | None) -> KeyFile:
    numbers = [int(found[1]) for key in ring if (found := _NUMBERED.fullmatch(key.kid))]
    kid = f"k{max(numbers, default=0) + 1}"
    since_ms = active_from_ms if ring else 0
    if wrapping is not None:
        return KeyFile(kid, since_ms, WRAPPED, wrapping.new(kid))
    return KeyFile(kid, since_ms, CLEAR, secrets.token_bytes(KEY_BYTES).hex())


def _write(path: Path, key: KeyFile) -> None:
    """Write a key file that only its owner may read, whole or not at all."""
    moment = datetime.fromtimestamp(key.active_from_ms / 1_000, UTC).isoformat()
    text = json.dumps({key.kind: key.text, ACTIVE_FROM: moment})
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
