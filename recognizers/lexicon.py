"""Word lists: surnames, given-name characters, address suffixes, regions, look-alikes.

Must never be fetched: the lists ship in `recognizers/data`, whose SOURCES.md gives their origin.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"

_FREQUENT_GIVEN: Final = 300  # rank below which a given-name character counts as frequent
_GROUPS: Final = 10  # suffix groups and "none"
_NAMELY: Final = 5  # of a given-name character that words hardly use: 婷, 鑫
_USES: Final = 6  # how given names and words share a character, and "not in given names"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists, read once.

    Attributes:
        common: The hundred most frequent surnames, most frequent first.
        rare: Other single-character surnames.
        compound: Two-character surnames.
        given: Characters of given names, most frequent first.
        suffixes: Group name to its characters.
        simplified: Traditional character to Simplified.
        regions: Province, city and county rows; a part may be empty.
        surnames: `common` and `rare` together.
        given_set: `given` without its order.
        worn: Given-name characters that many words use (2), or some (1); others are hardly used.
        lookalikes: Words that read like a name and name no one.
    """

    common: tuple[str, ...]
    rare: tuple[str, ...]
    compound: frozenset[str]
    given: tuple[str, ...]
    suffixes: dict[str, str]
    simplified: dict[str, str]
    regions: tuple[tuple[str, str, str], ...]
    surnames: frozenset[str]
    given_set: frozenset[str]
    worn: dict[str, int]
    lookalikes: frozenset[str]

    @staticmethod
    @cache
    def load() -> "Lexicon":
        """Reads the shipped lists."""
        common, rare, compound = _surnames()
        pairs = _lines("simplified.txt")
        rows = (line.split("\t") for line in _lines("regions.tsv"))
        return Lexicon(
            common=common,
            rare=rare,
            compound=compound,
            given=tuple("".join(_lines("given.txt"))),
            surnames=frozenset(common) | frozenset(rare),
            given_set=frozenset("".join(_lines("given.txt"))),
            worn=_worn(),
            lookalikes=frozenset(word for row in _lines("lookalikes.txt") for word in row.split()),
            suffixes=dict(line.split(" ") for line in _lines("suffixes.txt")),
            simplified={pair[0]: pair[1] for pair in pairs},
            regions=tuple((row[0], row[1], row[2]) for row in rows),
        )

    @property
    def compound_heads(self) -> frozenset[str]:
        """First characters of surnames of two."""
        return frozenset(surname[0] for surname in self.compound)

    def kinds(self) -> dict[str, int]:
        """Class of each character with a role in names or addresses, 16 and up."""
        surname = dict.fromkeys(self.rare, 1) | dict.fromkeys(self.common, 2)
        frequent = frozenset(self.given[:_FREQUENT_GIVEN])
        given = {c: self._use(c, frequent=c in frequent) for c in self.given}
        group: dict[str, int] = {}
        for number, characters in enumerate(self.suffixes.values(), start=1):
            for character in characters:
                group.setdefault(character, number)
        return {
            c: 16 + (surname.get(c, 0) * _USES + given.get(c, 0)) * _GROUPS + group.get(c, 0)
            for c in surname | given | group
        }

    def _use(self, character: str, *, frequent: bool) -> int:
        """How given names and words share a character: 1 and 2 much, 3 and 4 some, 5 little."""
        worn = self.worn.get(character, 0)
        return _NAMELY - 2 * worn + frequent if worn else _NAMELY


def _lines(name: str) -> list[str]:
    """Lines of a list, comments and blank ones left out."""
    text = (DATA / name).read_text("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _worn() -> dict[str, int]:
    """The two blocks of worn.txt."""
    found: dict[str, int] = {}
    level = 0
    for line in (DATA / "worn.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            level = {"often": 2, "some": 1}.get(line[2:].split(":")[0], level)
        else:
            found |= dict.fromkeys(line, level)
    return found


def _surnames() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """The three blocks of surnames.txt."""
    blocks: dict[str, list[str]] = {"common": [], "rare": [], "compound": []}
    block = ""
    for line in (DATA / "surnames.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            block = line[2:].split(":")[0]
        elif block == "compound":
            blocks[block] += line.split()
        else:
            blocks[block] += line
    common = tuple(dict.fromkeys(blocks["common"]))
    rare = tuple(c for c in dict.fromkeys(blocks["rare"]) if c not in common)
    return common, rare, frozenset(blocks["compound"])
