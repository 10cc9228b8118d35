"""What is found outright is what the recognizers find, and nothing else is left out for it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.analyzer import Analyzer
from recognizers.base import Find, Recognizer
from recognizers.catalogue import BUILT_IN
from recognizers.checks import is_resident_id
from recognizers.contact.email import MailAddressRecognizer
from recognizers.contact.landline import LandlineRecognizer
from recognizers.contact.mobile import MobileRecognizer
from recognizers.encoded import EncodedRecognizer
from recognizers.finding import Finding
from recognizers.freight.waybill import CARRIERS, WaybillRecognizer
from recognizers.identity.resident_id import ResidentIdRecognizer
from recognizers.names.cued import CuedNameRecognizer
from recognizers.native import KERNEL
from recognizers.normalize import fold
from recognizers.outright import Outright
from recognizers.places import IN_USE
from recognizers.resolution import resolve, resolve_all
from recognizers.scanner import scanner
from recognizers.shape import Needs, Shape, Told
from tests.support.hints import HINTS
from tests.support.pattern_strings import matching
from tests.support.waybill_lines import lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

KINDS: Final = (
    *(MobileRecognizer, LandlineRecognizer, MailAddressRecognizer),
    *(ResidentIdRecognizer, WaybillRecognizer, CuedNameRecognizer),
)
FOUND: Final = Finding(0, 1, "PHONE_NUMBER", 1.0, "")
# Beside a value: nothing, what belongs to it, what denies it, what another one begins or ends with.
BESIDE: Final = (
    *("", "", "", " ", "，", ",", "|", "/", "-", ".", "@", "(", "）", "<at>", "王", "电话", "座机"),
    *(
        "订单号",
        "order ",
        "快递",
        "转12",
        "-801",
        "ext 3",
        "1",
        "12",
        "0",
        "A",
        "x",
        "+86 ",
        "0086-",
    ),
    *("13800138000", "0531-88888888", "SF1234567890123", "li.hua@example.com", "，88888888", "CN"),
    *("3号楼12 ", "@example.com", ".cn", "元", " 13", "身份证"),
)


def reading() -> Analyzer:
    """Those that let something be found outright."""
    return Analyzer([kind() for kind in KINDS])


def asking() -> Analyzer:
    """The same, asked about every text."""
    every = reading()
    every.ask_all()
    return every


READS: Final = reading()
ASKS: Final = asking()


def otherwise(texts: list[str], source: random.Random) -> list[str]:
    """Texts in which another thing is found where nothing is found outright."""
    hints = [source.choice(HINTS) for _ in texts]
    pairs = zip(READS.analyze_batch(texts, hints), ASKS.analyze_batch(texts, hints), strict=True)
    return [text for text, (read, asked) in zip(texts, pairs, strict=True) if read != asked]


def numbers(source: random.Random) -> list[str]:
    """Numbers and addresses as they are found outright, and others that nearly are."""

    def digits(count: int) -> str:
        return "".join(source.choices("0123456789", k=count))

    area = source.choice(("10", "21", "531", "571", "755", "30", "999"))
    letters, least, most = source.choice(CARRIERS)
    name = source.choice(("li", "zhang.wei", "a_b", ".x", "x.", "9" * 64, "a" * 65))
    host = source.choice(("qq.com", "a.b.c.d.cn", "a.b.c.d.e.cn", "-a.com", "a-.com", "x.c1", "x"))
    value = f"{source.choice(('330106', '110105', '990101'))}19{digits(2)}0{digits(1)}1{digits(4)}"
    checked = next(value + last for last in "0123456789X" if is_resident_id(value + last))
    return [
        source.choice(("身份证", "身份证号是", "", "证件"))
        + source.choice((checked, checked.lower())),
        source.choice("王李欧司家同门张") + "".join(source.choices("小明阳马人事卫的了", k=2)),
        source.choice(("收件人", "收", "我叫", "从", "为")) + "王小明",
        f"1{source.choice('23456789')}{digits(9)}",
        f"0{area}{source.choice(('-', '', ' ', '--'))}{digits(source.randint(6, 9))}",
        f"{letters}{digits(source.randint(least - 1, most + 1))}",
        f"{name}@{host}",
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_same_on_what_the_patterns_match(kind: type[MobileRecognizer]) -> None:
    """Strings drawn from each pattern, by themselves and with others beside them."""
    source = random.Random(kind.__name__)
    drawn = [text for one in kind.PATTERNS for text in matching(one.regex, source, 150)]
    texts = [source.choice(BESIDE) + text + source.choice(BESIDE) for text in drawn]
    assert otherwise([*drawn, *texts], source) == []


def test_same_on_numbers_in_all_surroundings() -> None:
    """Numbers alone, between others, in a row; most by themselves are found outright."""
    source = random.Random(5)
    alone = [one for _ in range(1_000) for one in numbers(source)]
    between = [source.choice(BESIDE) + one + source.choice(BESIDE) for one in alone]
    rows = ["".join(source.choices((*alone, *BESIDE), k=source.randint(2, 5))) for _ in alone]
    assert otherwise([*alone, *between, *rows], source) == []
    fields = [Shape.NAME_FIELD.value] * len(alone)
    shapes, *_ = Outright([kind() for kind in KINDS]).read(alone, fields)
    for told in Told:
        assert sum(shape & told.value > 0 for shape in shapes) > len(alone) / 60


def test_same_on_generated_lines() -> None:
    """The same with all recognizers, on lines full of values and captions."""
    source = random.Random(6)
    texts = list(lines(600, seed=41))
    hints = [source.choice(HINTS) for _ in texts]
    every = Analyzer([kind() for kind in BUILT_IN])
    read = every.analyze_batch(texts, hints)
    every.ask_all()
    assert read == every.analyze_batch(texts, hints)


def test_same_on_waybills_that_are_the_whole_text() -> None:
    """What one decodes to as base64 counts less than it; an identity within it counts more."""
    source = random.Random(7)
    rows = source.choices(CARRIERS, k=4_000)
    texts = [
        letters + "".join(source.choices("0123456789", k=source.randint(least, most)))
        for letters, least, most in rows
    ]
    identities = [text for _ in range(200) for text in numbers(source)[:1]]
    texts += [f"{source.choice(('YT', 'JD'))}{text[-18:]}" for text in identities]
    hints = [source.choice(HINTS) for _ in texts]
    known = [kind() for kind in BUILT_IN]
    every = Analyzer(known)
    read = every.analyze_batch(texts, hints)
    every.ask_all()
    assert read == every.analyze_batch(texts, hints)
    (decoding,) = (one for one in known if isinstance(one, EncodedRecognizer))
    assert sum(bool(decoding.find(text)) for text in texts) > len(texts) / 1000


@settings(max_examples=500)
@given(st.lists(st.sampled_from((*BESIDE, *"0123456789@.-"))).map("".join), st.sampled_from(HINTS))
def test_same_in_any_text(text: str, hint: str) -> None:
    """Whatever a text holds."""
    assert READS.analyze(text, hint) == ASKS.analyze(text, hint)


def test_a_folded_text_is_read_again() -> None:
    """What is found in a text that folds is found in the folded one, and nothing before."""
    texts = [
        "１３８００１３８０００",
        "1\u200b3800138000",
        "l38OO138OOO",
        "０５３１－８８８８８８８８",
    ]
    assert otherwise(texts, random.Random(0)) == []
    _, found, folds = Outright([MobileRecognizer()]).read(texts, [0] * 4)
    assert found == [()] * len(texts)
    assert folds == [0, 1, 2, 3]
    folded = [fold(text).text for text in texts]
    _, found, folds = Outright([MobileRecognizer()]).read(folded, [0] * 4, folded=True)
    assert folds == []
    assert [len(one) for one in found] == [1, 1, 1, 0]


def test_carriers_are_those_of_the_pattern() -> None:
    """Every row of letters and digits is matched whole by the pattern of waybills."""
    pattern = WaybillRecognizer._LETTERED_RE  # noqa: SLF001  # what the rows are of
    for letters, least, most in CARRIERS:
        assert all(pattern.fullmatch(letters + "7" * count) for count in range(least, most + 1))


class DeafRecognizer(MobileRecognizer):
    """One of ours that finds nothing."""

    def _persons(self, text: str, hint: str) -> list[Finding]:  # noqa: ARG002  # part of the door
        return []


def test_a_subclass_is_asked() -> None:
    """What a class lets be found, it lets for itself: another one of it may find otherwise."""
    assert Analyzer([DeafRecognizer()]).analyze("13800138000") == ()


class AsSureRecognizer(Recognizer):
    """A plug-in that is as sure as ours, and reads with what has no hash."""

    LABELS = ("PHONE_NUMBER",)

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find the whole text."""
        return [Finding(0, len(text), "PHONE_NUMBER", 1.0, self.name)]

    def readers(self) -> Sequence[tuple[Needs, Find]]:
        """Let every text be read by what has no hash."""
        return (((), Reader(self.find)),)


