"""Runs the fuzzer: `python -m tests.fuzz short|long [--report FILE]`, or one target by its name.

Must never count an execution that libFuzzer did not report, nor go on after a finding.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.fuzz.report import Outcome, written

CORPUS: Final = Path(__file__).with_name("corpus")
EXECUTED: Final = re.compile(r"stat::number_of_executed_units: *([0-9]+)")
COVERED: Final = re.compile(r"cov: ([0-9]+)")
LONGEST: Final = 2_048  # bytes of one input; all that is bounded by size has tests of its own
SLOWEST_S: Final = 20  # one input that takes longer is a finding
LARGEST_MB: Final = 2_048

# Executions of each target: where one costs microseconds, millions; with all models, thousands.
RUNS: Final[Mapping[str, tuple[int, int]]] = {
    "json_codec": (100_000, 4_000_000),
    "text_codec": (100_000, 3_000_000),
    "normaliser": (100_000, 300_000),
    "field_paths": (100_000, 3_000_000),
    "policy_loader": (5_000, 200_000),
    "kernel": (3_000, 150_000),
    "gates": (3_000, 150_000),
    "scanner": (3_000, 150_000),
    "pipeline": (3_000, 150_000),
}
# What compares arrays: atheris never lets go of an array whose comparison it has traced, 16 KB an
# input. These modules branch on no text; the kernel is held to their answers all the same.
ARRAYS: Final = [
    f"recognizers.sequence.{name}"
    for name in ("alphabet", "crf", "engine", "features", "lookup", "weights")
]
ROUNDS: Final = (300, 20_000)  # batches drawn for the builds with sanitizers


def main() -> int:
    """Run every target, or one in this process."""
    ask = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    ask.add_argument("what", choices=("short", "long", *RUNS))
    ask.add_argument("--runs", type=int, default=0, help="executions, for one target")
    ask.add_argument("--report", type=Path, help="Markdown file to write")
    ask.add_argument("--keep", type=Path, help="folder for inputs that reach new code")
    said = ask.parse_args()
    if said.what in RUNS:
        _fuzz(said.what, said.runs, said.keep)
    from tests.support.sanitized import HAMMERS, hammered  # noqa: PLC0415 -- a target's imports are instrumented

    is_long = said.what == "long"
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each waits for a process of its own
        outcomes = list(pool.map(_run, RUNS, [runs[is_long] for runs in RUNS.values()]))
    sanitized = []
    for of in HAMMERS:
        with tempfile.TemporaryDirectory() as folder:
            sanitized.append(hammered(Path(folder), of, ROUNDS[is_long]))
    text = written(outcomes, said.what, sanitized)
    print(text)  # noqa: T201 -- a command's output
    if said.report:
        said.report.write_text(text, "utf-8")
    complaints = [one.complaint for one in sanitized if one and one.complaint]
    for complaint in complaints:
        print(complaint, file=sys.stderr)  # noqa: T201 -- of texts that are our own
    return int(bool(complaints) or any(one.finding for one in outcomes))


def _run(name: str, runs: int) -> Outcome:
    """Fuzz one target in a process of its own: libFuzzer ends the one it runs in."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.fuzz", name, "--runs", str(runs), "--keep", folder]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 -- our own command line
    executed = EXECUTED.search(done.stderr)
    covered = COVERED.findall(done.stderr)
    finding = "" if done.returncode == 0 and executed else _last_words(done.stderr)
    print(f"{name}: {executed[1] if executed else 'ended early'} {finding}", file=sys.stderr)  # noqa: T201 -- progress
    return Outcome(
        name,
        int(executed[1]) if executed else 0,
        int(covered[-1]) if covered else 0,
        time.monotonic() - began,
        finding,
    )


def _last_words(complaint: str) -> str:
    """Give the line that names what went wrong; the input stands in a file that libFuzzer names."""
    lines = [one.strip() for one in complaint.splitlines() if one.strip()]
    told = [one for one in lines if "Error" in one or "ERROR" in one or "Test unit" in one]
    return " / ".join(told[:3]) or "ended early"


def _fuzz(name: str, runs: int, keep: Path | None) -> None:
    """Fuzz one target until its executions are spent; does not return."""
    import atheris  # noqa: PLC0415 -- Linux only; the other commands of this module need none

    with atheris.instrument_imports(include=["redactor", "recognizers"], exclude=ARRAYS):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 -- instrumented as it is imported
    os.environ.setdefault("PYTHONHASHSEED", "0")
    folders = [str(folder) for folder in (keep, CORPUS / name) if folder]
    options = [
        f"-runs={runs}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={LARGEST_MB}",
        f"-dict={CORPUS.with_name('tokens.dict')}",
        *("-seed=20261124", "-print_final_stats=1", "-use_value_profile=1"),
    ]
    TARGETS[name](b"")  # loads what it needs, before the clock of the first input runs
    atheris.Setup([name, *options, *folders], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
