"""The kernel's one pass and the patterns give every text the same shape, to the bit."""

import random
from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.contact.mobile import MobileRecognizer
from recognizers.figures import FIGURE
from recognizers.finding import Finding
from recognizers.letters import FORMS
from recognizers.lexicon import Lexicon
from recognizers.native import KERNEL
from recognizers.normalize import fold
from recognizers.places import STARTS, mobiles, starts_of, written_mobiles, written_starts
from recognizers.scanner import MAY_FOLD, scanner, shapes_of, tables
from recognizers.shape import Shape
from recognizers.written import PATTERNS, WORDS, written_shape
from tests.support.pattern_strings import matching
from tests.support.waybill_lines import development_lines, lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

WRITTEN = (
    "00112345678999  --—/.,，:：;()（）[]【】<>+*#^_%%%&\\\\=@|~·•atu{}"
    "AaBDEGHJKMNSTUWXxZzfu王李为是叫收件人电话单证码号使度°京A港澳一二三\n\t\ud800😀İſK"
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(st.sampled_from(WRITTEN), max_size=80),
    st.text(st.sampled_from("0123456789 -./"), max_size=60),
    st.text(st.sampled_from("0123456789ABCDEFabcdef:+/_=-"), max_size=60),
)


def names(shape: int) -> list[str]:
    """The names of a shape's bits."""
    return [str(one.name) for one in Shape if shape & one]


def differences(texts: list[str]) -> list[tuple[str, list[str], list[str]]]:
    """Texts that both ways see differently, and how."""
    pairs = zip(texts, shapes_of(texts), map(written_shape, texts), strict=True)
    return [
        (text, names(compiled & ~written), names(written & ~compiled))
        for text, compiled, written in pairs
        if compiled & ~MAY_FOLD != written
    ]


def test_same_shape_on_generated_lines() -> None:
    """Lines full of values, captions and things that are no values."""
    assert differences([fold(line).text for line in lines(3_000, seed=17)]) == []


@pytest.mark.parametrize("shape", PATTERNS, ids=lambda one: one.name)
def test_same_shape_on_what_the_patterns_match(shape: Shape) -> None:
    """Strings drawn from a shape's own pattern, alone and among others."""
    source = random.Random(str(shape.name))
    drawn = matching(PATTERNS[shape], source, 600)
    assert any(written_shape(text) & shape for text in drawn)
    glued = ["".join(source.choices(drawn, k=2)) for _ in drawn]
    assert differences([*drawn, *glued]) == []


def of_kernel(text: str) -> list[tuple[int, int, int]]:
    """What the kernel says itself."""
    assert KERNEL is not None
    found: list[tuple[int, int, int]] = KERNEL.mobiles(scanner(), text)
    return found


def unlike(texts: list[str]) -> list[str]:
    """Texts in which the kernel and the patterns see numbers begin at other places."""
    return [
        text
        for text in texts
        if list(mobiles(text)) != list(written_mobiles(text))
        or any(starts_of(shape)(text) != written_starts(shape)(text) for shape in STARTS)
    ]


@pytest.mark.parametrize("shape", [*STARTS, Shape.MOBILE], ids=lambda one: one.name)
def test_same_places_on_what_the_patterns_match(shape: Shape) -> None:
    """Numbers begin at the same places with the kernel and without, whatever stands around."""
    source = random.Random(str(shape.name))
    drawn = matching(PATTERNS[shape], source, 400)
    assert any(written_shape(text) & shape for text in drawn)
    around = ("", "王", "12", "+86 ", "（", "A", ".", "，", "转12", " 元", "电话0086-")
    texts = ["".join(source.choices((*around, *drawn), k=3)) + text for text in drawn]
    assert unlike([*drawn, *texts]) == []


def test_same_places_in_a_long_text() -> None:
    """A text so long that it is asked for in pieces has the same places, also at their edges."""
    text = "".join(lines(4_000, seed=19))
    edge = "".join(f"{at:02}13800138000，+86 138-0013-8000转12" for at in range(60))
    for begin in (65_200, 130_600):
        text = text[:begin] + edge + text[begin:]
    for shift in range(0, 40, 7):
        shifted = "王" * shift + text
        assert list(mobiles(shifted)) == of_kernel(shifted) == list(written_mobiles(shifted))


