"""Which spans belong to which place of a record: asks for all texts of a batch at once.

Must never leave a place without an answer, and never hold a value back because it is spread over
several fields.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, groupby, islice
from typing import Final

from redactor.beside import Told, hint_told, hints_of, roles_of, told_in
from redactor.envelope import Envelope, Leaf
from redactor.schema import Place, in_language
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
    kinds: dict[tuple[tuple[Place, ...], str], _Kind] = {}
    asked: list[tuple[_Kind, tuple[Joint, ...]]] = []
    texts: list[str] = []
    hints: list[str] = []
    for one in envelopes:
        leaves = one.leaves
        key = (tuple([leaf.place for leaf in leaves]), one.language)
        kind = kinds.get(key)
        if kind is None:
            kind = kinds[key] = _Kind(*key)
        raw_texts = [leaf.raw_text for leaf in leaves]
        texts += raw_texts if kind.reads_all else compress(raw_texts, kind.is_read)
        hints += kind.hints_for(one)
        joined: tuple[Joint, ...] = ()
        if kind.has_axis or sum(map(str.isdigit, raw_texts)) > 1:
            joined = tuple(joints_of(one.leaves))
        if one.names or joined:
            texts += [name.raw_text for name in one.names]
            texts += [joint.text for joint in joined]
            hints += [""] * len(one.names) + [joint.hint for joint in joined]
        asked.append((kind, joined))
    found = iter(detect(texts, hints))
    declared = _Declared()
    for one, (kind, joined) in zip(envelopes, asked, strict=True):
        spans = list(islice(found, len(kind.hints)))
        if kind.has_declared:
            spans = declared.of(one.leaves, iter(spans))
        if one.names:
            names = zip(one.names, islice(found, len(one.names)), strict=True)
            one.found_names = [both for both in names if both[1]]
        if joined:
            split = dict(chain.from_iterable(_pieces(joint, next(found)) for joint in joined))
            both_ways = zip(one.leaves, spans, strict=True)
            spans = [known or split.get(id(leaf), ()) for leaf, known in both_ways]
        one.found_leaves = list(compress(zip(one.leaves, spans, strict=True), spans))


class _Kind:
    """What records have in common whose texts stand in the same places.

    Attributes:
        is_read: Of each leaf, whether the recognizers are asked.
        reads_all: They are asked about all.
        hints: Of each leaf that is read; the record's language holds where its field has none.
        has_declared: The policy declares the entity of some leaf.
        has_axis: Some leaf is a longitude or a latitude.
        told: What a text beside it may name, each with its number among `hints`.
    """

    __slots__ = ("has_axis", "has_declared", "hints", "is_read", "reads_all", "told")

    def __init__(self, places: Sequence[Place], language: str) -> None:
        self.is_read = [one.entity in _READ for one in places]
        self.reads_all = all(self.is_read)
        roles = roles_of(places)
        read = compress(zip(places, hints_of(places, roles), strict=True), self.is_read)
        self.hints = [hint if one.language else in_language(hint, language) for one, hint in read]
        self.told = list(self._told(told_in(places, roles)))
        self.has_declared = any(one.entity is not None for one in places)
        self.has_axis = any(one.is_axis for one in places)

    def hints_for(self, envelope: Envelope) -> Sequence[str]:
        """Give the hints of a record's texts that are read, with what others say of them."""
        if not self.told:
            return self.hints
        hints, texts = list(self.hints), [leaf.raw_text for leaf in envelope.leaves]
        holders = [leaf.holder for leaf in envelope.leaves]
        for at, told in self.told:
            hints[at] = hint_told(hints[at], told, texts, holders)
        return hints

    def _told(self, every: Sequence[Told]) -> Iterator[tuple[int, Told]]:
        """Give each that is read with its number among those that are."""
        for told in every:
            if self.is_read[told.content]:
                yield sum(self.is_read[: told.content]), told


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
    ) -> list[tuple[Span, ...]]:
        """Take what was found in each leaf that was read, and give the spans of all."""
        return [
            next(found) if leaf.place.entity is None else self._spans(leaf, found)
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
