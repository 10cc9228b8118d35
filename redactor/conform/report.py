"""The conformance report: rule by rule, how many places were looked at, and which fail.

Must never hold a value: a failure is a place, a field path and a fixed reason.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from redactor.conform.groups import Groups
from redactor.conform.rules import PASS, Rule
from redactor.conform.texts import Page, Text
from redactor.entry import Where, counted, named, told

MAX_NAMED: Final = 100  # failures named for one rule; all are counted


@dataclass(frozen=True, slots=True)
class Failure:
    """One place that fails a rule."""

    where: Where
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
                    self.named.append(Failure(text.where, text.path, verdict))


@dataclass(slots=True)
class Report:
    """A whole report. A record that cannot be read fails it as a whole: it may show anything."""

    findings: list[Finding]
    records: int = 0
    unread: list[tuple[Where, str]] = field(default_factory=list)
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
            "records": self.records,
            "groups": self.groups.as_json() if self.groups else None,
            "unread": [{**told(where), "reason": reason} for where, reason in self.unread],
            "rules": [
                {
                    "rule": one.rule.name,
                    "source": one.rule.source,
                    "asks": one.rule.asks,
                    "checked": one.checked,
                    "failed": dict(sorted(one.failed.items())),
                    "first": [
                        {**told(at.where), "path": at.path, "reason": at.reason} for at in one.named
                    ],
                }
                for one in self.findings
            ],
        }

    def as_text(self) -> str:
        """Give the report for a reader."""
        lines = [f"{named(where)}: cannot be read: {reason}" for where, reason in self.unread]
        for one in self.findings:
            failed = one.failed.total()
            verdict = "FAIL" if failed else "pass" if one.checked else "none"
            lines.append(f"{verdict}  {one.rule.name}: {one.rule.asks} ({one.rule.source})")
            lines.append(f"      {one.checked} checked, {failed} failed")
            lines += [f"      {named(at.where)} {at.path}: {at.reason}" for at in one.named]
        if self.groups:
            lines.append(self.groups.as_text())
        verdict = "conforms" if self.conforms else "does not conform"
        lines.append(f"{verdict}: {counted(self.records, 'record')} read")
        return "\n".join(lines)


def conformance(pages: Iterable[Page], rules: Sequence[Rule], k: int | None = None) -> Report:
    """Check every text by every rule; no record at all conforms, with nothing checked.

    Args:
        pages: The records.
        rules: To check by.
        k: Least size of a group of records with the same addresses; None asks for none.
    """
    report = Report([Finding(rule) for rule in rules], groups=Groups(k) if k else None)
    for page in pages:
        report.records += page.records
        report.unread += page.unread
        if report.groups:
            report.groups.take(page)
        for text in page.texts:
            for finding in report.findings:
                finding.take(text)
    return report
