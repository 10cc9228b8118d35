"""What a change of policy does to each place: counts of what becomes less masked, and more.

Masking strength is tried, character by character, on the records themselves. Must never hold or
print a value: a change is a field path, an entity and a number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeAlias

from redactor.diff.places import At, Place, Places
from redactor.entry import Entry, Where, counted, named
from redactor.entry import told as told_of
from redactor.errors import Reason, RecordError
from redactor.policy import Policy, View
from redactor.policy.exposure import Exposure, exposure, told, weaker
from redactor.policy.routing import Routing
from redactor.record import Coordinates, Record
from redactor.spans import Span

MAX_NAMED: Final = 100
MAX_KNOWN: Final = 20_000  # values whose exposure is remembered; the cache holds raw values


class Change(StrEnum):
    """What the new policy does to a place."""

    LESS = "less masked"
    MORE = "more masked"
    SAME = "same"


Key: TypeAlias = tuple[str, str, str, Change]  # target, field path, entity, change
Copies: TypeAlias = Mapping[str, tuple[View, View]]  # old and new view, by target topic


@dataclass(slots=True)
class Difference:
    """The sum of a comparison.

    Attributes:
        counts: Places by target, field path, entity and change.
        less: Records with a place that is less masked, the first of them.
        unread: Records that could not be compared, with the reason.
        records: How many were looked at.
    """

    counts: Counter[Key] = field(default_factory=Counter)
    less: list[Where] = field(default_factory=list)
    unread: list[tuple[Where, str]] = field(default_factory=list)
    records: int = 0

    @property
    def weaker(self) -> bool:
        """Whether any place is less masked, or could not be compared."""
        return bool(self.unread) or any(key[3] is Change.LESS for key in self.counts)

    def take(self, where: Where, found: Sequence[Key]) -> None:
        """Count the changes of one record."""
        self.counts.update(found)
        if any(key[3] is Change.LESS for key in found) and len(self.less) < MAX_NAMED:
            self.less.append(where)

    def as_json(self) -> dict[str, Any]:
        """Give the sum as JSON."""
        names = ("target", "path", "entity", "change")
        rows = [dict(zip(names, key, strict=True)) for key in sorted(self.counts)]
        return {
            "weaker": self.weaker,
            "records": self.records,
            "changes": [
                {**row, "count": self.counts[key]}
                for row, key in zip(rows, sorted(self.counts), strict=True)
            ],
            "less_masked": [told_of(where) for where in self.less],
            "unread": [{**told_of(where), "reason": reason} for where, reason in self.unread],
        }

    def as_text(self) -> str:
        """Give the sum for a reader."""
        lines = [f"{named(where)}: not compared: {reason}" for where, reason in self.unread]
        lines += [
            f"{self.counts[key]:8}  {key[3]:12} {key[0]}  {key[1] or '(whole value)'}  {key[2]}"
            for key in sorted(self.counts, key=lambda key: (key[3] is not Change.LESS, key))
        ]
        lines += [f"{named(where)}: less masked" for where in self.less]
        lines.append(f"{self._verdict()}: {counted(self.records, 'record')} read")
        return "\n".join(lines)

    def _verdict(self) -> str:
        if any(key[3] is Change.LESS for key in self.counts):
            return "the new policy is weaker"
        if self.unread:
            unread = counted(len(self.unread), "record")
            return f"nothing that was compared is less masked, and {unread} could not be"
        return "nothing is less masked"


class Comparison:
    """Two policies, and the copies that both make."""

    def __init__(self, old: Policy, new: Policy, places: tuple[Places, Places]) -> None:
        """Take both policies, and how each of them reads a record."""
        self._policies = (old, new)
        self._places = places
        self._routings = tuple(Routing(policy.routes) for policy in (old, new))
        self._copies: dict[str | None, Copies] = {None: _common(*map(_all_views, (old, new)))}
        self._known: dict[tuple[str, str, Span], frozenset[int]] = {}

    def copies(self, topic: str | None) -> Copies:
        """Give the copies of a source topic that both policies make, by target topic.

        Args:
            topic: None stands for a file, whose records could come from any.
        """
        if topic not in self._copies:
            ways = [routing.way(topic or "") for routing in self._routings]
            views = [{t: view for view, t in way.copies} if way else {} for way in ways]
            self._copies[topic] = _common(*views)
        return self._copies[topic]

    def run(self, read: Iterable[Sequence[Entry]]) -> Difference:
        """Compare every record; none at all is no difference."""
        difference = Difference()
        for entries in read:
            difference.records += len(entries)
            for where, record in entries:
                topic = where.topic if isinstance(where, Coordinates) else None
                try:
                    difference.take(where, self.changes(record, topic))
                except RecordError as error:
                    difference.unread.append((where, error.reason.value))
        return difference

    def changes(self, record: Record | None, topic: str | None) -> list[Key]:
        """Compare one record.

        Args:
            record: None is one that was too long to be kept.
            topic: Its source topic, or None for a file.

        Raises:
            RecordError: One of the policies would refuse it, or they make no copy in common.
        """
        if record is None:
            raise RecordError(Reason.TOO_LARGE)
        copies = self.copies(topic)
        if not copies:
            raise RecordError(Reason.NO_ROUTE)
        old, new = (places.of(record) for places in self._places)
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        return [key for pair in _pairs(old, new) for key in self._of_place(*pair, copies)]

    def _of_place(self, old: Place, new: Place, copies: Copies) -> Iterator[Key]:
        """Compare one text, span by span of either policy."""
        for target, views in copies.items():
            sides = list(zip(self._policies, views, (old, new), strict=True))
            shown = [self._shown(policy, view, place) for policy, view, place in sides]
            for entity, positions in _by_entity(old.spans, new.spans).items():
                before, after = (
                    exposure(policy.operator_for(view, entity), one & positions)
                    for one, (policy, view, _) in zip(shown, sides, strict=True)
                )
                yield target, old.path, entity, _change(before, after)

    def _shown(self, policy: Policy, view: View, place: Place) -> frozenset[int]:
        """Give the positions of a text that are in clear or told by a mask."""
        shown = set(range(len(place.raw_text)))
        for span in place.spans:
            shown -= set(range(span.start, span.end))
            if span.masked:
                shown |= set(range(span.start, span.end))
                continue
            operator = policy.operator_for(view, span.entity)
            raw_value = place.raw_text[span.start : span.end]
            key = (operator.model_dump_json(), raw_value, span)
            if key not in self._known:
                self._known[key] = told(operator, raw_value, span)
            shown |= {span.start + at for at in self._known[key]}
        return frozenset(shown)


def _all_views(policy: Policy) -> dict[str, View]:
    return {view.target: view for route in policy.routes for view in route.copies}


def _common(old: Mapping[str, View], new: Mapping[str, View]) -> Copies:
    return {target: (old[target], new[target]) for target in sorted(old.keys() & new.keys())}


def _pairs(old: Mapping[At, Place], new: Mapping[At, Place]) -> Iterator[tuple[Place, Place]]:
    """Put the texts of a record together as either policy reads them."""
    for at in dict.fromkeys([*old, *new]):
        one = old.get(at) or new[at]
        absent = Place(one.path, one.raw_text, ())
        yield old.get(at, absent), new.get(at, absent)


def _by_entity(*found: Sequence[Span]) -> dict[str, frozenset[int]]:
    """Give the positions that either policy takes for each entity."""
    positions: defaultdict[str, set[int]] = defaultdict(set)
    for spans in found:
        for span in spans:
            positions[span.entity] |= set(range(span.start, span.end))
    return {entity: frozenset(them) for entity, them in positions.items()}


def _change(before: Exposure, after: Exposure) -> Change:
    """Judge one entity of one text; what newly shows counts before what no longer does."""
    if weaker(before, after):
        return Change.LESS
    return Change.MORE if weaker(after, before) else Change.SAME
