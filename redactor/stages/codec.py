"""Records to envelopes and back: value, key and headers, each as a document.

Must never let a part of a record through that was not read, other than a header the policy
exempts by name.
"""

from collections.abc import Collection
from typing import Final

from redactor.document import Document, Finish
from redactor.envelope import Envelope, Header
from redactor.errors import DecodeError, EncodeError, Reason
from redactor.json_codec import decode_text, decode_value, encode
from redactor.record import Headers, Output, Record, output_of
from redactor.schema import is_plain

SOURCE_HEADER: Final = "x-redactor-source"
POLICY_HEADER: Final = "x-redactor-policy"
OWN_HEADERS: Final = frozenset({SOURCE_HEADER, POLICY_HEADER})


def open_record(record: Record, exempt_headers: Collection[str], max_bytes: int) -> Envelope:
    """Decode a record.

    Args:
        record: As it was read.
        exempt_headers: Names of headers that pass unread.
        max_bytes: Longest value to decode.

    Returns:
        Its documents; a tombstone has no value. Headers of an earlier redactor are left out:
        they would name another source.

    Raises:
        DecodeError: Any part of the record cannot be read.
    """
    if record.raw_value is not None and len(record.raw_value) > max_bytes:
        raise DecodeError(Reason.TOO_LARGE)
    return Envelope(
        value=None if record.raw_value is None else decode_value(record.raw_value),
        key=None if record.raw_key is None else decode_text(record.raw_key, Reason.KEY_NOT_TEXT),
        headers=tuple(
            [
                _opened_header(name, raw, exempt=name in exempt_headers)
                for name, raw in record.raw_headers
                if name not in OWN_HEADERS
            ]
        ),
    )


def _opened_header(name: str, raw: bytes | None, *, exempt: bool) -> Header:
    label = name if exempt or is_plain(name) else Document([name], is_json=False)
    if exempt or raw is None:
        return Header(label, raw)
    return Header(label, decode_text(raw, Reason.HEADER_NOT_TEXT))


def close_envelope(envelope: Envelope, target: str, finish: Finish, added: Headers) -> Output:
    """Encode a masked envelope for one view.

    Args:
        envelope: With masks in place.
        target: The view's topic.
        finish: Done to each document's root just before it is written. A key or header value
            that it drops is null, a header whose name it drops is left out, and a value becomes
            JSON's null: a tombstone would delete more than a field.
        added: Headers to put behind the record's own.

    Raises:
        EncodeError: A part cannot be written.
    """

    def written(document: Document) -> bytes | None:
        root = finish(document.root)
        if not document.is_json and (not root or root[0] is None):
            return None
        return encode(root[0] if root else None, is_json=document.is_json)

    headers: list[tuple[str, bytes | None]] = []
    for header in envelope.headers:
        name = header.name if isinstance(header.name, str) else _text(written(header.name))
        if name is not None:
            value = header.value
            headers.append((name, written(value) if isinstance(value, Document) else value))
    masked_key = written(envelope.key) if envelope.key else None
    masked_value = written(envelope.value) if envelope.value else None
    return output_of((target, masked_key, masked_value, (*headers, *added)))


def _text(written: bytes | None) -> str | None:
    return None if written is None else written.decode()


def check_size(output: Output, max_bytes: int) -> None:
    """Refuse an output that masking made too large for the broker.

    Raises:
        EncodeError: Key, value and headers together are over `max_bytes`.
    """
    _, key, value, headers = output
    size = len(key or b"") + len(value or b"")
    for name, value in headers:
        size += len(name.encode()) + len(value or b"")
    if size > max_bytes:
        raise EncodeError(Reason.GREW_TOO_LARGE)
