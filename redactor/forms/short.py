"""The short way of a batch: texts read in columns, copies made of raw bytes and masks.

Must never guess: a record of which anything is not as its form says gets no result here.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from redactor.columns import Columns
from redactor.forms.cells import Cells, Marks
from redactor.forms.form import Teacher
from redactor.forms.forms import LEARN_EVERY, Forms, PassingForms
from redactor.forms.made import Made
from redactor.forms.native import NATIVE
from redactor.forms.rows import Rows
from redactor.masking.masks import Masks
from redactor.policy import Policy
from redactor.policy.bound import BoundPolicy
from redactor.policy.routing import Routing
from redactor.record import Record
from redactor.spans import Detect
from redactor.stages.codec import POLICY_HEADER, SOURCE_HEADER
from redactor.stages.fields import Fields
from redactor.stages.mask import Dresses

MOST_BYTES: Final = 1 << 20  # of a record; to read one takes a few times as much memory
LONG: Final = 1 << 11  # bytes of a value, above which it may name many people

# Of the hash that finds cells, drawn once: who sends texts does not know which fall together.
_SEED: Final = os.urandom(16)

# Places of records that are masked alike, and of each of their copies its topic and all masks.
Group: TypeAlias = tuple[list[int], tuple[tuple[str, Any], ...]]
Both: TypeAlias = tuple[Forms, PassingForms]  # whose field names are plain; others, of one batch


class ShortWay:
    """The forms of a policy's records; takes no record where the compiled part is absent.

    Attributes:
        routing: The policy's routes.
        fields: Its fields.
        native: The compiled part, or None.
        learn_every: Records of a batch for each form that it may learn.
        own: What all copies have: the name of the header that names the source, the policy's
            header, and how many bytes are left for all else.
    """

    def __init__(self, policy: Policy, routing: Routing, fields: Fields) -> None:
        """Begin with no form.

        Args:
            policy: A checked policy.
            routing: Its routes.
            fields: Its fields; told how many records went this way.
        """
        self.routing = routing
        self.fields = fields
        self.native = NATIVE
        self.learn_every = LEARN_EVERY
        mark = (POLICY_HEADER, policy.digest.encode())
        most = policy.limits.max_record_bytes - len(SOURCE_HEADER) - sum(map(len, mark))
        self.own = (SOURCE_HEADER, mark, most)
        self._most_read = min(MOST_BYTES, policy.limits.max_record_bytes)
        self._exempt_headers = policy.exempt_headers
        self._forms: dict[str, Forms] = {}  # by the language of the topics

    def read(self, records: Sequence[Record]) -> "Batch":
        """Read the records of a batch whose form is known, or can be learnt."""
        batch = self.unread(records)
        if self.native is not None:
            cells = batch.cells
            given = records.columns if isinstance(records, Columns) else list(records)
            topics = _TopicForms(self, len(records), cells)
            more = (cells.texts, cells.fields, self._most_read, _SEED)
            batch.rows.take(*self.native.read(given, topics, *more))
        return batch

    def unread(self, records: Sequence[Record]) -> "Batch":
        """Give a batch of which no record was read."""
        return Batch(self, records)

    def language_of(self, topic: str) -> str | None:
        """Give the language of a topic; None where more than a record's texts decides about it."""
        way = self.routing.way(topic)
        return None if way is None or way.subject or way.recipients else way.language

    def forms_in(self, language: str, records: int, cells: Cells) -> Both:
        """Give the forms in a language, of which a batch of so many records may learn a few."""
        known = self._forms.get(language)
        if known is None:
            teacher = Teacher(language, self.fields, self._exempt_headers)
            known = self._forms[language] = Forms(teacher)
        may_learn = records // self.learn_every
        known.may_learn = 1 + may_learn
        return known, PassingForms(known, may_learn, cells.of_name)


class _TopicForms(dict[str, Both | None]):
    """The forms of a batch's topics; those in one language share theirs, and what may be learnt."""

    def __init__(self, short: ShortWay, records: int, cells: Cells) -> None:
        super().__init__()
        self._short = short
        self._records = records
        self._cells = cells
        self._of_language: dict[str, Both] = {}

    def __missing__(self, topic: str) -> Both | None:
        language = self._short.language_of(topic)
        if language is None:
            both = None
        elif language in self._of_language:
            both = self._of_language[language]
        else:
            both = self._short.forms_in(language, self._records, self._cells)
            self._of_language[language] = both
        self[topic] = both
        return both


class Batch:
    """The records of a batch that were read by their form.

    Attributes:
        rows: What was read of each.
        cells: Their texts.
    """

    def __init__(self, short: ShortWay, records: Sequence[Record]) -> None:
        """Begin with none of these records."""
        self._short = short
        self._marks: dict[int, Marks] = {}  # by masks, which they hold: no id is used again
        self.rows = Rows(records, short.native)
        self.cells = Cells(self.rows, short.native)

    def along(self, detect: Detect) -> Detect:
        """Give a detection that asks for the texts of these records along with others."""
        return self.cells.along(detect) if self.rows.places else detect

    def made(self, bound: BoundPolicy, dresses: Dresses) -> Made | None:
        """Mask the records whose texts were asked for.

        Args:
            bound: The policy's masks.
            dresses: Of this batch.

        Returns:
            Their copies, but of those that the stages must look at; None where there are none.
        """
        native, cells, rows = self._short.native, self.cells, self.rows
        if native is None or not cells.spans:
            return None  # nothing was read, or nobody has asked for the texts
        for at in rows.longer(LONG):
            if rows.names_again(at):
                rows.put_cells(at, cells.echoed(at))
        groups = tuple(self._groups(bound, dresses))
        made = native.made(rows.given, groups, self._short.own)
        targets = tuple([tuple([topic for topic, _ in copies]) for _, copies in groups])
        masked_copies, spots, kinds, left = made
        self._short.fields.saw((len(rows.places) - len(left), ()))
        return Made(masked_copies, spots, kinds, targets, left)

    def left(self, made: Made | None) -> Sequence[int]:
        """Give the places of the records that were read, but of which nothing was made."""
        return self.rows.places if made is None else made.left

    def _groups(self, bound: BoundPolicy, dresses: Dresses) -> Iterator[Group]:
        """Mask the cells of records that are masked alike; give their places and masks."""
        for places in self.rows.alike(bound.starts):
            copies = self._copies(self.rows.record(places[0]), bound, dresses)
            if copies is None:
                continue
            for _, marks in copies:
                marks.take(places)
            yield places, tuple([(topic, marks.given) for topic, marks in copies])

    def _copies(
        self, record: Record, bound: BoundPolicy, dresses: Dresses
    ) -> list[tuple[str, Marks]] | None:
        """Give topic and masks of each copy of a record; None where they go by more than texts."""
        way = self._short.routing.way(record.at.topic)
        copies: list[tuple[str, Marks]] = []
        for view, topic in way.copies if way else ():
            masks = bound.masks(view.target, record, ())
            if masks.of_subject or masks.of_crowd:
                return None
            copies.append((topic, self._marks.get(id(masks)) or self._marks_of(masks, dresses)))
        return copies

    def _marks_of(self, masks: Masks, dresses: Dresses) -> Marks:
        """Give the masks of the cells under other masks."""
        made = self._marks[id(masks)] = Marks(self.cells, dresses.of(masks))
        return made
