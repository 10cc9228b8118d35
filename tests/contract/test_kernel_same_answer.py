"""The compiled kernel and numpy's arrays give the same answer, to the last digit."""

import random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.native import KERNEL, kernel_name
from recognizers.sequence.compiled import CompiledEngine
from recognizers.sequence.engine import ArrayEngine, Model
from recognizers.sequence.tagger import shipped_model
from tests.support.waybill_lines import development_lines, lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

# What the kernel treats each in its own way: digits, letters, hyphens, country codes, places,
# surnames, particles, gaps, line breaks, half a character, a character beyond the basic plane.
ALPHABET = "王小明山东省市区县路号室栋13800086-－ aZbQ,，:\x00\n\ud800😀张欧阳的在*★〇"
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(st.sampled_from(ALPHABET), max_size=600),
    st.text(st.characters(codec=None), max_size=40),
)


@pytest.fixture(scope="module")
def model() -> Model:
    """The shipped model."""
    return shipped_model()


@pytest.fixture(scope="module")
def arrays(model: Model) -> ArrayEngine:
    """The way without a compiler."""
    return ArrayEngine(model)


@pytest.fixture(scope="module")
def compiled(model: Model) -> CompiledEngine:
    """The way with one."""
    assert isinstance(KERNEL, ModuleType)
    return CompiledEngine(KERNEL, model)


def test_same_answer_on_generated_lines(arrays: ArrayEngine, compiled: CompiledEngine) -> None:
    """Offsets, groups and certainty agree, in batches and alone."""
    texts = list(lines(1_500))
    expected = arrays.read(texts)
    assert compiled.read(texts) == expected
    assert [compiled.read([text])[0] for text in texts] == expected


def test_same_answer_on_the_development_data(arrays: ArrayEngine, compiled: CompiledEngine) -> None:
    """The same on real lines; a difference is reported by its place, not by its text."""
    texts = development_lines(every=2)
    if not texts:
        pytest.skip("no development data: set REDACTOR_DEV_DATA to its folder to run this")
    pairs = zip(arrays.read(texts), compiled.read(texts), strict=True)
    assert [number for number, (one, other) in enumerate(pairs) if one != other] == []


@given(st.lists(TEXTS, max_size=6))
def test_same_answer_on_any_text(
    arrays: ArrayEngine, compiled: CompiledEngine, texts: list[str]
) -> None:
    """Whatever a text holds, empty ones and lone surrogates included."""
    assert compiled.read(texts) == arrays.read(texts)


@pytest.mark.parametrize("length", [255, 256, 257, 319, 320, 321, 448, 449, 5_000])
def test_same_answer_where_windows_meet(
    arrays: ArrayEngine, compiled: CompiledEngine, length: int
) -> None:
    """A long text is cut at the same places."""
    drawn = random.Random(length)
    text = "".join(drawn.choice(ALPHABET) for _ in range(length))
    assert compiled.read([text]) == arrays.read([text])


@given(st.text(st.sampled_from(ALPHABET + "济南快递北京"), max_size=9))
def test_same_words(arrays: ArrayEngine, compiled: CompiledEngine, text: str) -> None:
    """The dictionary is asked in the same way."""
    assert compiled.is_word(text) == arrays.is_word(text)


def test_words_are_found_at_all(compiled: CompiledEngine) -> None:
    """A place is a word, a made-up run of characters is none."""
    assert compiled.is_word("山东省")
    assert not compiled.is_word("省东山")


@pytest.mark.parametrize("texts", [[1], [b"x"], [None], ("x",), "x"])
def test_what_is_no_list_of_texts_is_refused(model: Model, texts: object) -> None:
    """A wrong type is an error, not a crash."""
    assert KERNEL is not None
    engine = CompiledEngine(KERNEL, model)
    with pytest.raises(TypeError):
        KERNEL.tag(engine.tables, engine.maker, texts)


def test_tables_that_do_not_fit_are_refused() -> None:
    """A table too short for its number is an error, not a read beyond it."""
    assert KERNEL is not None
    numbers = (20, 22, 11, 10, 17, 5, 20, 4, 128)
    short = (bytes(8),) * 5
    with pytest.raises(ValueError, match="size of a table"):
        KERNEL.build(short, numbers, (((0, 0, 1),),), (0,) * 80, bytes(8), bytes(8))


@pytest.mark.parametrize(
    ("place", "other"),
    [(0, int), (0, 1), (1, ("",)), (2, None), (3, bytes(8)), (4, (0.5, 0.6, 0.7))],
)
def test_makings_that_do_not_fit_are_refused(place: int, other: object) -> None:
    """A type that is no tuple, and steps without a score for each, are errors."""
    assert KERNEL is not None
    given: list[object] = [tuple, ("", "a", "b"), "rule", bytes(0), (0.5,)]
    KERNEL.maker(*given)
    given[place] = other
    with pytest.raises((ValueError, TypeError)):
        KERNEL.maker(*given)


def test_its_name_is_told() -> None:
    """What is at work can be told from outside."""
    assert kernel_name() == "compiled"
