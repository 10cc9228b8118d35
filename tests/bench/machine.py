"""What a reader must know of the machine to place the figures.

Must never name the host, a user or a path.
"""

import compileall
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from recognizers import native
from recognizers.native.build import LIBRARY

COMPILED: Final = Path(native.__file__).with_name(LIBRARY)
PACKAGES: Final = ("aiokafka", "faust-streaming", "presidio-analyzer", "jieba", "argus-redact")


def machine() -> dict[str, str]:
    """Describe processor, memory, kernel, Python and the packages measured against."""
    memory_kb = int(_field(Path("/proc/meminfo"), "MemTotal").split()[0])
    facts = {
        "processor": _field(Path("/proc/cpuinfo"), "model name"),
        "cores": str(os.cpu_count()),
        "memory": f"{memory_kb / 2**20:.0f} GiB",
        "kernel": platform.release().split("-")[0],
        "python": platform.python_version(),
        "architecture": platform.machine(),
    }
    kernel = "compiled" if COMPILED.exists() else "numpy"
    return facts | {"recognizers' kernel": kernel} | {name: _version(name) for name in PACKAGES}


def busy() -> str:
    """Say how many tasks ran or waited on average in the last minute, as the kernel counts them."""
    return f"load {os.getloadavg()[0]:.1f}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # a peer: only `make .venv/.peers` installs it
        return "absent"


def _field(path: Path, name: str) -> str:
    """Read one `name: value` line."""
    for line in path.read_text("utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "unknown"


def compile_source() -> None:
    """Write bytecode, as pip leaves it for a worker: compiling is no part of what is measured."""
    for package in ("recognizers", "redactor", "tests"):
        compileall.compile_dir(Path(__file__).parents[2] / package, quiet=1)
