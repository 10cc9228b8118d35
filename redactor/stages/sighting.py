"""Who was seen where: a record's recipient and the cells of the address, in keyed digests.

Must never give anything but digests.
"""

from redactor.envelope import Envelope
from redactor.masking.crowd import chain_of, digest_of
from redactor.masking.normalise import normalised
from redactor.record import Sighting
from redactor.spans import Span


def sighting_of(envelope: Envelope, salt: bytes) -> Sighting | None:
    """Give the sighting of a record, before it is masked.

    Args:
        envelope: With its findings, and with the recipient that its route counts.
        salt: Key of the digests.

    Returns:
        The person under the form that all its spellings share, and the first address found in the
        recipient's; None if the record lacks either.
    """
    if envelope.recipient is None:
        return None
    person, address = envelope.recipient
    found = next((span for span in _spans(envelope, address) if span.entity == "ADDRESS"), None)
    if found is None:
        return None
    chain = chain_of(address[found.start : found.end], found, salt)
    entity = next((span.entity for span in _spans(envelope, person)), "")
    return Sighting(digest_of(normalised(person, entity), salt), chain) if chain else None


def _spans(envelope: Envelope, raw_text: str) -> tuple[Span, ...]:
    """Give what was found in the first leaf with this text."""
    found = zip(envelope.raw_texts, envelope.spans, strict=True)
    return next((spans for text, spans in found if spans and text == raw_text), ())
