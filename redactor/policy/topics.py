"""Topics and patterns of them: `raw.*` reads every topic so named, `masked.{rest}` names its copy.

Whether two patterns share a topic is decided by their texts alone, before any topic is there. Must
never let a topic be both raw and masked, nor match a topic of Kafka's own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

from redactor.wording import SOURCE_PATTERN, TARGET_PATTERN

STAR: Final = "*"
REST: Final = "{rest}"
MAX_NAME: Final = 249  # org.apache.kafka.common.internals.Topic, MAX_NAME_LENGTH
INTERNAL_PREFIX: Final = "__"  # __consumer_offsets, __transaction_state: Kafka's own

SourceName = Annotated[str, Field(pattern=SOURCE_PATTERN, min_length=1, max_length=MAX_NAME)]
TargetName = Annotated[str, Field(pattern=TARGET_PATTERN, min_length=1, max_length=MAX_NAME)]


@dataclass(frozen=True, slots=True)
class TopicSet:
    """One topic, or all topics that begin and end alike.

    Attributes:
        before: The topic's name, or how the names begin.
        after: How the names end; None for a single topic.
        without: Topics that are not in it though their names fit.
    """

    before: str
    after: str | None = None
    without: frozenset[str] = frozenset()

    @classmethod
    def read(cls, text: str, without: Iterable[str] = ()) -> "TopicSet":
        """Read a source (`raw.*`) or a target (`masked.{rest}`)."""
        before, mark, after = text.replace(REST, STAR).partition(STAR)
        return cls(before, after if mark else None, frozenset(without))

    @property
    def is_pattern(self) -> bool:
        """Whether it may hold more than one topic."""
        return self.after is not None

    def rest_of(self, topic: str) -> str | None:
        """Give what of a topic's name stands for the star; None if the topic is not in the set.

        Returns:
            At least one character for a pattern, the empty text for a single topic.
        """
        if self.after is None:
            return "" if topic == self.before else None
        if topic in self.without or topic.startswith(INTERNAL_PREFIX):
            return None
        ends = len(topic) - len(self.after)
        fits = topic.startswith(self.before) and topic.endswith(self.after)
        return topic[len(self.before) : ends] if fits and ends > len(self.before) else None

    def named(self, rest: str) -> str:
        """Give the topic of the set that a rest stands for; the rest of a single topic is empty."""
        return self.before + rest + (self.after or "")

    def meets(self, other: "TopicSet") -> bool:
        """Tell whether a topic could be in both.

        Two patterns share a topic when one's beginning begins the other's, and the ends likewise:
        what stands between is free. Exceptions of a pattern then cannot keep them apart.
        """
        if self.after is None:
            return other.rest_of(self.before) is not None
        if other.after is None:
            return self.rest_of(other.before) is not None
        heads, tails = (self.before, other.before), (self.after, other.after)
        return _one_begins(*heads) and _one_begins(*(tail[::-1] for tail in tails))


def _one_begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def is_internal(topic: str) -> bool:
    """Tell whether a topic is Kafka's own."""
    return topic.startswith(INTERNAL_PREFIX)


def any_meets(topics: TopicSet, others: Collection[TopicSet]) -> bool:
    """Tell whether a topic could be in a set and in any of some others."""
    return any(topics.meets(other) for other in others)
