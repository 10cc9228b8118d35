"""A worker that is expected not to start: its exit code, and the last thing it said.

Must never wait for one that does start for longer than a test may.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

LIMIT_S: Final = 120


def started(config: Path) -> tuple[int, dict[str, Any]]:
    """Run `redactor run` to its end.

    Returns:
        Its exit code, and its last log event.
    """
    command = [sys.executable, "-m", "redactor", "run", "--config", str(config)]
    done = subprocess.run(command, capture_output=True, timeout=LIMIT_S, check=False)  # noqa: S603 -- our own
    event: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    return done.returncode, event
