"""A child process that ends with its test, however the test ends.

Must never leave a process behind: the child runs under a shell that kills it when our end of a
pipe closes, which the kernel does even for a test process that was SIGKILLed.
"""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

# `$0` is the file for the child's process id, `$@` its command line. The shell ends with the
# child and with its exit status (128 + n for signal n).
WATCHDOG: Final = """
exec 3<&0
"$@" < /dev/null 3<&- &
child=$!
echo $child > "$0"
(cat <&3 > /dev/null; kill -9 $child 2> /dev/null) &
guard=$!
wait $child
code=$?
kill $guard 2> /dev/null
exit $code
"""
START_S: Final = 60
END_S: Final = 60


class Process:
    """One run of a command."""

    def __init__(self, command: Sequence[str], pid_file: Path, log: Path) -> None:
        """Start it; output is appended to `log`."""
        pid_file.unlink(missing_ok=True)
        with log.open("ab") as sink:
            self._shell = subprocess.Popen(  # noqa: S603 -- our own command line
                ["/bin/sh", "-c", WATCHDOG, str(pid_file), *command],
                stdin=subprocess.PIPE,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
        self.pid = _read_pid(pid_file)

    @property
    def running(self) -> bool:
        """It has not ended."""
        return self._shell.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def wait(self, timeout_s: float = END_S) -> int:
        """Wait for its end.

        Returns:
            Its exit status, 128 + n for signal n.
        """
        code = self._shell.wait(timeout_s)
        self._close()
        return code

    def end(self) -> None:
        """Kill it if it still runs."""
        self._close()
        self._shell.wait(END_S)

    def _close(self) -> None:
        if self._shell.stdin:
            self._shell.stdin.close()


def _read_pid(pid_file: Path) -> int:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if pid_file.exists() and (text := pid_file.read_text("ascii").strip()):
            return int(text)
        time.sleep(0.01)
    msg = "the child did not start"
    raise TimeoutError(msg)
