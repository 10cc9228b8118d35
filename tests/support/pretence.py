"""A process that is told another time of day, or that no name can be resolved, while it runs.

Must never change anything for a process that was not started with it.
"""

import functools
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_suffix(".c")
TOLD: Final = struct.Struct("=qq")
BUILD_S: Final = 60


class Pretence:
    """What one process is told; nothing untrue at first."""

    def __init__(self, path: Path) -> None:
        """Take where the telling is written."""
        self._path = path
        self._ahead_s = 0
        self._nameless = False
        path.write_bytes(TOLD.pack(0, 0))

    def environment(self) -> tuple[str, ...]:
        """Give the variables to start the process with; none where no compiler is."""
        library = _library()
        return (f"LD_PRELOAD={library}", f"PRETENCE={self._path}") if library else ()

    def clock(self, ahead_s: int) -> None:
        """Tell a time of day so many seconds ahead of the true one."""
        self._ahead_s = ahead_s
        self._tell()

    def names(self, *, fail: bool) -> None:
        """Let every look-up of a name fail as when no name server answers, or let it be."""
        self._nameless = fail
        self._tell()

    def _tell(self) -> None:
        with self._path.open("r+b") as told:  # in place: the process has it mapped
            told.write(TOLD.pack(self._ahead_s, int(self._nameless)))


@functools.cache
def _library() -> Path | None:
    """Compile it, once for each process of tests; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    built = Path(tempfile.mkdtemp(prefix="pretence-")) / "pretence.so"
    command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(built), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True, timeout=BUILD_S)  # noqa: S603 -- the system's compiler
    return built
