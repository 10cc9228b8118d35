"""Renews the pages about performance and sizing, and the plots: `python -m tests.bench.page`.

Must never change a word outside its blocks, which stand between `<!-- NAME -->` and `<!-- / -->`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.bench import bars, goals, plot, sizing
from tests.bench.results import PLACE, Group, Results
from tests.bench.tables import table
from tests.bench.ways import OURS

PAGE: Final = PLACE.parents[1] / "performance.md"
PAGES: Final = (PAGE, PLACE.parents[1] / "operations" / "sizing.md")
BARS: Final = "endtoend"
PLOTS: Final = PLACE.parent / "plots"
_BLOCK: Final = re.compile(r"<!-- ([a-z-]+) -->\n.*?<!-- / -->", re.DOTALL)


def rendered(text: str, results: Results) -> str:
    """Fill every block of a page; what was not measured is said to be so."""
    return _BLOCK.sub(lambda found: _block(found[1], results), text)


def renew(results: Results, pages: Sequence[Path] = PAGES, plots: Path = PLOTS) -> None:
    """Write the pages and plots; plots of groups that are gone go too."""
    for page in pages:
        page.write_text(rendered(page.read_text("utf-8"), results), "utf-8")
    drawn = drawings(results)
    for stale in set(plots.glob("*.svg")) - {plots / name for name in drawn}:
        stale.unlink()
    for name, content in drawn.items():
        (plots / name).write_text(content, "utf-8")


def drawings(results: Results) -> dict[str, str]:
    """Give every plot by file name: lines where there is an axis, bars of the whole stream."""
    drawn = {f"{name}.svg": plot.svg(group) for name, group in results.groups.items() if group.axis}
    if BARS in results.groups:
        drawn[f"{BARS}.svg"] = bars.svg(results.groups[BARS], goals.CORE, OURS)
    return drawn


def blocks(text: str) -> list[str]:
    """Name the blocks of a page, in order."""
    return _BLOCK.findall(text)


def _block(name: str, results: Results) -> str:
    return f"<!-- {name} -->\n{_content(name, results)}\n<!-- / -->"


def _content(name: str, results: Results) -> str:
    special = SPECIAL.get(name)
    try:
        return special(results) if special else _group(results.groups[name])
    except KeyError:
        return "Not measured yet."


def _machine(results: Results) -> str:
    return "\n".join(f"- {key}: {value}" for key, value in results.machine.items())


SPECIAL: Final[Mapping[str, Callable[[Results], str]]] = {
    "goals": goals.table,
    "machine": _machine,
    "sizing": sizing.table,
    "one-worker": sizing.one,
}


def _group(group: Group) -> str:
    drawn = group.axis or group.name == BARS
    image = f"\n\n![{group.title}](performance/plots/{group.name}.svg)" if drawn else ""
    notes = ", ".join(word for word in (group.measured, group.conditions) if word)
    rounds = len(group.figures[0].ours)
    return f"{group.title} ({group.unit}; {notes}; rounds: {rounds}).\n\n{table(group)}{image}"


if __name__ == "__main__":
    renew(Results.load())
