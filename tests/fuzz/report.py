"""The report of a fuzzing run, as a page of the documentation.

Must never round a finding away: a run with one says so in its first line.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tests.support.sanitized import Hammered


class Outcome(NamedTuple):
    """What one target's run came to: executions, edges of code reached, and how it ended."""

    target: str
    executions: int
    edges: int
    seconds: float
    finding: str


PROSE: Final = """
Guided by coverage. A target holds one part of the code to its promise for any bytes
(`tests/fuzz/targets.py`); an error it does not promise, a broken promise, an input slower than
20 s or a process above 2 GiB is a finding. Inputs start from the corpus in `tests/fuzz/corpus`.

| target | executions | edges reached | seconds | findings |
|---|---|---|---|---|
""".rstrip().splitlines()


SANITIZED: Final = """
Compiled with the address and undefined-behaviour sanitizers, the kernel read {texts:,} texts: the
corpus, texts of up to 300,000 characters, and drawn ones; the other libraries {others:,} records
and texts, drawn and hostile ones (`tests/support/sanitized.py`); {verdict}.
"""
UNSANITIZED: Final = """
What is in C was not compiled with sanitizers: there is no gcc that has them.
"""


def written(outcomes: Sequence[Outcome], form: str, sanitized: "Sequence[Hammered | None]") -> str:
    """Give the page.

    Args:
        outcomes: One for each target, in the order they ran.
        form: `short` or `long`.
        sanitized: What the builds with sanitizers came to, the kernel's first; None without such a
            build.
    """
    total = sum(one.executions for one in outcomes)
    found = sum(bool(one.finding) for one in outcomes) + any(
        one and one.complaint for one in sanitized
    )
    rows = [
        f"| `{one.target}` | {one.executions:,} | {one.edges:,} | {one.seconds:,.0f} |"
        f" {one.finding or 'none'} |"
        for one in outcomes
    ]
    command = "make fuzz-long" if form == "long" else "make fuzz"
    day, tool = f"{datetime.now(UTC):%Y-%m-%d}", f"atheris {version('atheris')}"
    first = f"{total:,} executions, {found} findings: `{command}` of {day}, {tool}."
    return "\n".join(["# Fuzzing", "", first, *PROSE, *rows, _last(sanitized)])


def _last(sanitized: "Sequence[Hammered | None]") -> str:
    """Give the paragraph on the builds with sanitizers."""
    built = [one for one in sanitized if one is not None]
    if len(built) < len(sanitized):
        return UNSANITIZED
    kernel, *others = built
    fault = any(one.complaint for one in built)
    verdict = "they found a fault" if fault else "they found nothing"
    total = sum(one.total for one in others)
    return SANITIZED.format(texts=kernel.total, others=total, verdict=verdict)
