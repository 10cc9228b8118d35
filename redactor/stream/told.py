"""What is judged and counted of a batch's results: no output is among it.

Must never hold a value: coordinates, reasons, field paths, entities and keyed digests only.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from redactor.isolation.packed import Packed
from redactor.record import Coordinates, Findings, Masked, Refused, Result, Sighting

_detections: Final = attrgetter("detections")


class Told(NamedTuple):
    """What a batch's results say beside their outputs.

    Attributes:
        places: Coordinates of each record that has a result, in order.
        refused: The refusals, by place in the batch and in its order.
        found: What was found in the others, `(field path, entity)` of every finding: each kind of
            findings, and how many records have it.
        sightings: Who was seen where.
    """

    places: Sequence[Coordinates]
    refused: Mapping[int, Refused]
    found: Sequence[tuple[Findings, int]]
    sightings: Sequence[Sighting]

    @property
    def masked(self) -> int:
        """How many records were not refused."""
        return len(self.places) - len(self.refused)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A batch behind the pipeline, and when its stages began and ended."""

    results: Sequence[Result]
    told: Told
    policy_hash: str
    started: float
    redacted: float


def told_of(results: Sequence[Result]) -> Told:
    """Sum results up; an empty batch says nothing."""
    if isinstance(results, Packed):
        return Told(results.places, results.refused, results.found, results.sightings)
    masked = [one for one in results if isinstance(one, Masked)]
    # Records of one kind have the same findings: each kind is counted once, at C speed. Those that
    # share them share the object, where another process has found them: told by identity, as long
    # as the batch holds them all.
    findings = list(map(_detections, masked))
    kinds = dict(zip(map(id, findings), findings, strict=True))
    return Told(
        [one.at for one in results],
        refusals_of(results),
        [(kinds[kind], records) for kind, records in Counter(map(id, findings)).items()],
        [one.sighting for one in masked if one.sighting is not None],
    )


def refusals_of(results: Sequence[Result]) -> Mapping[int, Refused]:
    """Give the refusals by place in the batch and in its order; no message set is opened for it."""
    if isinstance(results, Packed):
        return results.refused
    return {at: one for at, one in enumerate(results) if isinstance(one, Refused)}
