"""What is masked and how: routes, views, operators. The officer's side of the configuration.

Must never allow a way to pass a record on unscanned: every exception names a field and a reason.
"""

import hashlib
import json
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from redactor.configuration import Frozen, Topic
from redactor.masking.binding import Scope
from redactor.masking.catalogue import AnyOperator
from redactor.masking.operator import Operator
from redactor.masking.whole import Replace
from redactor.paths import Step, parse_path
from redactor.policy.fields import Because, FieldRule, Label, Language
from redactor.policy.lists import Allow, Deny
from redactor.policy.recipients import Recipients
from redactor.policy.topics import SourceName, TargetName, TopicSet
from redactor.wording import NAME_PATTERN


class View(Frozen):
    """One masked copy of a source topic, for one audience."""

    target: TargetName
    """Topic of the masked copy; for a pattern of sources with `{rest}` in it."""
    profile: str | None = None
    """Profile that operators are taken from: a shipped one, or a `.yaml` file beside the policy."""
    operators: dict[Label, AnyOperator] = Field(default_factory=dict)
    """Operators that differ from the policy's, or from the view's own profile."""
    default_operator: AnyOperator | None = None
    """Operator of every entity the view does not name; the policy's operators when absent."""
    scope: Scope | None = None
    """Within which pseudonyms join; the policy's when absent."""

    @property
    def topics(self) -> TopicSet:
        """The topics of its copies."""
        return TopicSet.read(self.target)


class Route(Frozen):
    """One source topic, or all of a pattern, and their masked copies."""

    source: SourceName
    """Topic of raw records, or a pattern with one `*`: `raw.*` reads every topic that begins with
    `raw.`, those made later too."""
    apart_from: tuple[Topic, ...] = ()
    """Topics that a pattern does not read though their names fit."""
    target: TargetName | None = None
    """Topic of the masked copy; short for a single view. For a pattern it has a `{rest}`, which
    stands for what the `*` does: `masked.{rest}`."""
    views: tuple[View, ...] = ()
    """Several masked copies."""
    language: Language = "zh"
    """Language of its texts. `zh` looks for all there is to look for; `en` looks for names and
    addresses written in English as well. Numbers are looked for in every language."""
    subject: str | None = None
    """Path of what a record is about, e.g. `$.waybill_no` or `/waybill_no`: `virtual_number` and
    `shift` are stable for it, and differ from one to the next."""

    recipients: Recipients | None = None
    """Whom to count for masks that show what enough recipients share."""

    @field_validator("subject")
    @classmethod
    def _readable(cls, path: str | None) -> str | None:
        if path:
            parse_path(path)
        return path

    @model_validator(mode="after")
    def _has_views(self) -> Self:
        if bool(self.target) == bool(self.views):
            msg = "needs either target or views"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _copies_of_a_pattern(self) -> Self:
        if self.apart_from and not self.topics.is_pattern:
            msg = "only a pattern reads topics apart from others"
            raise ValueError(msg)
        if any(view.topics.is_pattern != self.topics.is_pattern for view in self.copies):
            msg = "a pattern's targets have {rest}, a single topic's have not"
            raise ValueError(msg)
        return self

    @property
    def topics(self) -> TopicSet:
        """The topics it reads."""
        return TopicSet.read(self.source, self.apart_from)

    @property
    def subject_steps(self) -> tuple[Step, ...]:
        """The subject's path, parsed; empty without one."""
        return parse_path(self.subject) if self.subject else ()

    @property
    def recipient_steps(self) -> tuple[tuple[Step, ...], ...]:
        """The recipients' paths, parsed: person and address; empty without any."""
        return self.recipients.steps if self.recipients else ()

    @property
    def copies(self) -> tuple[View, ...]:
        """The views, also when written as a plain target."""
        return self.views or (View(target=self.target or ""),)


class Thresholds(Frozen):
    """Findings below the threshold of their entity are not masked. 0 masks every finding."""

    default: Annotated[float, Field(ge=0, le=1)] = 0.0
    """For entities not named."""
    entities: dict[Label, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    """By entity."""
    because: Because | None = None
    """Why findings pass that are all but certain; required by a threshold above 0.9."""


class Limits(Frozen):
    """What a record may be before it is refused."""

    max_record_bytes: Annotated[int, Field(ge=1_024, le=64 * 1024 * 1024)] = 1_048_576
    """Raw value, and masked value with key and headers. Kafka's own default is 1 MiB."""
    max_depth: Annotated[int, Field(ge=1, le=500)] = 100
    """Nested objects and arrays, those inside strings counted with them."""
    max_texts: Annotated[int, Field(ge=1)] = 20_000
    """Texts to scan in one record."""


class Policy(Frozen):
    """A whole policy. Everything not named here is scanned, and what is found is masked."""

    version: Literal[1]
    """Version of this format."""
    name: Annotated[str, Field(pattern=NAME_PATTERN)]
    """Name, for logs and metrics."""
    revision: Annotated[int, Field(ge=0)] = 0
    """Counts up; a live policy replaces only one of a lower revision."""
    profile: str | None = None
    """Profile to start from: a shipped one, or a `.yaml` file beside the policy."""
    routes: Annotated[tuple[Route, ...], Field(min_length=1)]
    """Sources and their masked copies."""
    fields: tuple[FieldRule, ...] = ()
    """Declared and exempt fields; the first that matches holds."""
    key: Label | None = None
    """Entity of the records' keys: a key is then masked whole, without detection."""
    headers: dict[str, Label] = Field(default_factory=dict)
    """Entity of a header's value, by the header's name: masked whole, without detection."""
    operators: dict[Label, AnyOperator] = Field(default_factory=dict)
    """Operator by entity."""
    default_operator: AnyOperator = Replace()
    """Operator of every entity not named."""
    scope: Scope | None = None
    """Within which pseudonyms join, for views without one of their own."""
    keep_types: bool = False
    """A number whose mask is no number becomes null, not a text: for typed consumers."""
    thresholds: Thresholds = Thresholds()
    """Least scores."""
    deny: tuple[Deny, ...] = ()
    """Values that are masked wherever they stand."""
    allow: tuple[Allow, ...] = ()
    """Findings that are not masked, and why."""
    custom_entities: tuple[Label, ...] = ()
    """Entities of plug-in recognizers that this policy names."""
    exempt_headers: dict[str, Because] = Field(default_factory=dict)
    """Headers that pass unscanned, and why: trace ids, schema ids."""
    limits: Limits = Limits()
    """Bounds on a record."""

    def operator_for(self, view: View, entity: str) -> Operator:
        """Give the operator of an entity in a view: the view's, the policy's, the default."""
        return (
            view.operators.get(entity)
            or view.default_operator
            or self.operators.get(entity)
            or self.default_operator
        )

    @property
    def digest(self) -> str:
        """SHA-256 over the effective policy, 16 hex digits: the `x-redactor-policy` header."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
