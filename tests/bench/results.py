"""What was measured, as JSON: samples only, so that no table can disagree with them.

Must never hold a text, a host's name or a path.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from tests.bench.arithmetic import median, ratio

PLACE: Final = Path(__file__).parents[2] / "docs" / "performance" / "results.json"
DIGITS: Final = 5  # significant ones kept of a sample


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured, ours beside others in the same rounds.

    Attributes:
        what: The case, e.g. `remark, 70 characters`.
        ours: A sample for each round.
        peers: The same of each peer or limit, by name.
        at: Where it stands on the axis of its group, if the group has one.
    """

    what: str
    ours: tuple[float, ...]
    peers: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    at: float | None = None

    @property
    def middle(self) -> float:
        """Our median."""
        return median(self.ours)

    def against(self, peer: str) -> float:
        """Ours ÷ the peer's, the median over the rounds."""
        return ratio(self.ours, self.peers[peer])


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one kind: one table, and a plot where there is an axis.

    Attributes:
        name: Key in the JSON, and stem of the plot's file.
        title: Heading of the table.
        unit: Of every sample.
        figures: In the order of the table.
        axis: What `Figure.at` counts; empty if there is nothing to plot.
        own_base: The peer is a figure of the group itself, not one measured apart.
        measured: ISO date.
        conditions: What a reader must know of the run, e.g. `quiet` or `busy`.
    """

    name: str
    title: str
    unit: str
    figures: tuple[Figure, ...]
    axis: str = ""
    own_base: bool = False
    measured: str = ""
    conditions: str = ""

    def figure(self, what: str) -> Figure:
        """Find a figure.

        Raises:
            KeyError: There is none of this name.
        """
        for one in self.figures:
            if one.what == what:
                return one
        raise KeyError(what)


@dataclass(frozen=True, slots=True)
class Results:
    """All groups, and the machine they were measured on."""

    machine: Mapping[str, str]
    groups: Mapping[str, Group]

    @classmethod
    def load(cls, path: Path = PLACE) -> Self:
        """Read committed results."""
        data = json.loads(path.read_text("utf-8"))
        return cls(data["machine"], {name: _group(name, of) for name, of in data["groups"].items()})

    def save(self, path: Path = PLACE) -> None:
        """Write them, a figure a line, so that a change can be read."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text(), "utf-8")

    def text(self) -> str:
        """Give the JSON."""
        groups = (_group_text(group) for group in self.groups.values())
        machine = json.dumps(dict(self.machine), indent=2, ensure_ascii=False)
        return f'{{\n"machine": {machine},\n"groups": {{\n' + ",\n".join(groups) + "\n}\n}\n"

    def renewed(self, machine: Mapping[str, str], groups: Iterable[Group]) -> Self:
        """Take new groups in place of the old ones; those of another machine are dropped."""
        kept = dict(self.groups) if dict(machine) == dict(self.machine) else {}
        return type(self)(machine, kept | {group.name: group for group in groups})


def _group(name: str, data: Mapping[str, Any]) -> Group:
    figures = tuple(_figure(one) for one in data["figures"])
    return Group(name, **{**data, "figures": figures})


def _figure(data: Mapping[str, Any]) -> Figure:
    peers = {name: tuple(samples) for name, samples in data.get("peers", {}).items()}
    return Figure(data["what"], tuple(data["ours"]), peers, data.get("at"))


def _group_text(group: Group) -> str:
    head = {k: v for k, v in asdict(group).items() if k not in {"name", "figures"} and v}
    rows = ",\n".join(
        json.dumps(_figure_data(figure), ensure_ascii=False) for figure in group.figures
    )
    top = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{json.dumps(group.name)}: {top}, "figures": [\n{rows}\n]}}'


def _figure_data(figure: Figure) -> dict[str, Any]:
    data: dict[str, Any] = {"what": figure.what, "ours": _rounded(figure.ours)}
    if figure.peers:
        data["peers"] = {name: _rounded(samples) for name, samples in figure.peers.items()}
    if figure.at is not None:
        data["at"] = figure.at
    return data


def _rounded(samples: Iterable[float]) -> list[float]:
    return [float(f"{sample:.{DIGITS}g}") for sample in samples]
