"""Chooses the words of the model's dictionary and their categories.

Must never list a private person's name: those of public figures are there as evidence in prose.
"""

import re
from collections.abc import Iterator

from recognizers.lexicon import Lexicon
from tests.quality.train.derive import known_names
from tests.quality.train.phrases import BRANDS
from tests.quality.train.sources import HAN, Sources

_ENDING = re.compile("(?:省|市|区|县|自治州|地区|盟|特别行政区|(?:壮族|回族|维吾尔)?自治区)$")
_PLAIN = frozenset("n v a d vn i l m c p r t b z ad an f u s j zg q nz x g vg ng y".split())


def dictionary_words(sources: Sources, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yields words and categories 1..10, the most useful first: of two that collide one stays.

    1 region in full, 2 region in short, 3 town in full, 4 other place or institution, 5 very
    frequent word, 6 frequent word, 7 word, 8 name of a known person, 9 word that is tagged as a
    name as well, 10 brand.
    """
    seen: set[str] = set()

    def fresh(words: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        for word, category in words:
            if word not in seen and HAN.fullmatch(word):
                seen.add(word)
                yield word, category

    yield from fresh((n, 1) for row in lexicon.regions for n in row if len(n) > 1)
    yield from fresh((b, 10) for b in BRANDS)
    short = (_ENDING.sub("", n) for row in lexicon.regions for n in row)
    yield from fresh((n, 2) for n in short if len(n) > 1)
    ranked = sorted(sources.words, key=lambda row: (-row[1], row[0]))
    yield from fresh((w, 5) for w, f, t in ranked if t in _PLAIN and f >= 2000)
    yield from fresh((t.name, 3) for t in sources.towns if 2 < len(t.name) < 6)
    yield from fresh(
        (w, 9) for w, f, t in ranked if t == "nr" and f >= 30 and w in sources.headwords
    )
    yield from fresh((w, 4) for w, f, t in ranked if t == "ns" and f >= 3)
    yield from fresh((w, 4) for w, f, t in ranked if t == "nt")
    yield from fresh((w, 8) for w in known_names(sources, lexicon))
    yield from fresh((w, 6) for w, f, t in ranked if t in _PLAIN and f >= 60)
    yield from fresh((w, 7) for w, f, t in ranked if t in _PLAIN and f >= 4)