@dataclass
class Reader:
    """Calls another; a dataclass that can be compared has no hash."""

    find: Find

    def __call__(self, text: str, hint: str = "") -> list[Finding]:
        """Find what the other finds."""
        return self.find(text, hint)


@pytest.mark.parametrize(
    "recognizers",
    [
        [AsSureRecognizer(), MobileRecognizer()],
        [MobileRecognizer(), AsSureRecognizer()],
        [LandlineRecognizer(), AsSureRecognizer(), MobileRecognizer()],
    ],
)
def test_of_two_as_sure_the_first_is_kept(recognizers: list[Recognizer]) -> None:
    """Whoever stands first in the list, whether it lets anything be found outright or not."""
    read, asked = Analyzer(recognizers), Analyzer(recognizers)
    asked.ask_all()
    assert read.analyze("13800138000") == asked.analyze("13800138000")


@pytest.mark.parametrize(
    ("segments", "found", "carriers"),
    [
        (bytes(999), (None,) * 8, ()),
        (IN_USE, (None,) * 7, ()),
        (IN_USE, (FOUND, *(None,) * 7), ()),
        (IN_USE, (None, None, FOUND, *(None,) * 5), ()),
        (IN_USE, (FOUND, (1, 2), *(None,) * 6), ()),
        (IN_USE, (None,) * 8, (("", 1, 2),)),
        (IN_USE, (None,) * 8, (("A" * 9, 1, 2),)),
        (IN_USE, (None,) * 8, (("A", 1, 2),) * 65),
    ],
)
def test_what_does_not_fit_is_refused(
    segments: bytes, found: tuple[object, ...], carriers: tuple[object, ...]
) -> None:
    """Tables too short, findings that are none or half a pair, carriers out of bounds."""
    assert KERNEL is not None
    with pytest.raises(ValueError, match=r"segments|findings?|carriers?"):
        KERNEL.outright(scanner(), segments, found, carriers, bytes(65_536), (), ())


