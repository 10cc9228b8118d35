"""What a record is about: the value under the route's subject path.

Must never be printed or kept: a subject is raw. Masks take its HMAC.
"""

from collections.abc import Iterator, Sequence

from redactor.document import Document, Json
from redactor.masking.normalise import normalised
from redactor.paths import Step


def subject_of(document: Document | None, steps: Sequence[Step]) -> str:
    """Give the subject of a record.

    Args:
        document: The record's value, before it is masked; None is a tombstone.
        steps: The route's subject path.

    Returns:
        The first text or number in document order under the path, in one form for all its
        spellings: full-width or not, upper or lower case, with white space or without. Letters of
        other scripts that only look alike stay what they are. Empty if there is none.
    """
    return normalised(_first(document, steps), "")


def recipient_of(
    document: Document | None, paths: Sequence[Sequence[Step]]
) -> tuple[str, str] | None:
    """Give a record's recipient and address as they are written, to be found among its texts.

    Args:
        document: The record's value, before it is masked; None is a tombstone.
        paths: Of the person and of the address; empty if the route counts nobody.

    Returns:
        Both texts; None if the record lacks one.
    """
    if not paths:
        return None
    person, address = (_first(document, steps) for steps in paths)
    return (person, address) if person and address else None


def _first(document: Document | None, steps: Sequence[Step]) -> str:
    """Give the first text or number under a path; empty if there is none."""
    if document is None or not steps or not document.is_json:
        return ""
    return next(_below(document.root[0], tuple(steps)), "")


def _below(value: Json, steps: tuple[Step, ...]) -> Iterator[str]:
    if not steps:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield str(value)
        return
    step, rest = steps[0], steps[1:]
    for at, inner in _children(value):
        if step.takes(at):
            yield from _below(inner, rest)
        if step.deep:
            yield from _below(inner, steps)


def _children(value: Json) -> Iterator[tuple[str | int, Json]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
