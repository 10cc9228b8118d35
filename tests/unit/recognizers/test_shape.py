"""What a text certainly does not hold is seen before a recognizer is asked."""

import random
from itertools import product

import pytest

from recognizers.analyzer import Analyzer
from recognizers.contact.glued import GluedMobileRecognizer
from recognizers.contact.numbering import SEGMENTS
from recognizers.identity.resident_id import PROVINCES, ResidentIdRecognizer
from recognizers.lexicon import Lexicon
from recognizers.places import starts_of
from recognizers.scanner import shapes_of
from recognizers.shape import Shape
from tests.support.hints import HINTS
from tests.support.waybill_lines import lines


def moments(count: int) -> list[str]:
    """Moments of all years, with and without fraction and zone; some have impossible years."""
    drawn = random.Random(5)
    made = []
    for _ in range(count):
        day = ["{:04}-{:02}-{:02}".format(*map(drawn.randint, (1, 1, 1), (9999, 12, 31)))]
        time = ["{:02}:{:02}:{:02}".format(*map(drawn.randint, (0, 0, 0), (23, 59, 59)))]
        fraction = f".{drawn.randrange(10**6):06}"[: drawn.choice((0, 2, 4, 7))]
        zone = drawn.choice(("", "Z", "+08:00", "+0800", "-05:30"))
        made.append(drawn.choice(("T", " ")).join(day + time) + fraction + zone)
    return made


def test_a_moment_has_no_shape() -> None:
    """The most frequent field of an event costs one look."""
    assert set(shapes_of(moments(500))) == {0}


def test_no_recognizer_finds_anything_in_a_moment() -> None:
    """Asked in spite of it, whatever the field is called, none finds anything."""
    analyzer = Analyzer.default()
    analyzer.ask_all()
    texts = moments(4_000)
    hints = [HINTS[at % len(HINTS)] for at in range(len(texts))]
    assert {finding for found in analyzer.analyze_batch(texts, hints) for finding in found} == set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-16T06:12:00+08:00 13800138000", "a number behind it"),
        ("2026-03-16T06:12:00.13800138000", "a fraction longer than microseconds"),
        ("13800138000-03-16T06:12:00", "a year longer than four digits"),
        ("2026-13-16T06:12:00", "a thirteenth month"),
    ],
)
def test_what_is_more_than_a_moment_has_a_shape(text: str, why: str) -> None:
    """Anything beside a moment, or one that is none, is looked at."""
    assert shapes_of([text])[0] & Shape.DIGIT, why


def test_gates_and_shapes_leave_nothing_out() -> None:
    """Asked about everything, no recognizer finds more, whatever the field is called."""
    analyzer, ungated = Analyzer.default(), Analyzer.default()
    ungated.ask_all()
    texts = [*lines(1_500, seed=9), *("王小明", " 欧阳静 ", "收件人任启明知情", "1064812345678")]
    hints = [HINTS[at % len(HINTS)] for at in range(len(texts))]
    assert analyzer.analyze_batch(texts, hints) == ungated.analyze_batch(texts, hints)


def test_surnames_are_within_the_gate() -> None:
    """The gate of names takes every character that a surname is written with."""
    words = Lexicon.load()
    surnames = "".join((*words.common, *words.rare, *words.compound))
    assert all("\u3400" <= character <= "\u9fff" for character in surnames)


def test_areas_of_identities_are_those_of_their_recognizer() -> None:
    """A number is asked about where its first two digits are a province or a foreigner's."""
    numbers = [f"{area:02}010119900307123" for area in range(10, 100)]
    told = {
        one[:2]
        for one, shape in zip(numbers, shapes_of(numbers), strict=True)
        if shape & Shape.IDENTITY
    }
    assert told == PROVINCES | {f"9{second}" for second in range(10)}


