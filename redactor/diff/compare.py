"""What a change of policy does to each place: counts of what becomes less masked, and more.

Masking strength is tried, character by character, on the records themselves. Must never hold or
print a value: a change is a field path, an entity and a number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeAlias

from redactor.diff.places import Place, Places
from redactor.errors import RecordError
from redactor.files.lines import Batch
from redactor.policy import Policy, View
from redactor.policy.exposure import Exposure, exposure, told, weaker
from redactor.spans import Span

MAX_LINES: Final = 100


class Change(StrEnum):
    """What the new policy does to a place."""

    LESS = "less masked"
    MORE = "more masked"
    SAME = "same"


Key: TypeAlias = tuple[str, str, str, Change]  # target, field path, entity, change


@dataclass(slots=True)
class Difference:
    """The sum of a comparison.

    Attributes:
        counts: Places by target, field path, entity and change.
        less_lines: Lines with a place that is less masked, the first of them.
        unread: Lines that could not be compared, with the reason.
    """

    counts: Counter[Key] = field(default_factory=Counter)
    less_lines: list[int] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)

    @property
    def weaker(self) -> bool:
        """Whether any place is less masked, or could not be compared."""
        return bool(self.unread) or any(key[3] is Change.LESS for key in self.counts)

    def take(self, line: int, changes: Iterable[Key]) -> None:
        """Count the changes of one record."""
        found = list(changes)
        self.counts.update(found)
        if any(key[3] is Change.LESS for key in found) and len(self.less_lines) < MAX_LINES:
            self.less_lines.append(line)

    def as_json(self) -> dict[str, Any]:
        """Give the sum as JSON."""
        names = ("target", "path", "entity", "change")
        rows = [dict(zip(names, key, strict=True)) for key in sorted(self.counts)]
        return {
            "weaker": self.weaker,
            "changes": [
                {**row, "count": self.counts[key]}
                for row, key in zip(rows, sorted(self.counts), strict=True)
            ],
            "less_masked_lines": self.less_lines,
            "unread": [{"line": line, "reason": reason} for line, reason in self.unread],
        }

    def as_text(self) -> str:
        """Give the sum for a reader."""
        lines = [f"line {line}: not compared: {reason}" for line, reason in self.unread]
        lines += [
            f"{self.counts[key]:8}  {key[3]:12} {key[0]}  {key[1] or '(whole value)'}  {key[2]}"
            for key in sorted(self.counts, key=lambda key: (key[3] is not Change.LESS, key))
        ]
        lines += [f"less masked on line {line}" for line in self.less_lines]
        lines.append("the new policy is weaker" if self.weaker else "nothing is less masked")
        return "\n".join(lines)


class Comparison:
    """Two policies, and the targets that both write."""

    def __init__(self, old: Policy, new: Policy, places: tuple[Places, Places]) -> None:
        """Take both policies, and how each of them reads a record."""
        self._policies = (old, new)
        self._places = places
        views = [_views(policy) for policy in (old, new)]
        self.targets = sorted(views[0].keys() & views[1].keys())
        self._views = {target: (views[0][target], views[1][target]) for target in self.targets}
        self._known: dict[tuple[str, str, Span], frozenset[int]] = {}

    def run(self, read: Iterable[Batch]) -> Difference:
        """Compare every record of a file; blank lines hold none."""
        difference = Difference()
        for batch in read:
            for line in batch.lines:
                if line.raw is None or not line.raw.strip():
                    if line.raw is None:
                        difference.unread.append((line.number, "too_large"))
                    continue
                try:
                    old, new = (places.of(line.raw) for places in self._places)
                except RecordError as error:
                    difference.unread.append((line.number, error.reason.value))
                else:
                    difference.take(line.number, self._changes(old, new))
        return difference

    def _changes(self, old: Mapping[Any, Place], new: Mapping[Any, Place]) -> Iterator[Key]:
        for at, place in old.items():
            other = new.get(at, Place(place.path, place.raw_text, ()))
            yield from self._of_place(place, other)
        for at in new.keys() - old.keys():
            place = new[at]
            yield from self._of_place(Place(place.path, place.raw_text, ()), place)

    def _of_place(self, old: Place, new: Place) -> Iterator[Key]:
        """Compare one text, span by span of either policy."""
        for target in self.targets:
            shown = [
                self._shown(policy, view, place)
                for policy, view, place in zip(
                    self._policies, self._views[target], (old, new), strict=True
                )
            ]
            for entity, positions in _by_entity(old.spans, new.spans).items():
                before, after = (
                    exposure(policy.operator_for(view, entity), one & positions)
                    for one, policy, view in zip(
                        shown, self._policies, self._views[target], strict=True
                    )
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


def _views(policy: Policy) -> dict[str, View]:
    return {view.target: view for route in policy.routes for view in route.copies}


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
