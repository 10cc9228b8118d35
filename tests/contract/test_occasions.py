"""Where the kernel says that the rules behind the model have nothing to do, they change nothing.

Must never show a line of the development data: a difference is reported by its place.
"""

import random
from collections.abc import Iterator, Sequence

import pytest

from recognizers.address import words
from recognizers.names.bounded import IsWord
from recognizers.native import KERNEL
from recognizers.sequence.occasions import (
    ALL,
    FEW,
    NOTHING,
    PLACE,
    classes,
    occasions,
    watch,
)
from recognizers.sequence.settling import by_all, by_occasions
from recognizers.sequence.tagged import LABEL_OF, Tagged
from recognizers.sequence.tagger import Tagger
from tests.bench.texts import KINDS
from tests.bench.texts import texts as written
from tests.quality.train.vocabulary import sections
from tests.support.waybill_lines import development_lines, lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

# What the rules look for, in words of which each begins, ends or parts something.
WORDS = (
    *("山东省", "济南市", "历下区", "北京", "青年路", "幸福小区", "广场", "12号", "3栋", "502室"),
    *("-1201", "零", "王小明", "欧阳静", "张先生", "赵大师傅", "13800138000", "138 0013 8000"),
    *("+86 13912345678", "0532-12345678", "住", "在", "送到", "和", "改", "快递柜", "门口", "药店"),
    *("收", "停电", "施工", "路断了", "地址：", "tok_k1_abcdefghijklmnopqrstuvwx", "Mr. ", "月3号"),
    *("两件", "近", "²", "𝟗", "😀", "-", " ", "转到", "跟", "或者", "第2个路口", "3箱", "门铃坏"),
)
# What may stand before words for a door, and behind them.
PLACES = (
    *(
        "绿洲花园北门",
        "石桥路64号",
        "3栋",
        "山东省济南市3号楼",
        "新址3栋",
        "新华路8号2单元",
        "门口",
        "",
    ),
    *(
        "ab12@mail.example.net",
        "Tower B",
        "iPhone",
        "碧水家园",
        "住3栋",
        "今天3栋502室",
        "3栋和5栋",
    ),
    *("幸福小区（2栋）", "文一路5号-", "历下区", "送到3栋502", "3栋月"),
)
TALK = (
    *(
        "，请24小时内取件，有问题联系派件员13800138000",
        "",
        "，谢谢",
        "】请取",
        "13800138000",
        "，3月8日",
    ),
    *(
        " 王小明 13800138000",
        "，你的包裹已放好",
        "，已签收",
        "没有人",
        "去",
        "，已放好",
        "3箱",
        "，柳岸青13800138000",
    ),
    *("（请取）", ")请取", "的东西", "，" + "放好" * 120 + "请取", "，" + "z" * 199 + "请"),
)
SIGNS = sorted({c for one in classes() if len(one) < 200 for c in one})  # not all Han
LENGTHS = (1, 2, 3, 3, 4, 6, 9, 14, 25, 40)


def changed(texts: Sequence[str], found: Sequence[list[Tagged]], is_word: IsWord) -> Iterator[int]:
    """Places of texts of which all rules make something else."""
    rows = zip(texts, found, occasions(texts, found), strict=True)
    for place, (text, stretches, verdicts) in enumerate(rows):
        few = by_occasions(verdicts, stretches, text, is_word) if verdicts else stretches
        if by_all(stretches, text, is_word) != few:
            yield place


def drawn_text(source: random.Random, known: Sequence[str]) -> str:
    """A known line, words of the rules in a row, or a line with such words in it."""
    kind = source.randrange(3)
    line = source.choice(known)[:80]
    if kind == 0:
        return line
    pieces = [source.choice(WORDS if source.random() < 0.6 else SIGNS) for _ in range(10)]
    if kind == 1:
        return "".join(pieces)
    at = source.randint(0, len(line))
    return line[:at] + "".join(pieces[:3]) + line[at:]


def drawn_stretches(source: random.Random, text: str, most: int = 8) -> list[Tagged]:
    """Names and addresses anywhere in it, in order."""
    found: list[Tagged] = []
    at = len(text) if source.random() < 0.1 else 0  # a line in which the model finds nothing
    while at < len(text) - 1 and len(found) < most:
        start = source.randint(at, min(len(text) - 1, at + 12))
        end = min(len(text), start + source.choice(LENGTHS))
        score = source.choice((0.99, 0.9, 0.8, 0.7))
        found.append(Tagged(start, end, source.choice(LABEL_OF[1:]), score))
        at = end + source.choice((0, 0, 1, 2, 3, 5))
    return found


