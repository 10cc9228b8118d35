"""Puts the training set together: licensed data sets, and lines of our own making.

Must never read a set that the data's README does not allow for training.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from recognizers.lexicon import Lexicon
from tests.quality.train.clutter import Clutter
from tests.quality.train.derive import given_names, given_words, whole_words
from tests.quality.train.draft import Draft
from tests.quality.train.extracts import prose, stems, stock
from tests.quality.train.optimiser import Example
from tests.quality.train.people import MODERN, RARELY, Namer, Pool
from tests.quality.train.places import Map, Place, Surveyor
from tests.quality.train.sources import Sources
from tests.quality.train.writer import WAYBILLS, Diet, Writer

Spans: TypeAlias = tuple[str, list[tuple[int, int, str]]]

_TIMES: Final = 8  # how often the waybill lines are shown in one pass
WHOLE: Final = ("cpca_addr", "ship_addr")  # sets of whole addresses that may train


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


def make_writer(  # all that lines are made of, once
    sources: Sources,
    lexicon: Lexicon,
    real: Sequence[Place],
    seed: int,
    diet: Diet = WAYBILLS,
) -> Writer:
    """A writer with everything it draws on."""
    draw = random.Random(seed)
    given, single = given_names(sources, lexicon)
    single = Counter({c: 1 + int(n**0.5) for c, n in single.items() if n >= 4})
    for character in dict.fromkeys(RARELY):
        single[character] += 8
    for character in dict.fromkeys(MODERN):
        single[character] += 40
    words = given_words(sources, lexicon)
    whole = whole_words(sources, lexicon)
    pool = Pool(lexicon.common, lexicon.rare, sorted(lexicon.compound), given, single, words, whole)
    running = prose(sources, lexicon)
    land = Map(sources.towns, stems(sources), real, running.goods)
    surveyor = Surveyor(land, draw)
    clutter = Clutter(stock(sources, lexicon), surveyor, draw)
    return Writer(Namer(pool, draw), surveyor, clutter, running, draw, diet)


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Everything training draws on.

    Attributes:
        sources: The packages.
        lexicon: The shipped word lists.
        data: Folder of the shared data sets.
    """

    sources: Sources
    lexicon: Lexicon
    data: Path

    def waybills(self) -> list[Spans]:
        """All waybill lines; cross-validation leaves some out."""
        return list(read_spans(self.data / "waybill.jsonl"))

    def examples(
        self, waybills: Sequence[Spans], lines: int, seed: int, diet: Diet = WAYBILLS
    ) -> list[Example]:
        """Labels these waybill lines and the whole addresses, and writes lines besides.

        Args:
            waybills: The waybill lines that may be seen.
            lines: How many lines to write ourselves.
            seed: Of everything drawn.
            diet: Shares of the kinds of lines.

        Returns:
            Examples in a fixed order.
        """
        regions = regions_of(self.lexicon)
        whole = [row for name in WHOLE for row in read_spans(self.data / f"{name}.jsonl")]
        real = [
            split_place(text[a:b], regions)
            for text, spans in (*whole, *waybills)
            for a, b, label in spans
            if label == "ADDRESS"
        ]
        writer = make_writer(self.sources, self.lexicon, real, seed, diet)
        made = [writer.line() for _ in range(lines)]
        given = (*(list(waybills) * _TIMES), *whole)
        return made + [labelled(text, spans, regions) for text, spans in given]
