"""How the sidecar runs: brokers, group, delivery, limits. The only reader of the environment.

Must never hold a secret in clear beyond a `SecretStr`, and never echo a configured value in an
error.
"""

import os
import socket
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Final

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from redactor.configuration import Frozen, Server, Topic, load_mapping
from redactor.errors import ConfigError
from redactor.keys.places import Protection
from redactor.security import Security
from redactor.variables import Environment, unknown_among
from redactor.wording import TOPIC_PATTERN, problems_of

_STAND_INS: Final = {"kafka": {"bootstrap_servers": ["localhost:9092"]}, "policy": "policy.yaml"}


class Delivery(StrEnum):
    """What a reader of the masked topic may rely on."""

    EXACTLY_ONCE = "exactly_once"
    AT_LEAST_ONCE = "at_least_once"


class Kafka(Frozen):
    """The cluster and this worker's place in it."""

    bootstrap_servers: Annotated[list[Server], Field(min_length=1)]
    """`host:port` of at least one broker."""
    group: Annotated[str, Field(pattern=TOPIC_PATTERN)] = "redactor"
    """Consumer group of all workers; also the stem of every `transactional.id`."""
    instance: Annotated[str, Field(pattern=TOPIC_PATTERN)] = Field(
        default_factory=socket.gethostname
    )
    """Name of this worker, unique within the group; the host's name when absent."""
    security: Security = Security()
    """Protocol, SASL and TLS."""
    session_timeout_ms: Annotated[int, Field(ge=1_000, le=300_000)] = 10_000
    """A worker silent for this long loses its partitions."""
    request_timeout_ms: Annotated[int, Field(ge=500, le=300_000)] = 20_000
    """One request to a broker."""
    transaction_timeout_ms: Annotated[int, Field(ge=1_000, le=900_000)] = 60_000
    """A transaction open for this long is aborted by the broker."""
    start_timeout_s: Annotated[float, Field(gt=0, le=600)] = 60.0
    """How long to wait for the brokers and topics at start before giving up."""
    retry_timeout_s: Annotated[float, Field(gt=0, le=3_600)] = 120.0
    """How long writes may fail without one success before the worker stops with the reason."""
    create_topics: bool = False
    """Let the sidecar create missing masked, quarantine, control and alert topics."""


class Batch(Frozen):
    """How much is taken into one transaction of one partition."""

    max_records: Annotated[int, Field(ge=1, le=50_000)] = 3_000
    """Records in one batch, at most: as a rule all that one fetch of a partition gives."""
    max_bytes: Annotated[int, Field(ge=1_024)] = 1024 * 1024
    """Bytes fetched of one partition at once."""
    max_buffered_bytes: Annotated[int, Field(ge=1_048_576)] = 16 * 1024 * 1024
    """Bytes fetched and not yet redacted, of all partitions of the policy's sources together."""
    max_wait_ms: Annotated[int, Field(ge=0, le=60_000)] = 50
    """How long to wait for records when there are none."""


class Isolation(Frozen):
    """The process that redacts, apart from the one that talks to the brokers."""

    deadline_s: Annotated[float, Field(gt=0, le=600)] = 5.0
    """CPU seconds that one record may take, beyond one for each 100,000 bytes of it."""
    memory_mb: Annotated[int, Field(ge=64, le=65_536)] = 256
    """Memory that records may take beyond what the recognizers take, in mebibytes."""
    processes: Annotated[int, Field(ge=1, le=64)] = 1
    """Batches redacted at the same time, each in a process."""


class Refusals(Frozen):
    """When refused records mean that something upstream is broken and the worker must stop."""

    max_consecutive: Annotated[int, Field(ge=1)] = 200
    """Refused records in a row on one partition."""
    max_ratio: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Share of refused records within the window of one partition."""
    window_records: Annotated[int, Field(ge=1)] = 1_000
    """Length of that window; the ratio is judged only on a full window."""


class Topics(Frozen):
    """The sidecar's own topics."""

    quarantine: Topic = "redactor.quarantine"
    """Pointers to refused records; never a payload."""
    control: Topic = "redactor.control"
    """Compacted; a new policy published here is taken live by every sidecar."""
    alerts: Topic = "redactor.alerts"
    """Detection rates that broke from their history, refused policies."""


