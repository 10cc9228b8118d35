"""Values that repeat are detected once, and nothing of them is kept."""

import gc

from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.memory import MAX_TEXT, Memory
from redactor.spans import PartSpan, Span

NAME = "王小明"
SPANS = (Span(0, 3, "PERSON"),)


def remembered(memory: Memory, texts: list[str]) -> list[bool]:
    """Tell for each text whether it is known."""
    keys = memory.keys([(text, "") for text in texts])
    return [spans is not None for spans in memory.recall(keys)]


def filled(memory: Memory, texts: list[str], spans: tuple[Span, ...] = SPANS) -> Memory:
    """Remember the same of many texts."""
    keys = memory.keys([(text, "") for text in texts])
    memory.remember([(key, spans) for key in keys])
    return memory


def test_what_was_found_is_found_again() -> None:
    """The same text in the same field has the same spans; nothing found is remembered too."""
    memory = Memory()
    known, empty = memory.keys([(NAME, "name"), ("无", "name")])
    memory.remember([(known, SPANS), (empty, ())])
    again = memory.keys([(NAME, "name"), ("无", "name")])
    assert memory.recall(again) == [SPANS, ()]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()), unique=True))
def test_text_and_field_together_are_the_key(asked: list[tuple[str, str]]) -> None:
    """No two different pairs share a key, however text and field are cut."""
    keys = Memory().keys(asked)
    assert len(set(keys)) == len(asked)


def test_lone_surrogates_have_a_key() -> None:
    """Half a character is remembered like any other."""
    assert remembered(filled(Memory(), ["\ud800"]), ["\ud800", "\udfff"]) == [True, False]


def test_keys_differ_from_process_to_process() -> None:
    """A key is under a random secret: no table of digests of likely names can be made."""
    assert Memory().keys([(NAME, "")]) != Memory().keys([(NAME, "")])


def test_nothing_of_a_value_is_kept() -> None:
    """No text is reachable from the memory: digests and offsets are all it holds."""
    memory = filled(Memory(), [NAME + "的电话"])
    seen, ahead = set[int](), list[object]([memory])
    while ahead:
        one = ahead.pop()
        if id(one) not in seen and not isinstance(one, type):
            seen.add(id(one))
            assert not (isinstance(one, str) and NAME in one)
            ahead += gc.get_referents(one)


def test_entries_are_bounded() -> None:
    """The oldest are forgotten, those asked for again stay."""
    memory = Memory(max_entries=20)
    texts = [f"text {n}" for n in range(200)]
    for text in texts:
        filled(memory, [text])
        assert remembered(memory, [text, texts[0]]) == [True, True]
    assert len(memory) <= 20
    assert not any(remembered(memory, texts[1:150]))


def test_bytes_are_bounded() -> None:
    """Findings with many parts leave room for fewer entries."""
    memory = Memory(max_bytes=100_000)
    long = (Span(0, 99, "ADDRESS", parts=tuple(PartSpan(n, n + 1, "room") for n in range(99))),)
    filled(memory, [f"text {n}" for n in range(200)], long)
    assert len(memory) < 14


def test_long_texts_are_not_remembered() -> None:
    """Prose comes once."""
    texts = ["长" * MAX_TEXT, "长" * (MAX_TEXT + 1)]
    assert remembered(filled(Memory(), texts), texts) == [True, False]
