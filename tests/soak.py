"""Memory over time: the real sidecar at full load, minute five against the end.

Run `python -m tests.soak [MINUTES] [--report FILE]`, on a Kafka of its own. Every text is new, so
that whatever keeps texts grows. Must never count less than all processes of the sidecar.
"""

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.support.canaries import FAMILY, GIVEN
from tests.support.kafka_cluster import Cluster
from tests.support.kafka_launch import find_launcher
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched

MINUTE_S: Final = 60
SETTLED_S: Final = 5 * MINUTE_S
EVERY_S: Final = 10
BATCH: Final = 5_000
MOST_AHEAD: Final = 30_000  # records written and not yet masked: enough for full load
MOST_GROWTH: Final = 1.10
PARTITIONS: Final = 4
# Old segments go: the disk must not be what ends a long run.
TOPIC: Final = {"segment.bytes": "67108864", "retention.bytes": "134217728"}


class Sample(NamedTuple):
    """The sidecar at one moment: proportional memory of all its processes, and what it has done."""

    at_s: float
    memory_mb: float
    processes: int
    records: int


def main() -> int:
    """Run, print a line a minute, and judge."""
    ask = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    ask.add_argument("minutes", nargs="?", type=float, default=60)
    ask.add_argument("--report", type=Path, help="Markdown file to write")
    said = ask.parse_args()
    launcher = find_launcher()
    if isinstance(launcher, str):
        raise SystemExit(launcher)
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(launcher, Path(folder))
        try:
            cluster.start()
            samples = list(_soaked(Servers(tuple(cluster.bootstrap_servers)), Path(folder), said))
        finally:
            cluster.stop()
    text = _written(samples)
    print(text)  # noqa: T201 -- a command's output
    if said.report:
        said.report.write_text(text, "utf-8")
    return int(_growth(samples) > MOST_GROWTH)


def _soaked(servers: Servers, folder: Path, said: argparse.Namespace) -> Iterator[Sample]:
    """Keep the sidecar busy and look at it every ten seconds."""
    job = Job(folder, servers.bootstrap, "soak")
    servers.create(job.topics(PARTITIONS), TOPIC)
    ended = threading.Event()
    with Watched(job) as sidecar:
        assert sidecar.process
        load = threading.Thread(target=_write, args=(servers, job, sidecar, ended), daemon=True)
        load.start()
        began = time.monotonic()
        while (at_s := time.monotonic() - began) < said.minutes * MINUTE_S:
            time.sleep(EVERY_S)
            pids = list(_family(sidecar.process.pid))
            sample = Sample(at_s, sum(map(_memory_mb, pids)), len(pids), _done(sidecar))
            print(f"{at_s:6.0f} s {sample.memory_mb:7.1f} MB {sample.records:10,}", flush=True)  # noqa: T201 -- progress
            yield sample
        ended.set()
        load.join()


def _write(servers: Servers, job: Job, sidecar: Watched, ended: threading.Event) -> None:
    """Write new texts, as many as keep the sidecar busy."""
    draw, written = random.Random(20261124), 0
    while not ended.is_set():
        if written - _done(sidecar) > MOST_AHEAD:
            time.sleep(0.1)
            continue
        servers.write(job.source, (_message(draw, n) for n in range(BATCH)))
        written += BATCH


def _message(draw: random.Random, number: int) -> Message:
    """Make an event about someone made up, with a remark nobody has written before."""
    name = draw.choice(FAMILY) + "".join(draw.choices(GIVEN, k=2))
    mobile = f"138{draw.randrange(10**8):08d}"
    words = "".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(20))
    value = (
        f'{{"receiver":{{"name":"{name}","mobile":"{mobile}"}},'
        f'"remark":"{words}，请联系{name}{mobile}","f{draw.randrange(10**6)}":1}}'
    )
    return Message(mobile.encode(), value.encode(), (), number % PARTITIONS)


def _done(sidecar: Watched) -> int:
    return int(sum(sidecar.samples("redactor_records_total").values()))


def _family(pid: int) -> Iterator[int]:
    """Give a process and all that descend from it."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
        yield from _family(int(child))


def _memory_mb(pid: int) -> float:
    """Give the proportional share of a process: pages in common are counted once in the sum."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0  # a child that has just been replaced
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _mean(samples: list[Sample], around_s: float) -> float:
    """Give the mean memory of the minute before a moment: a single sample may meet a batch."""
    near = [one.memory_mb for one in samples if around_s - MINUTE_S < one.at_s <= around_s]
    return sum(near) / len(near)


def _growth(samples: list[Sample]) -> float:
    last = samples[-1].at_s
    return _mean(samples, last) / _mean(samples, min(SETTLED_S, last))


def _written(samples: list[Sample]) -> str:
    """Give the page."""
    last = samples[-1]
    minutes = last.at_s / MINUTE_S
    marks = [m for m in (1, 5, 10, 15, 20, 30, 45, 60, 120) if m * MINUTE_S <= last.at_s]
    rows = [f"| {mark} | {_mean(samples, mark * MINUTE_S):.0f} |" for mark in marks]
    rows.append(f"| end ({minutes:.0f}) | {_mean(samples, last.at_s):.0f} |")
    return "\n".join(
        [
            "# Memory over time",
            "",
            f"`python -m tests.soak {minutes:.0f}`: the real sidecar at full load on a real Kafka,",
            f"{last.records:,} records, every text new. Megabytes of all its processes together",
            "(proportional set size, mean of a minute).",
            "",
            f"**End against minute five: {_growth(samples):.3f}** (at most {MOST_GROWTH:.2f}).",
            "",
            "| minute | MB |",
            "|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
