"""Alert records: what an operator must know, as JSON on the alert topic.

Must never hold a value of a record or of a refused policy: topics, printable field paths, labels,
rates, fixed reasons and configuration paths only.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import orjson
from aiokafka.errors import KafkaError
from faust.exceptions import FaustError

from redactor.errors import Problem
from redactor.stream.control import Verdict
from redactor.stream.drift import Drift
from redactor.stream.tally import Tally
from redactor.telemetry.logs import event_logger
from redactor.telemetry.registry import Metrics

log = event_logger(__name__)

SEND_TIMEOUT_S: Final = 10.0
MAX_PROBLEMS: Final = 20  # a refusal names its first problems; the log holds them too

Send: TypeAlias = Callable[[bytes, bytes], Awaitable[None]]
"""Writes key and value to the alert topic; returns once the broker confirmed."""


class Alerts:
    """Writes alerts; one that cannot be written is counted and logged, and stops nothing."""

    def __init__(self, instance: str, send: Send, metrics: Metrics) -> None:
        """Take the worker's name, the way to the topic and the counters."""
        self._instance = instance
        self._send = send
        self._metrics = metrics

    async def rate_broke(self, topic: str, drift: Drift, window: tuple[float, float]) -> None:
        """Tell of a detection rate that broke from its history.

        Args:
            topic: Source topic.
            drift: Field, entity and the two rates.
            window: Start and end, Unix epoch in seconds.
        """
        self._metrics.alerts.labels(topic, drift.entity, drift.kind.value).inc()
        rates = {"rate": round(drift.rate, 4), "history_rate": round(drift.history_rate, 4)}
        span = [_iso(at) for at in window]
        log.warning(
            "detection_rate_broke",
            topic=topic,
            field=drift.field,
            entity=drift.entity,
            kind=drift.kind.value,
            window=span,
            **rates,
        )
        said = {"field": drift.field, "entity": drift.entity, "kind": drift.kind.value}
        await self._write(
            topic,
            {"alert": "detection_rate_broke", "topic": topic, **said, **rates, "window": span},
        )

    async def policy_refused(self, verdict: Verdict) -> None:
        """Tell of a live policy that was refused, and which one stays in force."""
        problems = [asdict(problem) for problem in verdict.problems[:MAX_PROBLEMS]]
        await self._write(
            verdict.policy_hash,
            {
                "alert": "policy_refused",
                "reason": verdict.why.value,
                "problems": problems,
                "policy": verdict.policy_hash,
                "revision": verdict.revision,
            },
        )

    async def candidate_differs(self, pair: tuple[str, str], tally: Tally, most: int) -> None:
        """Tell what a candidate policy would change on the live stream.

        Args:
            pair: Hashes of the policy in force and of the candidate.
            tally: Counts since the last report.
            most: Changes to name.
        """
        names = ("target", "field", "entity", "change")
        changes = [
            {**dict(zip(names, key, strict=True)), "count": n} for key, n in tally.changed[:most]
        ]
        said = {"policy": pair[0], "candidate": pair[1], "records": tally.compared}
        await self._write(
            pair[1],
            {
                "alert": "candidate_differs",
                **said,
                "weaker": tally.weaker,
                "refused": dict(tally.refused),
                "changes": changes,
            },
        )

    async def candidate_refused(self, reason: str, problems: Sequence[Problem]) -> None:
        """Tell of a candidate policy that cannot be tried; the policy in force stays as it is."""
        named = [asdict(problem) for problem in problems[:MAX_PROBLEMS]]
        said: dict[str, Any] = {"alert": "candidate_refused", "reason": reason, "problems": named}
        await self._write("candidate", said)

    async def _write(self, key: str, alert: dict[str, Any]) -> None:
        value = {**alert, "instance": self._instance, "at": _iso(datetime.now(UTC).timestamp())}
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await self._send(key.encode(), orjson.dumps(value))
        except (FaustError, KafkaError, OSError, TimeoutError) as error:
            self._metrics.alerts_failed.inc()
            kind = str(alert["alert"])
            log.error("alert_not_written", kind=kind, error=type(error).__name__)  # noqa: TRY400 -- a traceback has no place in our log


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
