"""The topics of a worker: which it needs, whether they exist, how many partitions they have.

Must never create or change a source topic, nor take a source before its masked topics are there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, TopicAuthorizationFailedError, for_code

from redactor.errors import ConfigError, EmitError, Problem
from redactor.pipeline import Pipeline
from redactor.policy.routing import Routing
from redactor.settings import Settings

NO_ERROR: Final = 0


@dataclass(frozen=True, slots=True)
class Needed:
    """The topics a worker cannot do without.

    Attributes:
        sources: Read; never created.
        targets: Masked topics; created with the largest source's partitions.
        quarantine: Created as wide as the masked topics.
        control: Compacted, one partition.
        alerts: One partition.
        routing: Gives the way of topics that match a pattern: they may come and go.
    """

    sources: frozenset[str]
    targets: frozenset[str]
    quarantine: str
    control: str
    alerts: str
    routing: Routing

    @property
    def written(self) -> frozenset[str]:
        """Give the topics that hold what became of records."""
        return self.targets | {self.quarantine}

    def paths(self) -> Mapping[str, str]:
        """Give every topic and the place in the configuration that names it."""
        return {
            **dict.fromkeys(self.targets, "routes.target"),
            self.quarantine: "topics.quarantine",
            **dict.fromkeys(self.sources, "routes.source"),
            self.control: "topics.control",
            self.alerts: "topics.alerts",
        }


def needed_topics(settings: Settings, pipeline: Pipeline) -> Needed:
    """Name the topics of a configuration.

    Raises:
        ConfigError: The sidecar would write into a topic it reads.
    """
    own = settings.topics
    routing = pipeline.routing
    targets = routing.named_targets
    for path, topics in (
        ("routes.target", targets),
        ("topics.quarantine", {own.quarantine}),
        ("topics.control", {own.control}),
        ("topics.alerts", {own.alerts}),
    ):
        if any(routing.way(topic) for topic in topics):
            raise ConfigError([Problem(path, "names a source topic: it would read its own output")])
    sources = routing.named_sources
    return Needed(sources, targets, own.quarantine, own.control, own.alerts, routing)


class Topics:
    """What the brokers last told of the topics.

    Attributes:
        needed: What the worker cannot do without.
        sources: Topics to read: those the policy names, and those that match a pattern and whose
            masked topics are all there.
        waiting: Topics that match a pattern, and lack a masked topic.
    """

    def __init__(self, needed: Needed) -> None:
        """Know nothing yet."""
        self.needed = needed
        self.sources = needed.sources
        self.waiting: frozenset[str] = frozenset()
        self._counts: dict[str, int] = {}
        self._copies: dict[str, int] = {}

    def partitions(self, topic: str) -> int:
        """Count a topic's partitions, as of the last refresh.

        Raises:
            EmitError: The topic was never seen.
        """
        count = self._counts.get(topic)
        if not count:
            msg = f"topic {topic} does not exist"
            raise EmitError(msg)
        return count

    async def refresh(self, admin: AIOKafkaAdminClient) -> list[str]:
        """Ask the brokers about every topic.

        Returns:
            Those that the configuration names and that do not exist, sorted.

        Raises:
            ConfigError: We may not look at one.
        """
        described = await admin.describe_topics(sorted(self.needed.paths()))
        forbidden = [topic["topic"] for topic in described if _is_forbidden(topic)]
        if forbidden:
            raise ConfigError(self._problems(forbidden, "the broker does not permit this topic"))
        self._learn(described)
        if self.needed.routing.has_patterns:
            self._match(await admin.describe_topics())  # all that we may look at
        known = {topic["topic"] for topic in described if topic["error_code"] == NO_ERROR}
        return sorted(self.needed.paths().keys() - known)

    async def create(self, admin: AIOKafkaAdminClient, missing: Iterable[str]) -> list[str]:
        """Create what is missing and ours, once the sources are known: they give the width.

        Returns:
            What is still missing.

        Raises:
            ConfigError: The broker refuses.
        """
        if absent := sorted(self.needed.sources.intersection(missing)):
            return absent
        await self._create(admin, [self._new(name) for name in missing])
        return await self.refresh(admin)

    async def create_copies(self, admin: AIOKafkaAdminClient) -> None:
        """Create the masked topics of the topics that wait for them, each as wide as its source.

        Raises:
            ConfigError: The broker refuses.
        """
        width = {target: self._counts[s] for s in self.waiting for target in self.targets(s)}
        absent = sorted(width.keys() - self._counts.keys())
        most = max(self._copies.values(), default=1)
        await self._create(admin, [NewTopic(name, width[name], most) for name in absent])
        await self.refresh(admin)

    def missing(self, names: Iterable[str]) -> ConfigError:
        """Say which topics do not exist, each with the place that names it."""
        return ConfigError(self._problems(names, "this topic does not exist"))

    def _learn(self, described: Iterable[Mapping[str, Any]]) -> None:
        for topic in described:
            if topic["error_code"] == NO_ERROR and topic["partitions"]:
                self._counts[topic["topic"]] = len(topic["partitions"])
                self._copies[topic["topic"]] = len(topic["partitions"][0]["replicas"])

    def _match(self, described: Iterable[Mapping[str, Any]]) -> None:
        """Take the topics that match a pattern, and note those that lack a masked topic."""
        ours = [t for t in described if t["error_code"] == NO_ERROR and not t["is_internal"]]
        there = {topic["topic"] for topic in ours}
        matched = {name for name in there if self.targets(name)} - self.needed.sources
        read_or_written = matched | {target for name in matched for target in self.targets(name)}
        self._learn(topic for topic in ours if topic["topic"] in read_or_written)
        self.waiting = frozenset(n for n in matched if not there.issuperset(self.targets(n)))
        self.sources = self.needed.sources | (matched - self.waiting)

    def targets(self, source: str) -> tuple[str, ...]:
        """Give the masked topics of a source; none for a topic that no route reads."""
        way = self.needed.routing.way(source)
        return way.targets if way else ()

    def of_results(self) -> frozenset[str]:
        """Give the topics that are read, and those that hold what became of their records."""
        copies = (target for source in self.sources for target in self.targets(source))
        return self.sources | self.needed.written | frozenset(copies)

    async def _create(self, admin: AIOKafkaAdminClient, topics: list[NewTopic]) -> None:
        response = await admin.create_topics(topics)
        for name, code, *_ in response.topic_errors:
            error = for_code(code)
            if code != NO_ERROR and error is not TopicAlreadyExistsError:
                reason = f"cannot be created ({error.__name__})"
                raise ConfigError(self._problems([name], reason))

    def _problems(self, names: Iterable[str], reason: str) -> list[Problem]:
        paths = self.needed.paths()
        return [Problem(f"{paths.get(name, 'routes.target')}: {name}", reason) for name in names]

    def _new(self, name: str) -> NewTopic:
        """Make it as wide and as safe as the sources."""
        single = name in {self.needed.control, self.needed.alerts}
        partitions = 1 if single else self._most(self._counts)
        configs = {"cleanup.policy": "compact"} if name == self.needed.control else {}
        return NewTopic(name, partitions, self._most(self._copies), topic_configs=configs)

    def _most(self, of: Mapping[str, int]) -> int:
        return max((of.get(source, 1) for source in self.sources | self.waiting), default=1)


def _is_forbidden(topic: Mapping[str, Any]) -> bool:
    return for_code(topic["error_code"]) is TopicAuthorizationFailedError
