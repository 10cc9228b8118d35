"""A request to write one set of records, whose bytes are sent from where they stand.

aiokafka copies a set seven times on its way into a request. Must never be sent without its records:
whoever does not know of its pieces gets all of it as one.
"""

from collections.abc import Sequence
from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.protocol.produce import ProduceRequest
from aiokafka.protocol.types import Int32

ALL: Final = -1  # replicas that have to confirm
_NOTHING: Final[bytes] = Int32.encode(
    0
)  # the length of a set of no bytes, with which a request ends


class _Whole:
    """The pieces of a set, as aiokafka encodes bytes: their length, and a length plus them."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces

    def __len__(self) -> int:
        return sum(map(len, self._pieces))

    def __radd__(self, length: bytes) -> bytes:
        return b"".join((length, *self._pieces))


class OneSet(ProduceRequest):  # type: ignore[misc]  # aiokafka is untyped
    """A request to write one set to one partition; all replicas confirm it."""

    def __init__(
        self,
        transactional_id: str | None,
        timeout_ms: int,
        place: TopicPartition,
        builder: Any,  # noqa: ANN401 -- aiokafka is untyped
    ) -> None:
        """Take who writes, how long a broker may take, where to, and a closed set.

        Args:
            transactional_id: Of the producer's transactions.
            timeout_ms: For the replicas.
            place: The partition.
            builder: A `ReadySet`, or aiokafka's `BatchBuilder`.
        """
        its_pieces = getattr(builder, "pieces", None)
        self.pieces: Sequence[bytes] = its_pieces() if its_pieces else (builder._build(),)  # noqa: SLF001 -- as aiokafka's sender does
        self._about = (transactional_id, ALL, timeout_ms)
        self._place = place
        super().__init__(*self._about, self._topics_of(_Whole(self.pieces)))

    def front(self, versions: Any, number: int, client_id: str) -> tuple[Any, bytes] | None:  # noqa: ANN401 -- aiokafka is untyped
        """Write all that goes before the pieces.

        Args:
            versions: Of the requests that the broker knows.
            number: Of this one.
            client_id: What the client is called.

        Returns:
            What the answer is read by, and the bytes; None where more than the pieces would follow.
        """
        hollow = ProduceRequest(*self._about, self._topics_of(b"")).prepare(versions)
        told = hollow.build_request_header(number, client_id).encode() + hollow.encode()
        if not told.endswith(_NOTHING) or hollow.FLEXIBLE_VERSION:
            return None
        size = sum(map(len, self.pieces))
        return hollow, Int32.encode(len(told) + size) + told[: -len(_NOTHING)] + Int32.encode(size)

    def _topics_of(self, content: Any) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        return [(self._place.topic, [(self._place.partition, content)])]
