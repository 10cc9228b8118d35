"""Kafka's access rules, read from both forms they are shipped in and judged as the broker does.

Must never be laxer than the broker: where a rule is not understood, reading it fails.
"""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from deploy.chart import Manifest

# StandardAuthorizer of Apache Kafka: these operations on a resource allow to describe it too.
IMPLY_DESCRIBE: Final = frozenset({"Read", "Write", "Delete", "Alter"})
OPERATIONS: Final = (
    "Read",
    "Write",
    "Create",
    "Delete",
    "Alter",
    "Describe",
    "AlterConfigs",
    "DescribeConfigs",
)
KINDS: Final[Mapping[str, str]] = {
    "--topic": "topic",
    "--group": "group",
    "--transactional-id": "transactionalId",
}
PATTERNS: Final = {"literal": "literal", "prefixed": "prefix"}


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One principal may do one operation on the resources of one pattern."""

    principal: str
    kind: str
    pattern: str
    name: str
    operation: str

    def covers(self, kind: str, name: str) -> bool:
        """Tell whether a resource falls under the pattern."""
        if kind != self.kind:
            return False
        if self.pattern == "prefix":
            return name.startswith(self.name)
        return self.name in {name, "*"}


def of_users(objects: Iterable[Manifest]) -> Iterator[Grant]:
    """Read the KafkaUsers; a rule that denies is not understood and fails."""
    for user in objects:
        if user["kind"] != "KafkaUser":
            continue
        for rule in user["spec"]["authorization"]["acls"]:
            assert rule["type"] == "allow"
            resource = rule["resource"]
            for operation in rule["operations"]:
                yield Grant(
                    f"User:{user['metadata']['name']}",
                    resource["type"],
                    resource["patternType"],
                    resource["name"],
                    operation,
                )


def of_commands(script: str) -> Iterator[Grant]:
    """Read the kafka-acls commands; an option that is not understood fails."""
    for line in script.splitlines():
        if not line.startswith("acls --"):
            continue
        words = shlex.split(line)[1:]
        said: dict[str, list[str]] = {}
        for option, value in zip(words[::2], words[1::2], strict=True):
            said.setdefault(option, []).append(value)
        (principal,) = said.pop("--allow-principal")
        (pattern,) = said.pop("--resource-pattern-type")
        operations = said.pop("--operation")
        ((option, (name,)),) = said.items()
        for operation in operations:
            yield Grant(principal, KINDS[option], PATTERNS[pattern], name, operation)


def allowed(grants: Iterable[Grant], principal: str, wanted: tuple[str, str, str]) -> bool:
    """Decide as Kafka's StandardAuthorizer with `allow.everyone.if.no.acl.found=false`.

    Args:
        grants: The whole rule set.
        principal: Who asks.
        wanted: Operation, kind and name of the resource.
    """
    operation, kind, name = wanted
    for grant in grants:
        if grant.principal not in {principal, "User:*"} or not grant.covers(kind, name):
            continue
        if grant.operation in {operation, "All"}:
            return True
        if operation == "Describe" and grant.operation in IMPLY_DESCRIBE:
            return True
        if operation == "DescribeConfigs" and grant.operation == "AlterConfigs":
            return True
    return False
