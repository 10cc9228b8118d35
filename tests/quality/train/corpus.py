"""Puts the training set together: licensed data sets, and lines of our own making.

Must never read a set that the data's README does not allow for training.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import rjieba

from recognizers.lexicon import Lexicon
from tests.quality.train.clutter import Clutter, Stock
from tests.quality.train.derive import given_names, known_names
from tests.quality.train.optimiser import Example
from tests.quality.train.people import MODERN, RARELY, Namer, Pool
from tests.quality.train.places import Map, Place, Surveyor
from tests.quality.train.sources import HAN, Sources
from tests.quality.train.writer import Draft, Prose, Writer

Spans: TypeAlias = tuple[str, list[tuple[int, int, str]]]

WHOLE: Final = ("cpca_addr", "ship_addr")  # sets of whole addresses that may train

_SPLIT: Final = re.compile(
    "(?<![\u4e00-\u9fff])(?:他|她|我|你|老板|老师|服务员|同事|朋友)(?=[^们的])"
)
_INNER: Final = re.compile("(?:他|她|服务员|老板|经理|朋友|同事|客服)(?=[^们的])")
_LIKELY_NAME: Final = re.compile("先生|小姐|老师|作者|译|主编|著|演|导演|女士|同学|姐|哥|阿姨|师傅")


def regions_of(lexicon: Lexicon) -> re.Pattern[str]:
    """A pattern of everything an address can begin with down to the county."""
    names: set[str] = set()
    for row in lexicon.regions:
        names |= {n for n in row if len(n) > 1}
        for name in row[:2]:
            if len(name) > 2:
                names.add(re.sub("(省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$", "", name))
    longest = sorted((re.escape(n) for n in names if len(n) > 1), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(longest)})[ ,/]*)+")


def read_spans(path: Path) -> Iterator[Spans]:
    """Yields text and entities of one of the shared sets."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], [(e["start"], e["end"], e["label"]) for e in row["entities"]]


def labelled(text: str, spans: Sequence[tuple[int, int, str]], regions: re.Pattern[str]) -> Example:
    """A line of a data set as a training example."""
    draft = Draft()
    at = 0
    for start, end, label in sorted(spans):
        if label not in ("PERSON", "ADDRESS") or start < at:
            continue
        draft.plain(text[at:start])
        if label == "PERSON":
            draft.person(text[start:end])
        else:
            draft.place(split_place(text[start:end], regions))
        at = end
    draft.plain(text[at:])
    return draft.done()


def split_place(text: str, regions: re.Pattern[str]) -> Place:
    """Cuts an address after its region."""
    match = regions.match(text)
    cut = match.end() if match else 0
    return Place(text[:cut], text[cut:])


def stems(sources: Sources) -> list[str]:
    """Two- and three-character names of towns and villages without their endings."""
    found: Counter[str] = Counter()
    for town in sources.towns:
        for name in (town.name, *town.villages[:4]):
            stem = re.sub(
                "(民族|回族)?(街道办事处|街道|镇|乡|地区|村委会|居委会|社区|新村|村|嘎查|居民|虚拟)+$",
                "",
                name,
            )
            if len(stem) in (2, 3) and HAN.fullmatch(stem):
                found[stem] += 1
    return sorted(found)


