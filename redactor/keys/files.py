"""Keys in a secrets directory: one JSON file for each, as a mounted Kubernetes Secret has them.

    k1.json   {"key": "<64 hex digits>", "active_from": "2026-03-01T00:00:00Z"}
    k1.json   {"wrapped": "vault:v1:…", "active_from": "2026-03-01T00:00:00Z"}

The second form is of use only to whoever may ask the key service. Must never print, log or quote a
key, and never go on with a ring of which any key is in doubt.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from redactor.errors import ConfigError, Problem
from redactor.keys.ring import KEY_BYTES, KEY_ID_PATTERN, Key, Keyring
from redactor.keys.wrapping import Wrapping
from redactor.wording import unreadable

MAX_KEY_FILE_BYTES: Final = 16_384
CLEAR: Final = "key"
WRAPPED: Final = "wrapped"
ACTIVE_FROM: Final = "active_from"
_KID: Final = re.compile(KEY_ID_PATTERN, re.ASCII)
_HEX_KEY: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key's file says.

    Attributes:
        kid: The key's id.
        active_from_ms: Unix epoch in milliseconds.
        kind: `key` or `wrapped`.
        text: The key in hex, or wrapped.
    """

    kid: str
    active_from_ms: int
    kind: str
    text: str = field(repr=False)


def load_keyring(directory: Path, wrapping: Wrapping | None = None) -> Keyring:
    """Read every key of a secrets directory, and have those that are wrapped unwrapped.

    Args:
        directory: Holds `<key id>.json` files; other names and hidden ones are not looked at.
        wrapping: The key service; None where keys stand in clear.

    Returns:
        A ring of at least one key.

    Raises:
        ConfigError: No directory, no key, or any key that is unreadable, malformed, of the wrong
            length, all one byte, active from the same moment as another, in clear beside a key
            service, wrapped without one, or refused by it. All at once.
    """
    files = read_files(directory)
    if not files:
        raise ConfigError([Problem("keys", "the directory holds no key")])
    check_kind(files, wrapping)
    return Keyring([_key_of(file, wrapping) for file in files])


def read_files(directory: Path) -> list[KeyFile]:
    """Read every key's file, in order of time, and ask no key service.

    Raises:
        ConfigError: As `load_keyring`, for what the files alone show.
    """
    problems: list[Problem] = []
    files = []
    for path in _key_files(directory):
        try:
            files.append(_read(path))
        except ConfigError as error:
            problems += error.problems
    problems += _same_moment(files)
    if problems:
        raise ConfigError(problems)
    return sorted(files, key=lambda file: file.active_from_ms)


def key_from(secret: bytes, kid: str, active_from_ms: int) -> Key:
    """Make a key of the ring.

    Raises:
        ConfigError: It is not 32 bytes, or all of them are one.
    """
    if len(secret) != KEY_BYTES or len(set(secret)) == 1:
        raise ConfigError([_problem(f"{kid}.json", f"is not {KEY_BYTES} bytes drawn at random")])
    return Key(kid, active_from_ms, secret)


def check_kind(files: Sequence[KeyFile], wrapping: Wrapping | None) -> None:
    """Refuse files that are not of the kind that the settings ask for.

    Raises:
        ConfigError: A key stands in clear beside a key service, or is wrapped without one.
    """
    wanted = CLEAR if wrapping is None else WRAPPED
    reasons = {
        CLEAR: "is in clear: a key service is configured, so it must be wrapped",
        WRAPPED: "is wrapped, and no key service is configured",
    }
    problems = [_problem(f"{f.kid}.json", reasons[f.kind]) for f in files if f.kind != wanted]
    if problems:
        raise ConfigError(problems)


def _key_of(file: KeyFile, wrapping: Wrapping | None) -> Key:
    secret = bytes.fromhex(file.text) if wrapping is None else wrapping.unwrap(file.text, file.kid)
    return key_from(secret, file.kid, file.active_from_ms)


def _same_moment(files: Iterable[KeyFile]) -> list[Problem]:
    files = list(files)
    counted = Counter(file.active_from_ms for file in files)
    twice = [file.kid for file in files if counted[file.active_from_ms] > 1]
    return [_problem(f"{kid}.json", "is active from the same moment as another") for kid in twice]


def _key_files(directory: Path) -> list[Path]:
    try:
        return sorted(path for path in directory.iterdir() if _is_key_file(path))
    except OSError as error:
        raise unusable(error) from None


def _is_key_file(path: Path) -> bool:
    return path.suffix == ".json" and not path.name.startswith(".")


def _read(path: Path) -> KeyFile:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_KEY_FILE_BYTES)
        data = json.loads(raw)
    except OSError as error:
        raise _fault(path.name, unreadable(error)) from None
    except (ValueError, RecursionError):
        raise _fault(path.name, "is not JSON") from None
    kind = WRAPPED if isinstance(data, dict) and WRAPPED in data else CLEAR
    named = isinstance(data, dict) and data.keys() == {kind, ACTIVE_FROM}
    if not named or not _KID.fullmatch(path.stem):
        reason = "must be named <key id>.json and hold key or wrapped, active_from, and no more"
        raise _fault(path.name, reason)
    text = data[kind]
    if not isinstance(text, str) or (kind == CLEAR and not _is_key(text)):
        reason = f"key must be {2 * KEY_BYTES} lower-case hex digits, drawn at random"
        raise _fault(path.name, reason)
    return KeyFile(path.stem, _moment_ms(path, data[ACTIVE_FROM]), kind, text)


def _is_key(text: str) -> bool:
    return bool(_HEX_KEY.fullmatch(text)) and len(set(text)) > 1


def _moment_ms(path: Path, text: object) -> int:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _fault(path.name, "active_from must be a time of ISO 8601 with its zone")
    return int(moment.timestamp() * 1_000)


def _problem(name: str, reason: str) -> Problem:
    return Problem(f"keys.{name}", reason)


def _fault(name: str, reason: str) -> ConfigError:
    return ConfigError([_problem(name, reason)])


def unusable(error: OSError) -> ConfigError:
    """Say that a directory of keys cannot be used."""
    missing = isinstance(error, FileNotFoundError)
    other = f"the directory cannot be used ({type(error).__name__})"
    return ConfigError([Problem("keys", "there is no such directory" if missing else other)])
