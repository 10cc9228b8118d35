"""What the data plane tells its observer about a batch, once it is committed.

Must never hold an output: what results say is counted and forgotten.
"""

from dataclasses import dataclass, field
from typing import Protocol

from redactor.stream.told import Told


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One committed batch of one partition.

    Attributes:
        topic: Source topic.
        partition: Source partition.
        told: What its results say; never nothing.
        redact_s: Seconds in the pipeline.
        emit_s: Seconds from the first send to the confirmed commit.
        total_s: Seconds from taking the batch to its commit.
        lag: Records of the partition not yet committed.
    """

    topic: str
    partition: int
    told: Told = field(repr=False)
    redact_s: float
    emit_s: float
    total_s: float
    lag: int


class Observers:
    """Tells several observers, each in turn."""

    def __init__(self, *observers: "BatchObserver") -> None:
        """Take them in the order they are told."""
        self._observers = observers

    def batch_done(self, report: BatchReport) -> None:
        """Tell everyone of one committed batch."""
        for observer in self._observers:
            observer.batch_done(report)


class BatchObserver(Protocol):
    """Takes reports on the event loop; must neither block nor raise."""

    def batch_done(self, report: BatchReport) -> None:
        """Count one committed batch."""
