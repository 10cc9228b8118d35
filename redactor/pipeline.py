"""The way of a record: decode, select, detect, mask, encode; a short one where its form is known.

Pure, synchronous and total: no I/O, and every record comes back as exactly one result. Must never
give back a record of which any part was not understood.
"""

from collections.abc import Sequence
from typing import Protocol, Self

from redactor.document import Json
from redactor.envelope import Envelope
from redactor.errors import DecodeError, Reason, reason_of
from redactor.forms.made import Made, results_of
from redactor.forms.short import Batch, ShortWay
from redactor.json_codec import decode_nested, encode
from redactor.keys.ring import NO_KEYS, Keyring
from redactor.loading import load_detector
from redactor.masking.crowd import Census
from redactor.policy import Policy, Thresholds, View
from redactor.policy.bound import BoundPolicy
from redactor.policy.crowds import Asked, asked_of
from redactor.policy.routing import Routing
from redactor.record import Output, Record, Refused, Result, masked_of
from redactor.schema import Passing
from redactor.spans import ENTITY, Detect, Span
from redactor.stages.codec import (
    POLICY_HEADER,
    SOURCE_HEADER,
    check_size,
    close_envelope,
    open_record,
)
from redactor.stages.echo import echo
from redactor.stages.fields import Fields, IdlePaths, Sides
from redactor.stages.find import find
from redactor.stages.lists import with_lists
from redactor.stages.mask import Dresses, mask_envelope
from redactor.stages.sighting import sighting_of
from redactor.stages.subject import recipient_of, subject_of


