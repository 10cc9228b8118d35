"""The composition root: settings, policy, pipeline, worker, each given to the next.

Must never start on a configuration of which any part is in doubt.
"""

import gc
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from redactor.errors import EXIT_CONFIG, ConfigError, Problem
from redactor.fleet import run_fleet
from redactor.loading import load_detector
from redactor.masking.crowd import SALT_BYTES
from redactor.misfits import bound, check, held
from redactor.policy import Policy
from redactor.settings import Settings, unknown_variables
from redactor.telemetry.logs import error_fields, event_logger
from redactor.telemetry.sink import configure

if TYPE_CHECKING:
    from redactor.isolation.nursery import Nursery

log = event_logger(__name__)

MEBIBYTE: Final = 1024 * 1024
HIGHEST_PORT: Final = 65_535


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
        return Pipeline(held(settings.protection, policy), Absent(), keys, salt)

    log.info("worker_starting", policy=policy.digest, revision=policy.revision)
    return run(assemble(Parts(settings, policy, build, ward, trials)))
