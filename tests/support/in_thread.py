"""The pipeline in a thread of the test's own process, where its parts may be fakes.

Must keep the promises of `stream.port.Redactor`; what only a process can do is tested elsewhere.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from redactor.isolation.packed import Packed, rows_of
from redactor.pipeline import Pipeline
from redactor.record import Record, Result
from redactor.stream.port import Redactor


class InThread(Redactor):
    """Redacts in one thread."""

    def __init__(self) -> None:
        """Start no thread yet."""
        self._executor = ThreadPoolExecutor(max_workers=1)

    async def open(self) -> None:
        """See `Redactor.open`."""

    async def redact(self, pipeline: Pipeline, records: Sequence[Record]) -> Sequence[Result]:
        """See `Redactor.redact`."""
        return await self._redacted(pipeline, records)

    async def _redacted(self, pipeline: Pipeline, records: Sequence[Record]) -> Sequence[Result]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, pipeline.redact, list(records))

    async def close(self) -> None:
        """See `Redactor.close`."""
        self.end()

    def end(self) -> None:
        """End the thread."""
        self._executor.shutdown(wait=False, cancel_futures=True)


class InThreadPacked(InThread):
    """Gives results as a process of its own does: as message sets, where they can be written."""

    async def redact(self, pipeline: Pipeline, records: Sequence[Record]) -> Sequence[Result]:
        """See `Redactor.redact`."""
        results = await self._redacted(pipeline, records)
        rows = rows_of(results)
        return results if rows is None else Packed(records, rows)
