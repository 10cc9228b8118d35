"""What an operator is bound to: a key of the ring, the keys beside it, and a scope.

Must never let two scopes share a key: what is equal in one must not be linked to the other.
"""

from dataclasses import dataclass
from typing import Annotated, NoReturn

from pydantic import Field

from redactor.configuration import Frozen
from redactor.errors import ConfigError, Problem
from redactor.keys.ring import NO_KEYS, Key, Keyring
from redactor.wording import WORD_PATTERN

_Word = Annotated[str, Field(pattern=WORD_PATTERN)]


class Scope(Frozen):
    """Within one scope equal values have equal pseudonyms; across scopes nothing can be joined."""

    team: _Word
    """Who reads the view."""
    purpose: _Word
    """What for."""
    epoch: _Word
    """A period, e.g. `2026-q1`: a new epoch cuts all links to the last."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys and scope for the operators of one view, over the time of one key.

    Attributes:
        keys: All keys of the ring: tokens made with any of them are known again.
        index: Place in the ring of the key to mask with.
        scope: The view's scope, or None.
    """

    keys: Keyring = NO_KEYS
    index: int = 0
    scope: Scope | None = None

    @property
    def kid(self) -> str:
        """Id of the key to mask with."""
        return self._key().kid

    def derive(self, label: str) -> bytes:
        """Give the scope's key for one use, 32 bytes.

        Raises:
            ConfigError: There is no key, or no scope.
        """
        return self._derived(self._key(), label)

    def derive_all(self, label: str) -> dict[str, bytes]:
        """Give the scope's key for one use from each key of the ring, by key id."""
        return {key.kid: self._derived(key, label) for key in self.keys}

    def _derived(self, key: Key, label: str) -> bytes:
        scope = self.scope
        if scope is None:
            _refuse("needs a scope: give the view or the policy one")
        return key.derive(label, scope.team, scope.purpose, scope.epoch)

    def _key(self) -> Key:
        if not len(self.keys):
            _refuse("needs a key: name the keys directory in the settings")
        return list(self.keys)[self.index]


def _refuse(reason: str) -> NoReturn:
    raise ConfigError([Problem("policy.operators", f"a keyed operator {reason}")])
