"""What one sees of the demo: both sides of a record, and only true claims."""

import io
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.text import Text

from redactor.demo.closing import Outcome, attach_hint, summary
from redactor.demo.compare import MASKED_STYLE, RAW_STYLE, Pair, side_by_side
from redactor.demo.manifest import Kind
from redactor.demo.proof import Check, Proof
from redactor.demo.view import PlainView, State, view_for
from redactor.demo.workplace import Workplace
from redactor.record import Coordinates, Record

AT = Coordinates("t", 0, 0)
PAIR = Pair(
    "order_placed",
    Record(AT, 0, b"SF1", '{"name":"萧疏桐","print":"{\\"a\\":1}"}'.encode()),
    Record(AT, 0, b"SF1", '{"name":"萧**","print":"{\\"a\\":1}"}'.encode()),
)


def paper(*, terminal: bool = False) -> Console:
    """Give a console whose output can be read."""
    return Console(file=io.StringIO(), width=120, force_terminal=terminal, color_system=None)


def written(console: Console) -> str:
    """Read what was printed."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_both_sides_stand_value_by_value_and_changes_come_first() -> None:
    """Only what changed is coloured, and JSON inside a string is unfolded."""
    rows = side_by_side(PAIR)
    assert [(row.label, row.before.plain, row.after.plain) for row in rows] == [
        ("name", "萧疏桐", "萧**"),
        ("key", "SF1", "SF1"),
        ("print.a", "1", "1"),
    ]
    assert _coloured(rows[0].before, RAW_STYLE) == {"疏桐"}
    assert _coloured(rows[0].after, MASKED_STYLE) == {"**"}
    assert not _coloured(rows[1].before, RAW_STYLE)


def _coloured(text: Text, style: str) -> set[str]:
    return {text.plain[span.start : span.end] for span in text.spans if span.style == style}


def test_a_tombstone_is_shown_as_one() -> None:
    """Null values have no fields, but a key."""
    erased = Pair("order_erased", Record(AT, 0, b"SF1", None), Record(AT, 0, b"SF1", None))
    assert [row.label for row in side_by_side(erased)] == ["key", "value"]
    assert side_by_side(erased)[-1].after.plain == "(tombstone)"


def test_a_plain_view_prints_every_event_type_once() -> None:
    """A log is not flooded, and shows raw above masked."""
    console = paper()
    with PlainView(console) as view:
        for _ in range(3):
            view.show(State(total=10, pair=PAIR))
    assert written(console).count("order_placed") == 1
    assert written(console).index("萧疏桐") < written(console).index("萧**")


def test_a_live_view_draws_panes_and_counts() -> None:
    """A terminal gets both panes, the counts and the entities."""
    console = paper(terminal=True)
    state = State(total=10, sent=9, masked=7, quarantined=1, elapsed_s=2.0, pair=PAIR)
    state.entities = Counter(PERSON=5)
    with view_for(console) as view:
        view.show(state)
    text = written(console)
    assert "order placed" in text
    assert "萧疏桐" in text
    assert "PERSON" in text
    assert "7 masked" in text


def _outcome(*, holds: bool) -> Outcome:
    checks = (Check("0 seeded values found in the masked topic", holds),)
    leaked = Counter({} if holds else {Kind.NAME: 2})
    return Outcome(State(total=10, sent=10, masked=9, quarantined=1), Proof(checks, leaked))


def test_the_summary_says_that_the_claims_hold() -> None:
    """Figures and claims stand in the closing panel."""
    console = paper()
    summary(_outcome(holds=True), console)
    assert "✓ 0 seeded values found in the masked topic" in written(console)
    assert "every claim holds" in written(console)


def test_the_summary_says_what_does_not_hold() -> None:
    """A failed claim is marked, and what leaked is counted by kind."""
    console = paper()
    summary(_outcome(holds=False), console)
    assert "✗ 0 seeded values" in written(console)
    assert "leaked: 2 x name" in written(console)
    assert "every claim holds" not in written(console)


def test_the_hint_names_broker_and_topics() -> None:
    """One line can be copied to attach a consumer."""
    console = paper()
    attach_hint("127.0.0.1:9092", Workplace(Path("c.yaml"), Path("l"), 6066), console)
    assert "kcat -C -b 127.0.0.1:9092 -t masked.parcels" in written(console)
