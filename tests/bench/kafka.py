"""The Kafka that is measured on: a real one of our own, or the embedded broker.

Must never measure on somebody else's: a benchmark takes all it can get.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from redactor.demo.broker import EmbeddedBroker
from tests.support.kafka_cluster import Cluster
from tests.support.kafka_launch import QUICK, find_launcher
from tests.support.kafka_servers import Servers


@contextmanager
def real(jvm: Sequence[str] = QUICK) -> Iterator[Servers]:
    """Run one node of Apache Kafka while the block runs.

    Args:
        jvm: Options of its Java; those of a small broker that starts quickly by default.

    Raises:
        RuntimeError: There is no Java with Maven, nor Docker.
    """
    launcher = find_launcher(jvm)
    if isinstance(launcher, str):
        raise RuntimeError(launcher)  # noqa: TRY004 -- it is the reason, not a wrong type
    with tempfile.TemporaryDirectory(prefix="redactor-bench-") as folder:
        cluster = Cluster(launcher, Path(folder))
        try:
            cluster.start()
            pids = tuple(node.process.pid for node in cluster.nodes if node.process)
            yield Servers(tuple(cluster.bootstrap_servers), pids=pids)
        finally:
            cluster.stop()


@contextmanager
def embedded() -> Iterator[Servers]:
    """Run librdkafka's mock broker in this process while the block runs."""
    with EmbeddedBroker({}) as broker:
        yield Servers(tuple(broker.bootstrap_servers.split(",")), committed_reads=False)
