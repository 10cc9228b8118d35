"""How long a broker may keep a question for records waiting while lanes are at work.

Of each broker one question is under way at a time, and a lane that comes back for records waits
for its answer before its own partition is asked for. Must never let a lane with records wait that
long for partitions without any.
"""

from typing import Any, Final

from aiokafka.consumer import consumer, fetcher

# For the others, while the partition of a lane at work is not asked for. It may be back any moment.
SHORT_MS: Final = 5


class Polling(fetcher.Fetcher):  # type: ignore[misc]  # aiokafka is untyped
    """Asks as aiokafka's fetcher does, and lets a broker wait less for some of its partitions."""

    def _get_actions_per_node(self, assignment: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        """Decide what is asked of each broker."""
        requests, *others = actions = super()._get_actions_per_node(assignment)
        *_, held = others  # what tells that a partition may be read again
        if requests and held:
            places = (place for place in assignment.tps if assignment.state_value(place).paused)
            leaders = {self._select_read_replica(place) for place in places}
            for node, request in requests:
                if node in leaders:
                    request._max_wait_ms = min(SHORT_MS, request._max_wait_ms)  # noqa: SLF001 -- it was made just now, for us
        return actions


def install() -> None:
    """Have every consumer of this process ask so. Idempotent."""
    consumer.Fetcher = Polling
