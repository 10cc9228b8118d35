"""Renews docs/performance.md and its plots from the results: `python -m tests.bench.page`.

Must never change a word outside its blocks, which stand between `<!-- NAME -->` and `<!-- / -->`.
"""

import re
from pathlib import Path
from typing import Final

from tests.bench import goals, plot
from tests.bench.results import PLACE, Group, Results
from tests.bench.tables import table

PAGE: Final = PLACE.parents[1] / "performance.md"
PLOTS: Final = PLACE.parent
_BLOCK: Final = re.compile(r"<!-- ([a-z-]+) -->\n.*?<!-- / -->", re.DOTALL)


def rendered(text: str, results: Results) -> str:
    """Fill every block of a page; what was not measured is said to be so."""
    return _BLOCK.sub(lambda found: _block(found[1], results), text)


def renew(results: Results, page: Path = PAGE, plots: Path = PLOTS) -> None:
    """Write the page and its plots; plots of groups that are gone go too."""
    page.write_text(rendered(page.read_text("utf-8"), results), "utf-8")
    drawn = plot.files(results.groups)
    for stale in set(plots.glob("*.svg")) - {plots / name for name in drawn}:
        stale.unlink()
    for name, content in drawn.items():
        (plots / name).write_text(content, "utf-8")


def blocks(text: str) -> list[str]:
    """Name the blocks of a page, in order."""
    return _BLOCK.findall(text)


def _block(name: str, results: Results) -> str:
    return f"<!-- {name} -->\n{_content(name, results)}\n<!-- / -->"


def _content(name: str, results: Results) -> str:
    if name == "goals":
        return goals.table(results)
    if name == "machine":
        return "\n".join(f"- {key}: {value}" for key, value in results.machine.items())
    return _group(results.groups[name]) if name in results.groups else "Not measured yet."


def _group(group: Group) -> str:
    image = f"\n\n![{group.title}](performance/{group.name}.svg)" if group.axis else ""
    notes = ", ".join(word for word in (group.measured, group.conditions) if word)
    rounds = len(group.figures[0].ours)
    return f"{group.title} ({group.unit}; {notes}; rounds: {rounds}).\n\n{table(group)}{image}"


if __name__ == "__main__":
    renew(Results.load())
