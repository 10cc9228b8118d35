"""The texts of a record as one policy reads them, told apart so that two policies' can be matched.

Must never leave a text out: one that a policy exempts is simply not among its places.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from redactor.json_codec import decode_nested
from redactor.policy import Policy
from redactor.policy.routing import Routing
from redactor.record import Record
from redactor.schema import CHINESE
from redactor.spans import Span
from redactor.stages.codec import open_record
from redactor.stages.echo import echo
from redactor.stages.fields import Fields, IdlePaths, Sides
from redactor.stages.find import find
from redactor.stages.lists import with_lists

if TYPE_CHECKING:
    from redactor.stages.detect import Detector

At: TypeAlias = tuple[str, str, int]  # path, text, and which of several equal ones

NAME_PATH: Final = "*"  # field names have no path of their own


@dataclass(frozen=True, slots=True)
class Place:
    """One text.

    Attributes:
        path: Printable path of its field.
        raw_text: The text.
        spans: What the policy masks of it.
    """

    path: str
    raw_text: str = field(repr=False)
    spans: tuple[Span, ...]


class Places:
    """Reads records under one policy."""

    def __init__(self, policy: Policy, detector: "Detector") -> None:
        """Take a policy and loaded recognizers."""
        self._limits = policy.limits
        self._exempt_headers = policy.exempt_headers
        self._routing = Routing(policy.routes)
        languages = [route.language for route in policy.routes]
        self._language = next((one for one in languages if one != CHINESE), CHINESE)
        self._fields = Fields(
            policy.fields, policy.limits, decode_nested, Sides(policy.key, policy.headers)
        )
        self._detect = with_lists(policy, detector.with_thresholds(policy.thresholds).detect)

    @property
    def idle(self) -> IdlePaths:
        """Which paths of the policy matched nothing in the records so far."""
        return self._fields.idle()

    def of(self, record: Record) -> dict[At, Place]:
        """Give the places of a record's value, key and headers.

        Raises:
            RecordError: The policy would refuse the record.
        """
        limit = self._limits.max_record_bytes
        envelope = open_record(record, self._exempt_headers, limit)
        way = self._routing.way(record.at.topic)
        envelope.language = way.language if way else self._language
        self._fields.select(envelope)
        find([envelope], self._detect)
        echo(envelope)
        found = {id(site): spans for site, spans in envelope.found_names}
        sites = [(leaf.place.path, leaf.raw_text, leaf.spans) for leaf in envelope.leaves]
        sites += [(NAME_PATH, name.raw_text, found.get(id(name), ())) for name in envelope.names]
        counted: Counter[tuple[str, str]] = Counter()
        places: dict[At, Place] = {}
        for path, text, spans in sites:
            places[path, text, counted[path, text]] = Place(path, text, spans)
            counted[path, text] += 1
        return places
