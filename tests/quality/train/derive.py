"""Writes the word lists that the run time ships, from the pinned packages.

Must never be needed at run time; running it twice gives the same files.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from recognizers.lexicon import Lexicon
from tests.quality.train.people import MODERN, RARELY
from tests.quality.train.sources import Sources

_FREQUENT = 300  # as in recognizers.lexicon
_USUAL, _RARE = 650, 1_000  # rank of a character of given names, count of a word
_NAMING = frozenset("n nr nrt nz a an z i b t vn".split())  # jieba's tags of words that name
_THINGS = _NAMING - {"nr", "nrt"}  # words that name, but nobody
_TAGGED, _KNOWN, _FAMILIAR = ("nr", "nrt"), 40, "老小阿"
_OFTEN, _SOME = 30_000, 2_500  # jieba's counts of the words that use a character
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


def given_words(sources: Sources, lexicon: Lexicon) -> list[str]:
    """Words of two characters that parents choose as a given name: 长河, 清扬, 建业.

    Both characters are usual in given names, no more than one of them is usual in words too, and
    the word names no place and nothing that is spoken of often.
    """
    usual = frozenset(lexicon.given[:_USUAL])
    found = []
    for word, often, tag in sources.words:
        made = len(word) == 2 and set(word) <= usual and tag in _NAMING
        if made and often < _RARE and sum(lexicon.worn.get(c, 0) for c in word) < 4:
            found.append(word)
    return found


def whole_words(sources: Sources, lexicon: Lexicon) -> list[str]:
    """Words of two characters that could be a surname and a given name: 高峰, 洪亮, 田园.

    Either a frequent surname and a usual character of given names, or any of both where jieba tags
    a word of the language as a name.
    """
    usual, given = frozenset(lexicon.given[:_USUAL]), frozenset(lexicon.given)
    common = frozenset(lexicon.common)
    surnames = common | frozenset(lexicon.rare)

    def could(word: str, tag: str) -> bool:
        if tag == "nr":
            return word in sources.headwords and word[0] in surnames and word[1] in given
        return tag in _THINGS and word[0] in common and word[1] in usual

    return [
        word
        for word, often, tag in sources.words
        if len(word) == 2 and often < _RARE and could(word, tag)
        if word not in lexicon.lookalikes
    ]


def words_like_names(sources: Sources, lexicon: Lexicon) -> list[str]:
    """Words of two characters that jieba tags as names, though few are: 滑雪, 周转, 富翁.

    What is made of a frequent surname and a usual character of given names may be someone.
    """
    usual, common = frozenset(lexicon.given[:_USUAL]), frozenset(lexicon.common)
    return [
        word
        for word, often, tag in sources.words
        if len(word) == 2 and tag in _TAGGED and often >= _KNOWN and word[0] not in _FAMILIAR
        if word not in sources.headwords and not (word[0] in common and word[1] in usual)
    ]


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
    """Writes simplified.txt, given.txt, worn.txt and regions.tsv."""
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
    _write_worn(sources, ranked)


def _write_worn(sources: Sources, characters: Sequence[str]) -> None:
    """Writes which characters of given names stand in how many other words."""
    uses: Counter[str] = Counter()
    for word, count, tag in sources.words:
        if tag[:2] != "nr" and tag not in ("ns", "nt", "nz"):
            for character in set(word):
                uses[character] += count
    often = [c for c in characters if uses[c] >= _OFTEN]
    some = [c for c in characters if _SOME <= uses[c] < _OFTEN]
    text = ""
    for name, found in (("often", often), ("some", some)):
        text += f"# {name}: given-name characters by how much words use them\n"
        text += "".join("".join(found[i : i + 50]) + "\n" for i in range(0, len(found), 50))
    (DATA / "worn.txt").write_text(text, "utf-8")
