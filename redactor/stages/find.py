"""Which spans belong to which place of a record: asks for all texts of a batch at once.

Must never leave a place without an answer, and never hold a value back because it is spread over
several fields.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress, groupby, islice
from typing import Final, TypeAlias

from redactor.beside import Told, hint_told, hints_of, roles_of, told_in
from redactor.envelope import Envelope
from redactor.schema import Place, in_language
from redactor.spans import ENTITY, PARTS, Detect, Span

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
        numbers: Of the fields' texts, in document order.
        text: Their texts as one.
        hint: What the fields' names say of it, empty if nothing.
    """

    numbers: tuple[int, ...]
    text: str = field(repr=False)
    hint: str


Asked: TypeAlias = "tuple[Kind, tuple[Joint, ...]]"  # of one record: its kind, and its joints


def find(envelopes: Sequence[Envelope], detect: Detect) -> None:
    """Give every leaf and field name of a batch its spans.

    A declared field is one span, whatever it holds, and is not read unless it is an address, which
    has parts. Fields that are a value only together, as the pieces of a number or longitude and
    latitude, are one span each.

    Args:
        envelopes: With their texts; `spans` and `found_names` are filled in.
        detect: Finds the spans of texts, given the names of their fields.

    Raises:
        DetectError: Detection did not finish for some text of the batch.
    """
    texts, hints, asked = _questions(envelopes)
    found = iter(detect(texts, hints))
    declared = Declared()
    for one, (kind, joined) in zip(envelopes, asked, strict=True):
        one.spans = kind.spans_of(one.raw_texts, found, declared)
        if one.names:
            names = zip(one.names, islice(found, len(one.names)), strict=True)
            one.found_names = [both for both in names if both[1]]
        if joined:
            pieces = [_pieces(joint, one.raw_texts, next(found)) for joint in joined]
            for number, piece in dict(chain.from_iterable(pieces)).items():
                one.spans[number] = one.spans[number] or piece


def _questions(envelopes: Sequence[Envelope]) -> tuple[list[str], list[str], list[Asked]]:
    """Give the texts to read, the hint of each, and what was asked of each record.

    A record's leaves come first, then its field names, then the texts of its joints.
    """
    kinds: dict[tuple[tuple[Place, ...], str], Kind] = {}
    asked: list[Asked] = []
    texts: list[str] = []
    hints: list[str] = []
    for one in envelopes:
        key = (tuple(one.places), one.language)
        kind = kinds.get(key)
        if kind is None:
            kind = kinds[key] = Kind(*key)
        raw_texts = one.raw_texts
        texts += raw_texts if kind.reads_all else compress(raw_texts, kind.is_read)
        hints += kind.hints_for(one)
        joined: tuple[Joint, ...] = ()
        if kind.has_axis or sum(map(str.isdigit, raw_texts)) > 1:
            joined = tuple(joints_of(one))
        if one.names or joined:
            texts += [name.raw_text for name in one.names]
            texts += [joint.text for joint in joined]
            hints += [""] * len(one.names) + [joint.hint for joint in joined]
        asked.append((kind, joined))
    return texts, hints, asked


