"""Findings that the kernel makes are those that the recognizer's own rules make, field by field.

Must never show a line of the development data: a difference is reported by its place.
"""

import random
from collections.abc import Sequence

import pytest

from recognizers.address.grammar import compiled
from recognizers.evidence import ruled
from recognizers.finding import Finding
from recognizers.names import evidence
from recognizers.native import KERNEL
from recognizers.sequence import certain as door
from recognizers.sequence import reading
from recognizers.sequence import recognizer as room
from recognizers.sequence.hints import Asked
from recognizers.sequence.reading import Left
from recognizers.sequence.recognizer import NameAndAddressRecognizer
from recognizers.sequence.tagged import MODEL_RULE, Tagged
from recognizers.sequence.tagger import Tagger
from tests.bench.texts import KINDS
from tests.bench.texts import texts as written
from tests.contract.test_occasions import drawn_long, drawn_stretches, drawn_text
from tests.support.waybill_lines import development_lines, lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

HINTS = ("", "", "", "receiver.name", "address", "remark")
NAME = "NameAndAddressRecognizer"


def both(texts: Sequence[str], hints: Sequence[str]) -> list[list[list[Finding]]]:
    """What is found with the kernel's findings and without."""
    found = [NameAndAddressRecognizer().find_batch(texts, hints)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "KERNEL", None)
        patch.setattr(door, "KERNEL", None)
        found.append(NameAndAddressRecognizer().find_batch(texts, hints))
    return found


def differing(texts: Sequence[str], hints: Sequence[str]) -> list[int]:
    """Places of texts in which both find something else."""
    pairs = zip(*both(texts, hints), strict=True)
    return [place for place, (one, other) in enumerate(pairs) if one != other]


def test_same_findings_in_what_the_model_finds() -> None:
    """In generated and development lines, short and long, in fields of any kind."""
    source = random.Random(5)
    kinds = [
        text for kind in KINDS for size in (20, 70, 300) for text in written(kind, size, 200, 3)
    ]
    texts = [line for line in (*lines(4_000), *development_lines(every=3), *kinds) if line]
    texts += [drawn_long(source, texts, source.randint(300, 5_000)) for _ in range(60)]
    assert differing(texts, source.choices(HINTS, k=len(texts))) == []


@pytest.mark.parametrize("seed", range(2))
def test_same_findings_of_any_stretch(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is called a name or an address, also in the field's name that stands before it."""
    source = random.Random(seed)
    known = [*lines(2_000), *(text for kind in KINDS for text in written(kind, 70, 200, seed))]
    texts = [drawn_text(source, known) for _ in range(6_000)]
    hints = source.choices(HINTS, k=len(texts))

    def drawn(_: str, texts: Sequence[str], asked: bytes) -> tuple[list[list[Finding]], list[Left]]:
        wholes = [door.PREFIXES[one] + text for text, one in zip(texts, asked, strict=True)]
        stretches = [drawn_stretches(random.Random(whole), whole) for whole in wholes]
        known = door.certain(NAME, wholes, stretches, asked)
        rows = enumerate(zip(stretches, known, strict=True))
        return [[] for _ in texts], [(at, each, b"", told) for at, (each, told) in rows]

    monkeypatch.setattr(room, "read", drawn)
    assert differing(texts, hints) == []
    assert sum(map(len, both(texts, hints)[0])) > len(texts)


def test_most_findings_of_a_line_are_known() -> None:
    """A name and an address with a number are certain as they stand; a title is looked at."""
    text = "王小明 13800138000 泉城路8号3单元502室 张先生"
    stretches = [
        Tagged(0, 3, "PERSON", 0.99),
        Tagged(16, 28, "ADDRESS", 0.9),
        Tagged(29, 32, "PERSON", 0.99),
    ]
    ((name, address, none),) = door.certain(NAME, [text], [stretches], bytes(1))
    assert none is None
    assert name is not None
    assert name[:2] == (0, 3)
    assert name.evidence is ruled(MODEL_RULE, "certain to 0.955 or more")
    assert address is not None
    assert [part[:2] for part in address.parts] == [(16, 19), (19, 21), (21, 24), (24, 28)]
    (found,) = door.certain(NAME, [text], [stretches[:2]], bytes(1))
    assert found == [name, address]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("已从许丹丹处揽收，身份证已核验，余事另行", "talk of freight"),
        ("为许丹丹绑定分机号码一个 16241251921", "talk of freight"),
        ("许丹丹是他们班上的", "a text as short as a field's value"),
        ("许丹丹昨天在村里的大树下面看了一场电影", ""),
        (f"许丹丹{'昨天在村里的大树下' * 9}揽收", ""),
        ("为许丹丹绑定分机号码一个216241251921", ""),
    ],
)
def test_a_doubted_name_is_known_in_talk_of_freight(text: str, context: str) -> None:
    """A word of it near by or a number tells; of any other the rules see more."""
    start = text.index("许丹丹")
    stretch = Tagged(start, start + 3, "PERSON", 0.8)
    ((known,),) = door.certain(NAME, [text], [[stretch]], bytes(1))
    assert (known.evidence if known else None) == (ruled(MODEL_RULE, context) if context else None)


