"""aiokafka's consumer, with an answer to "what did the group commit?" that can be relied on.

Must never take a broker that cannot answer for a group that committed nothing: aiokafka's own
`committed` overlooks the error code of the whole answer (a coordinator that still loads its log
sends one, and no partitions) and skips unknown topics, and the lane would begin at offset 0.
"""

from asyncio import Task
from dataclasses import dataclass, field
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition, errors
from aiokafka.protocol.commit import OffsetFetchRequest

from redactor.errors import SourceError

# Goes with every offset that a transaction commits. A person who resets a group's offsets leaves
# none: what they set is believed, whatever the outputs hold.
IN_TRANSACTION: Final = "redactor"
NO_ERROR: Final = 0
NO_OFFSET: Final = -1
MOVED: Final = (errors.NotCoordinatorForGroupError, errors.GroupCoordinatorNotAvailableError)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a group committed for a partition.

    Attributes:
        offset: Of the next record to read.
        mark: What whoever committed it wrote beside it; `IN_TRANSACTION`, or empty.
    """

    offset: int
    mark: str = field(repr=False)  # anybody may have written it


class GroupConsumer(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka is untyped
    """A consumer that raises where aiokafka's would answer "no offset"."""

    async def committed(self, partition: TopicPartition) -> Committed | None:
        """Ask the group's coordinator.

        Returns:
            The offset and its mark; None for a group that has committed none, as its coordinator
            says.

        Raises:
            KafkaError: The coordinator did not answer, or could not.
        """
        coordinator = self._coordinator
        await coordinator.ensure_coordinator_known()
        asked = [(partition.topic, [partition.partition])]
        response = await coordinator._send_req(OffsetFetchRequest(self._group_id, asked))  # noqa: SLF001 -- aiokafka offers no other way to the whole answer
        try:
            return offset_of(response, partition)
        except MOVED:
            coordinator.coordinator_dead()
            raise

    def check(self) -> None:
        """See that what aiokafka does in the background is still being done.

        Raises:
            SourceError: The task that fetches records, or the one that refreshes the metadata, has
                ended; aiokafka itself would not tell.
        """
        tasks = {
            "fetcher": getattr(self._fetcher, "_fetch_task", None),
            "metadata": getattr(self._client, "_sync_task", None),
        }
        for name, task in tasks.items():
            if task is not None and task.done():
                msg = f"the client's {name} task ended ({_how(task)})"
                raise SourceError(msg)


def offset_of(response: Any, partition: TopicPartition) -> Committed | None:  # noqa: ANN401 -- aiokafka is untyped
    """Read one partition's offset out of an OffsetFetch response.

    Raises:
        KafkaError: The response as a whole or the partition carries an error, or the partition is
            missing.
    """
    _check(getattr(response, "error_code", NO_ERROR))  # from version 2 on
    for topic, partitions in response.topics:
        for number, offset, mark, code in partitions:
            if (topic, number) == tuple(partition):
                _check(code)
                return None if offset == NO_OFFSET else Committed(offset, mark or "")
    raise errors.KafkaError


def _how(task: Task[Any]) -> str:
    error = None if task.cancelled() else task.exception()
    cause = error and (error.__cause__ or error)
    return type(cause).__name__ if cause else "cancelled"


def _check(code: int) -> None:
    if code != NO_ERROR:
        raise errors.for_code(code)
