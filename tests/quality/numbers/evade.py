"""Numbers written not to be seen: `python -m tests.quality.numbers.evade`.

Must never count a value as found whose offsets are not exact, nor print a text without `--show`.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from recognizers.analyzer import Analyzer
from tests.quality.numbers import contacts, documents
from tests.quality.numbers.evasions import ENCODED, IN_PLACE
from tests.quality.numbers.interval import wilson
from tests.quality.numbers.records import RECORDS, passes

SEED: Final = 41
_FRAMES: Final = (
    *("{}", "电话{}", "请打{}联系", "王芳 {} 收", "号码：{}，急", "1202室，{}", "tel: {}"),
    *("{}（本人）", "打不通就打{}", "找李姐{}。", "备注：{}\n谢谢", "【{}】"),
)
_ENCODED_FRAMES: Final = ("{}", "数据：{}，完", "data={}", "remark {} end", "【{}】")
_SENTENCES: Final = ("{}", "电话{}", "{}收", "联系人王小明，{}")


def _landline(draw: random.Random) -> str:
    """An area code and a local number in one."""
    return f"0{draw.choice(('531', '571', '755', '10', '21'))}{draw.randint(20000000, 89999999)}"


def _identity(draw: random.Random) -> str:
    """An identity number of digits alone: an X has no other forms."""
    value = documents.resident_id(draw)
    while not value.isdigit():
        value = documents.resident_id(draw)
    return value


# What is hidden: values of digits alone.
VALUES: Final[dict[str, tuple[Callable[[random.Random], str], str]]] = {
    "mobile": (contacts.mobile, "PHONE_NUMBER"),
    "identity": (_identity, "CN_RESIDENT_ID"),
    "landline": (_landline, "PHONE_NUMBER"),
}


@dataclass(slots=True)
class Outcome:
    """Tries of one class, and the lines that were missed."""

    hits: int = 0
    total: int = 0
    missed: list[str] = field(default_factory=list, repr=False)


def hidden(size: int, seed: int) -> Iterator[tuple[str, str, tuple[int, int, str]]]:
    """Gives class, text, and the span that must be found with its label."""
    draw = random.Random(seed)
    for name, evade in IN_PLACE.items():
        for make, label in VALUES.values():
            for _ in range(size):
                yield _placed(name, draw.choice(_FRAMES), evade(make(draw), draw), label)
    for name, evade in ENCODED.items():
        for make, label in VALUES.values():
            for _ in range(size):
                run = evade(draw.choice(_SENTENCES).format(make(draw)), draw)
                yield _placed(name, draw.choice(_ENCODED_FRAMES), run, label)


def _placed(name: str, frame: str, run: str, label: str) -> tuple[str, str, tuple[int, int, str]]:
    start = frame.index("{}")
    return name, frame.format(run), (start, start + len(run), label)


def outcomes(size: int, seed: int) -> dict[str, Outcome]:
    """Tries every class on texts and on whole records."""
    analyzer = Analyzer.default()
    tries = list(hidden(size, seed))
    found = analyzer.analyze_batch([text for _, text, _ in tries])
    by_class: dict[str, Outcome] = defaultdict(Outcome)
    for (name, text, wanted), findings in zip(tries, found, strict=True):
        _count(by_class[name], text, hit=wanted in {(f.start, f.end, f.label) for f in findings})
    draw = random.Random(seed)
    for name, make in RECORDS.items():
        raw = [(value, make(value, draw)) for value in (contacts.mobile(draw) for _ in range(size))]
        for value, (hit, shown) in zip([v for v, _ in raw], passes(raw), strict=True):
            _count(by_class[name], shown, hit=hit)
            del value
    return by_class


def _count(outcome: Outcome, text: str, *, hit: bool) -> None:
    outcome.total += 1
    outcome.hits += hit
    if not hit:
        outcome.missed.append(text)


def report(by_class: dict[str, Outcome]) -> Iterator[str]:
    """A row for each class."""
    for name, one in by_class.items():
        yield f"{name:24}  exact {wilson(one.hits, one.total)}  n={one.total}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the share found with exact offsets, by class of evasion, with 95 % intervals."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--size", type=int, default=1000, help="tries of each class and value")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", type=int, default=0, help="print so many misses of a class")
    chosen = parser.parse_args(arguments)
    by_class = outcomes(chosen.size, chosen.seed)
    for row in report(by_class):
        sys.stdout.write(row + "\n")
    for name, one in by_class.items():
        for text in one.missed[: chosen.show]:
            sys.stdout.write(f"  {name}: {text!r}\n")


if __name__ == "__main__":
    main()
