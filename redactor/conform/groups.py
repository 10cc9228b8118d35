"""Whether the groups of released records are large enough: k-anonymity over address cells.

GB/T 42460-2023, annex D: a record's risk is 1/f in a class of f records; thresholds are 1/20 for
public, 1/5 for controlled release and 1/3 in an enclave. Must never print a cell: only counts, and
which records are in classes that are too small.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from redactor.conform.texts import Page
from redactor.entry import Where, named, order, told

K: Final[dict[str, int]] = {"analytics-k5": 5}
MAX_NAMED: Final = 100


@dataclass(slots=True)
class Groups:
    """Records by what is left of their addresses.

    Attributes:
        k: Least number of records in a class.
        members: Records of each class; the key is each address of a record, in order.
    """

    k: int
    members: defaultdict[tuple[str, ...], list[Where]] = field(
        default_factory=lambda: defaultdict(list), repr=False
    )

    def take(self, page: Page) -> None:
        """Count the records of a page; one without an address belongs to no class."""
        cells: defaultdict[Where, list[str]] = defaultdict(list)
        for text in page.texts:
            for span in text.spans:
                if span.entity == "ADDRESS":
                    cells[text.where].append(text.raw_text[span.start : span.end])
        for where, values in cells.items():  # an address that stands there twice says no more
            self.members[tuple(dict.fromkeys(values))].append(where)

    @property
    def small(self) -> list[list[Where]]:
        """The classes under k, by their records."""
        return [members for members in self.members.values() if len(members) < self.k]

    def risks(self) -> dict[str, float]:
        """Give annex D's measures: DR_a, share of classes over the threshold; DR_b; DR_c.

        DR_b is the highest risk of a record, DR_c the mean over records; all 0 without a class.
        """
        sizes = [len(members) for members in self.members.values()]
        if not sizes:
            return {"DR_a": 0.0, "DR_b": 0.0, "DR_c": 0.0}
        over = sum(size < self.k for size in sizes)
        return {
            "DR_a": over / len(sizes),
            "DR_b": 1 / min(sizes),
            "DR_c": len(sizes) / sum(sizes),
        }

    def as_json(self) -> dict[str, Any]:
        """Give the measures, and the first records of classes that are too small."""
        return {
            "k": self.k,
            "classes": len(self.members),
            "too_small": len(self.small),
            "risks": self.risks(),
            "first": [told(where) for where in self._first()],
        }

    def as_text(self) -> str:
        """Give the measures for a reader."""
        risks = ", ".join(f"{name} {value:.3f}" for name, value in self.risks().items())
        verdict = "FAIL" if self.small else "pass" if self.members else "none"
        asks = f"every address cell has at least {self.k} records (GB/T 42460-2023, annex D)"
        lines = [f"{verdict}  groups: {asks}"]
        lines.append(f"      {len(self.members)} classes, {len(self.small)} too small; {risks}")
        lines += [f"      {named(where)}: in a class that is too small" for where in self._first()]
        return "\n".join(lines)

    def _first(self) -> list[Where]:
        return sorted((where for group in self.small for where in group), key=order)[:MAX_NAMED]
