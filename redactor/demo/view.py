"""What one sees of the demo: a live view on a terminal, plain lines elsewhere.

Must never show a record that is not of the demo's own making.
"""

from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from redactor.demo.compare import Pair, one_line, side_by_side

PANE_LINES: Final = 20
LEAST_PANE_LINES: Final = 8
COUNT_LINES: Final = 9
BAR_WIDTH: Final = 24
LABEL_CELLS: Final = 24
WIDE: Final = 100  # cells from which two columns of bars fit


@dataclass(slots=True)
class State:
    """What the view tells; `pace` is events sent a second."""

    total: int
    pace: float = 0.0
    sent: int = 0
    masked: int = 0
    quarantined: int = 0
    elapsed_s: float = 0.0
    entities: Counter[str] = field(default_factory=Counter)
    pair: Pair | None = None


class View(Protocol):
    """Shows a state, again and again."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""

    def show(self, state: State) -> None:
        """Show the state as it is now."""


def view_for(console: Console) -> View:
    """Give the view that suits where the output goes."""
    return LiveView(console) if console.is_terminal else PlainView(console)


class LiveView:
    """Two panes and counts that move, for a terminal."""

    def __init__(self, console: Console) -> None:
        """Take the terminal."""
        self._console = console
        self._live = Live(console=console, refresh_per_second=10, transient=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the view away; the summary follows."""
        self._live.stop()

    def show(self, state: State) -> None:
        """Draw the state."""
        room = self._console.height - COUNT_LINES - 1
        lines = max(LEAST_PANE_LINES, min(PANE_LINES, room))
        self._live.update(Group(_pane(state.pair, lines), _counts(state, self._console.width)))


class PlainView:
    """A line when something new is there, for pipes and CI logs."""

    def __init__(self, console: Console) -> None:
        """Take where to print."""
        self._console = console
        self._seen: set[str] = set()

    def __enter__(self) -> Self:
        """Begin; nothing to prepare."""
        return self

    def __exit__(self, *_: object) -> None:
        """End; nothing to clean up."""

    def show(self, state: State) -> None:
        """Print the first record of every event type, and how far things are."""
        pair = state.pair
        if pair is None or pair.title in self._seen:
            return
        self._seen.add(pair.title)
        before, after = one_line(pair)
        self._console.print(
            f"{pair.title}  ({state.masked:,} of {state.total:,} masked)\n"
            f"  raw    {before}\n  masked {after}",
            markup=False,
            soft_wrap=True,
        )


def _pane(pair: Pair | None, lines: int) -> RenderableType:
    """Draw the pair, one value a row, so that both sides stay level when they wrap."""
    title = pair.title.replace("_", " ") if pair else "waiting for the first record"
    table = Table(box=None, expand=True, padding=(0, 1), show_edge=False)
    table.add_column("", style="dim", overflow="ellipsis", no_wrap=True, max_width=LABEL_CELLS)
    table.add_column("raw topic", header_style="bold red", ratio=1)
    table.add_column("masked topic", header_style="bold green", ratio=1)
    for row in side_by_side(pair) if pair else ():
        table.add_row(*row)
    return Panel(table, title=title, height=lines)


def _counts(state: State, width: int) -> RenderableType:
    done = state.masked + state.quarantined
    rate = done / state.elapsed_s if state.elapsed_s else 0.0
    line = Table.grid(expand=True, padding=(0, 2))
    line.add_column(ratio=1)
    line.add_column(justify="right")
    line.add_row(
        ProgressBar(total=state.total, completed=done),
        Text.assemble(
            (f"{state.sent:,}", "bold"),
            " in  ",
            (f"{state.masked:,}", "bold green"),
            " masked  ",
            (f"{state.quarantined:,}", "bold yellow"),
            f" quarantined  {rate:,.0f}/s",
        ),
    )
    return Panel(
        Group(line, Text(), entity_bars(state.entities, width)),
        title="a courier's day",
        height=COUNT_LINES,
    )


def entity_bars(entities: Counter[str], width: int) -> RenderableType:
    """Draw what was found, most frequent first, in as many columns as `width` cells hold."""
    ranked = entities.most_common()
    most = ranked[0][1] if ranked else 1
    columns = 2 if width >= WIDE else 1
    table = Table.grid(padding=(0, 2))
    for index in range(0, len(ranked), columns):
        cells: list[RenderableType] = []
        for entity, count in ranked[index : index + columns]:
            bar = "█" * max(1, round(BAR_WIDTH * count / most))
            cells += [
                entity,
                Text(f"{count:,}", justify="right"),
                Text(bar.ljust(BAR_WIDTH), style="cyan"),
            ]
        table.add_row(*cells)
    return table
