"""What a policy says of fields, and the entities it may speak of.

Must never let a wildcard exempt: an exemption names one field and its reason.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from redactor.configuration import Frozen
from redactor.paths import Step, parse_path
from redactor.wording import ENTITY_PATTERN

# Entities of the shipped recognizers. Names follow Presidio where it has one, its country prefix
# elsewhere.
ENTITIES: Final = frozenset(
    "PERSON PHONE_NUMBER ADDRESS EMAIL_ADDRESS IP_ADDRESS "
    "CN_RESIDENT_ID CN_PASSPORT CN_HK_MACAU_PERMIT CN_TAIWAN_PERMIT CN_BANK_CARD "
    "HK_ID_CARD TW_ID_CARD MO_ID_CARD "
    "CN_LICENSE_PLATE CN_USCC COORDINATES WAYBILL_NO PICKUP_CODE "
    "QQ WECHAT_ID".split()
)
# Entities that no recognizer looks for: a field is declared to be one.
DECLARED_ENTITIES: Final = frozenset({"AGE", "AMOUNT", "DATE_TIME"})
Because = Annotated[str, Field(min_length=10, max_length=500)]
Language = Literal["zh", "en"]
Label = Annotated[str, Field(pattern=ENTITY_PATTERN)]


class FieldRule(Frozen):
    """What the policy knows of a field: its entity, or why it need not be scanned."""

    path: str
    """JSONPath of the field: `$.receiver.mobile`, `$.items[*].name`, `$..phone`; or its JSON
    Pointer: `/receiver/mobile`, `/items/0/name`."""
    entity: Label | None = None
    """The whole value is of this entity and is masked without detection."""
    exempt: Because | None = None
    """Why the value passes unscanned. A rule has either an entity or an exemption."""
    language: Language | None = None
    """Language of the field's texts; the route's when absent."""

    @field_validator("path")
    @classmethod
    def _readable(cls, path: str) -> str:
        parse_path(path)
        return path

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.entity is not None and self.exempt is not None:
            msg = "needs either entity or exempt"
            raise ValueError(msg)
        if self.exempt is not None and self.language is not None:
            msg = "a field that is not scanned needs no language"
            raise ValueError(msg)
        if self.entity is None and self.exempt is None and self.language is None:
            msg = "needs an entity, an exemption or a language"
            raise ValueError(msg)
        if self.exempt is not None and parse_path(self.path)[-1].takes_any:
            msg = "an exemption must name its field: a wildcard would open all of them"
            raise ValueError(msg)
        return self

    @property
    def steps(self) -> tuple[Step, ...]:
        """The path, parsed."""
        return parse_path(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """The path's field names; a wildcard or an index is `*`."""
        return tuple("*" if step.name is None else step.name for step in self.steps)