def drawn_long(source: random.Random, known: Sequence[str], size: int) -> str:
    """Known lines and words of the rules behind each other, of one sender or of many."""
    own = source.sample(known, source.choice((3, 50, 1_000)))
    pieces: list[str] = []
    glue = source.choice(("", " ", "\n", "，", "、", "-"))
    while size > 0:
        piece = source.choice(WORDS) if source.random() < 0.1 else source.choice(own)
        piece = piece[source.randrange(len(piece)) if source.random() < 0.2 else 0 :]
        pieces += (piece, glue if source.random() < 0.8 else source.choice(SIGNS))
        size -= len(piece) + len(glue)
    return "".join(pieces)


def needless(texts: Sequence[str], found: Sequence[list[Tagged]]) -> int:
    """How many texts need no rule at all."""
    return occasions(texts, found).count(b"")


def test_nothing_is_missed_in_what_the_model_finds() -> None:
    """In generated and development lines, as they are."""
    texts = [*lines(4_000), *development_lines(every=2), *sections("frames")["talk"]]
    found = Tagger.default().tag(texts)
    assert list(changed(texts, found, Tagger.default().is_word)) == []
    verdicts = [each for each in occasions(texts, found) if each]
    assert {NOTHING, FEW, ALL} == set(b"".join(each[:-1] for each in verdicts))
    assert {NOTHING, FEW, PLACE} == {each[-1] for each in verdicts}
    assert needless(texts, found) > len(texts) // 4


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_missed_in_long_texts(seed: int) -> None:
    """In lines behind each other, up to fifty thousand characters: each stretch has neighbours."""
    source = random.Random(seed)
    kinds = [written(kind, size, 100, seed) for kind in KINDS for size in (20, 70)]
    known = [*lines(2_000, seed), *(line for kind in kinds for line in kind)]
    sizes = [*(source.randint(70, 2_000) for _ in range(400)), 10_000, 50_000]
    long = [drawn_long(source, known, size) for size in sizes]
    found = Tagger.default().tag(long)
    assert list(changed(long, found, Tagger.default().is_word)) == []
    drawn = [drawn_stretches(source, text, most=len(text)) for text in long]
    assert list(changed(long, drawn, Tagger.default().is_word)) == []


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_missed_in_any_stretch(seed: int) -> None:
    """Whatever is called a name or an address, among words that the rules look for."""
    source = random.Random(seed)
    known = list(lines(2_000))
    texts = [drawn_text(source, known) for _ in range(8_000)]
    found = [drawn_stretches(source, text) for text in texts]
    assert list(changed(texts, found, Tagger.default().is_word)) == []
    assert list(changed(texts, found, lambda _: False)) == []
    assert needless(texts, found) > len(texts) // 20


def drawn_doors(source: random.Random) -> tuple[str, list[Tagged]]:
    """Talk around what stands at doors, or Latin words, that are read as addresses."""
    text, found = "", []
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        text += source.choice(
            ("", "", "包裹放在", "【快递柜】已存入", "王小明", "地址：", " ", "送")
        )
        start = len(text)
        place = source.choice(PLACES)
        doors = source.choices(words.AT_DOORS.split(), k=source.choice((0, 1, 1, 1, 1, 2, 6)))
        signs = source.choices(("", "", "", "", "", "的", "的", "，", " ", "柜"), k=len(doors))
        text += place + "".join(sign + door for sign, door in zip(signs, doors, strict=True))
        if len(text) > start:
            found.append(Tagged(start, len(text), "ADDRESS", source.choice((0.9, 0.9, 0.9, 0.7))))
        text += source.choice(TALK)
    return text, found


