"""Deny and allow lists: values that are always masked, and findings that never are.

Must never take a list that is not the one the policy's author saw: a file is pinned by its hash.
"""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, PrivateAttr, model_validator

from redactor.configuration import Frozen
from redactor.errors import ConfigError, Problem
from redactor.policy.fields import Because, Label
from redactor.wording import SHA256_PATTERN, unreadable

MAX_LIST_BYTES: Final = 50 * 1024 * 1024
MIN_VALUE: Final = 2  # one character would match everywhere
MAX_VALUE: Final = 200
TRIAL_S: Final = 1.0  # for one specimen, when a policy is checked

Value = Annotated[str, Field(min_length=MIN_VALUE, max_length=MAX_VALUE)]


class ValueList(Frozen):
    """Values given one by one, by a pattern, or in a file."""

    values: Annotated[tuple[Value, ...], Field(repr=False)] = ()
    """Exact values. Latin letters and digits at an edge must not go on in the text."""
    pattern: Annotated[str, Field(min_length=1, max_length=500)] | None = Field(None, repr=False)
    """Regular expression of the `regex` package; it is given a deadline on every text."""
    file: Path | None = None
    """UTF-8 file with a value on each line, beside the policy; at most 50 MiB."""
    sha256: Annotated[str, Field(pattern=SHA256_PATTERN)] | None = None
    """Hash of the file, so that the policy's own hash covers it."""
    _loaded: frozenset[str] = PrivateAttr(default=frozenset())

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum([bool(self.values), self.pattern is not None, self.file is not None]) != 1:
            msg = "needs either values, pattern or file"
            raise ValueError(msg)
        if (self.file is None) != (self.sha256 is None):
            msg = "file and sha256 go together"
            raise ValueError(msg)
        if self.pattern is not None and not _sound(self.pattern):
            msg = "pattern is no regular expression, or matches the empty text"
            raise ValueError(msg)
        return self

    @property
    def exact(self) -> frozenset[str]:
        """The values, those of the file included; empty for a pattern."""
        return self._loaded or frozenset(self.values)  # a million values are not copied

    def load(self, folder: Path | None, at: str) -> None:
        """Read the file, once, before the policy is used.

        Args:
            folder: Where the policy stands; None for a policy that came as a message.
            at: Path of this list in the policy, for the complaint.

        Raises:
            ConfigError: The file cannot be read, is too large, is another than the policy's
                author saw, or holds a value that is too short or too long.
        """
        if self.file is None:
            return
        if folder is None:
            raise _fault(at, "a list in a file cannot come with a live policy")
        self._loaded = _read(folder / self.file, self.sha256 or "", at)


class Deny(ValueList):
    """Values that are masked wherever they stand, as if a recognizer had found them."""

    entity: Label
    """Entity to mask them as."""

    def marks_nothing(self, text: str) -> bool:
        """Tell whether the pattern matches between characters; False if not told in time."""
        import regex  # noqa: PLC0415 -- few policies list patterns

        if self.pattern is None:
            return False
        try:
            found = regex.finditer(self.pattern, text, timeout=TRIAL_S)
            return any(one.start() == one.end() for one in found)
        except TimeoutError:
            return False


class Allow(ValueList):
    """Findings that are not masked when the whole of what was found is in the list."""

    because: Because
    """Why these values may be read by everyone downstream."""
    entity: Label | None = None
    """Only findings of this entity; of any when absent."""

    def takes(self, value: str) -> bool:
        """Tell whether the list's pattern matches a value; False if it cannot be told in time."""
        import regex  # noqa: PLC0415 -- few policies list patterns

        if self.pattern is None:
            return False
        try:
            return regex.fullmatch(self.pattern, value, timeout=TRIAL_S) is not None
        except TimeoutError:
            return False


def _sound(pattern: str) -> bool:
    import regex  # noqa: PLC0415 -- few policies list patterns

    try:
        return regex.compile(pattern).fullmatch("") is None
    except regex.error:
        return False


def _read(path: Path, sha256: str, at: str) -> frozenset[str]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_LIST_BYTES + 1)
    except OSError as error:
        raise _fault(at, f"the list: {unreadable(error)}") from None
    if len(raw) > MAX_LIST_BYTES:
        raise _fault(at, f"the list is larger than {MAX_LIST_BYTES} bytes")
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise _fault(at, "the list is not the one whose hash the policy names")
    try:
        return frozenset(_values_of(raw, at))
    except UnicodeDecodeError:
        raise _fault(at, "the list is not UTF-8") from None


def _values_of(raw: bytes, at: str) -> Iterator[str]:
    """Give the values line by line, so that the text of the file is in memory only once."""
    for number, line in enumerate(io.BytesIO(raw), 1):
        value = line.decode("utf-8").strip()
        if not value:
            continue
        if not MIN_VALUE <= len(value) <= MAX_VALUE:
            reason = f"under {MIN_VALUE} or over {MAX_VALUE} characters on line {number}"
            raise _fault(at, f"the list holds a value {reason}")
        yield value


def _fault(at: str, reason: str) -> ConfigError:
    return ConfigError([Problem(at, reason)])
