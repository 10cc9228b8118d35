"""Spans to masks: puts each value's mask in its place and leaves the rest as it is.

Must never let a value stand because its span is odd: spans that overlap or run out of the text
are an error.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeAlias

from redactor.document import Finish, Json
from redactor.envelope import At, Envelope, Holder
from redactor.errors import MaskError, Reason
from redactor.masking.erase import Drop, Eraser
from redactor.masking.masks import Masks
from redactor.masking.operator import Rule
from redactor.spans import END, ENTITY, MASKED, START, Span

Write: TypeAlias = Callable[[Json], str]
RuleFor: TypeAlias = Callable[[str], Rule]

# A number as JSON writes it, short enough to be read back as the same one.
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6}", re.ASCII)


@dataclass(slots=True, repr=False)
class Changes:
    """What is done to documents when they are written, by the id of an object or array.

    Attributes:
        renames: Masks of field names, by the raw name.
        gone: Field names and indexes to leave out.
    """

    renames: dict[int, dict[str, str]] = field(default_factory=dict)
    gone: dict[int, set[str | int]] = field(default_factory=dict)

    def drop(self, holder: Holder, at: At) -> None:
        """Leave out a field or an element."""
        self.gone.setdefault(id(holder), set()).add(at)


def mask_text(raw_text: str, spans: Sequence[Span], rule_for: RuleFor) -> str:
    """Mask the spans of one text.

    Args:
        raw_text: The original text.
        spans: In text order, not overlapping; empty gives the text itself.
        rule_for: Gives what masks the values of an entity.

    Raises:
        MaskError: Spans overlap, run backwards or leave the text.
    """
    if len(spans) == 1:  # most texts are one value and nothing else
        span = spans[0]
        if 0 == span[START] < span[END] == len(raw_text):
            return raw_text if span[MASKED] else rule_for(span[ENTITY])(raw_text, span)
    pieces: list[str] = []
    done, length = 0, len(raw_text)
    for span in spans:
        start, end = span[START], span[END]
        if not done <= start < end <= length:
            raise MaskError(Reason.MASK_FAILED)
        raw_value = raw_text[start:end]
        pieces.append(raw_text[done:start])
        pieces.append(raw_value if span[MASKED] else rule_for(span[ENTITY])(raw_value, span))
        done = end
    pieces.append(raw_text[done:])
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Dress:
    """How one view's copies are made; thrown away with its batch, for it knows raw texts.

    Attributes:
        masks: Of the view, for these records.
        write: Writes a document inside a string back as text.
        keep_types: A number whose mask is no number becomes null.
        done: Masks of texts by the text and the identity of its spans: couriers and stations
            repeat in a batch.
    """

    masks: Masks
    write: Write
    keep_types: bool = False
    done: dict[tuple[str, int], str] = field(default_factory=dict, repr=False)

    def masked(self, raw_text: str, spans: Sequence[Span]) -> str:
        """Give a text with its spans masked, and note it in `done`.

        Raises:
            MaskError: Spans are odd.
        """
        key = (raw_text, id(spans))  # the batch's envelopes hold its spans: no id is used again
        masked_text = self.done[key] = mask_text(raw_text, spans, self.masks.rule)
        return masked_text


class Dresses:
    """The dresses of one batch: one for all records with the same masks."""

    def __init__(self, write: Write, *, keep_types: bool) -> None:
        """Take how a document inside a string is written, and whether numbers stay numbers."""
        self._write = write
        self._keep_types = keep_types
        self._known: dict[int, Dress] = {}  # a dress holds its masks: no id is used again

    def of(self, masks: Masks) -> Dress:
        """Give the dress of some masks."""
        known = self._known.get(id(masks))
        if known is None:
            known = self._known[id(masks)] = Dress(masks, self._write, self._keep_types)
        return known


def mask_envelope(envelope: Envelope, dress: Dress) -> Finish:
    """Put the masks of one view into an envelope.

    It can be masked again for another view: masks are made of the raw texts of its leaves.

    Args:
        envelope: With its findings.
        dress: How this view's copy is made.

    Returns:
        What to do to each document's root just before it is written; an empty root is a document
        that is dropped. Field names that are PII themselves are masked last, since leaves find
        their places by raw names.

    Raises:
        MaskError: Spans are odd, or two names of an object have the same mask.
    """
    changes = Changes()
    erases, done, numbers = dress.masks.erases, dress.done, envelope.numbers
    columns = zip(envelope.raw_texts, envelope.spans, envelope.holders, envelope.ats, strict=True)
    for number, (raw_text, spans, holder, at) in enumerate(columns):
        if not spans:
            continue
        if erases and _erased(holder, at, dress.masks.eraser(spans), changes):
            continue
        text = done.get((raw_text, id(spans)))
        if text is None:
            text = dress.masked(raw_text, spans)
        holder[at] = text  # type: ignore[index] # `at` fits `holder` by construction
        if number in numbers:
            envelope.put(number, number_of(text, keep_types=dress.keep_types))
    for name, spans in envelope.found_names:
        if dress.masks.eraser(spans) is not None:
            changes.drop(name.holder, name.raw_text)
            continue
        masks = changes.renames.setdefault(id(name.holder), {})
        masks[name.raw_text] = dress.masked(name.raw_text, spans)
    changed = changes.renames or changes.gone
    finish: Finish = partial(_finished, changes=changes) if changed else _unchanged
    for nested in reversed(envelope.nested):  # inner ones stand behind outer ones
        nested.put(dress.write(finish(nested.document.root)[0]))
    return finish


def _erased(holder: Holder, at: At, eraser: Eraser | None, changes: Changes) -> bool:
    """Erase a value if there is what erases it."""
    if isinstance(eraser, Drop):
        changes.drop(holder, at)
    elif eraser is not None:
        holder[at] = None  # type: ignore[index] # `at` fits `holder` by construction
    return eraser is not None


def number_of(text: str, *, keep_types: bool) -> Json:
    """Give the mask of a number as a number, if it reads as one."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return None if keep_types else text


def _unchanged(root: list[Json]) -> list[Json]:
    return root


def _finished(root: list[Json], changes: Changes) -> list[Json]:
    """Copy a root without what is dropped, its field names masked; the original keeps all.

    Raises:
        MaskError: Two names of one object have the same mask: one value would be lost.
    """
    gone = changes.gone.get(id(root), ())
    return [_copy(value, changes) for at, value in enumerate(root) if at not in gone]


def _copy(value: Json, changes: Changes) -> Json:
    if isinstance(value, list):
        return _finished(value, changes)
    if not isinstance(value, dict):
        return value
    gone = changes.gone.get(id(value), ())
    masks = changes.renames.get(id(value), {})
    kept = [(name, inner) for name, inner in value.items() if name not in gone]
    copy = {masks.get(name, name): _copy(inner, changes) for name, inner in kept}
    if len(copy) != len(kept):
        raise MaskError(Reason.KEY_COLLISION)
    return copy
