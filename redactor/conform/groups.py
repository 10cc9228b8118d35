"""Whether the groups of a released file are large enough: k-anonymity over address cells.

GB/T 42460-2023, annex D: a record's risk is 1/f in a class of f records; thresholds are 1/20 for
public, 1/5 for controlled release and 1/3 in an enclave. Must never print a cell: only counts, and
the lines of the classes that are too small.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from redactor.conform.texts import Page

K: Final[dict[str, int]] = {"analytics-k5": 5}
MAX_LINES: Final = 100


@dataclass(slots=True)
class Groups:
    """Records of a file by what is left of their addresses.

    Attributes:
        k: Least number of records in a class.
        lines: Lines of each class; the key is every address of the record, in order.
    """

    k: int
    lines: defaultdict[tuple[str, ...], list[int]] = field(
        default_factory=lambda: defaultdict(list), repr=False
    )

    def take(self, page: Page) -> None:
        """Count the records of a page; one without an address belongs to no class."""
        cells: defaultdict[int, list[str]] = defaultdict(list)
        for text in page.texts:
            for span in text.spans:
                if span.entity == "ADDRESS":
                    cells[text.line].append(text.raw_text[span.start : span.end])
        for line, values in cells.items():
            self.lines[tuple(values)].append(line)

    @property
    def small(self) -> list[list[int]]:
        """The classes under k, by their lines."""
        return [lines for lines in self.lines.values() if len(lines) < self.k]

    def risks(self) -> dict[str, float]:
        """Give annex D's measures: DR_a, share of classes over the threshold; DR_b; DR_c.

        DR_b is the highest risk of a record, DR_c the mean over records; all 0 without a class.
        """
        sizes = [len(lines) for lines in self.lines.values()]
        if not sizes:
            return {"DR_a": 0.0, "DR_b": 0.0, "DR_c": 0.0}
        over = sum(size < self.k for size in sizes)
        return {
            "DR_a": over / len(sizes),
            "DR_b": 1 / min(sizes),
            "DR_c": len(sizes) / sum(sizes),
        }

    def as_json(self) -> dict[str, Any]:
        """Give the measures, and the first lines of classes that are too small."""
        lines = sorted(line for group in self.small for line in group)
        return {
            "k": self.k,
            "classes": len(self.lines),
            "too_small": len(self.small),
            "risks": self.risks(),
            "first_lines": lines[:MAX_LINES],
        }

    def as_text(self) -> str:
        """Give the measures for a reader."""
        told = self.as_json()
        risks = ", ".join(f"{name} {value:.3f}" for name, value in told["risks"].items())
        verdict = "FAIL" if self.small else "pass" if self.lines else "none"
        asks = f"every address cell has at least {self.k} records (GB/T 42460-2023, annex D)"
        lines = [f"{verdict}  groups: {asks}"]
        lines.append(f"      {told['classes']} classes, {told['too_small']} too small; {risks}")
        lines += [
            f"      line {line}: in a class that is too small" for line in told["first_lines"]
        ]
        return "\n".join(lines)
