"""Which way a topic takes: its route, and the topics of its copies.

Must never give a topic two ways: `checks` refuses a policy in which one could have them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from redactor.paths import Step
from redactor.policy.fields import Language
from redactor.policy.model import Route, View
from redactor.policy.topics import MAX_NAME

Copies: TypeAlias = tuple[tuple[View, str], ...]  # each view, and the topic of its copy


@dataclass(frozen=True, slots=True)
class Way:
    """What becomes of the records of one topic.

    Attributes:
        copies: Each view, and the topic of its copy.
        subject: Path of what a record is about; empty without one.
        language: Of texts whose field has none of its own.
        recipients: Paths of whom to count, and of their address; empty if nobody is counted.
        window_h: Hours back over which they are counted.
    """

    copies: Copies
    subject: tuple[Step, ...]
    language: Language
    recipients: tuple[tuple[Step, ...], ...] = ()
    window_h: int = 0

    @property
    def targets(self) -> tuple[str, ...]:
        """The topics of the copies."""
        return tuple(target for _, target in self.copies)


class Routing:
    """The routes of a policy, asked by topic."""

    def __init__(self, routes: Sequence[Route]) -> None:
        """Take the routes of a checked policy."""
        self._routes = tuple(routes)
        self._known: dict[str, Way] = {}

    @property
    def has_patterns(self) -> bool:
        """Whether topics that nobody named may have a way."""
        return any(route.topics.is_pattern for route in self._routes)

    @property
    def named_sources(self) -> frozenset[str]:
        """The source topics that the policy names one by one."""
        return frozenset(r.source for r in self._routes if not r.topics.is_pattern)

    @property
    def named_targets(self) -> frozenset[str]:
        """The topics of their copies."""
        named = [route for route in self._routes if not route.topics.is_pattern]
        return frozenset(view.target for route in named for view in route.copies)

    def way(self, topic: str) -> Way | None:
        """Give the way of a topic; None for one that no route reads.

        A topic whose copy would have too long a name for Kafka has no way either.
        """
        known = self._known.get(topic)
        if known is None:
            found = next((way for route in self._routes if (way := _way(route, topic))), None)
            if found is not None and all(len(name) <= MAX_NAME for name in found.targets):
                known = self._known[topic] = found
        return known


def _way(route: Route, topic: str) -> Way | None:
    rest = route.topics.rest_of(topic)
    if rest is None:
        return None
    copies = tuple((view, view.topics.named(rest)) for view in route.copies)
    window_h = route.recipients.window_h if route.recipients else 0
    return Way(copies, route.subject_steps, route.language, route.recipient_steps, window_h)
