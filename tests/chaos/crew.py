"""One delivery under test: its topics, workers, traffic, reader and what was noticed.

Must never restart a worker that still runs: only one that ended is started again, as an
orchestrator would.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tests.chaos.offsets import Offsets, Where, by_partition
from tests.chaos.oracle import Span, Verdict, early, judge
from tests.chaos.readers import Reader, Search
from tests.chaos.traffic import POLICY, Writer, messages
from tests.chaos.waiting import until
from tests.chaos.witness import Worker
from tests.support.kafka_servers import Servers
from tests.support.sidecar import Job

PARTITIONS: Final = 4
WORKERS: Final = 3
LOOK_S: Final = 0.5
GROW_S: Final = 1.0
PATIENCE_S: Final = 300.0  # until what is committed must have been delivered
SETTINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "kafka": {
        "session_timeout_ms": 6_000,
        "request_timeout_ms": 10_000,
        "transaction_timeout_ms": 15_000,
        "start_timeout_s": 180,
        "retry_timeout_s": 300,
    },
    "batch": {"max_records": 100},
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a crew works.

    Attributes:
        delivery: `exactly_once` or `at_least_once`.
        seed: Of its traffic.
        per_s: Records written a second.
        workers: How many processes.
        more: Settings beyond those of every crew.
    """

    delivery: str
    seed: int
    per_s: float
    workers: int = WORKERS
    more: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class Crew:
    """Runs from `start` to `end`."""

    def __init__(self, plan: Plan, folder: Path, reach: "Reach") -> None:
        """Make the topics and the workers' files."""
        folder.mkdir(parents=True)
        self.plan = plan
        self.reach = reach
        name = f"chaos-{plan.delivery.replace('_', '-')}-{folder.name}"
        self.job = Job(
            folder, reach.proxied, name, more=SETTINGS, policy=POLICY, delivery=plan.delivery
        )
        self.offsets = Offsets(reach.direct, name)
        Servers(reach.direct).create(self.job.topics(PARTITIONS))
        self.workers = [Worker(self.job, f"w{number}") for number in range(1, plan.workers + 1)]
        self.sources: list[Where] = [(self.job.source, p) for p in range(PARTITIONS)]
        self.outputs: list[Where] = [
            (topic, p)
            for topic in (self.job.target, self.job.quarantine)
            for p in range(PARTITIONS)
        ]
        self.reader: Reader
        self.writer = Writer(reach.direct, self.job.source, plan.per_s)
        self.judged = Span({}, {})
        self.early = self.repeats = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._supervise, daemon=True)]
        self._threads += [threading.Thread(target=self._watch_commits, daemon=True)]

    def start(self) -> None:
        """Start everything; returns when every worker is ready."""
        for worker in self.workers:
            worker.start()
        self.reader = Reader(self.reach.direct, self.output_topics, self.reach.search)
        for worker in self.workers:
            worker.await_ready()
        self.writer.start(messages(self.plan.seed, PARTITIONS))
        for thread in self._threads:
            thread.start()

    @property
    def output_topics(self) -> dict[str, int]:
        """Give the masked and the quarantine topic, with their partition counts."""
        return {self.job.target: PARTITIONS, self.job.quarantine: PARTITIONS}

    def files(self) -> list[Path]:
        """Give every file a worker could write: logs, and whatever else lies in the folder."""
        return [path for path in self.job.folder.rglob("*") if path.is_file()]

    def dismiss(self) -> None:
        """Start no worker again."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def end(self) -> None:
        """Stop the supervision, kill the workers, stop the reader; may be called at any time."""
        self.dismiss()
        for worker in self.workers:
            worker.end()
        self.writer.stop(flush_s=0)
        if hasattr(self, "reader"):
            self.reader.stop()
        self.offsets.close()

    def await_committed(self, limit_s: float) -> float | None:
        """Wait until all that stands in the source is committed and has been read.

        While the writer writes, that is counted once every partition has got new records: what
        was committed before the harm proves no recovery.

        Returns:
            Seconds until it was committed, or None when it was not in time.
        """
        began = time.monotonic()
        aim = until(limit_s, self._grown if self.writer.writing else self._ends)
        if aim is None or not until(limit_s, lambda: self._committed_all(by_partition(aim))):
            return None
        took_s = time.monotonic() - began
        outputs = until(limit_s, lambda: self.offsets.ends(self.outputs))
        if outputs is None or not until(limit_s, lambda: self.reader.reached(outputs)):
            return None
        self.judged = Span(self.judged.end, by_partition(aim))
        return took_s

    def verdict(self) -> Verdict:
        """Judge what was committed since the last judgement."""
        with self.reader.lock:
            verdict = judge(self.reader.ledger, self.judged)
            repeats = self.reader.ledger.repeats
        new, self.repeats = repeats - self.repeats, repeats  # of records judged before as well
        ahead, self.early = self.early, 0
        return replace(verdict, repeated=new, early=ahead)

    def _ends(self) -> dict[Where, int] | None:
        return self.offsets.ends(self.sources)

    def _grown(self) -> dict[Where, int] | None:
        """Give the ends once every partition holds more than now."""
        before = self._ends()
        time.sleep(GROW_S)
        after = before and self._ends()
        if not before or not after:
            return None
        return after if all(after[where] > end for where, end in before.items()) else None

    def _committed_all(self, aim: Mapping[int, int]) -> bool:
        found = self.offsets.committed(self.sources) or {}
        return all(found.get(partition, 0) >= end for partition, end in aim.items())

    def _supervise(self) -> None:
        """Start again what ended, and note how."""
        while not self._stop.wait(LOOK_S):
            for worker in self.workers:
                worker.revive()

    def _watch_commits(self) -> None:
        """Hold every committed offset against what a reader got, once it can have got it."""
        while not self._stop.wait(LOOK_S):
            committed = self.offsets.committed(self.sources)
            if committed and not self._delivered_in_time(committed):
                with self.reader.lock:
                    self.early += early(committed, self.reader.ledger)

    def _delivered_in_time(self, committed: Mapping[int, int]) -> bool:
        """Wait until a reader has got everything before some committed offsets.

        It may get it later than the offset shows: markers are written partition by partition, and
        a new leader shows its last records once enough replicas follow it again.
        """

        def delivered() -> bool:
            with self.reader.lock:
                return self._stop.is_set() or not early(committed, self.reader.ledger)

        return bool(until(PATIENCE_S, delivered))


@dataclass(frozen=True, slots=True)
class Reach:
    """How the suite reaches the cluster.

    Attributes:
        direct: Brokers past the proxies.
        proxied: Brokers as the workers see them.
        search: What must not be found.
    """

    direct: tuple[str, ...]
    proxied: tuple[str, ...]
    search: Search
