"""A real Kafka where nothing is allowed that no rule allows, with the users of the chart.

Must never hand a test the super user where it asked for a principal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from confluent_kafka import Consumer, KafkaError, TopicPartition
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # it lists no __all__
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialAlteration,
    UserScramCredentialUpsertion,
)

from tests.support.acls import Grant
from tests.support.kafka_cluster import PASSWORD, SCRAM, Cluster, Node
from tests.support.kafka_servers import ANSWER_S, Servers

TYPES: Final[Mapping[str, ResourceType]] = {
    "topic": ResourceType.TOPIC,
    "group": ResourceType.GROUP,
    "transactionalId": ResourceType.TRANSACTIONAL_ID,
}
PATTERNS: Final[Mapping[str, ResourcePatternType]] = {
    "literal": ResourcePatternType.LITERAL,
    "prefix": ResourcePatternType.PREFIXED,
}
DENIED: Final = frozenset(
    {
        KafkaError.TOPIC_AUTHORIZATION_FAILED,
        KafkaError.GROUP_AUTHORIZATION_FAILED,
        KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
        KafkaError.UNKNOWN_TOPIC_OR_PART,  # what the broker says of a topic one may not describe
    }
)


class GuardedCluster(Cluster):
    """A cluster that denies what no rule allows."""

    def _settings(self, node: Node) -> Mapping[str, str | int]:
        return {**super()._settings(node), "allow.everyone.if.no.acl.found": "false"}


@dataclass(frozen=True, slots=True)
class Guarded(Servers):
    """The cluster as its super user sees it."""

    def add_users(self, names: Iterable[str]) -> None:
        """Make SCRAM users, all with the tests' password."""
        kind = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096)
        new: list[UserScramCredentialAlteration] = [
            UserScramCredentialUpsertion(name, kind, PASSWORD.encode()) for name in names
        ]
        admin = self._admin()  # named: its futures end with it
        for future in admin.alter_user_scram_credentials(new).values():
            future.result(ANSWER_S)

    def revoke(self, grants: Iterable[Grant]) -> None:
        """Take rules back, and wait until the broker has forgotten them."""
        filters = [
            AclBindingFilter(
                TYPES[one.kind],
                one.name,
                PATTERNS[one.pattern],
                one.principal,
                "*",
                AclOperation[one.operation.upper()],
                AclPermissionType.ALLOW,
            )
            for one in grants
        ]
        admin = self._admin()  # named: its futures end with it
        for future in admin.delete_acls(filters).values():
            assert future.result(ANSWER_S), "there was no such rule"

    def apply(self, grants: Iterable[Grant]) -> None:
        """Apply rules."""
        for one in grants:
            kind, pattern = TYPES[one.kind], PATTERNS[one.pattern]
            operation = AclOperation[one.operation.upper()]
            allow = AclPermissionType.ALLOW
            self.grant(AclBinding(kind, one.name, pattern, one.principal, "*", operation, allow))


@dataclass(frozen=True, slots=True)
class AsUser(Servers):
    """The same cluster through the eyes of one user."""

    user: str = ""

    def topics(self) -> set[str]:
        """Name every topic the user may describe."""
        consumer = Consumer(self._options({"group.id": "nobody"}))
        try:
            return set(consumer.list_topics(timeout=ANSWER_S).topics)
        finally:
            consumer.close()

    def why_unreadable(self, topic: str, group: str) -> int | None:
        """Try to read a record of partition 0; give the error's code, or None when it worked."""
        consumer = Consumer(self._options({"group.id": group, "enable.auto.commit": False}))
        try:
            unseen = consumer.list_topics(topic, timeout=ANSWER_S).topics[topic].error
            if unseen is not None:
                return int(unseen.code())
            consumer.assign([TopicPartition(topic, 0, 0)])
            found = consumer.poll(ANSWER_S)
            assert found is not None, "no answer"
            error = found.error()
            return None if error is None else int(error.code())
        finally:
            consumer.close()

    def _options(self, more: Mapping[str, Any]) -> dict[str, Any]:
        # Not super(): a dataclass with slots is another class than the one super() would name.
        return {
            **Servers._options(self, {}),  # noqa: SLF001 -- see above
            "bootstrap.servers": ",".join(self.sasl),
            "security.protocol": "SASL_PLAINTEXT",
            "sasl.mechanism": SCRAM,
            "sasl.username": self.user,
            "sasl.password": PASSWORD,
            **more,
        }
