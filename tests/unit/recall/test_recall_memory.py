"""Values that repeat are detected once, and nothing of them is kept: in Python and in C."""

import gc
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, TypeAlias, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.recall.memory import MAX_TEXT, CompiledMemory, Memory, Remembering, new_memory
from redactor.recall.native import NATIVE
from redactor.spans import PartSpan, Span

Make: TypeAlias = Callable[..., Remembering]

NAME: Final = "王小明"
SPANS: Final = (Span(0, 3, "PERSON"),)

both = pytest.mark.parametrize(
    "make",
    [
        Memory,
        pytest.param(
            partial(CompiledMemory, cast("Any", NATIVE)),
            marks=pytest.mark.skipif(NATIVE is None, reason="not compiled here"),
            id="CompiledMemory",
        ),
    ],
)


class Finder:
    """Finds the same in each text, and notes what it was asked."""

    def __init__(self, spans: tuple[Span, ...] = SPANS) -> None:
        """Take what is found."""
        self.spans = spans
        self.asked: list[tuple[str, str]] = []

    def __call__(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Find it."""
        self.asked += zip(texts, hints, strict=True)
        return [self.spans for _ in texts]


def asked_of(
    memory: Remembering, pairs: Sequence[tuple[str, str]], spans: tuple[Span, ...] = SPANS
) -> list[tuple[str, str]]:
    """Ask for texts and hints that say what they are; give those that were not remembered."""
    finder = Finder(spans)
    memory.ask([text for text, _ in pairs], [hint for _, hint in pairs], list, finder)
    return finder.asked


def remembered(memory: Remembering, texts: Sequence[str]) -> list[bool]:
    """Tell for each text whether it was known; all are now."""
    new = asked_of(memory, [(text, "") for text in texts])
    return [(text, "") not in new for text in texts]


def test_it_is_compiled_where_it_can_be() -> None:
    """Who asks for a memory gets the faster one."""
    assert isinstance(new_memory(), Memory if NATIVE is None else CompiledMemory)


@both
def test_what_was_found_is_found_again(make: Make) -> None:
    """The same text in the same field has the same spans; nothing found is remembered too."""
    memory = make()
    assert memory.ask([NAME], ["name"], list, Finder()) == [SPANS]
    assert memory.ask(["无"], ["name"], list, Finder(())) == [()]
    finder = Finder((Span(0, 1, "OTHER"),))
    assert memory.ask(["无", NAME], ["name"] * 2, list, finder) == [(), SPANS]
    assert not finder.asked


@both
def test_nothing_asked_is_nothing_found(make: Make) -> None:
    """A batch without texts asks nobody."""
    finder = Finder()
    assert make().ask([], [], list, finder) == []
    assert not finder.asked


@both
def test_hints_that_say_the_same_are_one(make: Make) -> None:
    """A text is asked for once for what its fields say, with the last of them."""
    finder = Finder()
    memory = make()
    hints = ["a", "b", "a", "c"]
    found = memory.ask(
        [NAME] * 4, hints, lambda told: ["x" if h < "c" else h for h in told], finder
    )
    assert found == [SPANS] * 4
    assert finder.asked == [(NAME, "a"), (NAME, "c")]


@both
def test_what_many_hints_say_is_told_apart(make: Make) -> None:
    """More than are kept: none is taken for another, nor what it says for something else."""
    memory = make()
    hints = [f"field.{number}" for number in range(3_000)]
    finder = Finder()
    for _ in range(2):
        memory.ask([NAME] * len(hints), hints, lambda told: [one[-1:] for one in told], finder)
    assert finder.asked == [(NAME, f"field.299{digit}") for digit in range(10)]


@pytest.mark.skipif(NATIVE is None, reason="not compiled here")
def test_what_a_hint_says_is_asked_once() -> None:
    """It is found again by the key of the hint; if nobody could say it, it is asked for again."""
    assert NATIVE is not None
    memory = CompiledMemory(NATIVE)
    asked: list[str] = []

    def meanings(hints: Sequence[str]) -> list[str]:
        asked.extend(hints)
        return [] if len(asked) == 1 else list(hints)

    with pytest.raises(ValueError, match="what hints say"):
        memory.ask([NAME], ["name"], meanings, Finder())
    for hint in ("name", "名字", "name", "名字"):
        memory.ask([NAME], [hint], meanings, Finder())
    assert asked == ["name", "name", "名字"]


@both
@given(asked=st.lists(st.tuples(st.text(st.characters()), st.text()), unique=True))
def test_text_and_field_together_are_the_key(make: Make, asked: list[tuple[str, str]]) -> None:
    """No two different pairs share a key, however text and field are cut."""
    memory = make()
    assert asked_of(memory, asked) == asked
    assert asked_of(memory, asked) == []


@both
def test_lone_surrogates_have_a_key(make: Make) -> None:
    """Half a character is remembered like any other."""
    memory = make()
    remembered(memory, ["\ud800"])
    assert remembered(memory, ["\ud800", "\udfff"]) == [True, False]


@both
def test_what_failed_leaves_nothing(make: Make) -> None:
    """The texts of a batch that could not be read are asked for again."""

    def fail(texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        assert len(texts) == len(hints) == 1
        raise LookupError

    memory = make()
    with pytest.raises(LookupError):
        memory.ask([NAME], [""], list, fail)
    assert len(memory) == 0
    assert remembered(memory, [NAME]) == [False]


@both
def test_as_many_hints_as_texts(make: Make) -> None:
    """A text without its hint is nobody's."""
    with pytest.raises(ValueError, match=r"hints|argument"):
        make().ask([NAME], [], list, Finder())


@both
def test_nothing_of_a_value_is_kept(make: Make) -> None:
    """No text is reachable from the memory: digests and offsets are all it holds."""
    memory = make()
    memory.ask([NAME + "的电话"], [NAME], lambda told: ["said"] * len(told), Finder())
    seen, ahead = set[int](), list[object]([memory])
    while ahead:
        one = ahead.pop()
        if id(one) not in seen and not isinstance(one, type):
            seen.add(id(one))
            assert not (isinstance(one, str) and NAME in one)
            ahead += gc.get_referents(one)
    assert id(SPANS) in seen  # else nothing was looked at


@both
def test_entries_are_bounded(make: Make) -> None:
    """The oldest are forgotten, those asked for again stay."""
    memory = make(max_entries=20)
    texts = [f"text {n}" for n in range(200)]
    for text in texts:
        remembered(memory, [text])
        assert remembered(memory, [text, texts[0]]) == [True, True]
    assert len(memory) <= 20
    assert not any(remembered(memory, texts[1:150]))


@both
def test_bytes_are_bounded(make: Make) -> None:
    """Findings with many parts leave room for fewer entries."""
    memory = make(max_bytes=100_000)
    long = (Span(0, 99, "ADDRESS", parts=tuple(PartSpan(n, n + 1, "room") for n in range(99))),)
    asked_of(memory, [(f"text {n}", "") for n in range(200)], long)
    assert 0 < len(memory) < 14


@both
def test_long_texts_are_not_remembered(make: Make) -> None:
    """Prose comes once."""
    texts = ["长" * MAX_TEXT, "长" * (MAX_TEXT + 1)]
    memory = make()
    remembered(memory, texts)
    assert remembered(memory, texts) == [True, False]
