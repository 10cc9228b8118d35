"""From results to letters: every masked copy to its partition, every refusal to quarantine.

Must never drop a result: each one gives at least one letter.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from redactor.record import Masked, Result
from redactor.stream.placement import target_partition
from redactor.stream.port import Letter
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
        at = results[0].at
        place = partial(self._place, at.partition, self._partitions(at.topic))
        for result in results:
            if isinstance(result, Masked):
                offset, timestamp_ms = result.at.offset, result.timestamp_ms
                for output in result.outputs:
                    target, key = output.target, output.masked_key
                    value, headers = output.masked_value, output.masked_headers
                    partition = place(target, key)
                    yield Letter(offset, target, partition, timestamp_ms, key, value, headers)
            else:
                yield self._quarantine.pointer(result, policy_hash)

    def _place(self, source: int, source_count: int, target: str, key: bytes | None) -> int:
        return target_partition(key, source, (source_count, self._partitions(target)))
