"""The limits on refused records: in a row, and as a share of a full window."""

import pytest

from redactor.errors import Reason, RefusalLimitError
from redactor.record import Coordinates, Masked, Output, Refused
from redactor.settings import Refusals
from redactor.stream.refusals import RefusalWatch
from redactor.stream.told import Told, told_of


def results(pattern: str) -> Told:
    """Tell of results: `x` is refused, `.` is masked."""
    at = Coordinates("raw", 0, 0)
    masked = Masked(at, 0, (Output("masked", None, None),))
    refused = Refused(at, 0, Reason.INVALID_JSON)
    return told_of([refused if mark == "x" else masked for mark in pattern])


@pytest.mark.parametrize(
    ("batches", "stops", "why"),
    [
        (["xxx"], False, "as many in a row as allowed"),
        (["xxxx"], True, "one more in a row"),
        (["xx", "xx"], True, "a row goes on over batches"),
        (["xxx.xxx."], False, "a masked record ends the row"),
        (["", "xxx", ""], False, "empty batches change nothing"),
    ],
)
def test_a_row_of_refusals_stops_beyond_the_limit(
    batches: list[str], *, stops: bool, why: str
) -> None:
    """More than `max_consecutive` refusals in a row stop the worker."""
    limits = Refusals(max_consecutive=3, max_ratio=1, window_records=100)
    assert trips(limits, batches) is stops, why


@pytest.mark.parametrize(
    ("batches", "stops", "why"),
    [
        (["x.x.x"], False, "the window is not full"),
        (["x.x.x....."], False, "three of ten"),
        (["x.x.x.x..."], False, "four of ten is the limit itself"),
        (["x.x.x.x..x"], True, "five of ten"),
        (["x.x.x.x...", ".x"], False, "the oldest leave the window"),
        (["........x.", "x.x.x.x"], True, "five of the last ten, over two batches"),
    ],
)
def test_a_share_of_refusals_stops_beyond_the_limit(
    batches: list[str], *, stops: bool, why: str
) -> None:
    """More than `max_ratio` of a full window stops the worker."""
    limits = Refusals(max_consecutive=100, max_ratio=0.4, window_records=10)
    assert trips(limits, batches) is stops, why


def test_a_judged_batch_counts_only_when_it_is_adopted() -> None:
    """Judging a batch leaves the watch as it was: an aborted batch is judged again from there."""
    watch = RefusalWatch(Refusals(max_consecutive=3, max_ratio=1, window_records=100))
    for _ in range(5):
        watch.after(results("xx"))
    adopted = watch.after(results("xx"))
    with pytest.raises(RefusalLimitError, match="more than 3 records in a row"):
        adopted.after(results("xx"))


def trips(limits: Refusals, batches: list[str]) -> bool:
    """Tell whether a sequence of batches passes a limit."""
    watch = RefusalWatch(limits)
    try:
        for batch in batches:
            watch = watch.after(results(batch))
    except RefusalLimitError:
        return True
    return False


def test_the_stop_says_where_and_why() -> None:
    """Whoever reads the log finds the partition and the record, and nothing of what it holds."""
    watch = RefusalWatch(Refusals(max_consecutive=1, max_ratio=1, window_records=100))
    with pytest.raises(RefusalLimitError, match=r"the last at raw/0/0 \(invalid_json\)$"):
        watch.after(results("xx"))


@pytest.mark.parametrize(("share", "stops"), [(0.5, False), (0.49, True)])
def test_the_window_moves_with_every_record(share: float, *, stops: bool) -> None:
    """Long after its beginning it still holds the last records, and no others."""
    limits = Refusals(max_consecutive=100, max_ratio=share, window_records=10)
    assert trips(limits, ["xxxxx", "." * 1_000, "x.x.x.x.x"]) is stops
