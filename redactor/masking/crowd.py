"""Who lives where, in digests: which parts of an address are shared by enough people to be shown.

k-anonymity by generalisation: a cell (what is left of an address) is shown only where at least k
people are in it. Must never hold an address or a person: only keyed digests, which say nothing to
whoever lacks the key, and the key never leaves the worker's processes.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol, TypeAlias, runtime_checkable

from redactor.masking.address import heads_of
from redactor.masking.operator import Masker
from redactor.spans import Span

# Coarse to fine; a town is a street office, township or village.
ADDRESS_LEVELS: Final = ("province", "city", "county", "town", "road")
DIGEST_BYTES: Final = 8  # two people in 2^32 share a digest, and then count as one: too few, safely
SALT_BYTES: Final = 32

Digest: TypeAlias = int
Chain: TypeAlias = tuple[Digest, ...]  # cells of an address by level; 0 where it has none


class Crowd(NamedTuple):
    """What a mask asks for: so many people in a cell, and no cell finer than a level.

    Attributes:
        k: Least number of different people.
        depth: Number of levels that may be shown, from the province on.
    """

    k: int
    depth: int


Large: TypeAlias = Mapping[Crowd, Collection[Digest]]
Census: TypeAlias = Mapping[str, Large]  # by topic
Seen: TypeAlias = Mapping[tuple[str, Chain], Iterable[Digest]]  # people by topic and address


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one topic that have enough people in them.

    Attributes:
        salt: Key of the digests; the same for all that is compared.
        large: Digests of such cells; what is not asked for beforehand has none.
    """

    salt: bytes = field(repr=False)
    large: Large = field(default_factory=dict, repr=False)

    def depth(self, chain: Chain, crowd: Crowd) -> int:
        """Count the levels of an address that enough people share; 0 if they share none."""
        large = self.large.get(crowd, ())
        cells = enumerate(chain[: crowd.depth], 1)
        return max((level for level, cell in cells if cell and cell in large), default=0)

    def is_of(self, chain: Chain, raw_value: str, span: Span) -> bool:
        """Tell whether an address has these cells, all of them."""
        return chain_of(raw_value, span, self.salt) == chain


class Everywhere(Cells):
    """Cells as if all had people enough: the most that a mask can ever show."""

    def depth(self, chain: Chain, crowd: Crowd) -> int:
        """Give all levels."""
        del chain
        return crowd.depth

    def is_of(self, chain: Chain, raw_value: str, span: Span) -> bool:
        """Take any address."""
        del chain, raw_value, span
        return True


EVERYWHERE: Final = Everywhere(b"")
NOBODY: Final = Cells(b"")


@runtime_checkable
class OfCrowd(Protocol):
    """A masker that shows what enough people share, and nothing before it knows who is where."""

    def among(self, cells: Cells, chain: Chain) -> Masker:
        """Give the masker for one record of a topic whose people are known.

        Args:
            cells: What enough people share.
            chain: Cells of the recipient's address; empty if the record counts for nobody.
        """
        ...


def digest_of(text: str, salt: bytes) -> Digest:
    """Give a text's digest (BLAKE2b, keyed, RFC 7693); never 0."""
    raw = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, key=salt, digest_size=DIGEST_BYTES).digest()) or 1


def chain_of(raw_value: str, span: Span, salt: bytes) -> Chain:
    """Give the cells of an address, coarse to fine; empty if nothing of it may ever be shown."""
    chain = [0] * len(ADDRESS_LEVELS)
    for level, head in heads_of(raw_value, span, ADDRESS_LEVELS):
        chain[ADDRESS_LEVELS.index(level)] = digest_of(head, salt)
    return tuple(chain) if any(chain) else ()


def large_cells(seen: Mapping[Chain, Iterable[Digest]], crowd: Crowd) -> frozenset[Digest]:
    """Find the cells that have people enough, from fine to coarse.

    Who is in such a cell is not counted for the coarser ones around it: those who are left would
    otherwise hide behind people who are shown apart from them.

    Args:
        seen: People by the cells of their address.
        crowd: How many are enough, and down to which level.

    Returns:
        Digests of cells; an address is shown as its finest one among them.
    """
    people: defaultdict[Chain, set[Digest]] = defaultdict(set)
    for chain, persons in seen.items():
        path = tuple(cell for cell in chain[: crowd.depth] if cell)
        people[path].update(persons)
        for end in range(len(path)):
            people.setdefault(path[:end], set())  # the cells around it, where nobody lives alone
    large: set[Digest] = set()
    for path in sorted(people, key=len, reverse=True):
        if path and len(people[path]) >= crowd.k:
            large.add(path[-1])
        elif path:
            people[path[:-1]] |= people[path]
    return frozenset(large)


def census_of(seen: Seen, crowds: Callable[[str], Iterable[Crowd]]) -> dict[str, Large]:
    """Take a census: for each topic its large cells, for all that its masks may ask for."""
    by_topic: defaultdict[str, dict[Chain, Iterable[Digest]]] = defaultdict(dict)
    for (topic, chain), people in seen.items():
        by_topic[topic][chain] = people
    return {
        topic: {crowd: large_cells(chains, crowd) for crowd in crowds(topic)}
        for topic, chains in by_topic.items()
    }
