"""How long a broker may keep a question for records waiting while lanes are at work.

Of each broker one question is under way at a time, and a lane that comes back for records waits
for its answer before its own partition is asked for. Must never let a lane with records wait that
long for partitions without any, nor ask over and over for the sake of a lane that is held up.
"""

import time
from typing import Any, Final

from aiokafka.consumer import consumer, fetcher

# For the others, while the partition of a lane at work is not asked for. It may be back any moment.
SHORT_MS: Final = 5
# A batch takes a fraction of that. Who is away for longer waits for a broker, or for its turn after
# a failure, and does not mind a question more; two hundred a second would be asked meanwhile.
SOON_S: Final = 1.0


class Polling(fetcher.Fetcher):  # type: ignore[misc]  # aiokafka is untyped
    """Asks as aiokafka's fetcher does, and lets a broker wait less for some of its partitions."""

    def __init__(self, *options: Any, **more: Any) -> None:  # noqa: ANN401 -- aiokafka's own signature
        """Take what aiokafka's own takes."""
        self._since: dict[Any, float] = {}  # of each partition that is held now, by what lets it go
        super().__init__(*options, **more)

    def _get_actions_per_node(self, assignment: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        """Decide what is asked of each broker."""
        requests, *_ = actions = super()._get_actions_per_node(assignment)
        leaders = self._of_lanes_at_work(assignment)
        for node, request in requests:
            if node in leaders:
                request._max_wait_ms = min(SHORT_MS, request._max_wait_ms)  # noqa: SLF001 -- it was made just now, for us
        return actions

    def _of_lanes_at_work(self, assignment: Any) -> set[Any]:  # noqa: ANN401 -- aiokafka is untyped
        """Name the brokers of partitions that are held, and not for long."""
        now = time.monotonic()
        states = {place: assignment.state_value(place) for place in assignment.tps}
        held = {place: state.resume_fut for place, state in states.items() if state.paused}
        self._since = {let_go: self._since.get(let_go, now) for let_go in held.values()}
        return {
            self._select_read_replica(place)
            for place, let_go in held.items()
            if now - self._since[let_go] < SOON_S
        }


def install() -> None:
    """Have every consumer of this process ask so. Idempotent."""
    consumer.Fetcher = Polling
