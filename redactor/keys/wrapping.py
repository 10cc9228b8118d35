"""Keys that are kept wrapped: what a key service must do for a ring, whichever it is.

Must never be asked on a record's way: a ring is unwrapped once, when a worker starts.
"""

from typing import Protocol


class Wrapping(Protocol):
    """A key service that holds the key which wraps the ring's keys, and never gives that one."""

    def unwrap(self, wrapped: str, kid: str) -> bytes:
        """Give a key of the ring in clear.

        Args:
            wrapped: As the service gave it, and as it stands in the key's file.
            kid: The key's id.

        Returns:
            Whatever the service says; the ring judges its length.

        Raises:
            ConfigError: The service refuses, cannot be reached in time, or answers nonsense; says
                neither what was sent nor what came back.
        """
        ...

    def new(self, kid: str) -> str:
        """Draw a new key of 32 bytes within the service, and give it wrapped.

        Raises:
            ConfigError: As `unwrap`.
        """
        ...
