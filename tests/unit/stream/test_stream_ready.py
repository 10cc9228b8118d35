"""A message set written elsewhere is, byte for byte, what aiokafka would have written."""

import random

import pytest
from aiokafka.producer.message_accumulator import BatchBuilder

from redactor.isolation.native import NATIVE
from redactor.isolation.packed import SET_BYTES, Packed, rows_of
from redactor.record import Masked, Record
from redactor.stream.ready import ReadySet
from tests.support.sets_hammer import drawn_results

pytestmark = pytest.mark.skipif(NATIVE is None, reason="no C compiler when this was installed")


@pytest.mark.parametrize("atomic", [True, False])
def test_the_bytes_are_aiokafkas(*, atomic: bool) -> None:
    """Of any keys, values and headers, with a producer's state and without; a set is as full."""
    drawn = random.Random(atomic)
    for number in range(40):
        results = drawn_results(drawn, drawn.randrange(1, 150))
        records = [Record(one.at, one.timestamp_ms, None, None) for one in results]
        rows = rows_of(results)
        assert rows is not None
        left = [one for one in results if isinstance(one, Masked)]
        for one in Packed(records, rows).sets:
            builder, ready = filled(left, atomic=atomic), ReadySet(one, atomic=atomic)
            if number % 2:
                for either in (builder, ready):
                    either._set_producer_state(7, 3, 11)  # noqa: SLF001 -- as aiokafka's sender
            told = [(each.record_count(), each.size()) for each in (builder, ready)]
            assert told[0] == told[1]
            assert bytes(ready._build()) == bytes(builder._build())  # noqa: SLF001 -- see above
        assert not left


def filled(left: list[Masked], *, atomic: bool) -> BatchBuilder:
    """Have aiokafka take as many as one of its sets holds off the list."""
    builder = BatchBuilder(SET_BYTES, 0, is_transactional=int(atomic))
    while left:
        (output,) = left[0].outputs
        added = builder.append(
            timestamp=left[0].timestamp_ms,
            key=output.masked_key,
            value=output.masked_value,
            headers=list(output.masked_headers),
        )
        if added is None:
            break
        del left[0]
    builder.close()
    return builder


def test_an_attempt_sends_what_the_one_before_sent() -> None:
    """The sequence numbers stay, or the broker could not tell a record sent twice."""
    results = drawn_results(random.Random(1), 20)
    records = [Record(one.at, one.timestamp_ms, None, None) for one in results]
    rows = rows_of(results)
    assert rows is not None
    ready = ReadySet(Packed(records, rows).sets[0], atomic=True)
    ready._set_producer_state(7, 3, 11)  # noqa: SLF001 -- as aiokafka's sender does
    first = bytes(ready._build())  # noqa: SLF001 -- see above
    ready.close()
    assert ready.closed()
    assert bytes(ready._build()) == first  # noqa: SLF001 -- see above
