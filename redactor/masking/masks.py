"""The maskers of one view, by entity.

Must never be without one: an entity that nobody named has the default.
"""

from collections.abc import Callable, Iterable, Mapping

from redactor.masking.crowd import Cells, Chain, OfCrowd
from redactor.masking.erase import Drop, Eraser, Null
from redactor.masking.operator import ByEntity, Masker, OfSubject, Rule
from redactor.spans import Span


class _Maskers(dict[str, Masker]):
    """Maskers by entity; any other entity has the default. Looked up without a call."""

    __slots__ = ("default",)
    default: Masker

    def __missing__(self, entity: str) -> Masker:
        return self.default


class _Rules(dict[str, Rule]):
    """What masks the values of an entity, worked out when it is first asked for."""

    __slots__ = ("maskers",)
    maskers: _Maskers

    def __missing__(self, entity: str) -> Rule:
        masker = self.maskers[entity]
        made = masker.rule(entity) if isinstance(masker, ByEntity) else masker.mask
        self[entity] = made
        return made


class Masks:
    """What each entity is masked with, ready bound.

    Attributes:
        of: Gives the masker of an entity.
        rule: Gives what masks the values of an entity.
        erases: Some entity is erased, so that `eraser` has to be asked.
        of_crowd: Some mask goes by the people of a topic; see `among`.
        of_subject: Some mask goes by what the record is about; see `about`.
    """

    __slots__ = ("_by_entity", "_default", "erases", "of", "of_crowd", "of_subject", "rule")

    def __init__(self, by_entity: Mapping[str, Masker], default: Masker) -> None:
        """Take maskers by entity, and that of all other entities."""
        self._by_entity = _Maskers(by_entity)
        self._by_entity.default = self._default = default
        self.of: Callable[[str], Masker] = self._by_entity.__getitem__
        rules = _Rules()
        rules.maskers = self._by_entity
        self.rule: Callable[[str], Rule] = rules.__getitem__
        every = [*self._by_entity.values(), default]
        self.erases = any(isinstance(one, Eraser) for one in every)
        self.of_crowd = any(isinstance(one, OfCrowd) for one in every)
        self.of_subject = any(isinstance(one, OfSubject) for one in every)

    def about(self, subject: str) -> "Masks":
        """Give the masks for a record about `subject`; itself if that changes none."""
        if not self.of_subject:
            return self
        by_entity = {entity: _about(one, subject) for entity, one in self._by_entity.items()}
        return Masks(by_entity, _about(self._default, subject))

    def among(self, cells: Cells, chain: Chain) -> "Masks":
        """Give the masks for a record of a topic whose people are known; see `OfCrowd.among`."""
        if not self.of_crowd:
            return self
        by_entity = {at: _among(one, cells, chain) for at, one in self._by_entity.items()}
        return Masks(by_entity, _among(self._default, cells, chain))

    def eraser(self, spans: Iterable[Span]) -> Eraser | None:
        """Give what erases a text with these spans: `drop` before `null`, else nothing does."""
        if not self.erases:
            return None
        erasers = [self.of(span.entity) for span in spans if not span.masked]
        drops = [one for one in erasers if isinstance(one, Drop)]
        nulls = [one for one in erasers if isinstance(one, Null)]
        return next(iter([*drops, *nulls]), None)


def _about(masker: Masker, subject: str) -> Masker:
    return masker.about(subject) if isinstance(masker, OfSubject) else masker


def _among(masker: Masker, cells: Cells, chain: Chain) -> Masker:
    return masker.among(cells, chain) if isinstance(masker, OfCrowd) else masker
