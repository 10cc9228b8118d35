"""What aiokafka's clients see of a connection that ended an instant ago.

Must never let uvloop's word for it through: uvloop raises a RuntimeError where asyncio would drop
what is written, aiokafka expects an OSError, and each of its background tasks that sends (the
fetcher, the refresh of the metadata) then ends without a word: nothing is read any more.
"""

from collections.abc import Awaitable
from typing import Any

from aiokafka import conn
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import KafkaConnectionError


class Wire(AIOKafkaConnection):  # type: ignore[misc]  # aiokafka is untyped
    """A connection to one broker that says it is broken in aiokafka's own words."""

    def send(self, request: Any, expect_response: bool = True) -> Awaitable[Any]:  # noqa: ANN401, FBT001, FBT002 -- aiokafka's own signature
        """Send a request.

        Raises:
            KafkaConnectionError: There is no connection any more.
        """
        try:
            answer: Awaitable[Any] = super().send(request, expect_response)
        except RuntimeError:
            raise self._broken() from None
        return answer

    def _send_sasl_token(self, payload: bytes, expect_response: bool = True) -> Awaitable[Any]:  # noqa: FBT001, FBT002 -- aiokafka's own signature
        try:
            answer: Awaitable[Any] = super()._send_sasl_token(payload, expect_response)
        except RuntimeError:
            raise self._broken() from None
        return answer

    def _broken(self) -> KafkaConnectionError:
        self.close(reason=conn.CloseReason.CONNECTION_BROKEN)
        return KafkaConnectionError("the transport was closed")


def install() -> None:
    """Use `Wire` for every connection of every aiokafka client of this process. Idempotent."""
    conn.AIOKafkaConnection = Wire
