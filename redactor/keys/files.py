"""Keys in a secrets directory: one JSON file for each, as a mounted Kubernetes Secret has them.

    k1.json   {"key": "<64 hex digits>", "active_from": "2026-03-01T00:00:00Z"}

Must never print, log or quote a key, and never go on with a ring of which any key is in doubt.
"""

import itertools
import json
import os
import re
import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from redactor.errors import ConfigError, Problem
from redactor.keys.ring import KEY_BYTES, KEY_ID_PATTERN, Key, Keyring

MAX_KEY_FILE_BYTES: Final = 4_096
_KID: Final = re.compile(KEY_ID_PATTERN, re.ASCII)
_NUMBERED: Final = re.compile(r"k([0-9]{1,9})", re.ASCII)
_HEX_KEY: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FIELDS: Final = frozenset({"key", "active_from"})


def load_keyring(directory: Path) -> Keyring:
    """Read every key of a secrets directory.

    Args:
        directory: Holds `<key id>.json` files; other names and hidden ones are not looked at.

    Returns:
        A ring of at least one key.

    Raises:
        ConfigError: No directory, no key, or any key that is unreadable, malformed, of the wrong
            length, all one byte, or active from the same moment as another. All at once.
    """
    problems: list[Problem] = []
    keys = []
    for path in _key_files(directory):
        try:
            keys.append(_read(path))
        except ConfigError as error:
            problems += error.problems
    counted = Counter(key.active_from_ms for key in keys)
    twice = [key.kid for key in keys if counted[key.active_from_ms] > 1]
    problems += [
        _problem(f"{kid}.json", "is active from the same moment as another") for kid in twice
    ]
    if not keys and not problems:
        problems.append(Problem("keys", "the directory holds no key"))
    if problems:
        raise ConfigError(problems)
    return Keyring(keys)


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


def rotate(directory: Path, window: Window, now_ms: int) -> Rotation:
    """Add a new key, active after the lead, and remove those whose overlap is over.

    The first key of an empty directory is active for all time.

    Args:
        directory: Secrets directory; made when absent.
        window: Lead and overlap.
        now_ms: Unix epoch in milliseconds.

    Raises:
        ConfigError: The ring that is there is faulty, a key is still waiting to become active,
            or the directory cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        ring = list(load_keyring(directory)) if any(_key_files(directory)) else []
        if ring and ring[-1].active_from_ms > now_ms:
            raise ConfigError([_problem(f"{ring[-1].kid}.json", "is not active yet: rotate later")])
        key = _new_key(ring, now_ms + window.lead_ms)
        _write(directory / f"{key.kid}.json", key)
        removed = tuple(_outlived(ring, now_ms - window.overlap_ms))
        for kid in removed:
            (directory / f"{kid}.json").unlink()
    except OSError as error:
        raise _unusable(error) from None
    return Rotation(key.kid, key.active_from_ms, removed)


def _outlived(ring: list[Key], before_ms: int) -> list[str]:
    """Name the keys whose successor has been active since before `before_ms`."""
    pairs = itertools.pairwise(ring)
    return [key.kid for key, successor in pairs if successor.active_from_ms <= before_ms]


def _new_key(ring: list[Key], active_from_ms: int) -> Key:
    numbers = [int(found[1]) for key in ring if (found := _NUMBERED.fullmatch(key.kid))]
    secret = secrets.token_bytes(KEY_BYTES)
    return Key(f"k{max(numbers, default=0) + 1}", active_from_ms if ring else 0, secret)


def _write(path: Path, key: Key) -> None:
    """Write a key file that only its owner may read, whole or not at all."""
    moment = datetime.fromtimestamp(key.active_from_ms / 1_000, UTC).isoformat()
    text = json.dumps({"key": key.secret.hex(), "active_from": moment})
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def _key_files(directory: Path) -> list[Path]:
    try:
        return sorted(path for path in directory.iterdir() if _is_key_file(path))
    except OSError as error:
        raise _unusable(error) from None


def _is_key_file(path: Path) -> bool:
    return path.suffix == ".json" and not path.name.startswith(".")


def _read(path: Path) -> Key:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_KEY_FILE_BYTES)
        data = json.loads(raw)
    except OSError as error:
        raise _fault(path, f"cannot be read ({type(error).__name__})") from None
    except (ValueError, RecursionError):
        raise _fault(path, "is not JSON") from None
    if not isinstance(data, dict) or data.keys() != _FIELDS or not _KID.fullmatch(path.stem):
        raise _fault(path, "must be named <key id>.json and hold key and active_from, no more")
    text = data["key"]
    if not isinstance(text, str) or not _HEX_KEY.fullmatch(text) or len(set(text)) == 1:
        raise _fault(path, f"key must be {2 * KEY_BYTES} lower-case hex digits, drawn at random")
    return Key(path.stem, _moment_ms(path, data["active_from"]), bytes.fromhex(text))


def _moment_ms(path: Path, text: object) -> int:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _fault(path, "active_from must be a time of ISO 8601 with its zone")
    return int(moment.timestamp() * 1_000)


def _problem(name: str, reason: str) -> Problem:
    return Problem(f"keys.{name}", reason)


def _fault(path: Path, reason: str) -> ConfigError:
    return ConfigError([_problem(path.name, reason)])


def _unusable(error: OSError) -> ConfigError:
    return ConfigError([Problem("keys", f"the directory cannot be used ({type(error).__name__})")])
