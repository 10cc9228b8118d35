"""The results of a batch whose outputs are message sets already, written by whoever redacted it.

Must never stand for other records than it was made of, nor hold a set that is not whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias, overload

from redactor.errors import Reason
from redactor.forms.made import Made, Results
from redactor.isolation.claims import findings_in, sightings_in
from redactor.isolation.native import NATIVE
from redactor.isolation.unopened import places_of, times_of
from redactor.record import Findings, Record, Refused, Result, Sighting, masked_of, output_of

# Bytes of one message set. Below Kafka's default `message.max.bytes` of 1,048,588; one record
# larger than this still travels, alone.
SET_BYTES: Final = 512 * 1024

Row: TypeAlias = tuple[Any, ...]


class MessageSet(NamedTuple):
    """The copies of some records for one view, as Kafka's format 2 has them.

    Attributes:
        target: Their topic.
        first: Place in the batch of the first record that has a copy in it.
        last: Of the last; those between that were not refused have one, too.
        copies: How many there are.
        base_ms: Timestamp of the first.
        latest_ms: The latest timestamp.
        masked_records: What stands behind the set's header.
    """

    target: str
    first: int
    last: int
    copies: int
    base_ms: int
    latest_ms: int
    masked_records: bytes

    def __repr__(self) -> str:
        """Name the target and the places alone: what a policy keeps stands in a set as it was."""
        return f"MessageSet({self.target}, {self.first} to {self.last})"


def rows_of(results: Sequence[Result]) -> Row | None:
    """Write results, their outputs as message sets.

    Returns:
        The sets of each view; what was found, once for all records in which it is the same; of each
        record where in that list its findings stand, or why it was refused; and its sighting, if
        any record has one. None where sets cannot be written, or not say all.
    """
    if NATIVE is None:
        return None
    both = (results.others, results.made) if isinstance(results, Results) else (list(results), None)
    kinds, told, seen, views = NATIVE.told(*both)
    if views < 0:
        return None  # records of several widths, or one without a copy
    try:
        sets = [_sets_of(both, views, view) for view in range(views)]
    except (ValueError, OverflowError):
        return None  # whoever writes such a thing to Kafka will say so
    if len(sets) > 1 and _share_a_target(sets):
        return None  # of one record's copies for one topic the first has to go first
    return (sets, kinds, told, seen)


def _share_a_target(sets: list[list[Row]]) -> bool:
    targets = [{one[0] for one in of_view} for of_view in sets]
    return len(set().union(*targets)) < sum(map(len, targets))


def _sets_of(both: tuple[list[Any], Made | None], views: int, view: int) -> list[Row]:
    sets: list[Row] = []
    begin = 0
    while NATIVE and begin < len(both[0]):
        packed = NATIVE.pack(*both, views, view, begin, SET_BYTES)
        if packed is None:
            break
        sets.append(packed)
        begin = packed[2] + 1
    return sets


class Packed(Sequence[Result]):
    """Results that become objects only when they are asked for.

    Attributes:
        places: Where the records stand that they are the results of, in order.
        times_ms: The records' timestamps.
        refused: The refusals, by place in the batch.
        found: What was found in the others: each kind of findings, and how many have it.
        sightings: Who was seen.
        sets: The outputs, view by view and in order.
    """

    def __init__(self, records: Sequence[Record], rows: Row) -> None:
        """Read what `rows_of` wrote of the results of these records.

        Raises:
            ValueError: There is not exactly one for each.
            TypeError, LookupError: It is no answer of ours.
        """
        views, kinds, told, seen = rows
        counts: Counter[int | str] = Counter(told)
        reasons = [what for what in counts if isinstance(what, str)]
        self.places = places_of(records)
        self.times_ms = times_of(records)
        self._kinds = findings_in(kinds)
        self._told: Sequence[int | str] = told
        self._seen: Sequence[Sighting | None] = () if seen is None else sightings_in(seen)
        self._views = [[MessageSet(*one) for one in sets] for sets in views]
        self.refused = self._refusals(told) if reasons else {}
        self.found = [(_kind(kinds, at), n) for at, n in counts.items() if at not in reasons]
        self.sightings = [one for one in self._seen if one is not None]
        self.sets = list(chain.from_iterable(self._views))
        masked: Sequence[int] = range(len(records))
        if self.refused:
            masked = [place for place in masked if place not in self.refused]
        odd = seen is not None and len(seen) != len(masked)
        if odd or len(told) != len(records) or bool(masked) != bool(views):
            msg = "results of other records"
            raise ValueError(msg)
        for sets in self._views:
            _check(sets, self.times_ms, masked)

    @property
    def targets(self) -> list[set[str]]:
        """The topics of each view's copies; none where all were refused."""
        return [{one.target for one in sets} for sets in self._views]

    def __len__(self) -> int:
        """Count them."""
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Result: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Result]: ...
    def __getitem__(self, at: int | slice) -> Result | Sequence[Result]:
        """Give some of them; as dear as all."""
        return list(self)[at]

    def __iter__(self) -> Iterator[Result]:
        """Open the sets, and give each result."""
        made = zip(*map(_opened, self._views), strict=True)
        seen = iter(self._seen)
        for place, (at, time_ms) in enumerate(zip(self.places, self.times_ms, strict=True)):
            if place in self.refused:
                yield self.refused[place]
                continue
            outputs = tuple(map(output_of, next(made)))
            found = self._kinds[int(self._told[place])]
            yield masked_of((at, time_ms, outputs, found, next(seen, None)))

    def _refusals(self, told: Sequence[Any]) -> dict[int, Refused]:
        return {
            place: Refused(self.places[place], self.times_ms[place], Reason(why))
            for place, why in enumerate(told)
            if isinstance(why, str)
        }


def _kind(kinds: Sequence[Findings], at: int | str) -> Findings:
    if isinstance(at, str) or at < 0:
        raise IndexError
    return kinds[at]


def _check(sets: Sequence[MessageSet], times_ms: Sequence[int], masked: Sequence[int]) -> None:
    """See that a view's sets are whole and have one copy of each masked record, in order.

    Raises:
        ValueError: It is not so.
    """
    done = 0
    for one in sets:
        within = masked[done : done + one.copies]
        if not within or not _is_whole(one, times_ms, within):
            msg = "a message set of other records"
            raise ValueError(msg)
        done += one.copies
    if done != len(masked):
        msg = "message sets of other records"
        raise ValueError(msg)


def _is_whole(one: MessageSet, all_ms: Sequence[int], within: Sequence[int]) -> bool:
    """Tell whether a set is one of copies of these records, and of nothing else."""
    times_ms: Sequence[int]
    if isinstance(within, range):
        times_ms = all_ms[within.start : within.stop]
    else:
        times_ms = [all_ms[place] for place in within]
    due = (within[0], within[-1], len(within), times_ms[0], max(times_ms))
    target, *told, masked_records = one
    # Kafka's header is made of these numbers: what merely equals one, as 1.0 does, is none.
    if tuple(told) != due or {*map(type, told)} != {int} or not isinstance(target, str):
        return False
    if NATIVE is None or (len(within) > 1 and len(masked_records) > SET_BYTES):
        return False
    return bool(NATIVE.counted(masked_records, times_ms[0], times_ms) == len(within))


def _opened(sets: Sequence[MessageSet]) -> Iterator[Row]:
    """Give a view's copies in order, as rows of outputs."""
    for one in sets:
        if NATIVE is not None:
            for copy in NATIVE.opened(one.masked_records):
                yield (one.target, *copy)
