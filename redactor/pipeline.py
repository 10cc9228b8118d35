"""The way of a record: decode, choose its texts, detect, mask, encode.

Pure, synchronous and total: no I/O, and every record comes back as exactly one result. Must never
give back a record of which any part was not understood.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from redactor.document import Contents, Document, Json, Leaf, Name
from redactor.errors import DecodeError, EncodeError, Reason, RecordError
from redactor.policy import Policy, View
from redactor.record import Headers, Masked, Output, Record, Refused, Result
from redactor.spans import Span
from redactor.stages import codec
from redactor.stages.detect import Detector, whole
from redactor.stages.fields import Fields, printable
from redactor.stages.mask import OperatorFor, Renames, masked_names, put_masks, put_nested, renamed

SOURCE_HEADER: Final = "x-redactor-source"
POLICY_HEADER: Final = "x-redactor-policy"


@dataclass(slots=True, repr=False)
class _Opened:
    """A record taken apart: its documents, and every place in them that holds text."""

    record: Record
    views: Sequence[View]
    value: Document | None
    key: Document | None
    headers: list[tuple[Document, Document | bytes | None]]
    contents: Contents
    leaves: list[tuple[Leaf, tuple[Span, ...]]] = field(default_factory=list)
    names: list[tuple[Name, tuple[Span, ...]]] = field(default_factory=list)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give every text to scan with the names of its field, in the order spans come back."""
        for leaf in self.contents.leaves:
            yield leaf.raw_text, leaf.hint
        for name in self.contents.names:
            yield name.raw_text, ""


