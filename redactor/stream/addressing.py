"""From results to letters: every masked copy to its partition, every refusal to quarantine.

Must never drop a result: each one gives at least one letter.
"""

from collections.abc import Callable, Iterator, Sequence

from redactor.record import Masked, Result
from redactor.stream.placement import target_partition
from redactor.stream.port import Letter, letter_of
from redactor.stream.quarantine import Quarantine


class Addressing:
    """Knows the topics' partition counts as the client last heard of them."""

    def __init__(self, quarantine_topic: str, partitions: Callable[[str], int]) -> None:
        """Take the quarantine topic and a function that counts a topic's partitions."""
        self._quarantine = Quarantine(quarantine_topic, partitions)
        self._partitions = partitions

    def letters(self, results: Sequence[Result], policy_hash: str) -> Iterator[Letter]:
        """Address a batch of one source partition, in source order.

        Args:
            results: The batch; an empty one gives nothing.
            policy_hash: The policy that made it.
        """
        if not results:
            return
        topic, source, _ = results[0].at
        width = self._partitions(topic)
        widths: dict[str, int] = {}
        for result in results:
            if isinstance(result, Masked):
                (_, _, offset), timestamp_ms, outputs, _, _ = result
                for target, key, value, headers in outputs:
                    count = widths.get(target)
                    if count is None:
                        count = widths[target] = self._partitions(target)
                    place = source
                    if count != width:
                        place = target_partition(key, source, (width, count))
                    yield letter_of((offset, target, place, timestamp_ms, key, value, headers))
            else:
                yield self._quarantine.pointer(result, policy_hash)