class Drift(Frozen):
    """When a change in what is found in a field is worth an alert."""

    window_s: Annotated[float, Field(gt=0)] = 60.0
    """Length of one counting window."""
    history_windows: Annotated[int, Field(ge=2, le=1_440)] = 10
    """Windows that make the history; nothing is judged before they are full."""
    min_records: Annotated[int, Field(ge=1)] = 200
    """Windows with fewer records of the topic are not judged."""
    min_change: Annotated[float, Field(gt=0, le=1)] = 0.2
    """Smallest change of the rate (findings per record, capped at 1) worth an alert."""
    min_sigma: Annotated[float, Field(gt=0)] = 4.0
    """Smallest change in standard deviations of a proportion worth an alert."""


class Shadow(Frozen):
    """A candidate policy beside the one in force: compared on a sample, never written."""

    policy: Path | None = None
    """Candidate policy file; one published under the key `<group>.candidate` takes its place."""
    sample: Annotated[float, Field(gt=0, le=1)] = 0.01
    """Share of masked records to compare."""
    cpu_share: Annotated[float, Field(gt=0, le=1)] = 0.05
    """Most of one core that comparing may take; what it cannot keep up with is left out."""
    report_s: Annotated[float, Field(gt=0)] = 60.0
    """How often counts are logged, and what is new told as an alert."""


class Web(Frozen):
    """Where `/livez /readyz /startupz /metrics` are served."""

    host: str = "0.0.0.0"  # noqa: S104 -- the kubelet probes the pod's address, not loopback
    """Address to listen on."""
    port: Annotated[int, Field(ge=1, le=65_535)] = 6066
    """Port to listen on."""


class LogLevel(StrEnum):
    """Levels of our own log. Dependencies never log below WARNING: their DEBUG prints values."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Settings(BaseSettings):
    """The whole configuration of one worker, from a YAML file and `REDACTOR_*` variables.

    A variable wins over the file; nested names are joined by two underscores, as in
    `REDACTOR_KAFKA__GROUP`.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        env_prefix="REDACTOR_",
        env_nested_delimiter="__",
    )
    without: ClassVar[Collection[str]] = ()  # names of which no variable is read

    kafka: Kafka
    """Brokers, group, security."""
    policy: Path
    """Policy file; a relative path is taken from the configuration's folder."""
    protection: Protection = Protection()
    """Keys of keyed masks, and the signed floor."""
    delivery: Delivery = Delivery.EXACTLY_ONCE
    """`exactly_once` (transactions) or `at_least_once`."""
    topics: Topics = Topics()
    """The sidecar's own topics."""
    batch: Batch = Batch()
    """Size of a batch."""
    isolation: Isolation = Isolation()
    """Bounds on what one record may cost."""
    refusals: Refusals = Refusals()
    """Limits on refused records."""
    drift: Drift = Drift()
    """Alerts on detection rates."""
    shadow: Shadow = Shadow()
    """A candidate policy on the live stream."""
    web: Web = Web()
    """Probes and metrics."""
    log_level: LogLevel = LogLevel.INFO
    """Level of the sidecar's own log."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file; read no dotenv file."""
        del env_settings, dotenv_settings, file_secret_settings
        return Environment(settings_cls, cls.without), init_settings


def unknown_variables() -> tuple[str, ...]:
    """Name variables that begin like ours and are no setting: a misspelt one changes nothing."""
    return unknown_among(os.environ, Settings.model_fields)


def load_settings(path: Path, without: Collection[str] = ()) -> Settings:
    """Read and check the configuration of one worker; its paths become absolute.

    Args:
        path: A YAML file.
        without: Top-level names to leave out, of file and variables, for what is sound of the
            rest: nothing may be run on that.

    Raises:
        ConfigError: With every problem found, none quoting a value.
    """
    data = {name: part for name, part in load_mapping(path).items() if name not in without}
    try:
        settings = _sound(without)(**(_STAND_INS | data)) if without else Settings(**data)
    except ValidationError as error:
        raise ConfigError(problems_of(error)) from None
    folder = path.resolve().parent
    places: dict[str, object] = {
        "policy": folder / settings.policy,
        "protection": settings.protection.beside(folder),
    }
    if candidate := settings.shadow.policy:
        places["shadow"] = settings.shadow.model_copy(update={"policy": folder / candidate})
    return settings.model_copy(update=places)


def _sound(left_out: Collection[str]) -> type[Settings]:
    """Give settings that hear of some names by no variable."""

    class Sound(Settings):
        without = left_out

    return Sound
