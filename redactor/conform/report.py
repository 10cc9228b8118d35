"""The conformance report: rule by rule, how many places were looked at, and which fail.

Must never hold a value: a failure is a line, a field path and a fixed reason.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from redactor.conform.groups import Groups
from redactor.conform.rules import PASS, Rule
from redactor.conform.texts import Page, Text

MAX_NAMED: Final = 100  # failures named for one rule; all are counted


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """One place that fails a rule."""

    line: int
    path: str
    reason: str


@dataclass(slots=True)
class Finding:
    """What became of one rule.

    Attributes:
        rule: The rule.
        checked: Places it applied to.
        failed: Places that fail, by reason.
        named: The first of them.
    """

    rule: Rule
    checked: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    named: list[Failure] = field(default_factory=list)

    def take(self, text: Text) -> None:
        """Check one text."""
        for verdict in self.rule.check(text.raw_text, text.spans):
            self.checked += 1
            if verdict != PASS:
                self.failed[verdict] += 1
                if len(self.named) < MAX_NAMED:
                    self.named.append(Failure(text.line, text.path, verdict))


@dataclass(slots=True)
class Report:
    """A whole report. A record that cannot be read fails it as a whole: it may show anything."""

    findings: list[Finding]
    unread: list[tuple[int, str]] = field(default_factory=list)
    groups: Groups | None = None

    @property
    def conforms(self) -> bool:
        """Whether every place of every record obeys every rule, and no group is too small."""
        failed = any(one.failed for one in self.findings)
        return not (self.unread or failed or (self.groups and self.groups.small))

    def as_json(self) -> dict[str, Any]:
        """Give the report as JSON."""
        return {
            "conforms": self.conforms,
            "groups": self.groups.as_json() if self.groups else None,
            "unread": [{"line": number, "reason": reason} for number, reason in self.unread],
            "rules": [
                {
                    "rule": one.rule.name,
                    "source": one.rule.source,
                    "asks": one.rule.asks,
                    "checked": one.checked,
                    "failed": dict(sorted(one.failed.items())),
                    "first": [
                        {"line": at.line, "path": at.path, "reason": at.reason} for at in one.named
                    ],
                }
                for one in self.findings
            ],
        }

    def as_text(self) -> str:
        """Give the report for a reader."""
        lines = [f"line {number}: cannot be read: {reason}" for number, reason in self.unread]
        for one in self.findings:
            failed = one.failed.total()
            verdict = "FAIL" if failed else "pass" if one.checked else "none"
            lines.append(f"{verdict}  {one.rule.name}: {one.rule.asks} ({one.rule.source})")
            lines.append(f"      {one.checked} checked, {failed} failed")
            lines += [f"      line {at.line} {at.path}: {at.reason}" for at in one.named]
        if self.groups:
            lines.append(self.groups.as_text())
        lines.append("conforms" if self.conforms else "does not conform")
        return "\n".join(lines)


def conformance(pages: Iterable[Page], rules: Sequence[Rule], k: int | None = None) -> Report:
    """Check every text of a file by every rule; an empty file conforms, with nothing checked.

    Args:
        pages: The file's records.
        rules: To check by.
        k: Least size of a group of records with the same addresses; None asks for none.
    """
    report = Report([Finding(rule) for rule in rules], groups=Groups(k) if k else None)
    for page in pages:
        report.unread += page.unread
        if report.groups:
            report.groups.take(page)
        for text in page.texts:
            for finding in report.findings:
                finding.take(text)
    return report
