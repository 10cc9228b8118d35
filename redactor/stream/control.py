"""Policies that arrive on the control topic: judged, then put in force or refused.

Must never put a policy in force that was not checked whole, and never quote what a message holds:
a refusal names fixed reasons and paths.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from redactor.errors import ConfigError, Problem
from redactor.pipeline import Pipeline
from redactor.policy import (
    DECLARED_ENTITIES,
    ENTITIES,
    FieldRule,
    Limits,
    Policy,
    Route,
    Thresholds,
    View,
    parse_policy,
)
from redactor.stream.floor import objections
from redactor.stream.live import LivePipeline

MAX_MESSAGE_BYTES: Final = 1024 * 1024  # Kafka's default largest message; a policy is a few KiB
FOLDED: Final = "*"
NAME: Final = "control topic"  # stands for the file's name in the problems of a message

# What a path into a refused message may name. Anything else was invented by the message, and may
# be a raw record that was published here by mistake: its field names are folded.
_MODELS: Final = (Policy, Route, View, FieldRule, Thresholds, Limits)
_NAMES: Final = (
    ENTITIES
    | DECLARED_ENTITIES
    | {"policy", *(name for model in _MODELS for name in model.model_fields)}
)


class Outcome(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    RESTORED = "restored"
    IGNORED = "ignored"
    REFUSED = "refused"


class Why(StrEnum):
    """Why it became of it. Closed: it is also a metric label."""

    NEWER = "newer"
    TOMBSTONE = "tombstone"
    NOT_NEWER = "not_newer"
    ALREADY_FILE = "already_file"
    TOO_LARGE = "too_large"
    INVALID = "invalid"
    NOT_ALLOWED = "not_allowed"
    BUILD_FAILED = "build_failed"


class Origin(StrEnum):
    """Where the policy in force came from."""

    FILE = "file"
    CONTROL_TOPIC = "control_topic"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one message.

    Attributes:
        outcome: What became of it.
        why: The closed reason.
        revision: Revision of the policy in force afterwards.
        policy_hash: Hash of the policy in force afterwards.
        origin: Where that policy came from.
        problems: For a refusal, what is wrong, without values; else empty.
    """

    outcome: Outcome
    why: Why
    revision: int
    policy_hash: str
    origin: Origin
    problems: tuple[Problem, ...] = ()


class PolicyControl:
    """Keeps the live pipeline on the newest valid policy.

    Messages are judged one after the other in the order of the topic. Replaying the topic from
    its beginning leads to the same policy in every sidecar: a message counts by its revision, not
    by when it was read.
    """

    def __init__(
        self, base: Policy, live: LivePipeline, build: Callable[[Policy], Pipeline]
    ) -> None:
        """Start from the policy file.

        Args:
            base: The file's policy; `live` holds its pipeline.
            live: Where the policy in force is exchanged.
            build: Compiles a checked policy; called in a thread, may raise anything. A ConfigError
                of its own is told with its problems.
        """
        self._base = base
        self._base_pipeline = live.current
        self._live = live
        self._build = build
        self._in_force = base
        self._origin = Origin.FILE
        self._one_by_one = asyncio.Lock()

    async def take(self, raw_message: bytes | None) -> Verdict:
        """Judge one message of this group and act on it.

        Args:
            raw_message: A whole policy as YAML or JSON, or None: a tombstone, which brings the
                file's policy back into force.

        Returns:
            What became of it. Never raises on account of what the message holds.
        """
        async with self._one_by_one:
            if raw_message is None:
                return self._restore()
            if len(raw_message) > MAX_MESSAGE_BYTES:
                return self._verdict(Outcome.REFUSED, Why.TOO_LARGE)
            try:
                policy = await asyncio.to_thread(parse_policy, raw_message, NAME)
            except ConfigError as error:
                problems = tuple(without_names(problem) for problem in error.problems)
                return self._verdict(Outcome.REFUSED, Why.INVALID, problems)
            return await self._take(policy)

    def standing(self) -> Verdict:
        """Tell which policy is in force when no message has changed it."""
        return self._verdict(Outcome.IGNORED, Why.ALREADY_FILE)

    async def _take(self, policy: Policy) -> Verdict:
        if policy.revision <= self._in_force.revision:
            return self._verdict(Outcome.IGNORED, Why.NOT_NEWER)
        if problems := objections(self._base, policy):
            return self._verdict(Outcome.REFUSED, Why.NOT_ALLOWED, tuple(problems))
        try:
            self._live.swap(await asyncio.to_thread(self._build, policy))
        except ConfigError as error:  # a key it lacks, or a floor of the build's own
            problems = [without_names(problem) for problem in error.problems]
            return self._verdict(Outcome.REFUSED, Why.NOT_ALLOWED, tuple(problems))
        except Exception:  # noqa: BLE001 -- whatever a new policy breaks, the old one stays in force
            return self._verdict(Outcome.REFUSED, Why.BUILD_FAILED)
        self._in_force, self._origin = policy, Origin.CONTROL_TOPIC
        return self._verdict(Outcome.TAKEN, Why.NEWER)

    def _restore(self) -> Verdict:
        if self._origin is Origin.FILE:
            return self._verdict(Outcome.IGNORED, Why.ALREADY_FILE)
        self._live.swap(self._base_pipeline)
        self._in_force, self._origin = self._base, Origin.FILE
        return self._verdict(Outcome.RESTORED, Why.TOMBSTONE)

    def _verdict(self, outcome: Outcome, why: Why, problems: tuple[Problem, ...] = ()) -> Verdict:
        policy = self._in_force
        return Verdict(outcome, why, policy.revision, policy.digest, self._origin, problems)


def without_names(problem: Problem) -> Problem:
    """Fold every step of a problem's path that stands in no policy."""
    if problem.path.startswith(NAME):  # the message as a whole, and a line of it
        return problem
    steps = problem.path.split(".")
    folded = [step if step in _NAMES or step.isdecimal() else FOLDED for step in steps]
    return Problem(".".join(folded), problem.reason)
