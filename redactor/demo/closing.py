"""The last panel: what happened, and the proof.

Must never say that something holds which was not checked.
"""

from dataclasses import dataclass

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from redactor.demo.proof import Proof
from redactor.demo.view import State, entity_bars
from redactor.demo.workplace import QUARANTINE, TARGET, Workplace


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the demo ended."""

    state: State
    proof: Proof


def summary(outcome: Outcome, console: Console) -> None:
    """Print the summary: a panel on a terminal, the same lines elsewhere."""
    state, proof = outcome.state, outcome.proof
    body = Group(_figures(state), Text(), _entities(state, console.width), Text(), _claims(proof))
    verdict = Text(
        "every claim holds" if proof.holds else "A CLAIM DOES NOT HOLD",
        style="bold green" if proof.holds else "bold red",
    )
    style = "green" if proof.holds else "red"
    shape = box.ROUNDED if console.is_terminal else box.ASCII
    console.print(Panel(body, title=verdict, border_style=style, box=shape, padding=(1, 2)))
    for kind, count in proof.leaked.most_common():
        console.print(f"leaked: {count} x {kind.value}", style="red")


def _figures(state: State) -> Table:
    rate = state.total / state.elapsed_s if state.elapsed_s else 0.0
    table = Table.grid(padding=(0, 3))
    for name, figure in (
        ("events in", f"{state.sent:,}"),
        ("masked", f"{state.masked:,}"),
        ("quarantined", f"{state.quarantined:,}"),
        ("seconds", f"{state.elapsed_s:.1f}"),
        ("rate", f"{rate:,.0f} events/s, sent at {state.pace:,.0f}/s so that one can watch"),
    ):
        table.add_row(name, Text(figure, style="bold"))
    return table


def _entities(state: State, width: int) -> Group:
    total = f"{state.entities.total():,} entities found, masked as the policy says"
    return Group(Text(total, style="bold"), entity_bars(state.entities, width))


def _claims(proof: Proof) -> Table:
    table = Table.grid(padding=(0, 1))
    for check in proof.checks:
        mark = Text("✓", style="green") if check.holds else Text("✗", style="bold red")
        table.add_row(mark, Text(check.claim, style="" if check.holds else "red"))
    return table


def attach_hint(servers: str, workplace: Workplace, console: Console) -> None:
    """Say how to look at the topics, and where the sidecar answers."""
    console.print(
        f"""
broker and sidecar keep running; Ctrl-C ends both. From another terminal:
  kcat -C -b {servers} -t {TARGET} -o beginning -e
  kcat -C -b {servers} -t {QUARANTINE} -o beginning -e
  curl -s http://127.0.0.1:{workplace.web_port}/metrics | grep ^redactor_
  configuration: {workplace.config}""",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
