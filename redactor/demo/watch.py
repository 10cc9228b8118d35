"""Sends the day and watches it come out.

Must never wait for ever: a sidecar that ended or a stream that stands still ends the demo.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from redactor.demo.compare import Pair
from redactor.demo.day import Day
from redactor.demo.parcel import EventType, RawEvent
from redactor.demo.sidecar import SidecarProcess
from redactor.demo.traffic import Downstream, Upstream
from redactor.demo.view import State, View
from redactor.demo.workplace import QUARANTINE, TARGET
from redactor.record import Coordinates, Record
from redactor.stages.codec import SOURCE_HEADER

DAY_S: Final = 6.0  # how long the day lasts for the viewer
PATIENCE_S: Final = 20.0  # how long nothing may come out
PAIR_S: Final = 0.6  # how long a pair of records stays on the screen
TICK_S: Final = 0.03


@dataclass(frozen=True, slots=True)
class Flow:
    """What flows, where, and through whom."""

    servers: str
    day: Day
    sidecar: SidecarProcess


def watch(view: View, flow: Flow) -> State:
    """Send the day and show what comes back, until every event has come out somewhere.

    Returns:
        The last state shown.

    Raises:
        DemoError: The sidecar ended, or nothing came out for `PATIENCE_S`.
    """
    total = len(flow.day.events)
    state = State(total, total / DAY_S)
    upstream = Upstream(flow.servers, flow.day, DAY_S)
    masked, refused = Downstream(flow.servers, TARGET), Downstream(flow.servers, QUARANTINE)
    gallery = Gallery(upstream)
    started_s = moved_s = time.monotonic()
    with view, closing(masked), closing(refused):
        while state.masked + state.quarantined < state.total:
            upstream.send_due()
            records, pointers = masked.take(TICK_S), refused.take(0)
            state.sent = upstream.sent
            state.masked += len(records)
            state.quarantined += len(pointers)
            state.elapsed_s = time.monotonic() - started_s
            if records or pointers:
                moved_s = time.monotonic()
            _require_motion(flow.sidecar, moved_s)
            if state.pair is None or gallery.is_due():
                state.pair = gallery.next_pair(records) or state.pair
                state.entities = flow.sidecar.entities()
            view.show(state)
        upstream.finish()
    state.entities = flow.sidecar.entities()
    return state


def _require_motion(sidecar: SidecarProcess, moved_s: float) -> None:
    sidecar.require_running()
    if time.monotonic() - moved_s > PATIENCE_S:
        msg = f"nothing came out of the sidecar for {PATIENCE_S:.0f} s"
        raise sidecar.failure(msg)


class Gallery:
    """Chooses which record to show next: every event type gets its turn."""

    def __init__(self, upstream: Upstream) -> None:
        """Take who knows the raw events."""
        self._upstream = upstream
        self._shown: dict[EventType, int] = dict.fromkeys(EventType, 0)
        self._changed_s = 0.0

    def is_due(self) -> bool:
        """Tell whether the present pair has been there long enough."""
        return time.monotonic() - self._changed_s > PAIR_S

    def next_pair(self, records: Sequence[Record]) -> Pair | None:
        """Choose among records the one whose type was shown least; None if there is none."""
        known = [(record, event) for record in records if (event := self._raw(record))]
        if not known:
            return None
        record, event = min(known, key=lambda pair: self._shown[pair[1].type])
        self._shown[event.type] += 1
        self._changed_s = time.monotonic()
        return Pair(event.type.value, _as_record(event), record)

    def _raw(self, record: Record) -> RawEvent | None:
        source = next((value for name, value in record.raw_headers if name == SOURCE_HEADER), None)
        return self._upstream.event_at((source or b"").decode())


def _as_record(event: RawEvent) -> Record:
    at = Coordinates("raw", event.partition, 0)
    return Record(at, event.timestamp_ms, event.raw_key, event.raw_value, event.raw_headers)
