"""What a child claims of the records it was asked for: taken only where it is of the kind.

Must never be left out: what counts findings or writes copies would break over it, far from the
child whose fault it is.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from types import NoneType
from typing import Any, Final

from redactor.record import Findings, Sighting

_PAIR: Final = 2
_NONE_OF_OURS: Final = "something that no child of ours says"


def findings_in(kinds: Any) -> Sequence[Findings]:  # noqa: ANN401 -- a message's content
    """Take kinds of findings: each a tuple of pairs, the path of a field and an entity.

    Raises:
        TypeError: They are something else.
    """
    _hold({type(kinds)}, list)
    _hold(map(type, kinds), tuple)
    _hold_pairs({*chain.from_iterable(kinds)}, str)
    return kinds  # type: ignore[no-any-return]  # it was just looked through


def sightings_in(rows: Iterable[Any]) -> list[Sighting | None]:
    """Take who was seen, by record: a digest and a tuple of digests, or nothing.

    Raises:
        TypeError: It is something else.
    """
    seen = [Sighting(*row) if row else None for row in rows]
    some = [one for one in seen if one is not None]
    _hold((type(one.person) for one in some), int)
    _hold((type(one.chain) for one in some), tuple)
    _hold(map(type, chain.from_iterable(one.chain for one in some)), int)
    return seen


def outputs_in(columns: Sequence[Sequence[Any]]) -> Iterable[tuple[Any, ...]]:
    """Take copies: columns of topics, keys, values and headers.

    Raises:
        ValueError: The columns are not of one length, or others than these.
        TypeError: Something else stands in them.
    """
    targets, keys, values, headers = columns
    _hold(map(type, targets), str)
    _hold(map(type, chain(keys, values)), bytes, NoneType)
    _hold(map(type, headers), tuple)
    _hold_pairs([*chain.from_iterable(headers)], bytes, NoneType)
    return zip(targets, keys, values, headers, strict=True)


def _hold_pairs(pairs: Sequence[Any] | set[Any], *second: type) -> None:
    """See that all are pairs of a text and one of some types."""
    _hold(map(type, pairs), tuple)
    if {*map(len, pairs)} - {_PAIR}:
        raise TypeError(_NONE_OF_OURS)
    _hold((type(one[0]) for one in pairs), str)
    _hold((type(one[1]) for one in pairs), *second)


def _hold(found: Iterable[type], *kinds: type) -> None:
    if {*found} - {*kinds}:
        raise TypeError(_NONE_OF_OURS)
