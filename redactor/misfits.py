"""What is wrong with a configuration: found before a worker is started on it, all at once.

Must never quote a configured value, nor tell anything of what a faulty setting stands for.
"""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from redactor.configuration import load_mapping
from redactor.errors import ConfigError, Problem
from redactor.keys.places import Protection
from redactor.keys.ring import Keyring
from redactor.policy import Policy, load_policy
from redactor.policy.bound import BoundPolicy
from redactor.policy.crowds import counts_people
from redactor.policy.minimum import hold, load_minimum
from redactor.policy.topics import TopicSet, any_meets
from redactor.settings import Delivery, Settings, load_settings
from redactor.stream.connection import client_options

CANDIDATE: Final = "shadow.policy"

A = TypeVar("A")
T = TypeVar("T")


def check(config: Path, *, candidate: bool = False) -> tuple[Settings, Policy]:
    """Read and check the configuration and the policy it names.

    Args:
        config: The worker's YAML file.
        candidate: Look at the policy of `shadow.policy` too. A start does without: a candidate that
            is faulty is refused by the worker, which goes on.

    Returns:
        Settings and policy, fit for each other.

    Raises:
        ConfigError: ONE error with every problem of all files, none quoting a value.
    """
    problems: list[Problem] = []
    settings = _collect(problems, load_settings, config)
    faulty = {one.path.partition(".")[0] for one in problems}
    sound = settings or _collect([], partial(load_settings, without=faulty), config)
    if sound and "kafka" not in faulty:
        _collect(problems, client_options, sound.kafka)  # reads the secret files
    path = sound.policy if sound and "policy" not in faulty else _named_policy(config)
    policy = _collect(problems, load_policy, path) if path else None
    fit = _Fit(sound, faulty) if sound else None
    if fit and policy:
        problems += fit.misfits(policy)
    if candidate and sound and fit and "shadow" not in faulty:
        found = _candidate_problems(sound, fit)
        problems += [_of_the_candidate(one) for one in found if one not in problems]
    if problems or settings is None or policy is None:
        raise ConfigError(problems)
    return settings, policy


def _candidate_problems(settings: Settings, fit: "_Fit") -> list[Problem]:
    """Find what is wrong with the candidate or does not fit it, as of a policy in force."""
    problems: list[Problem] = []
    path = settings.shadow.policy
    policy = _collect(problems, load_policy, path) if path else None
    return problems + (fit.misfits(policy) if policy else [])


def _of_the_candidate(problem: Problem) -> Problem:
    """Tell a policy's problem as the candidate's."""
    if problem.path.startswith("policy."):
        return Problem(f"shadow.{problem.path}", problem.reason)
    return Problem(CANDIDATE, f"{problem.path}: {problem.reason}")


class _Fit:
    """What policies are held against: settings less the faulty parts, and keys asked for once."""

    def __init__(self, settings: Settings, faulty: Collection[str]) -> None:
        self._settings = settings
        self._faulty = faulty
        self._keys: Keyring | None = None
        self._no_keys: list[Problem] = []

    def misfits(self, policy: Policy) -> list[Problem]:
        """Find what does not fit a policy."""
        problems: list[Problem] = []
        if "topics" not in self._faulty:
            problems += clashes(self._settings, policy)
        if "delivery" not in self._faulty:
            problems += unrepeatable(self._settings, policy)
        if "protection" not in self._faulty:
            keys = self._ring()
            if keys is None:
                return problems + self._no_keys
            _collect(problems, partial(_fits, self._settings.protection, keys), policy)
        return problems

    def _ring(self) -> Keyring | None:
        """Give the keys; a key service is asked for all policies together, however it answers."""
        if self._keys is None and not self._no_keys:
            self._keys = _collect(self._no_keys, Protection.keyring, self._settings.protection)
        return self._keys


def clashes(settings: Settings, policy: Policy) -> Iterator[Problem]:
    """Find topics used for two purposes: a raw and a masked topic must never be one.

    Args:
        settings: Checked settings.
        policy: A checked policy, whose own topics do not clash.

    Yields:
        A problem for each of our own topics that is something else too.
    """
    sources = [route.topics for route in policy.routes]
    targets = [view.topics for route in policy.routes for view in route.copies]
    used: dict[str, str] = {}
    for name in ("quarantine", "control", "alerts"):
        topic: str = getattr(settings.topics, name)
        if any_meets(TopicSet(topic), sources):
            yield Problem(f"topics.{name}", "is a source of the policy too, or matches one")
        elif any_meets(TopicSet(topic), targets):
            yield Problem(f"topics.{name}", "is a target of the policy too, or matches one")
        elif topic in used:
            yield Problem(f"topics.{name}", f"is {used[topic]} too")
        used.setdefault(topic, f"topics.{name}")


def unrepeatable(settings: Settings, policy: Policy) -> Iterator[Problem]:
    """Find masks that would differ when a record is written again."""
    if settings.delivery is Delivery.AT_LEAST_ONCE and counts_people(policy):
        reason = "a mask with a k goes by what was seen before: duplicates would differ"
        yield Problem("delivery", f"needs exactly_once: {reason}")


def bound(settings: Settings, policy: Policy) -> Keyring:
    """Give the worker's keys, if the policy is not below the floor and every mask can be made.

    Raises:
        ConfigError: The ring or the floor cannot be used, the policy goes below the floor, or an
            operator lacks a key or a scope.
    """
    keys = settings.protection.keyring()
    _fits(settings.protection, keys, policy)
    return keys


def _fits(protection: Protection, keys: Keyring, policy: Policy) -> None:
    """Raise what `bound` does of a policy whose keys are there."""
    BoundPolicy(policy, keys)
    held(protection, policy)


def held(protection: Protection, policy: Policy) -> Policy:
    """Give the policy back if it is not below the signed floor, read anew each time."""
    if protection.floor and protection.floor_public_key:
        hold(load_minimum(protection.floor, protection.floor_public_key), policy)
    return policy


def _collect(problems: list[Problem], load: Callable[[A], T], given: A) -> T | None:
    """Load something; keep its problems and go on."""
    try:
        return load(given)
    except ConfigError as error:
        problems += error.problems
        return None


def _named_policy(config: Path) -> Path | None:
    """Find the policy of a faulty configuration, to name its problems too."""
    try:
        name = load_mapping(config).get("policy")
    except ConfigError:
        return None
    return config.resolve().parent / name if isinstance(name, str) else None
