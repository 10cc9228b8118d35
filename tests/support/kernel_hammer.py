"""Beats a build of the kernel with texts of every sort, for a build with sanitizers.

`python -m tests.support.kernel_hammer LIBRARY ROUNDS` prints how many. Must never go on after an
access out of bounds: the first ends the process.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

from recognizers.address import grammar as address
from recognizers.finding import Finding
from recognizers.freight.waybill import CARRIERS
from recognizers.names import cue_rules, evidence
from recognizers.names.tone import levels_table
from recognizers.places import IN_USE, STARTS
from recognizers.scanner import tables
from recognizers.sequence import certain, occasions
from recognizers.sequence.compiled import CompiledEngine
from recognizers.sequence.tagged import LABEL_OF, Tagged
from recognizers.sequence.tagger import shipped_model
from recognizers.shape import Shape
from tests.support.sanitized import opened

CORPUS: Final = Path(__file__).parents[1] / "fuzz" / "corpus"
KINDS: Final = (
    "\x00\x010123456789-",
    "王小明山东省市区路号室13800 aZ-\n",
    "\ud800\udfff\U0010ffff😀1-",
    "01389+86 -()[].,:/*#xX^_@%\\u&=AaBSFZ单号王先生°度使京",
    "ABCDEFabcdef0123456789+/_-=:",
    "01-~/aB号附之楼栋院单元室三甲东段山省济市历区自治县开发路街道村社镇",
    "收件人客户我叫从为处揽收绑定王小明欧阳：: ·已来电",
)
LONG: Final = ("王" * 300_000, "1" * 100_000, "-" * 100_000, "a" * 100_000, "0-" * 50_000)
FOUND: Final = Finding(0, 1, "PHONE_NUMBER", 1.0, "")
ANYTHING: Final = b"\x3f" * 65_536  # every character may be all of a name and of a cue
NUMBERS: Final = (20, 22, 11, 10, 17, 5, 20, 4, 128)


def gathered(kernel: ModuleType, texts: list[str]) -> None:
    """Have all that is given to each text given by the texts themselves."""
    differ = kernel.distinct(texts)
    kernel.spread(texts, dict(zip(differ, differ, strict=True)))
    opened_at = kernel.open(texts, {one: one[:2] for one in differ})
    kernel.join([[]] * len(opened_at), opened_at)
    kernel.join(texts[:], [[*one[:3]] for one in texts])


def main(path: str, rounds: int) -> None:
    """Load the build and read all texts; then offer it tables that do not fit."""
    kernel = opened(path)
    engine = CompiledEngine(kernel, shipped_model())
    scanner = kernel.scanner(*tables())
    grammar = kernel.grammar(*address.tables())
    watch = kernel.watch(occasions.tables(), grammar, *LABEL_OF[1:], 0.8)
    names = cue_rules.names((FOUND,) * 7)._replace(characters=ANYTHING)
    outright = kernel.outright(scanner, IN_USE, (FOUND,) * 8, CARRIERS, *names)
    held = (*certain.made_of(), engine.tables, grammar)
    words = certain.freight(), evidence.TITLES
    teller = kernel.teller(certain.table(), held, *words, 0.9, 0.8, 15, 3, 12, 60)
    made = engine.tables, engine.maker
    drawn = random.Random(11)
    count = 0
    for texts in (*corpus(), list(LONG), *(batch(drawn) for _ in range(rounds))):
        kernel.occasions(watch, texts, engine.read(texts))
        found = [stretches(drawn, each) for each in texts]
        kernel.occasions(watch, texts, found)
        kernel.settled(watch, texts, found)
        kernel.certain(teller, "", texts, found, drawn.randbytes(len(texts)))
        kernel.certain(teller, "", texts, engine.read(texts), bytes(len(texts)))
        fields = bytes(drawn.choices(range(3), k=len(texts)))
        kernel.named(*made, watch, teller, certain.PREFIXES, "", texts, fields)
        kernel.scan(scanner, texts)
        gathered(kernel, texts)
        for folded in (False, True):
            shapes = [drawn.choice((0, Shape.NAME_FIELD.value)) for _ in texts]
            _, numbers, _ = kernel.read(outright, texts, shapes, folded)
            kernel.resolve([one + one for one in numbers], tuple)
        engine.is_word(text(drawn, 12))
        for each in texts:
            kernel.parts(grammar, each, 7)
            kernel.mobiles(scanner, each)
            kernel.tone(levels_table(), each, len(each) // 3, len(each) // 2, 60, 2)
            kernel.alone(scanner, bytes(1_000), FOUND, FOUND, each)
            for shape in STARTS:
                kernel.starts(scanner, each, shape.value.bit_length() - 1)
        count += len(texts)
    assert all(refused(kernel, tables) for tables in ((), (b"",) * 5, (bytes(65_536),) * 5))
    sys.stdout.write(f"{count}\n")


def corpus() -> Iterator[list[str]]:
    """Give the inputs that fuzzing starts from, each as the lines of a text."""
    for file in sorted(CORPUS.glob("*/*")):
        yield file.read_bytes().decode("utf-8", "ignore").split("\n")


def batch(drawn: random.Random) -> list[str]:
    """Draw up to eight texts."""
    longest = drawn.choice((2, 30, 300, 1_000))
    return [text(drawn, longest) for _ in range(drawn.randrange(9))]


def text(drawn: random.Random, longest: int) -> str:
    """Draw a text of one kind."""
    letters = drawn.choice(KINDS)
    return "".join(drawn.choice(letters) for _ in range(drawn.randrange(longest)))


def stretches(drawn: random.Random, of: str) -> list[Tagged]:
    """Draw stretches that reach from anywhere in a text to anywhere, now and then beyond it."""
    ends = sorted(drawn.randrange(len(of) + 2) for _ in range(drawn.randrange(9)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return [Tagged(start, end, drawn.choice(LABEL_OF[1:]), drawn.random()) for start, end in pairs]


def refused(kernel: ModuleType, tables: tuple[bytes, ...]) -> bool:
    """Tell whether tables that do not fit are refused."""
    try:
        kernel.build(tables, NUMBERS, (((0, 0, 1),),), (0,) * 80, bytes(8), bytes(8))
    except ValueError:
        return True
    return False


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