@pytest.mark.parametrize("texts", [[1], [None], [b"x"]])
def test_what_is_no_text_is_refused(texts: list[str]) -> None:
    """A wrong type is an error, not a crash."""
    with pytest.raises(TypeError):
        Outright([]).read(texts, [0])


def drawn_findings(source: random.Random) -> list[Finding]:
    """A few findings that may overlap, be one value found twice, or end where others begin."""

    def one() -> Finding:
        start = source.randrange(8)
        return Finding(
            start,
            start + source.randrange(6),
            source.choice(("PERSON", "PHONE_NUMBER", "WAYBILL_NO")),
            source.choice((0.5, 0.8, 1.0)),
            source.choice("ab"),
            masked=source.random() < 0.1,
        )

    found = [one() for _ in range(source.randrange(5))]
    twice = [finding._replace(recognizer="c", score=0.8) for finding in found]
    return source.sample([*found, *twice], source.randint(0, len(found) * 2))


def test_same_left_of_findings() -> None:
    """The kernel leaves of any findings what is left without it, in the same order."""
    source = random.Random(12)
    found = [drawn_findings(source) for _ in range(20_000)]
    found += [[FOUND._replace(start=at, end=at + 1) for at in range(count)] for count in range(12)]
    assert resolve_all(found) == [resolve(findings) for findings in found]


def test_findings_that_are_not_ours_are_left_to_python() -> None:
    """Numbers of another kind and tuples of other sizes are decided where all can be."""
    whole = [(0, 2, "A", 1, "x", (), False, None), (1, 3, "B", 0.5, "x", (), False, None)]
    assert KERNEL is not None
    left = KERNEL.resolve([whole, [*whole, (1,)], [FOUND]], len)
    assert left == [2, 3, (FOUND,)]
    with pytest.raises(ZeroDivisionError):
        KERNEL.resolve([whole], lambda _: 1 // 0)
