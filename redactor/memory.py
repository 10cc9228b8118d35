"""What was found in values that repeat: couriers, stations, the same parcel's sender and receiver.

Must never hold a value, nor anything that a value can be read or guessed from once the process
has ended: its keys are keyed digests under a random key of this process, and what they lead to
are offsets and labels.
"""

import secrets
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final, TypeAlias

from redactor.spans import PARTS, Span

Key: TypeAlias = bytes | None

MAX_ENTRIES: Final = 65_536
MAX_BYTES: Final = 24 * 1024 * 1024
MAX_TEXT: Final = 1_024  # characters; longer texts are prose and come once

_MOST_BEGUN: Final = 1_024
_DIGEST_BYTES: Final = 16  # 128 bits: two values under one key are not to be met with
# Bytes of one entry: its share of the table with the digest, a span, a part of an address.
_ENTRY_BYTES: Final = 180
_SPAN_BYTES: Final = 160
_PART_BYTES: Final = 96


class Memory:
    """Findings by digest of a text and what its field says, bounded in entries and in bytes.

    Two generations of half the bounds each: what is asked for again moves to the young one, and
    when that is full the old one is forgotten as a whole. So nothing is ordered or counted on the
    way, and a flood of new values costs what it costs anyway.
    """

    def __init__(self, max_entries: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES) -> None:
        """Take the bounds; both hold for all entries together."""
        self._max_entries = max_entries // 2
        self._max_bytes = max_bytes // 2
        self._secret = blake2b(key=secrets.token_bytes(64), digest_size=_DIGEST_BYTES)
        self._begun = _Begun(self._secret)
        self._young: dict[Key, tuple[Span, ...]] = {}
        self._old: dict[Key, tuple[Span, ...]] = {}
        self._young_bytes = 0

    def __len__(self) -> int:
        """Number of entries of both generations."""
        return len(self._young) + len(self._old)

    def keys(self, asked: Iterable[tuple[str, str]]) -> list[Key]:
        """Give the keys of texts and what their fields say; None where a text is too long."""
        keys: list[Key] = []
        begun = self._begun
        for text, said in asked:
            if len(text) > MAX_TEXT:
                keys.append(None)
                continue
            digest = begun[said].copy()
            digest.update(text.encode("utf-8", "surrogatepass"))
            keys.append(digest.digest())
        return keys

    def recall(self, keys: Sequence[Key]) -> list[tuple[Span, ...] | None]:
        """Give for each key what was found under it; None where it is not known."""
        known = list(map(self._young.get, keys))
        if self._old:
            again = [
                (at, key, self._old[key])
                for at, key in enumerate(keys)
                if known[at] is None and key in self._old
            ]
            for at, _, spans in again:
                known[at] = spans
            self.remember((key, spans) for _, key, spans in again)
        return known

    def remember(self, found: Iterable[tuple[Key, tuple[Span, ...]]]) -> None:
        """Remember what was found under each key."""
        young, size = self._young, self._young_bytes
        for key, spans in found:
            if key is None:
                continue
            if len(young) >= self._max_entries or size >= self._max_bytes:
                self._old, young, size = young, {}, 0
            young[key] = spans
            size += _ENTRY_BYTES + len(spans) * _SPAN_BYTES
            for span in spans:
                size += len(span[PARTS]) * _PART_BYTES
        self._young, self._young_bytes = young, size


class _Begun(dict[str, blake2b]):
    """Digests begun with what a field says and its length; lone surrogates are allowed as in texts.

    Few say anything else, so that they are kept, up to a bound.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: blake2b) -> None:
        super().__init__()
        self._secret = secret

    def __missing__(self, said: str) -> blake2b:
        if len(self) >= _MOST_BEGUN:
            self.clear()
        digest = self[said] = self._secret.copy()
        digest.update(f"{len(said)} {said}".encode("utf-8", "surrogatepass"))
        return digest
