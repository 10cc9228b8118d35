"""The process that redacts: takes batches from its socket, gives results, and knows no broker.

Must never outlive the worker, nor answer for a record that it did not finish.
"""

import gc
import os
import pickle
import socket
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn

from redactor.diff.trial import Trial, row_of
from redactor.isolation.limits import Growth, confine, sweep
from redactor.isolation.packed import rows_of
from redactor.isolation.unopened import opened
from redactor.isolation.wire import (
    LENGTH_BYTES,
    answer_of,
    pieces_of,
    records_of,
    unframed,
)
from redactor.pipeline import Pipeline
from redactor.record import Record

if TYPE_CHECKING:
    from redactor.stages.detect import Detector

# Messages: the worker tells a policy and a census and asks for results, the child answers.
POLICY: Final = "policy"
CENSUS: Final = "census"
RECORDS: Final = "records"
UNOPENED: Final = "unopened"  # records too, as a broker gave them
CANDIDATE: Final = "candidate"  # a policy to try beside the one in force, in a child of its own
TRY: Final = "try"
RESULTS: Final = "results"

_LOWEST: Final = 19  # setpriority(2)


class Closed(Exception):  # noqa: N818 -- no error: the other end went away
    """The other end has closed the socket."""


def serve(line: socket.socket, detector: "Detector", memory_bytes: int) -> None:
    """Answer until the worker closes the socket.

    Args:
        line: Our end of the socket pair, blocking.
        detector: Loaded recognizers.
        memory_bytes: Memory that records may take beyond what the recognizers took.
    """
    confine(memory_bytes)
    gc.disable()
    growth = Growth(memory_bytes // 2)
    pipeline: Pipeline | None = None
    trial: Trial | None = None
    content: Any = None
    while True:
        content = None  # raw: held no longer than its answer takes
        sweep()
        try:
            kind, content = unframed(read(line))
        except (Closed, OSError):
            return
        if kind == CANDIDATE:
            trial = _trial(content, detector)
        elif kind == TRY and trial is not None:
            tried = row_of(trial.tried(records_of(content)))
            _tell(line, {"tried": tried, "worn": growth.exceeded})
        elif kind == POLICY:
            policy, keys, salt = pickle.loads(content)  # noqa: S301 -- from the worker, our parent
            pipeline = Pipeline(policy, detector, keys, salt)
        elif pipeline is None:
            continue
        elif kind == CENSUS:
            pipeline.take_census(pickle.loads(content))  # noqa: S301 -- from the worker, our parent
        else:
            records = opened(content) if kind == UNOPENED else records_of(content)
            content = None
            _tell(line, _answered(pipeline, records, growth))
            del records


def _trial(content: bytes, detector: "Detector") -> Trial:
    """Take a candidate, and the lowest priority: records on their way come first."""
    live, recipe = pickle.loads(content)  # noqa: S301 -- from the worker, our parent
    policy, keys, salt = recipe
    os.setpriority(os.PRIO_PROCESS, 0, _LOWEST)
    return Trial(live, Pipeline(policy, detector, keys, salt), detector)


def _answered(pipeline: Pipeline, records: Sequence[Record], growth: Growth) -> Mapping[str, Any]:
    """Redact one batch, and tell what the pipeline has learnt and whether we are worn out."""
    results = pipeline.redact(records)
    packed = rows_of(results)
    rows = {"rows": answer_of(results)} if packed is None else {"sets": packed}
    return {**rows, "seen": pipeline.seen, "worn": growth.exceeded}


def _tell(line: socket.socket, answer: Mapping[str, Any]) -> None:
    """Send an answer, its length ahead of it: at once, as a rule."""
    length, body = pieces_of(RESULTS, answer)
    sent = line.sendmsg((length, body))
    for piece in (length, body):
        if sent < len(piece):
            line.sendall(memoryview(piece)[sent:])
        sent = max(0, sent - len(piece))


def read(line: socket.socket) -> bytearray:
    """Read one message's body from a blocking socket.

    Raises:
        Closed: The other end closed it.
    """
    return _exactly(line, int.from_bytes(_exactly(line, LENGTH_BYTES)))


def _exactly(line: socket.socket, count: int) -> bytearray:
    buffer = bytearray(count)
    view = memoryview(buffer)
    done = 0
    while done < count:
        got = line.recv_into(view[done:])
        if not got:
            raise Closed
        done += got
    return buffer


def leave() -> NoReturn:
    """End a forked process without running what its parent registered for its own end."""
    os._exit(0)
