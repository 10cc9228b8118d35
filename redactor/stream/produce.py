"""A request to write sets of records, whose bytes are sent from where they stand.

aiokafka copies a set seven times on its way into a request. Must never be sent without its records:
whoever does not know of its pieces gets all of it as one.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from aiokafka import TopicPartition
from aiokafka.protocol.produce import ProduceRequest
from aiokafka.protocol.types import Int32, String

from redactor.stream import compact
from redactor.stream.flexible import UNTAGGED, Produce12, known
from redactor.stream.schemas import written

ALL: Final = -1  # replicas that have to confirm
_TEXT: Final = String("utf-8")

Pieces: TypeAlias = Sequence[bytes]


class _Whole:
    """The pieces of a set, as aiokafka encodes bytes: their length, and a length plus them."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def __len__(self) -> int:
        return sum(map(len, self._pieces))

    def __radd__(self, length: bytes) -> bytes:
        return b"".join((length, *self._pieces))


class Sets(ProduceRequest):  # type: ignore[misc]  # aiokafka is untyped
    """A request to write one set to each of some partitions; all replicas confirm them."""

    def __init__(
        self,
        transactional_id: str | None,
        timeout_ms: int,
        builders: Mapping[TopicPartition, Any],
    ) -> None:
        """Take who writes, how long a broker may take, and what goes where.

        Args:
            transactional_id: Of the producer's transactions.
            timeout_ms: For the replicas.
            builders: A closed set for each partition: a `ReadySet`, or aiokafka's `BatchBuilder`.
        """
        self._about = (transactional_id, ALL, timeout_ms)
        self._of: dict[str, list[tuple[int, Pieces]]] = {}
        for place, builder in builders.items():
            its_pieces = getattr(builder, "pieces", None)
            pieces = its_pieces() if its_pieces else (builder._build(),)  # noqa: SLF001 -- as aiokafka's sender does
            self._of.setdefault(place.topic, []).append((place.partition, pieces))
        super().__init__(*self._about, self._in_topics(_Whole))

    def in_pieces(
        self, versions: Mapping[int, tuple[int, int]], number: int, client_id: str
    ) -> tuple[Any, list[bytes]] | None:
        """Write all of it around the pieces of its sets.

        Args:
            versions: Of the requests that the broker knows.
            number: Of this one.
            client_id: What the client is called.

        Returns:
            What the answer is read by, and the bytes; None where the sets are not all that stands
            behind the request's head.
        """
        hollow = ProduceRequest(*self._about, self._in_topics(_nothing)).prepare(versions)
        told = written(hollow, number, client_id)
        empty = b"".join(self._behind_head(_nothing))
        if not told.endswith(empty) or hollow.FLEXIBLE_VERSION:
            return None
        head = told[: -len(empty)]
        behind = self._behind_head(tuple)
        size = len(head) + sum(map(len, behind))
        return hollow, [Int32.encode(size) + head, *behind]

    def _in_topics(self, of_set: Any) -> list[Any]:  # noqa: ANN401 -- aiokafka is untyped
        return [
            (topic, [(number, of_set(pieces)) for number, pieces in sets])
            for topic, sets in self._of.items()
        ]

    def _behind_head(self, of_set: Any) -> list[bytes]:  # noqa: ANN401 -- gives the pieces, or none
        """Write all topics, as the protocol has it up to version 8."""
        made = [Int32.encode(len(self._of))]
        for topic, sets in self._of.items():
            made.append(_TEXT.encode(topic) + Int32.encode(len(sets)))
            for number, whole in sets:
                pieces = of_set(whole)
                made.append(Int32.encode(number) + Int32.encode(sum(map(len, pieces))))
                made.extend(pieces)
        return made


class Joining(Sets):
    """Sets that make their partitions part of the transaction: version 12, of Kafka 4.

    Never sent as another: to a broker that knows less they would be of no transaction.
    """

    def prepare(self, versions: Mapping[int, tuple[int, int]]) -> Any:  # noqa: ANN401 -- aiokafka is untyped
        """Give it as aiokafka writes it; see `known`."""
        topics = [
            (topic, [(number, _Whole(pieces), UNTAGGED) for number, pieces in sets], UNTAGGED)
            for topic, sets in self._of.items()
        ]
        return known(Produce12(*self._about, topics, UNTAGGED), versions)

    def in_pieces(
        self, versions: Mapping[int, tuple[int, int]], number: int, client_id: str
    ) -> tuple[Any, list[bytes]]:
        """Write all of it around the pieces of its sets; see `Sets.in_pieces`.

        Raises:
            NotImplementedError: The broker does not know the version.
        """
        hollow = known(Produce12(*self._about, [], UNTAGGED), versions)
        nothing = compact.count(0) + compact.NO_TAGS
        head = written(hollow, number, client_id).removesuffix(nothing)
        behind = self._behind_head(tuple)
        size = len(head) + sum(map(len, behind))
        return hollow, [Int32.encode(size) + head, *behind]

    def _behind_head(self, of_set: Any) -> list[bytes]:  # noqa: ANN401 -- as above
        """Write all topics, and no tags."""
        made = [compact.count(len(self._of))]
        for topic, sets in self._of.items():
            made.append(compact.text(topic) + compact.count(len(sets)))
            for number, whole in sets:
                pieces = of_set(whole)
                size = compact.count(sum(map(len, pieces)))
                made += (Int32.encode(number) + size, *pieces, compact.NO_TAGS)
            made.append(compact.NO_TAGS)
        return [*made, compact.NO_TAGS]


def _nothing(_: Pieces) -> bytes:
    return b""
