"""Keys, and which of them masks a record: the one that was active at the record's own time.

Must never show key material: not in a repr, a log, an error, nor in what a mask can be asked for.
"""

import hashlib
import hmac
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

KEY_BYTES: Final = 32  # the output of SHA-256: a longer HMAC key adds nothing (RFC 2104, 3)
KEY_ID_PATTERN: Final = r"[a-z][a-z0-9]{0,15}"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the ring.

    Attributes:
        kid: Its id, printed in tokens.
        active_from_ms: Unix epoch in milliseconds; records from then on are masked with it.
        secret: 32 bytes.
    """

    kid: str
    active_from_ms: int
    secret: bytes = field(repr=False)

    def derive(self, *context: str) -> bytes:
        """Give the key for one use, 32 bytes; two different contexts have unrelated keys.

        HMAC as a key derivation function in counter-free form (NIST SP 800-108r1, 4.1); each
        part is preceded by its length, so that no two contexts read the same.
        """
        parts = [part.encode() for part in context]
        message = b"".join(len(part).to_bytes(4) + part for part in parts)
        return hmac.digest(self.secret, b"redactor/v1/" + message, hashlib.sha256)


class Keyring:
    """The keys of a fleet, in order of their time.

    A key is chosen by the record's timestamp, not by the clock: every worker and every replay
    chooses the same, and during a rotation old and new records keep their own.

    Attributes:
        starts: From when on each is the one, Unix epoch in milliseconds, oldest first.
    """

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        """Take keys in any order; none is a ring that nothing can be masked with."""
        self._keys = tuple(sorted(keys, key=lambda key: key.active_from_ms))
        self.starts = tuple([key.active_from_ms for key in self._keys])

    def __iter__(self) -> Iterator[Key]:
        """Give the keys, oldest first."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._keys)

    def index_at(self, timestamp_ms: int) -> int:
        """Give the place of the key for a record; records older than all keys have the first.

        Args:
            timestamp_ms: The record's, Unix epoch in milliseconds.

        Returns:
            An index into the ring; 0 for an empty ring.
        """
        return max(0, bisect_right(self.starts, timestamp_ms) - 1) if self.starts else 0


NO_KEYS: Final = Keyring()
