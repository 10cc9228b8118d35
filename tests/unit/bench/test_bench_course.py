"""Where the clock of a course starts and stops, whatever the machine does meanwhile."""

from collections.abc import Iterator, Sequence

import pytest

from tests.bench.course import UnseenError, marks
from tests.bench.watch import Bed, Watch
from tests.support.kafka_servers import Message

TWO_PARTITIONS = [Message(None, b"", partition=number % 2) for number in range(10)]


def watch(*looks: tuple[int, int]) -> Watch:
    """Look on at two partitions of which these are the counts, one look after the other."""
    left: Iterator[Sequence[int]] = iter(looks)
    last: list[Sequence[int]] = [(0, 0)]

    def each() -> Sequence[int]:
        last[0] = next(left, last[0])
        return last[0]

    return Watch(Bed(each, (), (), seldom=False))


def done(of: Watch, *, steady: bool) -> list[int]:
    """Give the records done at the first record, the clock's start and its stop."""
    return [mark.done for mark in marks(of, TWO_PARTITIONS, steady=steady)]


def test_the_clock_runs_from_a_share_of_the_records_to_the_last() -> None:
    """What came before, the start among it, is not in the figure."""
    assert done(watch((0, 0), (1, 0), (1, 0), (2, 1), (5, 4), (5, 5)), steady=False) == [1, 3, 10]


def test_a_steady_course_stops_with_the_first_empty_partition() -> None:
    """From then on a worker may have nothing to do, and would count as slow."""
    assert done(watch((1, 0), (1, 1), (4, 2), (5, 3), (5, 5)), steady=True) == [1, 2, 8]


@pytest.mark.parametrize("steady", [True, False])
def test_a_course_seen_only_at_its_end_has_no_figure(*, steady: bool) -> None:
    """A look that came late is no measurement: the course is run anew."""
    with pytest.raises(UnseenError):
        done(watch((0, 0), (5, 4), (5, 5)), steady=steady)
