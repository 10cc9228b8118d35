"""A policy with its keys: what masks a record of a topic, at the record's time, for each view.

Must never be asked for a key: it gives masks.
"""

from collections.abc import Iterator

from redactor.errors import ConfigError, Problem
from redactor.keys.ring import NO_KEYS, Keyring
from redactor.masking.binding import Binding
from redactor.masking.crowd import Cells, Census, Chain
from redactor.masking.masks import Masks
from redactor.policy.fields import DECLARED_ENTITIES, ENTITIES
from redactor.policy.model import Policy, View
from redactor.record import Record


class BoundPolicy:
    """The masks of every view over the time of every key."""

    def __init__(self, policy: Policy, keys: Keyring = NO_KEYS, salt: bytes = b"") -> None:
        """Bind every operator, so that a missing key or scope is found before the first record.

        Args:
            policy: A checked policy.
            keys: The fleet's keys.
            salt: Key of the digests that a census is made of.

        Raises:
            ConfigError: Of every view, what its operators lack.
        """
        self._keys = keys
        self._salt = salt
        self._census: Census = {}
        self._by_target: dict[str, tuple[Masks, ...]] = {}
        problems: list[Problem] = []
        for view in (view for route in policy.routes for view in route.copies):
            try:
                self._by_target[view.target] = tuple(_eras(policy, view, keys))
            except ConfigError as error:
                problems += error.problems
        if problems:
            raise ConfigError(list(dict.fromkeys(problems)))

    def take_census(self, census: Census) -> None:
        """Use another census from now on."""
        self._census = census

    def era(self, record: Record) -> int:
        """Give the number of the key in whose time a record is: those of one have the same masks.

        0 where there are no keys.
        """
        return self._keys.index_at(record.timestamp_ms)

    @property
    def starts(self) -> tuple[int, ...]:
        """When each key's time begins, in order, Unix epoch in milliseconds: see `era`."""
        return self._keys.starts

    def masks(self, target: str, record: Record, chain: Chain) -> Masks:
        """Give the masks of a view for a record.

        Args:
            target: The view's target, as the policy names it.
            record: Whose time chooses the key, and whose topic's people are counted.
            chain: Cells of its recipient's address; empty if it counts for nobody.
        """
        masks = self._by_target[target][self.era(record)]
        if not masks.of_crowd:
            return masks
        return masks.among(Cells(self._salt, self._census.get(record.at.topic, {})), chain)


def _eras(policy: Policy, view: View, keys: Keyring) -> Iterator[Masks]:
    """Bind a view's operators to each key of the ring; once, to none, for an empty ring."""
    entities = sorted(
        ENTITIES | DECLARED_ENTITIES | policy.operators.keys() | view.operators.keys()
    )
    for index in range(max(1, len(keys))):
        binding = Binding(keys, index, view.scope or policy.scope)
        yield Masks(
            {one: policy.operator_for(view, one).bind(binding) for one in entities},
            (view.default_operator or policy.default_operator).bind(binding),
        )
