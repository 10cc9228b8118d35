"""From results to letters: every masked copy to its partition, every refusal to quarantine.

Must never drop a result: each one gives at least one letter.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from redactor.isolation.packed import Packed
from redactor.isolation.unopened import offsets_of
from redactor.record import Masked, Result
from redactor.stream.placement import target_partition
from redactor.stream.port import Delivery, Letter, Parcel, letter_of
from redactor.stream.quarantine import Quarantine
from redactor.stream.told import Redacted


class Addressing:
    """Knows the topics' partition counts as the client last heard of them."""

    def __init__(self, quarantine_topic: str, partitions: Callable[[str], int]) -> None:
        """Take the quarantine topic and a function that counts a topic's partitions."""
        self._quarantine = Quarantine(quarantine_topic, partitions)
        self._partitions = partitions

    def delivery(self, batch: Redacted, suspects: Mapping[int, int]) -> Delivery:
        """Address a batch; message sets as they are, unless something in them has to go alone.

        Args:
            batch: Of one source partition; never empty.
            suspects: See `Delivery`.
        """
        results, told = batch.results, batch.told
        next_offset = told.places[-1].offset + 1
        if isinstance(results, Packed) and not suspects and self._keeps_places(results):
            pointers = self.letters(tuple(told.refused.values()), batch.policy_hash)
            return Delivery(pointers, next_offset, suspects, _parcels(results))
        return Delivery(self.letters(tuple(results), batch.policy_hash), next_offset, suspects)

    def _keeps_places(self, results: Packed) -> bool:
        """Tell whether all copies of a batch go to the partition with their source's number."""
        width = self._partitions(results.places[0].topic)
        targets = {one.target for one in results.sets}
        return all(self._partitions(target) == width for target in targets)

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


def _parcels(results: Packed) -> list[Parcel]:
    """Address message sets that keep their source's partition; refusals are not in them."""
    offsets, refused = offsets_of(results.places), results.refused
    partition = results.places[0].partition
    parcels = []
    for one in results.sets:
        among = offsets[one.first : one.last + 1]
        if refused:
            among = [offsets[at] for at in range(one.first, one.last + 1) if at not in refused]
        parcels.append(Parcel(partition, one, among))
    return parcels