class Pipeline:
    """One policy at work. Immutable, so that a live policy is a new pipeline."""

    def __init__(self, policy: Policy, detector: Detector) -> None:
        """Compile a policy onto loaded recognizers."""
        self.policy_hash = policy.digest
        self.sources = tuple(route.source for route in policy.routes)
        self.targets = tuple(view.target for route in policy.routes for view in route.copies)
        self._policy = policy
        self._detector = detector.with_thresholds(policy.thresholds)
        self._views = {route.source: route.copies for route in policy.routes}
        self._operators: dict[str, OperatorFor] = {
            view.target: _operator_for(policy, view)
            for route in policy.routes
            for view in route.copies
        }
        self._fields = Fields(policy.fields, policy.limits, codec.decode_nested)
        self._undeclared = Fields((), policy.limits, codec.decode_nested)  # keys and headers

    def redact(self, records: Sequence[Record]) -> list[Result]:
        """Mask a batch.

        Args:
            records: Any records, in any order; an empty batch gives an empty list.

        Returns:
            One result for each record, in the same order.
        """
        opened = [self._opened(record) for record in records]
        detected = self._detected([one for one in opened if isinstance(one, _Opened)])
        return [
            one if isinstance(one, Refused) else self._closed(one, refused=detected.get(id(one)))
            for one in opened
        ]

    def _opened(self, record: Record) -> _Opened | Refused:
        """Decode a record and find its texts."""
        try:
            return self._open(record)
        except Exception as error:  # noqa: BLE001 -- fail closed, whatever it was
            return _refused(record, error)

    def _open(self, record: Record) -> _Opened:
        views = self._views.get(record.at.topic)
        if not views:
            raise DecodeError(Reason.NO_ROUTE)
        if len(record.raw_value or b"") > self._policy.limits.max_record_bytes:
            raise DecodeError(Reason.TOO_LARGE)
        contents = Contents()
        value = None if record.raw_value is None else codec.decode_value(record.raw_value)
        if value is not None:
            self._fields.select(value, contents)
        key = None
        if record.raw_key is not None:
            key = self._side(record.raw_key, Reason.KEY_NOT_TEXT, contents)
        headers = [
            self._header(name, raw, contents)
            for name, raw in record.raw_headers
            if name not in {SOURCE_HEADER, POLICY_HEADER}
        ]
        return _Opened(record, views, value, key, headers, contents)

    def _side(self, raw: bytes, reason: Reason, contents: Contents) -> Document:
        """Decode a key or a header's value or name."""
        document = codec.decode_text(raw, reason)
        self._undeclared.select(document, contents)
        return document

    def _header(
        self, name: str, raw: bytes | None, contents: Contents
    ) -> tuple[Document, Document | bytes | None]:
        if name in self._policy.exempt_headers:
            return Document([name], is_json=False), raw
        label = self._side(name.encode(), Reason.HEADER_NOT_TEXT, contents)
        if raw is None:
            return label, None
        return label, self._side(raw, Reason.HEADER_NOT_TEXT, contents)

    def _detected(self, opened: Sequence[_Opened]) -> dict[int, Refused]:
        """Detect in all records at once; if that fails, one by one, to refuse the culprit alone."""
        try:
            self._detect(opened)
        except Exception:  # noqa: BLE001 -- each record is tried again below, and refused if it fails
            return dict(self._detected_singly(opened))
        return {}

    def _detected_singly(self, opened: Sequence[_Opened]) -> Iterator[tuple[int, Refused]]:
        for one in opened:
            try:
                self._detect([one])
            except Exception as error:  # noqa: BLE001 -- fail closed, whatever it was
                yield id(one), _refused(one.record, error)

    def _detect(self, opened: Sequence[_Opened]) -> None:
        """Give every text its spans; a declared field is one span, whatever it holds."""
        pairs = [pair for one in opened for pair in one.texts()]
        spans = iter(
            self._detector.detect([text for text, _ in pairs], [hint for _, hint in pairs])
        )
        for one in opened:
            leaves = [(leaf, _declared(leaf, next(spans))) for leaf in one.contents.leaves]
            names = [(name, next(spans)) for name in one.contents.names]
            one.leaves = [(leaf, found) for leaf, found in leaves if found]
            one.names = [(name, found) for name, found in names if found]

    def _closed(self, opened: _Opened, *, refused: Refused | None) -> Result:
        """Mask and encode a record for every view."""
        if refused is not None:
            return refused
        record = opened.record
        try:
            outputs = tuple(self._output(opened, view) for view in opened.views)
        except Exception as error:  # noqa: BLE001 -- fail closed, whatever it was
            return _refused(record, error)
        detections = tuple(
            (printable(leaf.path), span.entity) for leaf, spans in opened.leaves for span in spans
        )
        return Masked(record.at, record.timestamp_ms, outputs, detections)

    def _output(self, opened: _Opened, view: View) -> Output:
        operator_for = self._operators[view.target]
        put_masks(opened.leaves, operator_for)
        renames = masked_names(opened.names, operator_for)
        put_nested(opened.contents, lambda value: _text(value, renames))
        output = Output(
            view.target,
            _encoded(opened.key, renames),
            _encoded(opened.value, renames),
            self._masked_headers(opened, renames),
        )
        if _size(output) > self._policy.limits.max_record_bytes:
            raise EncodeError(Reason.GREW_TOO_LARGE)
        return output

    def _masked_headers(self, opened: _Opened, renames: Renames) -> Headers:
        """Give the record's headers masked, in order, and behind them where it comes from."""
        masked: list[tuple[str, bytes | None]] = []
        for label, value in opened.headers:
            name = codec.encode(label).decode()
            masked.append(
                (name, _encoded(value, renames) if isinstance(value, Document) else value)
            )
        masked.append((SOURCE_HEADER, str(opened.record.at).encode()))
        masked.append((POLICY_HEADER, self.policy_hash.encode()))
        return tuple(masked)


def _operator_for(policy: Policy, view: View) -> OperatorFor:
    return lambda entity: policy.operator_for(view, entity)


def _declared(leaf: Leaf, found: tuple[Span, ...]) -> tuple[Span, ...]:
    """Give the spans of a leaf: what was found, or all of it where the policy declares it."""
    if leaf.entity is None or not leaf.raw_text:
        return found
    return (whole(leaf.raw_text, leaf.entity, found),)


def _encoded(document: Document | None, renames: Renames) -> bytes | None:
    if document is None:
        return None
    return codec.encode(Document([renamed(document.root[0], renames)], document.is_json))


def _text(value: Json, renames: Renames) -> str:
    return codec.encode(Document([renamed(value, renames)], is_json=True)).decode()


def _size(output: Output) -> int:
    """Count the bytes that the broker will count, headers' framing aside."""
    parts = [output.masked_key, output.masked_value]
    parts += [part for name, value in output.masked_headers for part in (name.encode(), value)]
    return sum(len(part) for part in parts if part is not None)


def _refused(record: Record, error: Exception) -> Refused:
    """Refuse a record; an error that is not ours says nothing, not even its name."""
    reason = error.reason if isinstance(error, RecordError) else Reason.INTERNAL
    return Refused(record.at, record.timestamp_ms, reason)
