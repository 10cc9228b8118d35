"""Spans to masks: puts each value's mask in its place and leaves the rest as it is.

Must never let a value stand because its span is odd: spans that overlap or run out of the text
are an error.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from redactor.document import Finish, Json
from redactor.envelope import Envelope
from redactor.errors import MaskError, Reason
from redactor.masking.operator import Operator
from redactor.spans import Span

Write: TypeAlias = Callable[[Json], str]
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


def mask_envelope(envelope: Envelope, operator_for: OperatorFor, write: Write) -> Finish:
    """Put the masks of one view into an envelope.

    It can be masked again for another view: masks are made of the raw texts of its leaves.

    Args:
        envelope: With its findings.
        operator_for: Gives the operator of an entity in this view.
        write: Writes a document inside a string back as text.

    Returns:
        What to do to the value of each document just before it is written: field names that are
        PII themselves are masked last, since leaves find their places by raw names.

    Raises:
        MaskError: Spans are odd, or two names of an object have the same mask.
    """
    for leaf, spans in envelope.found_leaves:
        leaf.put(mask_text(leaf.raw_text, spans, operator_for))
    renames: Renames = {}
    for name, spans in envelope.found_names:
        masks = renames.setdefault(id(name.holder), {})
        masks[name.raw_text] = mask_text(name.raw_text, spans, operator_for)
    finish = partial(renamed, renames=renames) if renames else _unchanged
    for nested in reversed(envelope.nested):  # inner ones stand behind outer ones
        nested.put(write(finish(nested.document.root[0])))
    return finish


def _unchanged(value: Json) -> Json:
    return value


def renamed(value: Json, renames: Renames) -> Json:
    """Copy a document with its field names masked; the original keeps its raw names.

    Raises:
        MaskError: Two names of one object have the same mask: one value would be lost.
    """
    if isinstance(value, list):
        return [renamed(inner, renames) for inner in value]
    if not isinstance(value, dict):
        return value
    masks = renames.get(id(value), {})
    copy = {masks.get(name, name): renamed(inner, renames) for name, inner in value.items()}
    if len(copy) != len(value):
        raise MaskError(Reason.KEY_COLLISION)
    return copy
