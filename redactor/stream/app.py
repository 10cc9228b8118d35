"""The Faust application: it starts, stops and serves; records flow in the data plane within it.

Must never let Faust touch a record of a source topic: it acks what it failed to process.
"""

import secrets
from collections.abc import Iterable
from typing import Any, Final

import faust
from faust.app.base import BootStrategy
from faust.auth import OAuthCredentials, SASLCredentials, SSLCredentials
from faust.tables import TableManager
from mode.types import ServiceT

from redactor.settings import Settings
from redactor.stream.committed import CommittedTransport
from redactor.stream.connection import client_options
from redactor.stream.health import ProbeWeb

TOKEN_BYTES: Final = 4
CLEANUP_S: Final = 30.0  # how often Faust removes windows that have ended


class _Boot(BootStrategy):  # type: ignore[misc]  # faust ships no types
    """The order of the start: each stage may rely on those before it."""

    def server(self) -> Iterable[ServiceT]:
        """Give all services in the order they start; they stop in the opposite one."""
        return self._chain(  # type: ignore[no-any-return]  # faust ships no types
            self.sensors(),
            self.web_server(),  # first, so that a start that waits can be watched
            self.app.before_kafka,
            self.kafka_producer(),
            self.app.before_agents,
            self.kafka_consumer(),
            self.agents(),
            self.kafka_conductor(),
            self.tables(),
            self.app.at_last,
        )


class _Tables(TableManager):  # type: ignore[misc]  # faust ships no types
    """Faust's keeper of tables, without its rest of a second before it looks at them.

    Faust leaves that second (0.15.3, `TableManager.on_start`) to tables that are still being made.
    Ours are made before the app starts, and what waits behind them is the data plane.
    """

    async def on_start(self) -> None:
        """Take the tables there are."""
        if not self.should_stop:
            await self._update_channels()
            await self.recovery.start()


class Sidecar(faust.App):  # type: ignore[misc]  # faust ships no types
    """A Faust app with our services in its boot order, our pages alone, and no files.

    Attributes:
        before_kafka: Services that must have started before Faust talks to a broker.
        before_agents: Services that need Faust's producer and precede its consumer.
        at_last: Services that start when all else runs, and stop first.
    """

    BootStrategy = _Boot
    before_kafka: tuple[ServiceT, ...] = ()
    before_agents: tuple[ServiceT, ...] = ()
    at_last: tuple[ServiceT, ...] = ()

    def _new_web(self) -> ProbeWeb:
        return ProbeWeb(self)

    def _new_transport(self) -> CommittedTransport:
        return CommittedTransport(self.conf.broker_consumer, self)

    def _create_directories(self) -> None:
        """Write no directory: tables are in memory and the file system may be read-only."""


def new_app(settings: Settings) -> Sidecar:
    """Make the Faust app of one process.

    Its consumer group is new with every start: each sidecar must see every message of the control
    topic, and a group of one does. Nothing is committed, so that the broker forgets the group
    when the process ends.

    Args:
        settings: The whole configuration.

    Raises:
        ConfigError: A secret file cannot be used.
    """
    kafka = settings.kafka
    session_s = kafka.session_timeout_ms / 1000
    request_s = max(kafka.request_timeout_ms / 1000, session_s)  # Faust asks request >= session
    return Sidecar(
        f"{kafka.group}.control.{kafka.instance}.{secrets.token_hex(TOKEN_BYTES)}",
        env={},  # the environment is read in settings.py alone
        broker=[f"kafka://{server}" for server in kafka.bootstrap_servers],
        broker_client_id=f"redactor-control-{kafka.instance}",
        broker_credentials=_credentials(client_options(kafka)),
        broker_request_timeout=request_s,
        broker_session_timeout=session_s,
        broker_heartbeat_interval=session_s / 3,
        consumer_auto_offset_reset="earliest",
        producer_request_timeout=kafka.request_timeout_ms / 1000,
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        TableManager=_Tables,
        table_standby_replicas=0,
        table_cleanup_interval=CLEANUP_S,
        topic_allow_declare=False,  # topics are made by the start-up checks, or by the operator
        topic_disable_leader=True,  # else a topic "<id>-__assignor-__leader" per process
        web_host="localhost",
        web_bind=settings.web.host,
        web_port=settings.web.port,
        worker_redirect_stdouts=False,
        autodiscover=False,
        debug=False,
    )


def _credentials(options: dict[str, Any]) -> Any:  # noqa: ANN401 -- faust ships no types
    """Say to Faust what `client_options` says to aiokafka."""
    context = options.get("ssl_context")
    if "sasl_oauth_token_provider" in options:
        provider = options["sasl_oauth_token_provider"]
        return OAuthCredentials(oauth_cb=provider, ssl_context=context)
    if "sasl_mechanism" in options:
        return SASLCredentials(
            username=options["sasl_plain_username"],
            password=options["sasl_plain_password"],
            mechanism=options["sasl_mechanism"],
            ssl_context=context,
        )
    return SSLCredentials(context) if context is not None else None
