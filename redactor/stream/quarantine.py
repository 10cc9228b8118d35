"""The pointer written for a refused record: where it stands and why, never what it holds.

Must never take anything of the record but its coordinates and timestamp. The pointer says nothing
of the present either, so that a second delivery writes the same bytes; the time of the refusal is
the timestamp of the quarantine record itself.
"""

from collections.abc import Callable

import orjson

from redactor.record import Refused
from redactor.stages.codec import POLICY_HEADER, SOURCE_HEADER
from redactor.stream.port import Letter


class Quarantine:
    """Addresses pointers to the quarantine topic."""

    def __init__(self, topic: str, partitions: Callable[[str], int]) -> None:
        """Take the topic and a function that counts a topic's partitions."""
        self._topic = topic
        self._partitions = partitions

    def pointer(self, refused: Refused, policy_hash: str) -> Letter:
        """Make the pointer of one refused record.

        Returns:
            A letter whose key is `topic/partition/offset` and whose value is a JSON object with
            `topic`, `partition`, `offset`, `timestamp` (ms), `reason` and `policy`.
        """
        at = refused.at
        coordinates = str(at).encode()
        value = orjson.dumps({
            "topic": at.topic,
            "partition": at.partition,
            "offset": at.offset,
            "timestamp": refused.timestamp_ms,
            "reason": refused.reason.value,
            "policy": policy_hash,
        })  # fmt: skip
        headers = ((SOURCE_HEADER, coordinates), (POLICY_HEADER, policy_hash.encode()))
        partition = at.partition % self._partitions(self._topic)
        return Letter(at.offset, self._topic, partition, None, coordinates, value, headers)
