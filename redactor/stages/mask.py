"""Spans to masks: puts each value's mask in its place and leaves the rest as it is.

Must never let a value stand because its span is odd: spans that overlap or run out of the text
are an error.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from redactor.document import Contents, Json, Leaf, Name
from redactor.errors import MaskError, Reason
from redactor.masking.operator import Operator
from redactor.spans import Span

OperatorFor: TypeAlias = Callable[[str], Operator]
Renames: TypeAlias = dict[int, dict[str, str]]  # id of an object -> raw name -> mask


def mask_text(raw_text: str, spans: Sequence[Span], operator_for: OperatorFor) -> str:
    """Mask the spans of one text.

    Args:
        raw_text: The original text.
        spans: In text order, not overlapping; empty gives the text itself.
        operator_for: Gives the operator of an entity.

    Raises:
        MaskError: Spans overlap, run backwards or leave the text.
    """
    pieces: list[str] = []
    done = 0
    for span in spans:
        if not done <= span.start < span.end <= len(raw_text):
            raise MaskError(Reason.MASK_FAILED)
        raw_value = raw_text[span.start : span.end]
        pieces.append(raw_text[done : span.start])
        pieces.append(raw_value if span.masked else operator_for(span.entity).mask(raw_value, span))
        done = span.end
    pieces.append(raw_text[done:])
    return "".join(pieces)


def put_masks(found: Sequence[tuple[Leaf, tuple[Span, ...]]], operator_for: OperatorFor) -> None:
    """Set the mask of every leaf with findings; a number that is masked becomes a string.

    Leaves can be set again for another view: masks are made of the leaf's own raw text.
    """
    for leaf, spans in found:
        leaf.put(mask_text(leaf.raw_text, spans, operator_for))


def put_nested(contents: Contents, encode: Callable[[Json], str]) -> None:
    """Write documents inside strings back into their places, inner ones first."""
    for nested in reversed(contents.nested):
        nested.holder[nested.at] = encode(nested.document.root[0])  # type: ignore[index] # fits by construction


def masked_names(
    found: Sequence[tuple[Name, tuple[Span, ...]]], operator_for: OperatorFor
) -> Renames:
    """Give the masks of field names that are PII themselves, by the object they stand in."""
    renames: Renames = {}
    for name, spans in found:
        masks = renames.setdefault(id(name.holder), {})
        masks[name.raw_text] = mask_text(name.raw_text, spans, operator_for)
    return renames


def renamed(value: Json, renames: Renames) -> Json:
    """Copy a document with its field names masked; without renames, give it as it is.

    A copy, because leaves and nested documents find their places by raw names, and the next view
    will need them again.

    Raises:
        MaskError: Two names of one object have the same mask: one value would be lost.
    """
    if not renames:
        return value
    if isinstance(value, list):
        return [renamed(inner, renames) for inner in value]
    if not isinstance(value, dict):
        return value
    masks = renames.get(id(value), {})
    copy = {masks.get(name, name): renamed(inner, renames) for name, inner in value.items()}
    if len(copy) != len(value):
        raise MaskError(Reason.KEY_COLLISION)
    return copy