@pytest.mark.parametrize("size", [3_000, 3_090, 20_000, 100_000])
def test_same_shape_of_long_runs(size: int) -> None:
    """A run of any length is decoded: texts in four encodings, and bytes that are none."""
    source = random.Random(size)
    plain = "".join(source.choices("备注放门口ab ", k=size // 3))
    texts_of = [plain.encode(one) for one in ("utf-8", "gbk", "utf-16-le", "utf-16-be")]
    of_numbers = [b"a" * size + b"13800138000" + end for end in (b"", b"\n")]
    of_none = [b"a" * size, plain.encode() + b"\0", b"\xff" * size, source.randbytes(size)]
    inside = [*texts_of, *of_numbers, *of_none]
    runs = [b64encode(raw).decode().rstrip("=") for raw in inside]
    texts = [f"数据：{run}，完" for run in (*runs, "abcdefgh" * (size // 8))]
    assert differences(texts) == []
    hiding = [bool(shape & Shape.ENCODED.value) for shape in shapes_of(texts)]
    assert hiding == [True] * 6 + [False] * 5


def test_same_places_on_generated_lines() -> None:
    """The same on lines full of values and captions."""
    assert unlike([fold(line).text for line in lines(1_500, seed=18)]) == []


@settings(max_examples=800)
@given(TEXTS)
def test_same_places_of_any_text(text: str) -> None:
    """Whatever a text holds."""
    assert unlike([text]) == []


ALONE = MobileRecognizer()
# Beside a number: what belongs to it, what denies it, what another number begins or ends with.
BESIDE = (
    *(
        "",
        "",
        " ",
        "，",
        ".",
        "-",
        "转",
        "转12",
        "-8011",
        "-80112233",
        "转9610，",
        "ext12",
        ",,12",
        "元",
        " 元",
    ),
    *(
        "+86",
        "+86 ",
        "(+86)",
        "(+86 ",
        "（+86-",
        "+86---",
        "+86----",
        "86 ",
        "0086-",
        "0",
        "(",
        "王",
        "A",
        "￥",
    ),
    *(
        "1",
        "12",
        "138",
        "13 ",
        "1380013 ",
        "138-0013-8000",
        "13800138000",
        "139 0013-8000",
        " 013",
        "3号楼",
    ),
)


def looked_at() -> MobileRecognizer:
    """A recognizer that looks at each number, as it does without the kernel."""
    one = MobileRecognizer()
    one._alone = lambda text: ([], written_mobiles(text))  # noqa: SLF001  # as without the kernel
    return one


def found_otherwise(texts: list[str]) -> list[str]:
    """Texts in which numbers that stand alone are found otherwise than by looking at each."""
    other = looked_at()
    return [text for text in texts if sorted(ALONE.find(text)) != sorted(other.find(text))]


def test_same_numbers_alone() -> None:
    """The kernel finds numbers that stand alone as looking at each one finds them."""
    source = random.Random("alone")
    drawn = matching(PATTERNS[Shape.MOBILE], source, 300)
    for _ in range(1_500):
        digits = f"1{source.randint(3_000_000_000, 9_999_999_999)}"
        sign = source.choice("- .—,x")
        drawn += [
            digits,
            f"{digits[:3]}{sign}{digits[3:7]}{source.choice((sign, '-'))}{digits[7:]}",
        ]
    texts = [f"{a}{one}{b}" for one in drawn for a, b in [source.choices(BESIDE, k=2)]]
    rows = ["".join(source.choices(texts, k=source.randint(2, 3))) for _ in texts]
    assert sum(not list(ALONE._alone(text)[1]) for text in texts) > len(texts) / 4  # noqa: SLF001
    assert found_otherwise([*drawn, *texts, *rows]) == []
    assert found_otherwise([fold(line).text for line in lines(1_500, seed=29)]) == []


@settings(max_examples=800)
@given(st.lists(st.sampled_from((*BESIDE, *"0123456789")), max_size=30).map("".join))
def test_same_numbers_alone_in_any_text(text: str) -> None:
    """Whatever a text holds."""
    assert found_otherwise([text]) == []


@pytest.mark.parametrize("given", [(b"", 8), (bytes(1_000), 7), (bytes(999), 8)])
def test_segments_and_findings_that_do_not_fit_are_refused(given: tuple[bytes, int]) -> None:
    """A table too short, or a tuple that is no finding, is an error."""
    assert KERNEL is not None
    segments, size = given
    with pytest.raises(ValueError, match="segments or findings"):
        KERNEL.alone(scanner(), segments, (0,) * size, Finding(0, 1, "", 1.0, ""), "13800138000")


def test_same_shape_of_every_word() -> None:
    """Each word, in capitals too, with and without a surname beside it."""
    words = [cue.word for known in WORDS.values() for cue in known]
    around = (
        *("{}", "m\u017f{}", "王{}", "{}王", "{}： 王", "{}为王", "a{}1", "{}"),
        *("{}s", "{}s3", "{}sy", "{}sY", "{}no", "{}no.3", "{}noR", "{}nor", "{}x", "{}X"),
    )
    texts = [form.format(word) for word in words for form in around]
    assert differences([*texts, *map(str.upper, texts)]) == []


def test_same_shape_on_the_development_data() -> None:
    """The same on real lines; a difference is reported by its bits, not by its text."""
    texts = [fold(text).text for text in development_lines(every=2)]
    if not texts:
        pytest.skip("no development data: set REDACTOR_DEV_DATA to its folder to run this")
    assert [bits for _, *bits in differences(texts)] == []


@settings(max_examples=1_500)
@given(st.lists(TEXTS, max_size=6))
def test_same_shape_of_any_text(texts: list[str]) -> None:
    """Whatever a text holds, empty ones and lone surrogates included."""
    assert differences(texts) == []


@settings(max_examples=800)
@given(TEXTS)
def test_what_folding_changes_is_seen(text: str) -> None:
    """No text that folding changes passes for one that it does not."""
    assert shapes_of([text])[0] & MAY_FOLD or fold(text).text == text


def mostly_digits(text: str, source: random.Random) -> str:
    """The text with most of its letters behind the first made digits."""
    rest = (
        c if source.random() < 0.25 or c in "- " else source.choice("0123456789") for c in text[1:]
    )
    return text[:1] + "".join(rest)


def test_letters_that_are_folded_are_seen() -> None:
    """So it is where letters stand for the digits of a number, whatever stands around."""
    source = random.Random(86)
    around = ("", "", "王", "+86", "86", "86-", "86 ", "A", "1", "|", "，")
    forms = [pattern.pattern for pattern, _ in FORMS]
    drawn = [
        mostly_digits(text, source) for form in forms for text in matching(form, source, 2_000)
    ]
    texts = [source.choice(around) + text + source.choice(around) for text in drawn]
    changed = [text for text in texts if fold(text).text != text]
    assert len(changed) > len(forms) * 20
    assert [text for text in changed if not shapes_of([text])[0] & MAY_FOLD] == []


@pytest.mark.parametrize("texts", [[1], [b"x"], [None]])
def test_what_is_no_text_is_refused(texts: list[str]) -> None:
    """A wrong type is an error, not a crash."""
    with pytest.raises(TypeError):
        shapes_of(texts)


def test_tables_that_do_not_fit_are_refused() -> None:
    """A table too short, an odd digit, a head without words and a word too long are errors."""
    assert KERNEL is not None
    classes, heads, areas = tables()[0].tobytes(), bytes(65_536), bytes(1_100)
    zero = 4 * ord("0")
    for given_tables in (
        (bytes(4 * 65_536), heads, areas, ()),
        (classes[:zero] + b"\xff" * 4 + classes[zero + 4 :], heads, areas, ()),
        (bytes(8), heads, areas, ()),
        (classes, bytes(8), areas, ()),
        (classes, heads, bytes(8), ()),
        (classes, b"\x01" * 65_536, areas, ()),
        (classes, heads, areas, ((("x" * 9, 30, 0),),)),
        (classes, heads, areas, ((("x", 70, 0),),)),
        (classes, heads, areas, ((("x", 30, 5),),)),
    ):
        with pytest.raises(ValueError, match=r"a table|a class|a head|a word"):
            KERNEL.scanner(*given_tables)


def test_surnames_are_all_known() -> None:
    """A name in a title's shadow is seen whatever its surname is."""
    words = Lexicon.load()
    texts = [name + "先生" for name in (*words.common, *words.rare, *words.compound)]
    assert all(shape & Shape.TITLE_WORD for shape in shapes_of(texts))


def test_figures_that_are_folded_are_seen() -> None:
    """So it is with numbers that programs print as figures, whatever stands around."""
    source = random.Random(10)
    around = ("", "", "王", "+", "A", "1", ",", ".0", "，", "-")
    drawn = matching(FIGURE, source, 4_000)
    texts = [source.choice(around) + text + source.choice(around) for text in drawn]
    changed = [text for text in texts if fold(text).text != text]
    assert len(changed) > len(texts) // 8
    assert [text for text in changed if not shapes_of([text])[0] & MAY_FOLD] == []
