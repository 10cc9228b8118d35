"""The composition root: settings, policy, pipeline, worker, each given to the next.

Must never start on a configuration of which any part is in doubt.
"""

import gc
import secrets
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from redactor.configuration import load_mapping
from redactor.errors import EXIT_CONFIG, ConfigError, Problem
from redactor.fleet import run_fleet
from redactor.keys.places import Protection
from redactor.keys.ring import Keyring
from redactor.loading import load_detector
from redactor.masking.crowd import SALT_BYTES
from redactor.policy import Policy, load_policy
from redactor.policy.bound import BoundPolicy
from redactor.policy.crowds import counts_people
from redactor.policy.minimum import hold, load_minimum
from redactor.policy.topics import TopicSet, any_meets
from redactor.settings import Delivery, Settings, load_settings, unknown_variables
from redactor.stream.connection import client_options
from redactor.telemetry.logs import error_fields, event_logger
from redactor.telemetry.sink import configure

if TYPE_CHECKING:
    from redactor.isolation.nursery import Nursery

log = event_logger(__name__)

MEBIBYTE: Final = 1024 * 1024
HIGHEST_PORT: Final = 65_535

A = TypeVar("A")
T = TypeVar("T")


def check(config: Path) -> tuple[Settings, Policy]:
    """Read and check the configuration and the policy it names.

    Args:
        config: The worker's YAML file.

    Returns:
        Settings and policy, fit for each other.

    Raises:
        ConfigError: ONE error with every problem of both files, none quoting a value.
    """
    problems: list[Problem] = []
    settings = _collect(problems, load_settings, config)
    if settings:
        _collect(problems, client_options, settings.kafka)  # reads the secret files
    faulty = {one.path.partition(".")[0] for one in problems}
    sound = settings or _collect([], partial(load_settings, without=faulty), config)
    path = sound.policy if sound and "policy" not in faulty else _named_policy(config)
    policy = _collect(problems, load_policy, path) if path else None
    if sound and policy:
        problems += _misfits(sound, policy, faulty)
    if problems or settings is None or policy is None:
        raise ConfigError(problems)
    return settings, policy


def _misfits(settings: Settings, policy: Policy, faulty: Collection[str]) -> list[Problem]:
    """Find what does not fit the policy, in all parts of the settings but the faulty ones."""
    problems: list[Problem] = []
    if "topics" not in faulty:
        problems += clashes(settings, policy)
    if "delivery" not in faulty:
        problems += unrepeatable(settings, policy)
    if "protection" not in faulty:
        _collect(problems, partial(bound, settings), policy)
    return problems


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
    BoundPolicy(policy, keys)
    _held(settings.protection, policy)
    return keys


def _held(protection: Protection, policy: Policy) -> Policy:
    """Give the policy back if it is not below the signed floor, read anew each time."""
    if protection.floor and protection.floor_public_key:
        hold(load_minimum(protection.floor, protection.floor_public_key), policy)
    return policy


def run_worker(config: Path, workers: int = 1) -> int:
    """Run the sidecar until it is stopped.

    Args:
        config: The worker's YAML file.
        workers: How many processes share the group's partitions.

    Returns:
        0 after a clean stop, 78 on a faulty configuration, 1 on any other failure; one log event
        names the reason.
    """
    configure("INFO")
    try:
        settings, policy = check(config)
        configure(settings.log_level.value)
        if unknown := unknown_variables():
            log.warning("unknown_variables", variables=unknown)
        return _run(settings, policy, workers)
    except ConfigError as error:
        log.error("configuration_refused", code=EXIT_CONFIG, **error_fields(error))  # noqa: TRY400 -- a traceback has no place in our log
        return EXIT_CONFIG


def _run(settings: Settings, policy: Policy, workers: int) -> int:
    # Loaded here so that `check` answers at once.
    from redactor.isolation.nursery import open_nursery  # noqa: PLC0415 -- with the pipeline

    crew = [settings] if workers == 1 else [numbered(settings, n) for n in range(workers)]
    memory_bytes = settings.isolation.memory_mb * MEBIBYTE
    nurseries = open_nursery(load_detector, memory_bytes, workers)  # before a key or a thread
    _settle()  # meanwhile the nursery loads the recognizers
    if workers == 1:
        return _work(settings, policy, nurseries[0])

    def work(number: int) -> int:
        for other in nurseries[:number] + nurseries[number + 1 :]:
            other.let_go()
        return _work(crew[number], policy, nurseries[number])

    def forked() -> None:
        for nursery in nurseries:
            nursery.let_go()

    return run_fleet(workers, work, forked)


def _settle() -> None:
    """Load what a worker is made of, once for all workers of a fleet."""
    gc.disable()  # until it is there
    import redactor.stream.sidecar  # noqa: PLC0415, F401 -- loads Faust
    from redactor.isolation.limits import settle  # noqa: PLC0415 -- with the pipeline

    settle()


def numbered(settings: Settings, number: int) -> Settings:
    """Give the settings of one worker of several: a name and a port of its own.

    Raises:
        ConfigError: There is no such port.
    """
    port = settings.web.port + number
    if port > HIGHEST_PORT:
        raise ConfigError([Problem("web.port", "leaves no port for each of --workers")])
    web = settings.web.model_copy(update={"port": port})
    name = f"{settings.kafka.instance}-{number}"
    kafka = settings.kafka.model_copy(update={"instance": name})
    return settings.model_copy(update={"web": web, "kafka": kafka})


def _work(settings: Settings, policy: Policy, nursery: "Nursery") -> int:
    from redactor.isolation.absent import Absent  # noqa: PLC0415 -- with the pipeline
    from redactor.isolation.rehearsal import Rehearsal  # noqa: PLC0415 -- the same
    from redactor.isolation.ward import Ward  # noqa: PLC0415 -- the same
    from redactor.pipeline import Pipeline  # noqa: PLC0415 -- the same
    from redactor.stream.sidecar import Parts, assemble  # noqa: PLC0415 -- loads Faust
    from redactor.stream.worker import run  # noqa: PLC0415 -- the same

    limits = settings.isolation
    ward = Ward(nursery, limits.deadline_s, limits.processes)
    trials = Rehearsal(nursery, limits.deadline_s)
    keys = bound(settings, policy)
    salt = secrets.token_bytes(SALT_BYTES)  # people are counted in this worker's own digests

    def build(policy: Policy) -> Pipeline:
        return Pipeline(_held(settings.protection, policy), Absent(), keys, salt)

    log.info("worker_starting", policy=policy.digest, revision=policy.revision)
    return run(assemble(Parts(settings, policy, build, ward, trials)))


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
