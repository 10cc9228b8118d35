"""The place of a run: three brokers, a crew for each delivery, and the scales.

Must never outlive its `with` block, nor leave the weather bad.
"""

import csv
import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from confluent_kafka import KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # it lists no __all__
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
)

from tests.chaos.cluster import HEAP_MB, ProxiedCluster
from tests.chaos.crew import Crew, Plan, Reach
from tests.chaos.readers import Search
from tests.chaos.traffic import people
from tests.chaos.waiting import until
from tests.support.kafka_launch import find_launcher, quick
from tests.support.kafka_servers import QUIET

WEIGH_S: Final = 10.0
ALTER_S: Final = 30.0
CONFIGURE_S: Final = 120.0


class Arena:
    """Everything a fault may strike."""

    def __init__(self, folder: Path, plans: Sequence[Plan]) -> None:
        """Take a folder for all files, and what is to run."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._plans = plans
        launcher = find_launcher(quick(HEAP_MB))
        if isinstance(launcher, str):
            raise RuntimeError(launcher)  # noqa: TRY004 -- it is the reason why there is no Kafka
        self.cluster = ProxiedCluster(launcher, folder)
        self.crews: list[Crew] = []
        self.search = Search(form for one in people().values() for form in one.forms())
        self._stop = threading.Event()
        self._scales = threading.Thread(target=self._weigh, daemon=True)

    def __enter__(self) -> Self:
        """Start the brokers and the crews."""
        try:
            self.cluster.start()
            direct = tuple(self.cluster.bootstrap_servers)
            proxied = self.cluster.proxied_servers
            self.reach = Reach(direct, proxied, self.search)
            self._admin = AdminClient({"bootstrap.servers": ",".join(direct), **QUIET})
            for number, plan in enumerate(self._plans):
                self.crews.append(Crew(plan, self.folder / f"crew{number}", self.reach))
            for crew in self.crews:
                crew.start()
            self._scales.start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything."""
        self._end()

    @property
    def memory(self) -> Path:
        """Where the scales write: seconds, worker, resident kB."""
        return self.folder / "memory.csv"

    def clear(self) -> None:
        """Make the weather fine."""
        cluster = self.cluster
        for proxy in (*cluster.proxies.values(), *cluster.between.values()):
            proxy.clear()

    def configure_outputs(self, name: str, value: str) -> None:
        """Set one property of every masked topic."""
        entry = ConfigEntry(name, value, incremental_operation=AlterConfigOpType.SET)
        topics = [
            ConfigResource(ConfigResource.Type.TOPIC, crew.job.target, incremental_configs=[entry])
            for crew in self.crews
        ]
        if not until(CONFIGURE_S, lambda: self._altered(topics)):
            msg = f"no broker took {name}={value}"
            raise TimeoutError(msg)

    def heal(self) -> None:
        """Bring back what a fault left undone when it could not be struck as it should."""
        self.clear()
        for worker in (worker for crew in self.crews for worker in crew.workers):
            worker.told.clock(0)
            worker.told.names(fail=False)
        for node in self.cluster.nodes:
            if node.process and node.process.running:
                node.signal(signal.SIGCONT)
            else:
                node.start()
        self.cluster.await_ready()

    def _altered(self, topics: list[ConfigResource]) -> bool:
        """Ask once; a broker that just died takes the request with it."""
        try:
            for future in self._admin.incremental_alter_configs(topics).values():
                future.result(ALTER_S)
        except KafkaException:
            return False
        return True

    def _end(self) -> None:
        self._stop.set()
        for crew in self.crews:
            crew.end()
        self.cluster.stop()

    def _weigh(self) -> None:
        began = time.monotonic()
        with self.memory.open("w", encoding="ascii", newline="") as sink:
            rows = csv.writer(sink)
            while not self._stop.is_set():
                at_s = round(time.monotonic() - began)
                for crew in self.crews:
                    for worker in crew.workers:
                        pid = worker.process.pid if worker.process else 0
                        name = f"{crew.plan.delivery}/{worker.instance}"
                        rows.writerow((at_s, name, pid, worker.rss_kb()))
                sink.flush()
                self._stop.wait(WEIGH_S)
