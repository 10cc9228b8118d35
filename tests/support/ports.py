"""Ports for the servers that tests start: none is given twice, nor to a connection meanwhile.

Must never take a port that the system gives to outgoing connections: whoever asks for it has it
some seconds before the server listens, or while it is restarted.
"""

import os
import socket
from contextlib import ExitStack
from itertools import count
from typing import Final

LOWEST: Final = 16_384
HIGHEST: Final = 32_000  # Linux gives connections 32,768 and above
_RANGE: Final = HIGHEST - LOWEST

_steps: Final = count(os.getpid() * 64)  # each process begins elsewhere


def free_ports(wanted: int) -> list[int]:
    """Find ports of this machine, one behind the other, that were free together a moment ago."""
    while True:
        ports = [LOWEST + next(_steps) % _RANGE for _ in range(wanted)]
        if ports == [*range(ports[0], ports[0] + wanted)] and _are_free(ports):
            return ports


def _are_free(ports: list[int]) -> bool:
    try:
        with ExitStack() as stack:
            for port in ports:
                stack.enter_context(socket.socket()).bind(("localhost", port))
    except OSError:
        return False
    return True
