"""What comes from the kernel in one crossing is what the rules make of all that the model finds.

Must never show a line of the development data: a difference is reported by its place.
"""

import random
from collections.abc import Sequence

import pytest

from recognizers.finding import Finding
from recognizers.native import KERNEL
from recognizers.sequence import certain, occasions, reading
from recognizers.sequence.hints import Asked
from recognizers.sequence.reading import Left, read
from recognizers.sequence.recognizer import NameAndAddressRecognizer
from recognizers.sequence.tagger import Tagger
from tests.bench.texts import KINDS
from tests.bench.texts import texts as written
from tests.contract.test_occasions import drawn_long, drawn_text
from tests.support.waybill_lines import development_lines, lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

NAME = "NameAndAddressRecognizer"
HINTS = ("", "", "receiver.name", "address", "remark", "room_no")
BEYOND = ("", "13800138000", "豈", "龥\ud800", "ℵ", "\U00020000", "姓名:", "王" * 2_000, "é王小明")


def without_kernel(texts: Sequence[str], hints: Sequence[str]) -> list[list[Finding]]:
    """What is found when every text goes through all rules."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (reading, occasions, certain):
            patch.setattr(module, "KERNEL", None)
        return NameAndAddressRecognizer().find_batch(texts, hints)


def drawn_texts(source: random.Random) -> list[str]:
    """Lines of the trade, whole and broken, short, long and odd."""
    known = [*lines(3_000), *development_lines(every=5)]
    known += [
        text for kind in KINDS for size in (20, 70, 300) for text in written(kind, size, 99, 7)
    ]
    texts = [*known, *(drawn_text(source, known) for _ in range(3_000)), *BEYOND]
    texts += [drawn_long(source, known, source.randint(300, 5_000)) for _ in range(30)]
    source.shuffle(texts)
    return texts


def test_same_findings_in_one_crossing() -> None:
    """In fields of any kind, in batches and alone."""
    source = random.Random(23)
    texts = drawn_texts(source)
    hints = source.choices(HINTS, k=len(texts))
    expected = without_kernel(texts, hints)
    found = NameAndAddressRecognizer().find_batch(texts, hints)
    assert [at for at, one in enumerate(found) if one != expected[at]] == []
    alone = NameAndAddressRecognizer()
    some = range(0, len(texts), 9)
    assert [at for at in some if alone.find(texts[at], hints[at]) != expected[at]] == []


def test_what_is_left_is_what_the_doors_say_of_each_text() -> None:
    """The same stretches and occasions as one by one; nothing is left that is certain."""
    texts = [line for line in lines(2_000) if any("㐀" <= c <= "鿿" for c in line)]
    asked = bytes(random.Random(3).choices(list(Asked), k=len(texts)))
    wholes = [certain.PREFIXES[one] + text for one, text in zip(asked, texts, strict=True)]
    stretches = Tagger.default().tag(wholes)
    assert KERNEL is not None
    verdicts = occasions.occasions(wholes, stretches)
    for at, rows in enumerate(KERNEL.settled(occasions.watch(), wholes, stretches)):
        if rows is not None:
            stretches[at] = [stretches[at][number]._replace(end=end) for number, end in rows]
            verdicts[at] = b""
    known = certain.certain(NAME, wholes, stretches, asked)
    found, left = read(NAME, texts, asked)
    expected: dict[int, Left] = {
        at: (at, stretches[at], verdicts[at], () if verdicts[at] else tuple(known[at]))
        for at in range(len(texts))
        if verdicts[at] or isinstance(known[at], tuple) or (asked[at] and not known[at])
    }
    assert {one[0]: one for one in left} == expected
    assert 0 < len(left) < len(texts)
    assert [at for at, one in enumerate(found) if one != known[at] and at not in expected] == []


def test_a_text_without_han_characters_is_not_read() -> None:
    """Whatever its field is for; a batch may be empty."""
    texts = ["", "Zhang Wei", "13800138000", "\U00020000", "ﬁ、é"]
    assert read(NAME, texts, bytes((1, 2, 0, 1, 2))) == ([[], [], [], [], []], [])
    assert read(NAME, [], b"") == ([], [])


def test_a_field_without_a_finding_is_left() -> None:
    """All of it may be what the field is for, which the recognizer decides."""
    assert read(NAME, ["门卫", "门卫"], bytes((Asked.NAME, 0))) == ([[], []], [(0, [], b"", ())])


@pytest.mark.parametrize(
    ("texts", "asked", "prefixes"),
    [
        (["王小明"], b"", certain.PREFIXES),
        (["王小明"], b"\3", certain.PREFIXES),
        (["王小明"], b"\0", certain.PREFIXES[:2]),
        (["王小明"], b"\0", ("", "姓名:", "地址")),
        (["王小明"], b"\0", ("", "姓名:", 3)),
        ([b"bytes"], b"\0", certain.PREFIXES),
    ],
)
def test_what_does_not_fit_is_refused(
    texts: list[str], asked: bytes, prefixes: tuple[str, ...]
) -> None:
    """A wrong type or number is an error, not a crash."""
    engine = Tagger.default().compiled
    assert engine is not None
    made = (engine.tables, engine.maker, occasions.watch(), certain.teller())
    assert KERNEL is not None
    with pytest.raises((TypeError, ValueError)):
        KERNEL.named(*made, prefixes, NAME, texts, asked)
