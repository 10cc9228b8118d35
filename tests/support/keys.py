"""A ring of fictitious keys and bindings to it, for tests of keyed masks."""

import hashlib

from redactor.keys.ring import Key, Keyring
from redactor.masking.binding import Binding, Scope
from redactor.masking.operator import Masker, Operator

LATER_MS = 1_800_000_000_000


def key(kid: str, active_from_ms: int = 0) -> Key:
    """Make a key that any test can make again."""
    return Key(kid, active_from_ms, hashlib.sha256(f"fictitious {kid}".encode()).digest())


RING = Keyring([key("k1"), key("k2", LATER_MS)])
SCOPE = Scope(team="routing", purpose="load-planning", epoch="2026-q1")


def bound(operator: Operator, *, index: int = 0, team: str = "routing") -> Masker:
    """Bind an operator to a key of the ring and the scope of a team."""
    scope = SCOPE.model_copy(update={"team": team})
    return operator.bind(Binding(RING, index, scope))
