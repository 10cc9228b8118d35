"""Writes the word lists that the run time ships, from the pinned packages.

Must never be needed at run time; running it twice gives the same files.
"""

from collections import Counter
from pathlib import Path

from recognizers.lexicon import Lexicon
from tests.quality.train.people import MODERN, RARELY
from tests.quality.train.sources import Sources

_FREQUENT = 300  # as in recognizers.lexicon
DATA = Path(__file__).parents[3] / "recognizers" / "data"


def given_names(sources: Sources, lexicon: Lexicon) -> tuple[Counter[str], Counter[str]]:
    """Given names and their characters, from Faker's list and jieba's person names.

    jieba's list is full of words that are no names; only those count whose given part is made of
    characters that Faker's list or several others of jieba's vouch for, and is no frequent word.
    """
    frequent = {w for w, f, t in sources.words if f >= 300 and t[:2] != "nr"}
    seed = Counter("".join(sources.faker_names))
    raw: Counter[str] = Counter()
    for word, often, tag in sources.words:
        if tag != "nr" or len(word) not in (2, 3, 4) or word in frequent:
            continue
        size = 2 if word[:2] in lexicon.compound and len(word) > 2 else 1
        given = word[size:]
        if size == 1 and word[0] not in lexicon.common:
            continue
        if len(given) in (1, 2) and given not in frequent and word[:2] not in frequent:
            raw[given] += 1 if often < 20 else 2
    first = Counter(c for g, n in raw.items() if len(g) == 2 for c in g for _ in range(n))
    good = {c for c, n in first.items() if n >= 25 or seed[c]}
    kept = Counter({g: n for g, n in raw.items() if set(g) <= good})
    for name in sources.faker_names:
        if len(name) == 2:
            kept[name] += 2
    single: Counter[str] = Counter()
    for given, n in kept.items():
        for character in given:
            single[character] += n
    for character, n in seed.items():
        single[character] += 10 * n
    return kept, single


def known_names(sources: Sources, lexicon: Lexicon) -> list[str]:
    """Names of jieba's dictionary that are made like names: public figures, heroes, foreigners.

    Used as evidence in prose, where the people who are written about are mostly known ones.
    """
    given, _ = given_names(sources, lexicon)
    frequent = {w for w, f, t in sources.words if f >= 300 and t[:2] != "nr"}
    found = []
    for word, _, tag in sources.words:
        made = len(word) == 3 and word[0] in lexicon.common and word[1:] in given
        foreign = tag == "nrt" and 2 < len(word) < 6
        if foreign or (tag == "nr" and made and frequent.isdisjoint((word[:2], word[1:]))):
            found.append(word)
    return found


def write_all(sources: Sources) -> None:
    """Writes simplified.txt, given.txt and regions.tsv."""
    pairs = sorted(sources.simplified.items())
    (DATA / "simplified.txt").write_text("".join(a + b + "\n" for a, b in pairs), "utf-8")
    rows = sorted({(t.province, t.city, t.county) for t in sources.towns})
    text = "".join("\t".join(row) + "\n" for row in rows)
    (DATA / "regions.tsv").write_text(text, "utf-8")
    (DATA / "given.txt").write_text("", "utf-8")
    _, single = given_names(sources, Lexicon.load())
    ranked = list(dict.fromkeys(MODERN + "".join(c for c, n in single.most_common() if n >= 8)))
    ranked = list(dict.fromkeys(ranked[:_FREQUENT] + list(RARELY) + ranked[_FREQUENT:]))
    lines = ["".join(ranked[i : i + 50]) for i in range(0, len(ranked), 50)]
    (DATA / "given.txt").write_text("\n".join(lines) + "\n", "utf-8")