def settled(
    texts: Sequence[str], found: Sequence[list[Tagged]]
) -> Iterator[tuple[int, list[Tagged]]]:
    """What the kernel surely leaves of stretches, by the places of texts in which that is other."""
    assert KERNEL is not None
    for place, left in enumerate(KERNEL.settled(watch(), texts, found)):
        if left is not None:
            yield place, [found[place][at]._replace(end=end) for at, end in left]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_settled_is_what_all_rules_leave(seed: int) -> None:
    """At doors, in Latin letters, in generated lines and among any stretches."""
    source = random.Random(seed)
    known = list(lines(2_000))
    drawn = [drawn_text(source, known) for _ in range(6_000)]
    rows = [*((text, drawn_stretches(source, text)) for text in drawn)]
    rows += [drawn_doors(source) for _ in range(20_000)]
    texts, found = [text for text, _ in rows], [each for _, each in rows]
    is_word = Tagger.default().is_word
    known_rows = list(settled(texts, found))
    assert [at for at, left in known_rows if left != by_all(found[at], texts[at], is_word)] == []
    moved = [(at, left) for at, left in known_rows if left != found[at]]
    assert sum(len(left) < len(found[at]) for at, left in moved) > 100
    assert sum(len(left) == len(found[at]) for at, left in moved) > 100


def test_most_plain_lines_need_no_rule() -> None:
    """The gate is worth its price: a name, a number and an address between blanks need nothing."""
    line = "王小明 13800138000 山东省济南市历下区泉城路{}弄3栋502室 书"
    texts = [line.format(n) for n in range(50)]
    assert ALL not in b"".join(occasions(texts, Tagger.default().tag(texts)))
    long = "\n".join(texts)
    assert ALL not in b"".join(occasions([long], Tagger.default().tag([long])))


def test_only_the_stretch_that_needs_them_goes_through_all_rules() -> None:
    """Behind it and before it stand others."""
    text = "王小明 泉城路8号 李静 中山路5号，，，张伟"
    found = [(0, 3, 1), (4, 9, 2), (10, 12, 1), (13, 19, 2), (21, 23, 1)]
    stretches = [Tagged(start, end, LABEL_OF[kind], 0.9) for start, end, kind in found]
    assert occasions([text], [stretches]) == [bytes((0, 0, 0, ALL, 0, 0))]
    (verdicts,) = occasions([text], [stretches])
    *_, last, _ = by_occasions(verdicts, stretches, text, lambda _: False)
    assert last[:2] == (13, 18)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("山东省济南市历下区泉城路8号3单元502室丁大鹏13800138000", [(0, 22, 2), (22, 25, 1)]),
        ("地址:上海市徐汇区学府路48号6单元2302室", [(3, 23, 2)]),
    ],
    ids=["a name at its end", "a region that begins as a word does"],
)
def test_what_every_line_has_needs_no_rule(text: str, found: list[tuple[int, int, int]]) -> None:
    """An address that a name stands right behind, or that begins with 上海市, is what it is."""
    stretches = [Tagged(start, end, LABEL_OF[kind], 0.99) for start, end, kind in found]
    assert occasions([text], [stretches]) == [b""]


@pytest.mark.parametrize(
    "stretch", [(0, 9, "PERSON"), (-1, 2, "PERSON"), (2, 2, "PERSON"), (0, 2, "OTHER")]
)
def test_what_is_no_stretch_is_left_to_the_rules(stretch: tuple[int, int, str]) -> None:
    """Beyond the text, empty, or of another label."""
    assert occasions(["王小明"], [[Tagged(*stretch, 0.9)]]) == [bytes((ALL, PLACE))]


def test_a_name_in_a_line_where_the_model_found_nothing() -> None:
    """One person to a mobile number, though no stretch is there."""
    text = "柳岸青 13800138000"
    (verdicts,) = occasions([text], [[]])
    (name,) = by_occasions(verdicts, [], text, lambda _: False)
    assert name[:3] == (0, 3, "PERSON")


@pytest.mark.parametrize(
    "found", [[[1]], [[()]], [[("0", 1, "PERSON", 0.9)]], [[(0, 1, "PERSON", 1)]], [[], []], [None]]
)
def test_what_is_no_list_of_stretches_is_refused(found: list[list[Tagged]]) -> None:
    """A wrong type or number is an error, not a crash."""
    with pytest.raises((TypeError, ValueError)):
        occasions(["王小明"], found)


def test_long_texts_and_no_texts() -> None:
    """A text of any length is looked at; many stretches are, too."""
    long = "王" * 5_000
    assert occasions([long], [[Tagged(0, 2, LABEL_OF[1], 0.9)]]) == [b""]
    every = [Tagged(at, at + 2, LABEL_OF[1], 0.9) for at in range(0, 5_000, 2)]
    assert occasions([long], [every]) == [b""]
    assert occasions(["", "王"], [[], []]) == [b"", b""]
    assert occasions([], []) == []
