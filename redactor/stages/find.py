"""Which spans belong to which place of a record: asks for all texts of a batch at once.

Must never leave a place without an answer, and never hold a value back because it is spread over
several fields.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Final

from redactor.envelope import Envelope, Leaf
from redactor.schema import CHINESE, in_language
from redactor.spans import Detect, Span

# Digits of neighbouring fields are put together when they could be a mobile number or more
# (11 digits), a bank card (up to 19) or a resident ID (18), and each piece is no value by itself.
_SHORTEST_PIECE: Final = 3
_LONGEST_PIECE: Final = 10
_WHOLE_LENGTHS: Final = range(11, 20)
_SPLIT_ENTITIES: Final = frozenset(
    {"PHONE_NUMBER", "CN_RESIDENT_ID", "CN_BANK_CARD", "COORDINATES"}
)
# Names of fields that hold a part of a number: pieces under them need not be neighbours.
_SPEAKS: Final = re.compile(
    r"tel|phone|mobile|cell|id_?card|bank_?card|电话|手机|号码|身份证|卡号", re.IGNORECASE
)
# Declared entities whose fields are read all the same, for the parts of an address; None is a field
# that is not declared.
_READ: Final = frozenset({None, "ADDRESS"})
_AXES: Final = 2  # longitude and latitude
_DECIMAL: Final = re.compile(r"-?[0-9]{1,3}\.[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Joint:
    """Fields that may hold one value together.

    Attributes:
        leaves: The fields, in document order.
        text: Their texts as one.
        hint: What the fields' names say of it, empty if nothing.
    """

    leaves: tuple[Leaf, ...]
    text: str = field(repr=False)
    hint: str


def find(envelopes: Sequence[Envelope], detect: Detect) -> None:
    """Give every leaf and field name of a batch its spans.

    A declared field is one span, whatever it holds, and is not read unless it is an address, which
    has parts. Fields that are a value only together, as the pieces of a number or longitude and
    latitude, are one span each.

    Args:
        envelopes: With their texts; `found_leaves` and `found_names` are filled in.
        detect: Finds the spans of texts, given the names of their fields.

    Raises:
        DetectError: Detection did not finish for some text of the batch.
    """
    joints = [tuple(joints_of(one.leaves)) for one in envelopes]
    texts: list[str] = []
    hints: list[str] = []
    for one, joined in zip(envelopes, joints, strict=True):
        read = [leaf for leaf in one.leaves if leaf.place.entity in _READ]
        texts += [leaf.raw_text for leaf in read]
        hints += _hints(read, one.language)
        texts += [name.raw_text for name in one.names]
        texts += [joint.text for joint in joined]
        hints += [""] * len(one.names) + [joint.hint for joint in joined]
    spans = iter(detect(texts, hints))
    declared = _Declared()
    for one, joined in zip(envelopes, joints, strict=True):
        found = declared.of(one.leaves, spans)
        names = zip(one.names, spans, strict=False) if one.names else ()  # takes what it needs
        one.found_names = [both for both in names if both[1]]
        if joined:
            split = dict(chain.from_iterable(_pieces(joint, next(spans)) for joint in joined))
            found = [(leaf, spans or split.get(id(leaf), ())) for leaf, spans in found]
        one.found_leaves = [both for both in found if both[1]]


def _hints(leaves: Sequence[Leaf], language: str) -> list[str]:
    """Give the hint of each leaf; the record's language holds where its field has none."""
    if language == CHINESE:
        return [leaf.place.hint for leaf in leaves]
    places = [leaf.place for leaf in leaves]
    return [one.hint if one.language else in_language(one.hint, language) for one in places]


def whole(text: str, entity: str, spans: Sequence[Span]) -> Span:
    """Give the span of a declared field: all of it, with the address parts found in it."""
    parts = [part for span in spans if span.entity == entity for part in span.parts]
    return Span(0, len(text), entity, parts=tuple(parts))


def joints_of(leaves: Sequence[Leaf]) -> Iterator[Joint]:
    """Give the fields whose texts may be a value only together.

    Args:
        leaves: In document order.

    Yields:
        Neighbours that hold digits and nothing else; fields of one object that hold digits and
        whose names speak of a number, whatever stands between them; longitude and latitude.
    """
    pieces = [
        (index, leaf)
        for index, leaf in enumerate(leaves)
        if leaf.raw_text.isdigit() and _SHORTEST_PIECE <= len(leaf.raw_text) <= _LONGEST_PIECE
    ]
    if len(pieces) > 1:
        runs = groupby(
            enumerate(pieces), key=lambda one: (one[1][0] - one[0], id(one[1][1].holder))
        )
        for _, run in runs:
            yield from _number([leaf for _, (_, leaf) in run])
        named = [leaf for _, leaf in pieces if _SPEAKS.search(str(leaf.at))]
        for _, run_of_names in groupby(named, key=lambda leaf: id(leaf.holder)):
            yield from _number(list(run_of_names))
    axes = [leaf for leaf in leaves if leaf.place.is_axis and _DECIMAL.fullmatch(leaf.raw_text)]
    for _, one in groupby(axes, key=lambda leaf: id(leaf.holder)):
        pair = tuple(one)[:_AXES]  # a height may follow
        if len(pair) == _AXES:
            yield Joint(pair, ",".join(leaf.raw_text for leaf in pair), "坐标")


def _number(pieces: Sequence[Leaf]) -> Iterator[Joint]:
    """Give the joint of two pieces or more, if their digits have a length that a value may have."""
    text = "".join(leaf.raw_text for leaf in pieces)
    if len(pieces) > 1 and len(text) in _WHOLE_LENGTHS:
        yield Joint(tuple(pieces), text, "")


def _pieces(joint: Joint, spans: Sequence[Span]) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Give each piece its span, if all pieces together are one value."""
    for span in spans:
        if (span.start, span.end) == (0, len(joint.text)) and span.entity in _SPLIT_ENTITIES:
            yield from (
                (id(leaf), (Span(0, len(leaf.raw_text), span.entity, span.score),))
                for leaf in joint.leaves
            )


class _Declared:
    """The spans of a batch's leaves: what was found, or all of a leaf that the policy declares.

    Leaves of one length in which the same was found share their span.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], tuple[Span, ...]] = {}

    def of(
        self, leaves: Sequence[Leaf], found: Iterator[tuple[Span, ...]]
    ) -> list[tuple[Leaf, tuple[Span, ...]]]:
        """Take what was found in each leaf that was read, and give the spans of all."""
        return [
            (leaf, next(found) if leaf.place.entity is None else self._spans(leaf, found))
            for leaf in leaves
        ]

    def _spans(self, leaf: Leaf, found: Iterator[tuple[Span, ...]]) -> tuple[Span, ...]:
        """Give the spans of a leaf that the policy declares."""
        entity = str(leaf.place.entity)
        within = next(found) if entity in _READ else ()
        if not leaf.raw_text:
            return within
        key = (entity, len(leaf.raw_text), id(within))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (whole(leaf.raw_text, entity, within),)
        return known