def prose(sources: Sources, lexicon: Lexicon) -> Prose:
    """Sentences, words and goods without names in them."""
    tagged = {w for w, _, t in sources.words if t in ("nr", "nrt", "nrfg") and len(w) > 2}
    clean = [
        s
        for s in sources.sentences
        if not _LIKELY_NAME.search(s) and tagged.isdisjoint(rjieba.cut(s))
    ]
    pronouns: list[tuple[str, str]] = []
    for sentence in clean:
        for pattern in (_SPLIT, _INNER):
            match = pattern.search(sentence)
            if match and sentence[match.end() :]:
                pronouns.append((sentence[: match.start()], sentence[match.end() :]))
    tags = (
        "n",
        "v",
        "a",
        "d",
        "vn",
        "i",
        "l",
        "m",
        "c",
        "p",
        "r",
        "t",
        "b",
        "z",
        "ad",
        "an",
        "f",
        "u",
    )
    words, goods = [], []
    for word, often, tag in sources.words:
        if not HAN.fullmatch(word) or len(word) > 4:
            continue
        if tag in tags and often >= 40:
            words += [word] * (1 + (often > 500) + (often > 3000))
        if tag == "n" and often >= 80 and len(word) in (2, 3):
            goods.append(word)
    back = {}
    for traditional, simple in lexicon.simplified.items():
        if "\u4e00" <= traditional <= "\u9fff":
            back.setdefault(simple, traditional)
    known = known_names(sources, lexicon)
    foreign = [w for w, _, t in sources.words if t == "nrt" and 2 < len(w) < 6]
    made = set(known)
    decoys = [
        w
        for w, f, t in sources.words
        if t == "nr"
        and HAN.fullmatch(w)
        and w not in made
        and ((len(w) == 2 and f >= 100) or (len(w) == 3 and f >= 12))
    ]
    decoys += [d for d in decoys if len(d) == 2] * 2
    return Prose(clean, pronouns, words, goods, back, foreign, known, decoys)


def stock(sources: Sources, lexicon: Lexicon) -> Stock:
    """Words for clutter: nouns of every rank, verbs and the rest, foreign places."""
    things, deeds = [], []
    names = set(known_names(sources, lexicon))
    for word, often, tag in sources.words:
        if not HAN.fullmatch(word) or len(word) > 5 or (len(word) == 1 and often < 2000):
            continue
        if tag == "nr" and len(word) > 2 and word not in names and often > 10:
            things.append(word)  # tagged as a name, but not made like one
        elif tag == "nrt" and word in names:
            things.append(word)  # brands are named after foreigners
        elif tag in ("n", "nz", "b", "an", "g", "ng", "nt", "j"):
            things += [word] * (1 + (often > 30) + (often > 300) + (often > 3000))
        elif tag in ("v", "vn", "a", "d", "ad", "z", "i", "l", "m", "p", "c", "t", "f"):
            deeds += [word] * (1 + 2 * (often > 300) + 4 * (often > 3000))
    return Stock(things, deeds, sources.abroad)


def make_writer(sources: Sources, lexicon: Lexicon, real: Sequence[Place], seed: int) -> Writer:
    """A writer with everything it draws on."""
    draw = random.Random(seed)
    given, single = given_names(sources, lexicon)
    single = Counter({c: 1 + int(n**0.5) for c, n in single.items() if n >= 4})
    for character in dict.fromkeys(RARELY):
        single[character] += 8
    for character in dict.fromkeys(MODERN):
        single[character] += 40
    pool = Pool(lexicon.common, lexicon.rare, sorted(lexicon.compound), given, single)
    running = prose(sources, lexicon)
    land = Map(sources.towns, stems(sources), real, running.goods)
    surveyor = Surveyor(land, draw)
    clutter = Clutter(stock(sources, lexicon), surveyor, draw)
    return Writer(Namer(pool, draw), surveyor, clutter, running, draw)


def examples(
    sources: Sources, lexicon: Lexicon, data: Path, lines: int, seed: int
) -> list[Example]:
    """The whole training set.

    Args:
        sources: The packages.
        lexicon: The shipped word lists.
        data: Folder of the shared data sets.
        lines: How many lines to write ourselves.
        seed: Of everything drawn.

    Returns:
        Examples in a fixed order.
    """
    return compose(sources, lexicon, list(read_spans(data / "waybill.jsonl")), data, lines, seed)


def compose(
    sources: Sources,
    lexicon: Lexicon,
    waybills: Sequence[Spans],
    data: Path,
    lines: int,
    seed: int,
) -> list[Example]:
    """The training set with only these waybill lines in it: cross-validation leaves some out."""
    regions = regions_of(lexicon)
    whole = [row for name in WHOLE for row in read_spans(data / f"{name}.jsonl")]
    real = [
        split_place(text[a:b], regions)
        for text, spans in (*whole, *waybills)
        for a, b, label in spans
        if label == "ADDRESS"
    ]
    writer = make_writer(sources, lexicon, real, seed)
    made = [writer.line() for _ in range(lines)]
    given = [labelled(text, spans, regions) for text, spans in (*(list(waybills) * 4), *whole)]
    return made + given
