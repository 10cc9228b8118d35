"""Which spans belong to which place of a record: asks for all texts of a batch at once.

Must never leave a place without an answer, and never hold a value back because it is spread over
several fields.
"""

from collections.abc import Iterable, Iterator, Sequence
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
_SPLIT_ENTITIES: Final = frozenset({"PHONE_NUMBER", "CN_RESIDENT_ID", "CN_BANK_CARD"})


def find(envelopes: Sequence[Envelope], detect: Detect) -> None:
    """Give every leaf and field name of a batch its spans.

    A declared field is one span, whatever it holds. Digits that are a value only together with
    those of the fields beside them are one span each.

    Args:
        envelopes: With their texts; `found_leaves` and `found_names` are filled in.
        detect: Finds the spans of texts, given the names of their fields.

    Raises:
        DetectError: Detection did not finish for some text of the batch.
    """
    joints = [list(joints_of(one.leaves)) for one in envelopes]
    texts: list[str] = []
    hints: list[str] = []
    for one, joined in zip(envelopes, joints, strict=True):
        texts += [leaf.raw_text for leaf in one.leaves]
        hints += _hints(one)
        texts += [name.raw_text for name in one.names]
        texts += ["".join(leaf.raw_text for leaf in joint) for joint in joined]
        hints += [""] * (len(one.names) + len(joined))
    spans = iter(detect(texts, hints))
    for one, joined in zip(envelopes, joints, strict=True):
        leaves = [(leaf, _declared(leaf, next(spans))) for leaf in one.leaves]
        names = [(name, next(spans)) for name in one.names]
        split = dict(chain.from_iterable(_pieces(joint, next(spans)) for joint in joined))
        found = [(leaf, spans or split.get(id(leaf), ())) for leaf, spans in leaves]
        one.found_leaves = [(leaf, spans) for leaf, spans in found if spans]
        one.found_names = [(name, spans) for name, spans in names if spans]


def _hints(envelope: Envelope) -> list[str]:
    """Give the hint of each leaf; the record's language holds where its field has none."""
    language = envelope.language
    if language == CHINESE:
        return [leaf.place.hint for leaf in envelope.leaves]
    places = [leaf.place for leaf in envelope.leaves]
    return [one.hint if one.language else in_language(one.hint, language) for one in places]


def whole(text: str, entity: str, spans: Sequence[Span]) -> Span:
    """Give the span of a declared field: all of it, with the address parts found in it."""
    parts = [part for span in spans if span.entity == entity for part in span.parts]
    return Span(0, len(text), entity, parts=tuple(parts))


def joints_of(leaves: Iterable[Leaf]) -> Iterator[list[Leaf]]:
    """Give runs of neighbouring pieces of digits that could be one value.

    Args:
        leaves: In document order.

    Yields:
        Two or more leaves of one object or array, whose digits together have a length that a
        value may have.
    """
    for (_, piece), run in groupby(leaves, key=_place_of_piece):
        joint = list(run) if piece else []
        length = sum(len(leaf.raw_text) for leaf in joint)
        if len(joint) > 1 and length in _WHOLE_LENGTHS:
            yield joint


def _place_of_piece(leaf: Leaf) -> tuple[int, bool]:
    text = leaf.raw_text
    piece = text.isdigit() and _SHORTEST_PIECE <= len(text) <= _LONGEST_PIECE
    return id(leaf.holder), piece


def _pieces(joint: Sequence[Leaf], spans: Sequence[Span]) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Give each piece its span, if all pieces together are one value."""
    length = sum(len(leaf.raw_text) for leaf in joint)
    for span in spans:
        if (span.start, span.end) == (0, length) and span.entity in _SPLIT_ENTITIES:
            yield from (
                (id(leaf), (Span(0, len(leaf.raw_text), span.entity, span.score),))
                for leaf in joint
            )


def _declared(leaf: Leaf, found: tuple[Span, ...]) -> tuple[Span, ...]:
    """Give the spans of a leaf: what was found, or all of it where the policy declares it."""
    entity = leaf.place.entity
    if entity is None or not leaf.raw_text:
        return found
    return (whole(leaf.raw_text, entity, found),)
