"""A candidate policy tried on records that the policy in force has masked: counts, and no output.

Must never give back a masked record, nor anything else that could be written somewhere.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from redactor.diff.compare import Change, Comparison
from redactor.diff.places import Places
from redactor.errors import RecordError
from redactor.pipeline import Pipeline
from redactor.policy import Policy
from redactor.record import Record, Refused

if TYPE_CHECKING:
    from redactor.stages.detect import Detector

Row: TypeAlias = tuple[str, str, str, str, int]  # target, field path, entity, change, places
Counts: TypeAlias = Counter[tuple[str, str, str, Change]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of some records under a candidate.

    Attributes:
        counts: Places by target, field path, entity and change.
        compared: Records that both policies mask.
        refused: Records that only the candidate refuses, by reason.
        cpu_s: CPU seconds that it took.
    """

    counts: Counts
    compared: int
    refused: Mapping[str, int] = field(repr=False)
    cpu_s: float = 0.0


class Trial:
    """Two policies on the same recognizers."""

    def __init__(self, live: Policy, candidate: Pipeline, detector: "Detector") -> None:
        """Take the policy in force, and the candidate as it would run."""
        policy = candidate.recipe[0]
        places = (Places(live, detector), Places(policy, detector))
        self._comparison = Comparison(live, policy, places)
        self._candidate = candidate

    def tried(self, records: Sequence[Record]) -> Tried:
        """Mask records under the candidate, forget the output, and compare place by place.

        Args:
            records: Such as the policy in force does not refuse.
        """
        counts: Counts = Counter()
        refused: Counter[str] = Counter()
        for record, result in zip(records, self._candidate.redact(records), strict=True):
            if isinstance(result, Refused):
                refused[result.reason.value] += 1
                continue
            try:
                counts.update(self._comparison.changes(record, record.at.topic))
            except RecordError as error:
                refused[error.reason.value] += 1
        return Tried(counts, len(records) - refused.total(), refused)


def row_of(tried: Tried) -> tuple[list[Row], int, dict[str, int]]:
    """Write it as plain values, for another process."""
    rows = [(*key[:3], key[3].value, count) for key, count in tried.counts.items()]
    return rows, tried.compared, dict(tried.refused)


def tried_of(row: tuple[list[Row], int, dict[str, int]], cpu_s: float) -> Tried:
    """Read what `row_of` wrote.

    Raises:
        ValueError, TypeError, LookupError: It is nothing of the kind.
    """
    rows, compared, refused = row[0], row[1], dict(row[2])
    counts = Counter({(t, path, entity, Change(c)): n for t, path, entity, c, n in rows})
    words = [*chain.from_iterable(key[:3] for key in counts), *refused]
    numbers = [*counts.values(), compared, *refused.values()]
    if {*map(type, words)} - {str} or {*map(type, numbers)} - {int} or min(numbers) < 0:
        msg = "counts of something else"
        raise ValueError(msg)
    return Tried(counts, compared, refused, cpu_s)
