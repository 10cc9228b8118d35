"""What was found in values that repeat: couriers, stations, the same parcel's sender and receiver.

Must never hold a value, nor anything that a value can be read or guessed from once the process
has ended: its keys are keyed digests under a random key of this process, and what they lead to
are offsets and labels.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from types import ModuleType
from typing import Any, Final, Protocol, TypeAlias

from redactor.recall.native import NATIVE
from redactor.recall.repeats import Repeats
from redactor.spans import PARTS, Detect, Span

Key: TypeAlias = bytes | None
# Gives what each hint says to the recognizers: two that say the same lead to the same findings.
Meanings: TypeAlias = Callable[[Sequence[str]], list[str]]

MAX_ENTRIES: Final = 65_536
MAX_BYTES: Final = 24 * 1024 * 1024
MAX_TEXT: Final = 1_024  # characters; longer texts are prose and come once

_MOST_BEGUN: Final = 1_024
_DIGEST_BYTES: Final = 16  # 128 bits: two values under one key are not to be met with
_SECRET_BYTES: Final = 16  # SipHash's key
# Bytes of one entry: its share of the table with the digest, a span, a part of an address.
_ENTRY_BYTES: Final = 180
_SPAN_BYTES: Final = 160
_PART_BYTES: Final = 96


class Remembering(Protocol):
    """Findings of texts that came before, bounded in entries and in bytes."""

    def __len__(self) -> int:
        """Number of texts of which it is known what was found."""

    def ask(
        self, texts: Sequence[str], hints: Sequence[str], meanings: Meanings, find: Detect
    ) -> list[tuple[Span, ...]]:
        """Give what was found in each text: what is remembered, and of all others what is.

        Args:
            texts: Of a batch, of any length; none gives an empty list.
            hints: For each text the names of its field.
            meanings: Gives what each of some hints says, which is always the same: it may be asked
                for one twice, and need not be asked for one again.
            find: Finds the spans of texts that are not known: each is given once for all hints
                that say the same, with the last of them. It is not called without texts.

        Raises:
            ValueError: There are not as many hints as texts.
        """


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
        self._repeats = Repeats()

    def __len__(self) -> int:
        """Number of entries of both generations."""
        return len(self._young) + len(self._old)

    def ask(
        self, texts: Sequence[str], hints: Sequence[str], meanings: Meanings, find: Detect
    ) -> list[tuple[Span, ...]]:
        """Keep the promise of `Remembering.ask`."""
        asked = list(zip(texts, meanings(hints), strict=True))
        # Couriers, stations and states repeat in a batch, a number in fields of several names.
        known: dict[tuple[str, str], Any] = dict(zip(asked, hints, strict=True))
        spans = self._recalled([*known], [*known.values()], find)
        known.update(zip(known, spans, strict=True))
        return list(map(known.__getitem__, asked))

    def _recalled(
        self, pairs: Sequence[tuple[str, str]], hints: Sequence[str], find: Detect
    ) -> list[tuple[Span, ...]]:
        """Give what is remembered of texts and meanings that differ, and find in all others."""
        worth = self._repeats.worth(hints)
        keys: list[Key] = [None] * len(pairs)
        for at, key in zip(worth, self._keys([pairs[at] for at in worth]), strict=True):
            keys[at] = key
        recalled = self._recall(keys)
        new = [at for at, known in enumerate(recalled) if known is None]
        found = find([pairs[at][0] for at in new], [hints[at] for at in new]) if new else []
        every = dict(enumerate(recalled)) | dict(zip(new, found, strict=True))
        self._repeats.took(hints, (known is not None for known in recalled))
        self._remember((keys[at], spans) for at, spans in zip(new, found, strict=True))
        return [spans for spans in every.values() if spans is not None]

    def _keys(self, asked: Iterable[tuple[str, str]]) -> list[Key]:
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

    def _recall(self, keys: Sequence[Key]) -> list[tuple[Span, ...] | None]:
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
            self._remember((key, spans) for _, key, spans in again)
        return known

    def _remember(self, found: Iterable[tuple[Key, tuple[Span, ...]]]) -> None:
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


class CompiledMemory:
    """The same in C, under keys of SipHash: what is known of a batch is given in one call."""

    def __init__(
        self,
        native: ModuleType,
        max_entries: int = MAX_ENTRIES,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """Take what was compiled, and the bounds of `Memory`."""
        costs = (_ENTRY_BYTES, _SPAN_BYTES, _PART_BYTES)
        secret = secrets.token_bytes(_SECRET_BYTES)
        self._memory = native.Memory(secret, max_entries, max_bytes, MAX_TEXT, costs)
        self._repeats = Repeats()

    def __len__(self) -> int:
        """Number of entries of both generations."""
        return len(self._memory)

    def ask(
        self, texts: Sequence[str], hints: Sequence[str], meanings: Meanings, find: Detect
    ) -> list[tuple[Span, ...]]:
        """Keep the promise of `Remembering.ask`."""
        spans: list[tuple[Span, ...]]
        spans, pairs = self._memory.ask(texts, hints, meanings, find, *self._repeats.slots)
        self._repeats.passed(pairs)
        return spans


def new_memory() -> Remembering:
    """Give an empty memory, the compiled one where it was built."""
    return Memory() if NATIVE is None else CompiledMemory(NATIVE)
