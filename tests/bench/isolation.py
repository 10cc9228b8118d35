"""What a process of its own costs a record: the same batches in a thread and in a child, by CPU.

Run `python -m tests.bench.isolation`. Must count every process that works for a record.
"""

import asyncio
import gc
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from redactor.isolation.limits import GARBAGE_THRESHOLDS, cpu_s
from redactor.isolation.nursery import Nursery, open_nursery
from redactor.isolation.packed import Packed, rows_of
from redactor.isolation.ward import Ward
from redactor.isolation.wire import answer_of, columns_of, records_of, results_of, unframed
from redactor.pipeline import Pipeline, build_pipeline
from redactor.policy import default_policy
from redactor.record import Coordinates, Record
from redactor.stages.detect import Detector
from redactor.stream.port import Redactor
from tests.support.framing import framed
from tests.support.in_thread import InThread

BATCH: Final = 1_000
ROUNDS: Final = 7
MEBIBYTE: Final = 1024 * 1024


def batch() -> list[Record]:
    """Make events of about 280 bytes, half of them with a remark; everyone in them is made up."""
    events = [
        {
            "event": "out_for_delivery",
            "parcel": f"SF{1_000_000_000_000 + n}",
            "receiver": {"name": "王小明", "mobile": f"138{n:08d}"},
            "remark": f"放3号楼{n % 9}单元门口鞋柜，打不通就打 139-1234-{n:04d}" if n % 2 else "",
            "weight_kg": n / 10,
        }
        for n in range(BATCH)
    ]
    values = [json.dumps(event, ensure_ascii=False).encode() for event in events]
    return [Record(Coordinates("raw", 0, n), n, b"k", value) for n, value in enumerate(values)]


async def main() -> None:
    """Measure both in turn, and the transport alone; print medians."""
    gc.set_threshold(*GARBAGE_THRESHOLDS)  # as both processes of a sidecar do
    detector = Detector.default()
    (nursery,) = open_nursery(lambda: detector, 256 * MEBIBYTE)
    pipeline = build_pipeline(default_policy("raw", "masked"), detector)
    records = batch()
    ward, thread = Ward(nursery, 60.0), InThread()
    await ward.open()
    await ward.redact(pipeline, records)
    child = _child_of(nursery)
    inside, outside = [], []
    for _ in range(ROUNDS):
        inside.append(await _cost(thread, pipeline, records, time.process_time))
        total = lambda: time.process_time() + cpu_s(child)  # noqa: E731 -- a sum, used once
        outside.append(await _cost(ward, pipeline, records, total))
    await ward.close()
    thread.end()
    _print("in a thread of the worker", inside)
    _print("in a process of its own", outside)
    _print(
        "of which the way there and back", [_transport(pipeline, records) for _ in range(ROUNDS)]
    )


async def _cost(
    redactor: Redactor, pipeline: Pipeline, records: Sequence[Record], clock: Callable[[], float]
) -> float:
    """Give microseconds of CPU a record."""
    began = clock()
    work: Awaitable[object] = redactor.redact(pipeline, records)
    await work
    return (clock() - began) / len(records) * 1e6


def _transport(pipeline: Pipeline, records: Sequence[Record]) -> float:
    """Give microseconds a record for writing and reading both messages, less the socket."""
    results = pipeline.redact(records)
    began = time.process_time()
    taken = records_of(unframed(framed("records", columns_of(records))[8:])[1])
    packed = rows_of(results)
    answer = unframed(framed("results", packed or answer_of(results))[8:])[1]
    given = Packed(records, answer) if packed else results_of(records, answer)
    spent = time.process_time() - began
    assert (taken, list(given)) == (list(records), results)
    return spent / len(records) * 1e6


def _child_of(nursery: Nursery) -> int:
    """Find the nursery's one child."""
    with open(f"/proc/{nursery.pid}/task/{nursery.pid}/children", encoding="ascii") as file:  # noqa: PTH123 -- a kernel file
        return int(file.read().split()[0])


def _print(what: str, costs: Sequence[float]) -> None:
    low, mid, high = min(costs), statistics.median(costs), max(costs)
    print(f"{what:34} {mid:8.2f} us CPU a record (from {low:.2f} to {high:.2f})")  # noqa: T201 -- a command's output


if __name__ == "__main__":
    asyncio.run(main())