class Finder(Protocol):
    """The door to the recognizers: `stages.detect.Detector`, or what stands for it elsewhere."""

    def with_thresholds(self, thresholds: Thresholds) -> Self:
        """Give one for another policy on the same recognizers."""

    def detect(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Give the spans of each text, given the names of its field."""


class Pipeline:
    """One policy at work. A live policy is a new pipeline.

    Attributes:
        policy_hash: Of the policy.
        sources, targets: Topics and patterns, as its routes name them.
        recipe: What it is made of, for another process.
        census: What enough people share; see `take_census`.
        routing: Gives the way of a topic.
    """

    def __init__(
        self, policy: Policy, detector: Finder, keys: Keyring = NO_KEYS, salt: bytes = b""
    ) -> None:
        """Compile a policy onto loaded recognizers and keys.

        Args:
            policy: A checked policy.
            detector: Loaded recognizers, or what stands for those of another process.
            keys: The fleet's keys, for masks that need any.
            salt: Key of the digests in which people are counted, where the policy counts any.

        Raises:
            ConfigError: An operator needs a key or a scope that is not there.
        """
        self.policy_hash = policy.digest
        self.sources = tuple(route.source for route in policy.routes)
        self.targets = tuple(view.target for route in policy.routes for view in route.copies)
        self.recipe = (policy, keys, salt)
        self._policy = policy
        self.census: Census = {}
        self._salt = salt
        self._mark = (POLICY_HEADER, self.policy_hash.encode())
        self._bound = BoundPolicy(policy, keys, salt)
        self.routing = Routing(policy.routes)
        self._fields = Fields(
            policy.fields, policy.limits, decode_nested, Sides(policy.key, policy.headers)
        )
        self._detect_texts = with_lists(policy, detector.with_thresholds(policy.thresholds).detect)
        self._short = ShortWay(policy, self.routing, self._fields)

    def asked(self, topic: str) -> Asked:
        """Give what the masks of a topic's copies ask of a census."""
        return asked_of(self._policy, self.routing.way(topic))

    def take_census(self, census: Census) -> None:
        """Show from now on what enough people share, as this census counts them."""
        self.census = census
        self._bound.take_census(census)

    @property
    def idle(self) -> IdlePaths:
        """Which paths of the policy matched nothing in the records so far."""
        return self._fields.idle()

    @property
    def seen(self) -> tuple[int, tuple[int, ...]]:
        """What this pipeline has seen since it was last asked, for another one to `saw`."""
        return self._fields.seen()

    def saw(self, seen: tuple[int, tuple[int, ...]]) -> None:
        """Take over what a pipeline of the same policy has seen in another process."""
        self._fields.saw(seen)

    def redact(self, records: Sequence[Record]) -> Sequence[Result]:
        """Mask a batch.

        Args:
            records: Any records, in any order; an empty batch gives none.

        Returns:
            One result for each record, in the same order.
        """
        batch = self._read(records)
        # The stages ask for the texts of both ways at once, even where no record is theirs.
        along = batch.along(self._detect_texts)
        results = self._redact(records, batch.rows.others(), along)
        made = self._made(batch)
        if left := batch.left(made):
            results |= self._redact(records, left, batch.cells.again(self._detect_texts))
        return results_of(records, results, made)

    def _read(self, records: Sequence[Record]) -> Batch:
        """Read the records whose form is known: they need not go through the stages."""
        try:
            return self._short.read(records)
        except Exception:  # noqa: BLE001 -- whatever it was, the stages tell whose fault it is
            return self._short.unread(records)

    def _made(self, batch: Batch) -> Made | None:
        """Mask the records that were read by their form, all those of which nothing is odd."""
        try:
            return batch.made(self._bound, self._dresses())
        except Exception:  # noqa: BLE001 -- as above
            return None

    def _redact(
        self, records: Sequence[Record], which: Sequence[int], detect: Detect
    ) -> dict[int, Result]:
        """Take some of a batch's records through the stages, and give their results by place."""
        passing: Passing = {}
        some = {at: records[at] for at in which}  # once: of columns each is made when asked for
        opened = {at: self._open(one, passing) for at, one in some.items()}
        readable = [one for one in opened.values() if isinstance(one, Envelope)]
        refused = self._detect(readable, detect)
        dresses = self._dresses()
        results: dict[int, Result] = {}
        for at, one in opened.items():
            if isinstance(one, Refused):
                results[at] = one
            elif id(one) in refused:
                results[at] = Refused(some[at].at, some[at].timestamp_ms, refused[id(one)])
            else:
                results[at] = self._close(some[at], one, dresses)
        return results

    def _open(self, record: Record, passing: Passing) -> Envelope | Refused:
        """Decode a record and select its texts."""
        try:
            if record.unreadable:
                raise DecodeError(Reason(record.unreadable))  # noqa: TRY301 -- refused below
            way = self.routing.way(record.at.topic)
            if way is None:
                raise DecodeError(Reason.NO_ROUTE)  # noqa: TRY301 -- refused below, as all else
            limits = self._policy.limits
            envelope = open_record(record, self._policy.exempt_headers, limits.max_record_bytes)
            envelope.subject = subject_of(envelope.value, way.subject)
            envelope.language = way.language
            envelope.passing = passing
            envelope.recipient = recipient_of(envelope.value, way.recipients)
            self._fields.select(envelope)
        except Exception as error:  # noqa: BLE001 -- fail closed, whatever it was
            return _refused(record, error)
        return envelope

    def _detect(self, envelopes: Sequence[Envelope], detect: Detect) -> dict[int, Reason]:
        """Detect in all at once; if that fails, one by one, so that the culprit fails alone.

        No error is kept: in a circle through its frames it would hold the batch until a sweep.
        """
        alone = self._detect_texts
        try:
            find(envelopes, detect)
        except Exception as error:  # noqa: BLE001 -- fail closed, whatever it was
            if len(envelopes) == 1 and detect is alone:
                return {id(envelopes[0]): reason_of(error)}
            return {at: why for one in envelopes for at, why in self._detect([one], alone).items()}
        return {}

    def _close(self, record: Record, envelope: Envelope, dresses: Dresses) -> Result:
        """Mask and encode a record for every view of its route."""
        try:
            echo(envelope)
            way = self.routing.way(record.at.topic)
            copies = way.copies if way else ()
            sighting = sighting_of(envelope, self._salt)
            envelope.cells = sighting.chain if sighting else ()
            made = [self._output(record, envelope, copy, dresses) for copy in copies]
        except Exception as error:  # noqa: BLE001 -- fail closed, whatever it was
            return _refused(record, error)
        rows = zip(envelope.places, envelope.spans, strict=True)
        found = [(place.path, span[ENTITY]) for place, spans in rows for span in spans]
        return masked_of((record.at, record.timestamp_ms, tuple(made), tuple(found), sighting))

    def _output(
        self, record: Record, envelope: Envelope, copy: tuple[View, str], dresses: Dresses
    ) -> Output:
        """Give the masked copy for one view."""
        view, target = copy
        masks = self._bound.masks(view.target, record, envelope.cells).about(envelope.subject)
        finish = mask_envelope(envelope, dresses.of(masks))
        source = (SOURCE_HEADER, str(record.at).encode())
        output = close_envelope(envelope, target, finish, (source, self._mark))
        check_size(output, self._policy.limits.max_record_bytes)
        return output

    def _dresses(self) -> Dresses:
        return Dresses(_text, keep_types=self._policy.keep_types)


def build_pipeline(
    policy: Policy, detector: Finder | None = None, keys: Keyring = NO_KEYS, salt: bytes = b""
) -> Pipeline:
    """Compile a policy onto the recognizers, which are loaded here when absent; see `Pipeline`.

    Raises:
        ConfigError: An operator needs a key or a scope that is not there.
    """
    return Pipeline(policy, load_detector() if detector is None else detector, keys, salt)


def _text(value: Json) -> str:
    """Write a document inside a string back as text."""
    return encode(value).decode()


def _refused(record: Record, error: Exception) -> Refused:
    return Refused(record.at, record.timestamp_ms, reason_of(error))