class Kind:
    """What records have in common whose texts stand in the same places.

    Attributes:
        is_read: Of each leaf, whether the recognizers are asked.
        reads_all: They are asked about all.
        hints: Of each leaf that is read; the record's language holds where its field has none.
        declared: Number and entity of each leaf whose entity the policy declares.
        has_axis: Some leaf is a longitude or a latitude.
        told: What a text beside it may name, each with its number among `hints`.
    """

    __slots__ = ("declared", "has_axis", "hints", "is_read", "reads_all", "told")

    def __init__(self, places: Sequence[Place], language: str) -> None:
        """Take the places of the texts in document order, and the language of the record."""
        self.is_read = [one.entity in _READ for one in places]
        self.reads_all = all(self.is_read)
        roles = roles_of(places)
        read = compress(zip(places, hints_of(places, roles), strict=True), self.is_read)
        self.hints = [hint if one.language else in_language(hint, language) for one, hint in read]
        self.told = list(self._told(told_in(places, roles)))
        entities = enumerate(one.entity for one in places)
        self.declared = [(number, one) for number, one in entities if one is not None]
        self.has_axis = any(one.is_axis for one in places)

    def hints_for(self, envelope: Envelope) -> Sequence[str]:
        """Give the hints of a record's texts that are read, with what others say of them."""
        if not self.told:
            return self.hints
        hints = list(self.hints)
        for at, told in self.told:
            hints[at] = hint_told(hints[at], told, envelope.raw_texts, envelope.holders)
        return hints

    def _told(self, every: Sequence[Told]) -> Iterator[tuple[int, Told]]:
        """Give each that is read with its number among those that are."""
        before = tuple(accumulate(self.is_read, initial=0))
        for told in every:
            if self.is_read[told.content]:
                yield before[told.content], told

    def spans_of(
        self, texts: Sequence[str], found: Iterator[tuple[Span, ...]], declared: "Declared"
    ) -> list[tuple[Span, ...]]:
        """Take what was found in the texts that were read, and give the spans of all."""
        if self.reads_all:
            spans = list(islice(found, len(self.hints)))
        else:
            spans = [next(found) if is_read else () for is_read in self.is_read]
        for number, entity in self.declared:
            spans[number] = declared.of(texts[number], entity, spans[number])
        return spans


def whole(text: str, entity: str, spans: Sequence[Span]) -> Span:
    """Give the span of a declared field: all of it, with the address parts found in it."""
    if not spans:
        return Span(0, len(text), entity)
    parts = [part for span in spans if span[ENTITY] == entity for part in span[PARTS]]
    return Span(0, len(text), entity, parts=tuple(parts))


def joints_of(envelope: Envelope) -> Iterator[Joint]:
    """Give the fields of a record whose texts may be a value only together.

    Yields:
        Neighbours that hold digits and nothing else; fields of one object that hold digits and
        whose names speak of a number, whatever stands between them; longitude and latitude.
    """
    texts, holders = envelope.raw_texts, envelope.holders
    pieces = [
        number
        for number, text in enumerate(texts)
        if text.isdigit() and _SHORTEST_PIECE <= len(text) <= _LONGEST_PIECE
    ]
    if len(pieces) > 1:
        runs = groupby(enumerate(pieces), key=lambda one: (one[1] - one[0], id(holders[one[1]])))
        for _, run in runs:
            yield from _number([number for _, number in run], texts)
        named = [number for number in pieces if _SPEAKS.search(str(envelope.ats[number]))]
        for _, run_of_names in groupby(named, key=lambda number: id(holders[number])):
            yield from _number(list(run_of_names), texts)
    axes = [
        number
        for number, place in enumerate(envelope.places)
        if place.is_axis and _DECIMAL.fullmatch(texts[number])
    ]
    for _, axis in groupby(axes, key=lambda number: id(holders[number])):
        pair = tuple(axis)[:_AXES]  # a height may follow
        if len(pair) == _AXES:
            yield Joint(pair, ",".join(texts[number] for number in pair), "坐标")


def _number(pieces: Sequence[int], texts: Sequence[str]) -> Iterator[Joint]:
    """Give the joint of two pieces or more, if their digits have a length that a value may have."""
    text = "".join(texts[number] for number in pieces)
    if len(pieces) > 1 and len(text) in _WHOLE_LENGTHS:
        yield Joint(tuple(pieces), text, "")


def _pieces(
    joint: Joint, texts: Sequence[str], spans: Sequence[Span]
) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Give each piece its span, if all pieces together are one value."""
    for span in spans:
        if (span.start, span.end) == (0, len(joint.text)) and span.entity in _SPLIT_ENTITIES:
            for number in joint.numbers:
                yield number, (Span(0, len(texts[number]), span.entity, span.score),)


class Declared:
    """The spans of a batch's leaves that the policy declares: each is all of its text.

    Leaves of one length in which the same was found share their span.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, int, int], tuple[Span, ...]] = {}

    def of(self, text: str, entity: str, within: tuple[Span, ...]) -> tuple[Span, ...]:
        """Give the spans of a declared text, of which an address was read."""
        if not text:
            return within
        key = (entity, len(text), id(within))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (whole(text, entity, within),)
        return known
