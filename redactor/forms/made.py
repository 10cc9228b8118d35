"""The results of a batch of which those that the short way made become objects when asked for.

Must never give a record another's result, nor leave one without.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, overload

from redactor.columns import Columns, TellPlaces
from redactor.forms.native import NATIVE
from redactor.record import Findings, Masked, Output, Record, Result


class Made(NamedTuple):
    """What was made by form of a batch's records, as `redactor/native/made.h` has it.

    Attributes:
        masked_copies: Of each record and view.
        spots: Of each record of the batch where its copies stand, or that it has none.
        kinds: What was found, each kind once.
        targets: Topics of the copies, of each group of records that are masked alike.
        left: Places of the records that were read, but of which the stages must make the copies.
    """

    masked_copies: bytes
    spots: bytes
    kinds: list[Findings]
    targets: tuple[tuple[str, ...], ...]
    left: list[int]

    def __repr__(self) -> str:
        """Name the targets alone: what a policy keeps stands in a masked copy as it was."""
        return f"Made({self.targets})"


class Results(Sequence[Result]):
    """One result for each record of a batch, in order; equal to a list of the same results.

    Attributes:
        made: The results that are no objects yet.
        others: By place those that are; None where a record's was made.
    """

    def __init__(self, records: Sequence[Record], others: Mapping[int, Result], made: Made) -> None:
        """Take what was made, and the results of the other records by place.

        Raises:
            LookupError: There is one for no record.
        """
        self.made = made
        self.others: list[Result | None] = [None] * len(records)
        for at, one in others.items():
            self.others[at] = one
        self._tell_places = teller_of(records)
        self._all: list[Result] | None = None

    def __len__(self) -> int:
        """Count them."""
        return len(self.others)

    @overload
    def __getitem__(self, at: int) -> Result: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Result]: ...
    def __getitem__(self, at: int | slice) -> Result | Sequence[Result]:
        """Give some of them; the first time as dear as all."""
        return self._opened()[at]

    def __iter__(self) -> Iterator[Result]:
        """Give each."""
        return iter(self._opened())

    def __eq__(self, other: object) -> bool:
        """Compare with any sequence of results."""
        return isinstance(other, Sequence) and self._opened() == list(other)

    __hash__ = None  # type: ignore[assignment] # as of a list

    def _opened(self) -> list[Result]:
        if self._all is None:
            if NATIVE is None:
                raise LookupError
            kinds = (Output, Masked)
            self._all = NATIVE.opened(self.made, self.others, self._tell_places(), *kinds)
        return self._all


def teller_of(records: Sequence[Record]) -> TellPlaces:
    """Give what tells where records stand, without holding on to what they say."""
    if isinstance(records, Columns):
        return records.tell_places
    return [one.at for one in records].copy


def results_of(
    records: Sequence[Record], others: Mapping[int, Result], made: Made | None
) -> Sequence[Result]:
    """Put a batch's results in order.

    Args:
        records: All of the batch.
        others: Results of those that the stages took, by place.
        made: The other results; None where the stages took all.

    Raises:
        LookupError: A record has no result.
    """
    if made is None:
        return [others[at] for at in range(len(records))]
    return Results(records, others, made)
