"""What a deny list of a million values costs: `python -m tests.bench.deny_list [values]`.

Must never hold a value of anybody: they are numbered words.
"""

import hashlib
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from redactor.policy import load_policy
from redactor.stages.detect import Detector
from redactor.stages.lists import with_lists
from tests.support.fakes import FakeAnalyzer

VALUES: Final = 1_000_000
TEXTS: Final = 2_000
HEAD: Final = "version: 1\nname: bench\nroutes: [{source: raw, target: masked}]\n"
_HAN: Final = "安邦昌德恩方国海嘉康良明宁平庆仁盛泰万喜永正志中"


def value(number: int) -> str:
    """Give a name of a firm that is none: eight characters, no two alike."""
    name = ""
    for _ in range(6):
        number, digit = divmod(number, len(_HAN))
        name += _HAN[digit]
    return f"{name}公司"


def main() -> None:
    """Print time and memory of loading, and time of looking."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else VALUES
    with tempfile.TemporaryDirectory() as folder:
        digest, size = _written(Path(folder) / "list.txt", count)
        rule = f"deny: [{{entity: PERSON, file: list.txt, sha256: '{digest}'}}]\n"
        (Path(folder) / "policy.yaml").write_text(HEAD + rule, "utf-8")
        before, start = _peak_mb(), time.process_time()
        policy = load_policy(Path(folder) / "policy.yaml")
        detect = with_lists(policy, Detector(FakeAnalyzer(), policy.thresholds).detect)
        loaded = time.process_time() - start
    print(f"values {count:,}  file {size / 2**20:.1f} MiB")  # noqa: T201 -- a report
    print(f"load   {loaded:.2f} s of CPU  {_peak_mb() - before:.0f} MiB at the peak")  # noqa: T201 -- a report
    texts = [f"请送到{value(number * 7 % count)}前台，谢谢" for number in range(TEXTS)]
    start = time.process_time()
    found = sum(len(spans) for spans in detect(texts, [""] * TEXTS))
    look = (time.process_time() - start) / TEXTS * 1e6
    print(f"look   {look:.1f} µs of CPU a text of 17 characters, {found} found of {TEXTS}")  # noqa: T201 -- a report


def _written(path: Path, count: int) -> tuple[str, int]:
    """Write the list line by line, so that what it costs to read stands out; give hash and size."""
    hashed = hashlib.sha256()
    with path.open("wb") as file:
        for number in range(count):
            line = f"{value(number)}\n".encode()
            hashed.update(line)
            file.write(line)
    return hashed.hexdigest(), path.stat().st_size


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