def test_gates_leave_out_no_glued_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of numbers, rooms, codes and postcodes; a word, an extension or nothing behind them."""
    source = random.Random(8)
    segments = sorted(SEGMENTS)

    def piece() -> str:
        mobile = source.choice(segments) + f"{source.randrange(10**8):08}"
        return source.choice((mobile, "0086", "86", "12", "710003", "0531" + mobile[-8:]))

    before, behind = ("", "王", "1号楼", "x"), ("", "室", "转12", "ext 12", "x12", "a")
    runs = ["".join(piece() for _ in range(source.randint(1, 4))) for _ in range(4_000)]
    texts = [source.choice(before) + run + source.choice(behind) for run in runs]
    glued = GluedMobileRecognizer()
    in_places = [glued.find(text) for text in texts]
    monkeypatch.setattr("recognizers.contact.glued._starts", lambda text: range(len(text)))
    assert [glued.find(text) for text in texts] == in_places
    found = [text for text in texts if glued.find(text)]
    assert len(found) > 100
    assert all(shape & Shape.GLUED for shape in shapes_of(found))


def test_gates_leave_out_no_identity_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers in one, apart, in groups, beside others and behind them, whatever parts them."""
    source = random.Random(15)
    signs = (
        "",
        "",
        " ",
        "-",
        "--",
        "---",
        "·",
        ".",
        "_",
        "/",
        "—",
        ",",
        "，",
        "; ",
        "、",
        "~",
        ":",
    )

    def digits(count: int) -> str:
        return f"{source.randrange(10**count):0{count}}"

    def number() -> str:
        day = f"{source.randint(0, 12):02}{source.randint(1, 31):02}"
        born = f"{source.choice((18, 19, 19, 20))}{source.randint(0, 25):02}{day}"
        return source.choice(("11", "44", "62", "82", "91", "10")) + digits(4) + born + digits(3)

    def piece() -> str:
        own, mobile = number(), "13" + digits(9)
        new = own + source.choice("0123456789Xx")
        return source.choice((new, new, own[:6] + own[8:], own, mobile + new, new + mobile, mobile))

    def text() -> str:
        joint, step = source.choice(signs), source.choice((1, 4, 6, 60, 60))
        run = "".join(piece() + source.choice(signs) for _ in range(source.randint(1, 3)))
        parted = joint.join(run[at : at + step] for at in range(0, len(run), step))
        return source.choice(("", "身份证", "12", "a")) + parted + source.choice(("", "，", "x"))

    texts = [text() for _ in range(8_000)]
    identity = ResidentIdRecognizer()
    in_places = [identity.find(one) for one in texts]
    monkeypatch.setattr(ResidentIdRecognizer, "_starts", (lambda text: range(len(text)),))
    found = [identity.find(one) for one in texts]
    assert found == in_places
    told = [one for one, some in zip(texts, found, strict=True) if some]
    assert len(told) > 1_000
    assert all(shape & Shape.IDENTITY for shape in shapes_of(told))


def test_gates_leave_out_no_sign_of_an_identity_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that its patterns name, one to three between all digits or between two."""
    regexes = "".join(str(one.regex) for one in ResidentIdRecognizer.PATTERNS)
    signs = sorted({sign for sign in regexes if not sign.isalnum()})
    joints = ["".join(some) for count in (1, 2) for some in product(signs, repeat=count)]
    joints += [sign * 3 for sign in signs]
    number = "11010519491231002X"
    texts = [
        text
        for joint in joints
        for text in (joint.join(number), number[:6] + joint + "19491231002X")
    ]
    identity = ResidentIdRecognizer()
    in_places = [identity.find(text) for text in texts]
    monkeypatch.setattr(ResidentIdRecognizer, "_starts", (lambda text: range(len(text)),))
    assert [identity.find(text) for text in texts] == in_places
    told = [text for text, found in zip(texts, in_places, strict=True) if found]
    assert len(told) > 400, "or nothing is tried"
    assert all(shape & Shape.IDENTITY for shape in shapes_of(told))


def test_a_number_without_a_birthday_is_no_place() -> None:
    """A card that stands alone is not looked at as an identity; one that is led on is."""
    places = starts_of(Shape.IDENTITY)
    assert places("卡号6216617848554239023，440524188001010014") == [22]
    assert places("6216617848554239023-1234") == [0]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("12345678901-1234,2001-03-16T06:02:19Z", Shape.IDENTITY),
        ("身份证23010319580620867X已核验", Shape.GLUED),
        ("身份证130102198708269122已核验", Shape.GLUED),
        ("17199268091-8267", Shape.IDENTITY),
        ("立新17745003962", Shape.PLATE),
        ("customer", Shape.SPELT),
        ("jwvxjc5369@example.com", Shape.WECHAT_WORD),
        ("mrmzkef5803@mail.example.net", Shape.STREET_WORD),
        ("rmzkef5803@mail.example.net", Shape.STREET_WORD),
        ("lotus, suitesque, unitnorth, flatn3", Shape.STREET_WORD),
        ("zq12345@example.com", Shape.QQ_WORD),
    ],
)
def test_what_only_looks_alike_has_no_shape(text: str, shape: Shape) -> None:
    """What a day is full of, and nothing is found in, is not asked about."""
    assert not shapes_of([text])[0] & shape
