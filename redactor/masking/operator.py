"""What every mask operator is: a frozen piece of the policy that turns a value into its mask.

Must never log, raise or keep the value it masks, nor hold a key: keys come when it is bound.
"""

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Protocol, Self, TypeAlias, runtime_checkable

from redactor.configuration import Frozen
from redactor.masking.binding import Binding
from redactor.spans import Span

Rule: TypeAlias = Callable[[str, Span], str]  # `Masker.mask`, or what does the same for an entity


class Masker(Protocol):
    """An operator ready to mask: bound to its keys, if it needs any.

    Maskers are pure: the same value under the same parameters and keys gives the same mask.
    """

    def mask(self, raw_value: str, span: Span) -> str:
        """Give the masked form of one value.

        Args:
            raw_value: The value as written, `text[span.start:span.end]`.
            span: Its entity and, for an address, its parts; offsets are the text's, not the
                value's.

        Returns:
            The mask; may be empty.
        """
        ...


@runtime_checkable
class OfSubject(Protocol):
    """A masker whose masks differ by what the record is about: a parcel, a person."""

    def about(self, subject: str) -> Masker:
        """Give the masker for one record; `subject` is raw, and empty if the record names none."""
        ...


class Operator(Frozen):
    """A mask with its parameters, as it stands in the policy."""

    idempotent: ClassVar[bool] = True
    """Whether a mask applied to its own output changes nothing."""
    needs_subject: ClassVar[bool] = False
    """Whether it masks by what the record is about, so that the route must name its subject."""
    opaque: ClassVar[bool] = False
    """Whether a mask says nothing of single characters to whoever lacks the key."""

    @abstractmethod
    def bind(self, binding: Binding) -> Masker:
        """Give the operator ready to mask.

        Args:
            binding: Key of the records' time, and the view's scope.

        Raises:
            ConfigError: It needs a key or a scope that is not there.
        """


class Keyless(Operator):
    """An operator without keys: it is its own masker."""

    def bind(self, binding: Binding) -> Self:
        """Give itself."""
        del binding
        return self

    @abstractmethod
    def mask(self, raw_value: str, span: Span) -> str:
        """Give the masked form of one value; see `Masker.mask`."""


class ByEntity(Keyless):
    """An operator that masks by rules of the entities, each looked up once, not for each value."""

    @abstractmethod
    def rule(self, entity: str) -> Rule:
        """Give what masks the values of an entity."""

    def mask(self, raw_value: str, span: Span) -> str:
        """Mask by the rule of the span's entity."""
        return self.rule(span.entity)(raw_value, span)