@pytest.mark.parametrize("title", ["师", "老师", "老师傅", "高级讲师"])
def test_a_name_with_a_title_of_any_length_is_left_to_the_rules(
    title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that only ends like it is not."""
    monkeypatch.setattr(evidence, "TITLES", (title,))
    monkeypatch.setattr(door, "teller", door.teller.__wrapped__)
    for name, known in ((f"许丹{title}", False), ("许丹总", True)):
        stretch = Tagged(0, len(name), "PERSON", 0.99)
        ((found,),) = door.certain(NAME, [name], [[stretch]], bytes(1))
        assert (found is not None) is known


@pytest.mark.parametrize("words", [("收",) * 129, ("",), ("收货人电话",), (1,)])
def test_words_of_freight_that_do_not_fit_are_refused(words: tuple[str, ...]) -> None:
    """Too many, too long, empty or none."""
    engine = Tagger.default().compiled
    assert KERNEL is not None
    assert engine is not None
    held = (*door.made_of(), engine.tables, compiled())
    with pytest.raises((TypeError, ValueError)):
        KERNEL.teller(door.table(), held, words, (), 0.9, 0.9, 15, 3, 12, 60)
    with pytest.raises((TypeError, ValueError)):
        KERNEL.teller(door.table(), held, (), words, 0.9, 0.9, 15, 3, 12, 60)


def test_a_field_is_told_before_its_value() -> None:
    """Offsets are those of the value; what stands in the field's name is left to the rules."""
    prefix = door.PREFIXES[Asked.ADDRESS]
    stretches = [Tagged(0, 2, "ADDRESS", 0.6), Tagged(3, 6, "ADDRESS", 0.6)]
    ((outside, inside),) = door.certain(
        NAME, [f"{prefix}文一路"], [stretches], bytes((Asked.ADDRESS,))
    )
    assert outside is None
    assert inside is not None
    assert inside[:4] == (0, 3, "ADDRESS", 0.6)
    assert inside.evidence.field
    assert list(map(len, door.PREFIXES)) == [0, 3, 3]


@pytest.mark.parametrize(
    "found",
    [[[1]], [[()]], [[("0", 1, "PERSON", 0.9, "")]], [[(0, 1, "PERSON", 1, "")]], [[], []], [None]],
)
def test_what_is_no_list_of_stretches_is_refused(found: list[list[Tagged]]) -> None:
    """A wrong type or number is an error, not a crash."""
    with pytest.raises((TypeError, ValueError)):
        door.certain(NAME, ["王小明"], found, bytes(1))


def test_what_is_no_stretch_of_the_text_is_left_to_the_rules() -> None:
    """Beyond the text, empty, of another label, found by another rule, beyond the basic plane."""
    text = "王小明，𝟗号楼3单元502室"
    ends = [(0, 99, "PERSON"), (-1, 2, "PERSON"), (2, 2, "PERSON"), (0, 2, "OTHER")]
    stretches = [Tagged(*one, 0.99) for one in ends]
    stretches += [Tagged(0, 3, "PERSON", 0.99, "another"), Tagged(4, 14, "ADDRESS", 0.99)]
    found = door.certain(NAME, [text], [stretches], bytes(1))
    assert found == [(None,) * 6]
    assert door.certain(NAME, ["", "王"], [[], []], bytes((0, Asked.NAME))) == [[], []]
