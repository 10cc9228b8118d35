"""Writes a run's report under docs/chaos: `python -m tests.chaos.publish FOLDER`.

Must never write a figure that is not in the run's own files.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.chaos import memory
from tests.chaos.bout import Outcome
from tests.chaos.faults.catalogue import ALL
from tests.chaos.final import NAME
from tests.chaos.report import saved, stops, table

PLACE: Final = Path(__file__).parents[2] / "docs" / "chaos"
OUTCOMES: Final = "outcomes.jsonl"
RUN: Final = "run.json"


def publish(folder: Path, place: Path = PLACE) -> Path:
    """Copy a run's outcomes and render its report.

    Args:
        folder: Where the run left `outcomes.jsonl`, `run.json` and `memory.csv`.
        place: Where the report goes.

    Returns:
        The report.
    """
    outcomes = saved(folder / OUTCOMES)
    run = json.loads((folder / RUN).read_text("utf-8"))
    place.mkdir(parents=True, exist_ok=True)
    (place / OUTCOMES).write_bytes((folder / OUTCOMES).read_bytes())
    report = place / "report.md"
    weights = memory.read(folder / "memory.csv")
    report.write_text(_report(run, outcomes, memory.table(memory.growth(weights))), "utf-8")
    return report


def _report(run: Mapping[str, Any], outcomes: list[Outcome], weights: str) -> str:
    bad = [one for one in outcomes if one.failed]
    met = sorted({one.fault for one in outcomes} & ALL.keys())
    said = "\n".join(f"- **{name}**: {ALL[name].says}" for name in met)
    return f"""# A long run of the chaos suite

Written by `python -m tests.chaos.publish`, from a real run of `make chaos-long`: {run["minutes"]}
minutes of random faults, seed {run["seed"]}, on {run["date"]}, at commit `{run["commit"]}`. Three
brokers (Apache Kafka {run["kafka"]}, KRaft, three replicas, two in sync), three workers for each
delivery, {run["rate"]} records a second and delivery{run["conditions"]}.
{len(outcomes)} verdicts, {len(bad)} of them bad; what was found and how it was mended stands in
[README.md](README.md).{_unfinished(outcomes)}

One run is replayed by `make chaos ARGS="--only 'NAME' --seed SEED"`: the fault then chooses the
same victims and pauses; what the brokers and the machine do meanwhile no seed holds.

- **lost**: committed source records that a `read_committed` reader found in neither the masked nor
  the quarantine topic. **raw**: messages, log files, metrics pages and other files with a seeded
  value in any spelling. **duplicated** must be zero with `exactly_once`; `at_least_once` may
  **repeat** records, byte by byte the same.
- **otherwise wrong**: repeats with other bytes, first copies out of partition order, copies in
  another partition, offsets committed ahead of what a reader had got, copies of records nobody
  wrote.
- **recovery**: seconds from the end of the harm until everything written to every partition by
  then, and for at least a second after it, was committed.
- "everything, read anew" is a fresh reader at the end, from the first byte, aborted transactions
  included in the search for raw values.

## Results
{table(outcomes)}

## Workers that ended by themselves
They were started again, as an orchestrator would.

{chr(10).join(stops(outcomes)) or "None."}

## Memory
Resident memory of the workers that no fault killed, looked at every 10 s.

{weights}

## The faults
{said}
"""


def _unfinished(outcomes: list[Outcome]) -> str:
    """Say so where a run was cut short before its last look."""
    if any(one.fault == NAME for one in outcomes):
        return ""
    return f' The run was cut short before its last step, "{NAME}".'


if __name__ == "__main__":
    sys.stdout.write(f"{publish(Path(sys.argv[1]))}\n")
