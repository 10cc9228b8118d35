"""JSON lines through the whole pipeline, without Kafka.

Must never write a line that was refused, nor say more of it than its number and the reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from redactor.errors import Reason
from redactor.files.lines import Batch, Line
from redactor.policy import Policy
from redactor.record import Coordinates, Masked, Record, Result

ANY_REST: Final = "file"  # what a pattern's star stands for when a file has no topic


class Redactor(Protocol):
    """What masks records."""

    def redact(self, records: Sequence[Record]) -> Sequence[Result]:
        """Give one result per record, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """Which route of the policy the lines take: its source topic, and the view's target topic."""

    source: str
    target: str


def way_of(policy: Policy, target: str | None) -> Way | None:
    """Find the way to a target topic; None if there is no such target, or several to choose from.

    Args:
        policy: A checked policy.
        target: The wanted topic; None means the only one there is. One of a pattern's if it is
            not said which.
    """
    wanted = []
    for source, copy in ((r.topics, view.topics) for r in policy.routes for view in r.copies):
        any_rest = ANY_REST if copy.is_pattern else ""
        rest = any_rest if target is None else copy.rest_of(target)
        if rest is not None:
            wanted.append(Way(source.named(rest), copy.named(rest)))
    return wanted[0] if len(wanted) == 1 else None


@dataclass(frozen=True, slots=True)
class MaskedBatch:
    """What became of the lines of one batch.

    Attributes:
        masked: Masked documents in order, each with its line end. A blank line stays blank.
        refused: Line number and reason of every refused line.
        size_bytes: Raw bytes read, for a progress bar.
    """

    masked: bytes = field(repr=False)
    refused: tuple[tuple[int, Reason], ...]
    size_bytes: int


def mask(read: Iterable[Batch], redactor: Redactor, way: Way) -> Iterator[MaskedBatch]:
    """Mask batches of JSON lines; a line too long to read is refused like any other."""
    for batch in read:
        out: list[bytes] = []
        refused = [(n.number, Reason.TOO_LARGE) for n in batch.lines if n.raw is None]
        lines = [line for line in batch.lines if line.raw is not None]
        results = iter(redactor.redact(records_of(batch, way)))
        for line in lines:
            if _blank(line):
                out.append(b"\n")
                continue
            result = next(results)
            if isinstance(result, Masked):
                out.append(_value(result, way) + b"\n")
            else:
                refused.append((line.number, result.reason))
        yield MaskedBatch(b"".join(out), tuple(sorted(refused)), batch.size_bytes)


def records_of(batch: Batch, way: Way) -> list[Record]:
    """Give the lines of a batch as records; those too long to read, and blank ones, are none."""
    lines = [line for line in batch.lines if line.raw is not None and not _blank(line)]
    return [Record(Coordinates(way.source, 0, n.number), 0, None, n.raw) for n in lines]


def _blank(line: Line) -> bool:
    return not (line.raw or b"").strip()


def _value(result: Masked, way: Way) -> bytes:
    """Take the value of the wanted view."""
    return next(o.masked_value or b"" for o in result.outputs if o.target == way.target)
