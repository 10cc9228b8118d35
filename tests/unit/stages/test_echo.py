"""A name that is known from one field is masked in all others of the record."""

import sys
from collections.abc import Callable

import pytest

from redactor.document import Document
from redactor.envelope import Envelope
from redactor.schema import Schema
from redactor.spans import Span
from redactor.stages.echo import _MAX_NAMES, _by_head, _places, echo

PLACE = Schema(()).top


def echoed(texts: list[str], found: dict[int, list[Span]]) -> list[list[tuple[int, int]]]:
    """Give the spans of every text after the echo."""
    holder = Document([None], is_json=True)
    envelope = Envelope(holder, None, ())
    for text in texts:
        envelope.take(holder.root, 0, text, PLACE)
    envelope.spans = [tuple(found.get(n, ())) for n in range(len(texts))]
    echo(envelope)
    return [[(s.start, s.end) for s in spans] for spans in envelope.spans]


@pytest.mark.parametrize(
    ("name", "text", "spans", "why"),
    [
        ("林天佑", "签收人林天佑", [(3, 6)], "behind a word"),
        ("林天佑", "林天佑林天佑", [(0, 3), (3, 6)], "twice"),
        ("林岚", "我是林岚，请放门口", [(2, 4)], "two characters at the end of a clause"),
        ("高峰", "高峰期请稍等", [], "two characters that begin a longer word"),
        ("欧阳天佑", "客户欧阳天佑来电", [(2, 6)], "a compound surname"),
        ("林先生", "转给林先生", [], "a title is no name: others are called so too"),
        ("Lin", "Lin said so", [], "Latin letters are too common"),
    ],
)
def test_names_are_masked_wherever_they_stand_again(
    name: str, text: str, spans: list[tuple[int, int]], why: str
) -> None:
    """The evidence of one field serves the whole record."""
    found = {0: [Span(0, len(name), "PERSON")]}
    assert echoed([name, text], found)[1] == spans, why


def test_what_was_found_stays() -> None:
    """A text's own findings are neither moved nor overlapped."""
    found = {0: [Span(0, 3, "PERSON")], 1: [Span(1, 4, "ADDRESS"), Span(8, 9, "QQ")]}
    assert echoed(["林天佑", "x林天佑y林天佑z"], found)[1] == [(1, 4), (5, 8), (8, 9)]


def test_thousands_of_mentions_are_one_pass() -> None:
    """A text of nothing but names keeps all its findings and gets all its echoes, in order."""
    found = {
        0: [Span(0, 3, "PERSON")],
        1: [Span(at, at + 3, "PERSON") for at in range(0, 60_000, 8)],
    }
    spans = echoed(["林天佑", "林天佑，" * 20_000], found)[1]
    assert spans == [(at, at + 3) for at in range(0, 80_000, 4)]


class Counted(frozenset[str]):
    """Names that count how often they are asked for."""

    asked = 0

    def __contains__(self, name: object) -> bool:
        """Count, and say so."""
        Counted.asked += 1
        return super().__contains__(name)


def test_more_names_are_not_more_work_a_character() -> None:
    """A look at a character is a look for each length of a name at most: names have two to six."""
    names = Counted("林" * length + chr(0x4E00 + n) for n in range(_MAX_NAMES) for length in (1, 4))
    text = "林" * 1_000
    assert list(_places(text, names, _by_head(names))) == []
    assert Counted.asked <= 2 * len(text)


def test_many_names_are_looked_for_as_few_are() -> None:
    """A longer one before a shorter, the shorter where no Han character follows, and none twice."""
    names = ["林天佑", "林天", *(f"林{chr(0x4E00 + n)}佑" for n in range(100))]
    text = "转林天佑，林天。林天佑林天"
    for some in (names, names[:2]):
        found = {n: [Span(0, len(name), "PERSON")] for n, name in enumerate(some)}
        assert echoed([*some, text], found)[-1] == [(1, 4), (5, 7), (8, 11), (11, 13)]


def test_many_short_texts_are_looked_through_as_one() -> None:
    """An array of waybills has a text for each column of each: none costs a look for each name."""
    names = [f"{chr(0x4E00 + n)}天佑" for n in range(_MAX_NAMES)]
    found = {n: [Span(0, 3, "PERSON")] for n in range(len(names))}
    texts = [*names, *["已签收"] * 1_000]
    assert calls(lambda: echoed(texts, found)) < 20 * len(texts)


@pytest.mark.parametrize(
    ("names", "text", "spans", "why"),
    [
        (
            ["林天佑", "林天佑安"],
            "转林天佑安",
            [(1, 5)],
            "the longest that begins there",
        ),
        (["林天佑", "林天佑安"], "转林天佑", [(1, 4)], "the text ends within the longer one"),
        (["林天佑", "佑林岚"], "林天佑林岚", [(0, 3)], "what begins first; none overlaps another"),
    ],
)
@pytest.mark.parametrize("others", [0, 100])
def test_names_that_share_characters(
    names: list[str], text: str, spans: list[tuple[int, int]], why: str, others: int
) -> None:
    """Each character is one name's, however many names a record has."""
    every = [*names, *(f"王{chr(0x4E00 + n)}佑" for n in range(others))]
    found = {n: [Span(0, len(name), "PERSON")] for n, name in enumerate(every)}
    assert echoed([*every, text], found)[-1] == spans, why


@pytest.mark.parametrize("others", [0, 100])
def test_a_text_is_read_by_itself(others: int) -> None:
    """What stands in the next one neither ends a name nor follows it; empty ones are none."""
    names = ["林天佑", "高峰", *(f"王{chr(0x4E00 + n)}佑" for n in range(others))]
    found = {n: [Span(0, len(name), "PERSON")] for n, name in enumerate(names)}
    texts = ["", "转林天", "佑", "", "高峰", "期", "林天佑", ""]
    nothing: list[tuple[int, int]] = []
    spans = [nothing, nothing, nothing, nothing, [(0, 2)], nothing, [(0, 3)], nothing]
    assert echoed([*names, *texts], found)[len(names) :] == spans


def calls(work: Callable[[], object]) -> int:
    """Count what is called while something is done."""
    events: list[str] = []
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, _arg: events.append(event))
    try:
        work()
    finally:
        sys.setprofile(before)
    return events.count("call") + events.count("c_call")


def test_names_beyond_the_limit_are_those_that_come_last() -> None:
    """Which names have an echo follows from the record, not from the run."""
    names = [f"林{chr(0x4E00 + n)}佑" for n in range(_MAX_NAMES + 1)]
    found = {n: [Span(0, 3, "PERSON")] for n in range(len(names))}
    spans = echoed([*names, "".join(f"{name}。" for name in names)], found)[-1]
    assert spans == [(4 * n, 4 * n + 3) for n in range(_MAX_NAMES)]


def test_masked_names_have_no_echo() -> None:
    """What arrived masked is no name to look for."""
    assert echoed(["林天佑", "林天佑"], {0: [Span(0, 3, "PERSON", masked=True)]})[1] == []


def test_other_entities_have_no_echo() -> None:
    """A road or a code may stand in a text for its own sake."""
    assert echoed(["泉城路", "泉城路"], {0: [Span(0, 3, "ADDRESS")]})[1] == []
