"""What is found in each field of a sample, as counts.

Must never keep a value, nor a field name that could be one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from redactor.entry import Entry
from redactor.envelope import Envelope, Leaf
from redactor.errors import Reason, RecordError
from redactor.json_codec import decode_nested
from redactor.policy import Limits
from redactor.record import Record
from redactor.roles import ELEMENT
from redactor.schema import printable
from redactor.spans import Detect
from redactor.stages.codec import open_record
from redactor.stages.echo import echo
from redactor.stages.fields import Fields
from redactor.stages.find import find

Path: TypeAlias = tuple[str, ...]  # field names; `*` for an element, or a name that may be PII
ENOUGH_VALUES: Final = 20  # fewer must be of one entity without exception
MOST_KINDS: Final = 3  # a field of so few different values is a code, whatever they look like
WHOLE_SHARE: Final = 0.9  # of a field's values, to declare the field to be of the entity


@dataclass(slots=True)
class FieldCount:
    """What one field holds.

    Attributes:
        values: Texts and long numbers seen in it, empty ones left out.
        whole: Values that were of an entity from end to end, by entity.
        part: Values in which an entity was found beside other text, by entity.
        kinds: Hashes of a few different values, salted by the process: enough to know a code.
    """

    values: int = 0
    whole: Counter[str] = field(default_factory=Counter)
    part: Counter[str] = field(default_factory=Counter)
    kinds: set[int] = field(default_factory=set, repr=False)

    @property
    def is_code(self) -> bool:
        """Whether many values are few different ones, as of a type or a state."""
        return self.values >= ENOUGH_VALUES and len(self.kinds) <= MOST_KINDS

    @property
    def entity(self) -> str | None:
        """The entity that the field is of, if nearly every value is of it from end to end."""
        for entity, count in self.whole.most_common(0 if self.is_code else 1):
            if count == self.values or (
                self.values >= ENOUGH_VALUES and count >= WHOLE_SHARE * self.values
            ):
                return entity
        return None

    @property
    def found(self) -> Mapping[str, int]:
        """How many values hold each entity, most first."""
        return dict((self.whole + self.part).most_common())


@dataclass(slots=True)
class Sample:
    """The sum of a sample.

    Attributes:
        records: Records that were read.
        fields: Counts by path, in the order in which fields were first seen.
        keys: The same of the records' keys, all in one.
        refused: Records that could not be read, by reason.
    """

    records: int = 0
    fields: dict[Path, FieldCount] = field(default_factory=dict)
    keys: FieldCount = field(default_factory=FieldCount)
    refused: Counter[str] = field(default_factory=Counter)


def sampled(read: Iterable[list[Entry]], detect: Detect, most: int) -> Sample:
    """Count what is found in records.

    Args:
        read: Records, batch by batch; no more is taken of it than is needed.
        detect: Finds the spans of texts.
        most: Records to read.
    """
    sample, fields = Sample(), Fields((), Limits(), decode_nested)
    for batch in read:
        for entry in batch[: most - sample.records]:
            sample.records += 1
            try:
                _count(sample, entry, fields, detect)
            except RecordError as error:
                sample.refused[error.reason.value] += 1
        if sample.records >= most:
            break
    return sample


def _count(sample: Sample, entry: Entry, fields: Fields, detect: Detect) -> None:
    if entry.record is None:
        raise RecordError(Reason.TOO_LARGE)
    whole, limit = entry.record, Limits().max_record_bytes
    value = Record(whole.at, whole.timestamp_ms, None, whole.raw_value)
    key = Record(whole.at, whole.timestamp_ms, whole.raw_key, None)
    of_value, of_key = open_record(value, (), limit), open_record(key, (), limit)
    for envelope in (of_value, of_key):
        fields.select(envelope)
    find([of_value, of_key], detect)
    echo(of_value)
    for leaf in _leaves(of_value):
        _add(sample.fields.setdefault(_path(leaf), FieldCount()), leaf)
    for leaf in _leaves(of_key):
        _add(sample.keys, leaf)


def _leaves(envelope: Envelope) -> Iterable[Leaf]:
    return (leaf for leaf in envelope.leaves if leaf.raw_text.strip())


def _add(count: FieldCount, leaf: Leaf) -> None:
    count.values += 1
    text = leaf.raw_text
    if len(count.kinds) <= MOST_KINDS:
        count.kinds.add(hash(text))
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    whole = {span.entity for span in leaf.spans if span.start <= start and span.end >= end}
    count.whole.update(whole)
    count.part.update({span.entity for span in leaf.spans} - whole)


def _path(leaf: Leaf) -> Path:
    return tuple(name if printable((name,)) == name else ELEMENT for name in leaf.place.names)
