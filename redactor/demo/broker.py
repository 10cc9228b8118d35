"""A Kafka broker inside this process: librdkafka's mock cluster, from the confluent-kafka wheel.

Must never be taken for a proof of exactly-once: it keeps nothing on disk, knows no isolation
levels and forgets the offsets of transactions. It is for the demo, and for faults on order.
"""

import ctypes
import ctypes.util
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import confluent_kafka

from redactor.errors import EmitError

# From librdkafka's rdkafka.h and rdkafka_mock.h.
_PRODUCER: Final = 0
_CONF_OK: Final = 0
_NO_ERROR: Final = 0
_ERROR_BYTES: Final = 512
REFUSED: Final = "librdkafka did not start its embedded broker"


class EmbeddedBroker:
    """A mock cluster that lives as long as the `with` block.

    Example:
        `with EmbeddedBroker({"raw": 4}) as broker: connect(broker.bootstrap_servers)`
    """

    def __init__(self, topics: Mapping[str, int], brokers: int = 1) -> None:
        """Take the topics to create with their partition counts; others appear when named.

        Args:
            topics: Partition count of each topic, at least 1.
            brokers: Number of brokers.
        """
        self._topics = dict(topics)
        self._brokers = brokers
        self._library = _library()
        self._handle: int | None = None
        self._cluster: int | None = None

    @property
    def bootstrap_servers(self) -> str:
        """`host:port` of every broker, separated by commas; valid within the `with` block."""
        raw: bytes = self._library.rd_kafka_mock_cluster_bootstraps(self._cluster)
        return raw.decode("ascii")

    def down(self, broker: int = 1) -> None:
        """Take a broker off the network."""
        self._library.rd_kafka_mock_broker_set_down(self._cluster, broker)

    def up(self, broker: int = 1) -> None:
        """Bring a broker back."""
        self._library.rd_kafka_mock_broker_set_up(self._cluster, broker)

    def answer(self, api_key: int, errors: tuple[int, ...]) -> None:
        """Make the next requests of one kind fail.

        Args:
            api_key: Kafka protocol's number of the request, e.g. 0 for Produce.
            errors: Error codes, one for each of the next requests.
        """
        codes = (ctypes.c_int * len(errors))(*errors)
        self._library.rd_kafka_mock_push_request_errors_array(
            self._cluster, ctypes.c_int16(api_key), ctypes.c_size_t(len(errors)), codes
        )

    def __enter__(self) -> Self:
        """Start the brokers and create the topics.

        Raises:
            EmitError: The library refuses.
        """
        library = self._library
        text = ctypes.create_string_buffer(_ERROR_BYTES)
        conf = library.rd_kafka_conf_new()
        # Its log would mix with the demo's screen.
        if library.rd_kafka_conf_set(conf, b"log_level", b"0", text, _ERROR_BYTES) != _CONF_OK:
            raise EmitError(REFUSED)
        self._handle = library.rd_kafka_new(_PRODUCER, conf, text, _ERROR_BYTES)
        if not self._handle:
            raise EmitError(REFUSED)
        self._cluster = library.rd_kafka_mock_cluster_new(self._handle, self._brokers)
        if not self._cluster:
            raise EmitError(REFUSED)
        # A group of one need not wait 3 s for further members.
        library.rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, 0)
        for name, partitions in self._topics.items():
            replicas = min(self._brokers, 3)
            create = library.rd_kafka_mock_topic_create
            if create(self._cluster, name.encode(), partitions, replicas) != _NO_ERROR:
                raise EmitError(REFUSED)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the brokers and forget what they held."""
        if self._cluster:
            self._library.rd_kafka_mock_cluster_destroy(self._cluster)
        if self._handle:
            self._library.rd_kafka_destroy(self._handle)
        self._cluster = self._handle = None


def _library() -> ctypes.CDLL:
    """Load the librdkafka that confluent-kafka uses, and declare what we call."""
    library = ctypes.CDLL(_path())
    pointer, text, integer = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, result, arguments in (
        ("rd_kafka_conf_new", pointer, []),
        ("rd_kafka_conf_set", integer, [pointer, text, text, text, ctypes.c_size_t]),
        ("rd_kafka_new", pointer, [integer, pointer, text, ctypes.c_size_t]),
        ("rd_kafka_destroy", None, [pointer]),
        ("rd_kafka_mock_cluster_new", pointer, [pointer, integer]),
        ("rd_kafka_mock_cluster_destroy", None, [pointer]),
        ("rd_kafka_mock_cluster_bootstraps", text, [pointer]),
        ("rd_kafka_mock_topic_create", integer, [pointer, text, integer, integer]),
        ("rd_kafka_mock_group_initial_rebalance_delay_ms", None, [pointer, ctypes.c_int32]),
        ("rd_kafka_mock_broker_set_down", integer, [pointer, ctypes.c_int32]),
        ("rd_kafka_mock_broker_set_up", integer, [pointer, ctypes.c_int32]),
        (
            "rd_kafka_mock_push_request_errors_array",
            None,
            [pointer, ctypes.c_int16, ctypes.c_size_t, ctypes.POINTER(integer)],
        ),
    ):
        function = getattr(library, name)  # `library[name]` would not keep the declaration
        function.restype, function.argtypes = result, arguments
    return library


def _path() -> str:
    """Find the library: beside the package on Linux, within it on macOS, else the system's."""
    package = Path(confluent_kafka.__file__).parent
    for folder in (package.parent / "confluent_kafka.libs", package / ".dylibs"):
        for path in sorted(folder.glob("librdkafka*")):
            return str(path)
    system = ctypes.util.find_library("rdkafka")
    if system is None:
        msg = "the confluent-kafka wheel holds no librdkafka, and the system has none"
        raise EmitError(msg)
    return system
