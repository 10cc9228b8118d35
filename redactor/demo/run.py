"""The demo from start to end: broker, sidecar, a day of traffic, the proof.

Must never end with code 0 unless every claim of the proof holds.
"""

import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NoReturn

from rich.console import Console

from redactor.demo.broker import EmbeddedBroker
from redactor.demo.closing import Outcome, attach_hint, summary
from redactor.demo.day import Day, courier_day
from redactor.demo.proof import Check, Proof, Topics, prove
from redactor.demo.sidecar import SidecarProcess
from redactor.demo.traffic import Downstream
from redactor.demo.view import view_for
from redactor.demo.watch import Flow, watch
from redactor.demo.workplace import PARTITIONS, QUARANTINE, SOURCE, TARGET, TOPICS, furnish
from redactor.errors import RedactorError

EXIT_OK: Final = 0
EXIT_FAILURE: Final = 1
EXIT_INTERRUPTED: Final = 130  # 128 + SIGINT, as shells report it
EXIT_TERMINATED: Final = 143  # 128 + SIGTERM


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for."""

    events: int
    seed: int
    keep: bool


def run_demo(wish: Wish, console: Console) -> int:
    """Run the demo.

    Returns:
        0 if every claim holds, 1 if one does not or a part failed, 130 after Ctrl-C.
    """
    signal.signal(signal.SIGTERM, _terminated)
    try:
        with tempfile.TemporaryDirectory(prefix="redactor-demo-") as folder:
            return _run(wish, console, Path(folder))
    except KeyboardInterrupt:
        console.print("stopped")
        return EXIT_INTERRUPTED
    except RedactorError as error:
        console.print(f"the demo failed: {error}", style="red", markup=False)
        return EXIT_FAILURE


def _terminated(*_: object) -> NoReturn:
    """End through every `with` block, so that the sidecar and its files go too."""
    sys.exit(EXIT_TERMINATED)


def _run(wish: Wish, console: Console, folder: Path) -> int:
    with console.status("a courier's day is being written …"):
        day = courier_day(wish.events, wish.seed, PARTITIONS)
    console.print(f"[green]✓[/] a courier's day: {len(day.events):,} events, all people fictitious")
    with EmbeddedBroker(TOPICS) as broker:
        servers = broker.bootstrap_servers
        console.print(f"[green]✓[/] embedded Kafka broker on {servers}")
        workplace = furnish(folder, servers)
        with SidecarProcess(workplace) as sidecar:
            with console.status("the sidecar loads its models …"):
                sidecar.await_ready()
            console.print(f"[green]✓[/] sidecar: {sidecar.told}", soft_wrap=True)
            state = watch(view_for(console), Flow(servers, day, sidecar))
            proof = _proof(servers, day, console)
            if wish.keep:
                summary(Outcome(state, proof), console)
                attach_hint(servers, workplace, console)
                _until_interrupted(sidecar)
                return EXIT_OK if proof.holds else EXIT_FAILURE
            code = sidecar.stop()
    stopped = Check("the sidecar stopped cleanly when asked", code == EXIT_OK)
    proof = replace(proof, checks=(*proof.checks, stopped))
    summary(Outcome(state, proof), console)
    return EXIT_OK if proof.holds else EXIT_FAILURE


def _proof(servers: str, day: Day, console: Console) -> Proof:
    """Read all three topics again from their starts."""
    with console.status("the topics are read again, every planted value is looked for …"):
        raw, masked, quarantine = (
            Downstream(servers, topic).take_all() for topic in (SOURCE, TARGET, QUARANTINE)
        )
        return prove(Topics(raw, masked, quarantine), day)


def _until_interrupted(sidecar: SidecarProcess) -> None:
    """Wait for Ctrl-C."""
    with suppress(KeyboardInterrupt):
        while True:
            sidecar.require_running()
            time.sleep(1)
