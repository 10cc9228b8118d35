"""When has a detection rate broken from its history? Pure statistics on counts.

Must never see a record: it is given numbers per topic, field and entity. A rate that breaks is
how leaks begin: a producer renames a field, and what was masked by declaration is found no more.
"""

import math
from collections import Counter, deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Series: TypeAlias = tuple[str, str]
"""Field path and entity, within one topic."""

# The normal approximation of a proportion wants at least 5 successes (Cochran 1954, Biometrics
# 10:417): fewer findings in a field never seen before may be one odd text.
MIN_NEW_HITS: Final = 5


class DriftKind(StrEnum):
    """What happened to a rate."""

    RATE_CHANGED = "rate_changed"
    NEW_FIELD = "new_field"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a change is worth an alert; see `redactor.settings.Drift`.

    Attributes:
        history_windows: Windows that make the history.
        min_records: Windows with fewer records are not judged and enter no history.
        min_change: Smallest absolute change of the rate, in (0, 1].
        min_sigma: Smallest change in standard deviations.
    """

    history_windows: int
    min_records: int
    min_change: float
    min_sigma: float


@dataclass(frozen=True, slots=True)
class Window:
    """What one window of one topic held.

    Attributes:
        records: Masked records seen.
        hits: For each field and entity, the records with at least one such finding;
            a series that is absent counts 0.
    """

    records: int
    hits: dict[Series, int]


@dataclass(frozen=True, slots=True)
class Drift:
    """One rate that broke.

    Attributes:
        field: Path of the field.
        entity: Entity label.
        rate: Share of this window's records with the finding, in [0, 1].
        history_rate: The same over the history.
        kind: A changed rate, or findings where there had never been any.
    """

    field: str
    entity: str
    rate: float
    history_rate: float
    kind: DriftKind


class History:
    """The last windows of one topic, and the judgement of the next."""

    def __init__(self, limits: Limits) -> None:
        """Start without history; nothing is judged until it is full."""
        self._limits = limits
        self._windows: deque[Window] = deque(maxlen=limits.history_windows)
        self._told: dict[Series, float] = {}

    def judge(self, window: Window) -> list[Drift]:
        """Compare a closed window with the history, then make it part of the history.

        Each series is a two-proportion z-test on pooled counts (Newbold, Carlson, Thorne,
        Statistics for Business and Economics, ch. 10), asked to be both significant
        (`min_sigma`) and large (`min_change`): with many records every ripple is significant.
        A field that held nothing before need not be large, only no accident.

        A window that broke enters the history too, so that a lasting change becomes the normal
        state; until then it is told once, not once a window.

        Args:
            window: Counts of the window; no series has more hits than there are records.

        Returns:
            One entry per series that broke anew, sorted by field and entity; empty while the
            history is not full or the window has too few records.
        """
        if window.records < self._limits.min_records:
            return []
        broken = self._broken(window) if len(self._windows) == self._windows.maxlen else []
        self._windows.append(window)
        fresh = [drift for drift in broken if not self._already_told(drift)]
        self._told = {(drift.field, drift.entity): drift.rate for drift in broken}
        return fresh

    def _already_told(self, drift: Drift) -> bool:
        told = self._told.get((drift.field, drift.entity))
        return told is not None and abs(told - drift.rate) < self._limits.min_change

    def _broken(self, window: Window) -> list[Drift]:
        records = sum(past.records for past in self._windows)
        past_hits: Counter[Series] = Counter()
        for past in self._windows:
            past_hits.update(past.hits)
        known_fields = {field for field, _ in past_hits}
        found = []
        for field, entity in sorted(window.hits.keys() | past_hits.keys()):
            now, before = window.hits.get((field, entity), 0), past_hits[field, entity]
            rate, history_rate = now / window.records, before / records
            if abs(z_score(now, window.records, before, records)) < self._limits.min_sigma:
                continue
            if field not in known_fields and now >= MIN_NEW_HITS:
                found.append(Drift(field, entity, rate, history_rate, DriftKind.NEW_FIELD))
            elif abs(rate - history_rate) >= self._limits.min_change:
                found.append(Drift(field, entity, rate, history_rate, DriftKind.RATE_CHANGED))
        return found


def z_score(hits: int, records: int, past_hits: int, past_records: int) -> float:
    """Give the distance of two proportions in standard deviations of their pooled difference.

    Args:
        hits: Successes in the first sample, 0 ≤ hits ≤ records.
        records: Size of the first sample, ≥ 1.
        past_hits: Successes in the second.
        past_records: Size of the second, ≥ 1.

    Returns:
        z, positive when the first rate is higher; 0.0 when both are 0 or both are 1, where the
        pooled variance is zero and nothing differs.
    """
    pooled = (hits + past_hits) / (records + past_records)
    variance = pooled * (1 - pooled) * (1 / records + 1 / past_records)
    if variance <= 0:
        return 0.0
    return (hits / records - past_hits / past_records) / math.sqrt(variance)
