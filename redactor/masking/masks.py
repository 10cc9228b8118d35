"""The maskers of one view, by entity.

Must never be without one: an entity that nobody named has the default.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeGuard

from redactor.masking.crowd import Cells, Chain, OfCrowd
from redactor.masking.erase import Drop, Eraser, Null
from redactor.masking.operator import ByEntity, Masker, OfSubject, Rule
from redactor.masking.recipes import Recipes
from redactor.spans import ENTITY, MASKED, Span


class _Maskers(dict[str, Masker]):
    """Maskers by entity, looked up without a call; that of any other is given by `other`, once."""

    __slots__ = ("other",)
    other: Callable[[str], Masker]

    def __missing__(self, entity: str) -> Masker:
        made = self[entity] = self.other(entity)
        return made


class _Rules(dict[str, Rule]):
    """What masks the values of an entity, worked out when it is first asked for."""

    __slots__ = ("of",)
    of: Callable[[str], Masker]

    def __missing__(self, entity: str) -> Rule:
        made = self[entity] = _rule(self.of(entity), entity)
        return made


class Masks:
    """What each entity is masked with, ready bound.

    Attributes:
        of: Gives the masker of an entity.
        rule: Gives what masks the values of an entity.
        alike: Rules of the entities that are masked alike in all records.
        erases: Some entity is erased, so that `eraser` has to be asked.
        of_crowd: Some mask goes by the people of a topic; see `among`.
        of_subject: Some mask goes by what the record is about; see `about`.
        recipes: Of the entities whose masks can be made without their rules.
    """

    __slots__ = ("alike", "erases", "of", "of_crowd", "of_subject", "recipes", "rule")

    def __init__(self, by_entity: Mapping[str, Masker], default: Masker) -> None:
        """Take maskers by entity, and that of all other entities."""
        every = [*by_entity.values(), default]
        self.erases = any(isinstance(one, Eraser) for one in every)
        self.of_crowd = any(map(_goes_by_crowd, every))
        self.of_subject = any(map(_goes_by_subject, every))
        self.alike = {
            entity: _rule(one, entity)
            for entity, one in by_entity.items()
            if not _goes_by_crowd(one) and not _goes_by_subject(one)
        }
        self.of, self.rule = _lookups(by_entity, lambda _: default, self.alike)
        self.recipes = Recipes(self.of)

    def about(self, subject: str) -> "Masks":
        """Give the masks for a record about `subject`; itself if that changes none."""
        if not self.of_subject:
            return self
        of = self.of
        return self._with(lambda entity: _about(of(entity), subject))

    def among(self, cells: Cells, chain: Chain) -> "Masks":
        """Give the masks for a record of a topic whose people are known; see `OfCrowd.among`."""
        if not self.of_crowd:
            return self
        of = self.of
        return self._with(lambda entity: _among(of(entity), cells, chain))

    def _with(self, other: Callable[[str], Masker]) -> "Masks":
        """Give these for one record, with other maskers, each made when it is first asked for."""
        made = Masks.__new__(Masks)
        made.alike, made.erases = self.alike, self.erases
        made.of_crowd, made.of_subject = self.of_crowd, self.of_subject
        made.of, made.rule = _lookups({}, other, self.alike)
        made.recipes = Recipes(made.of)
        return made

    def eraser(self, spans: Iterable[Span]) -> Eraser | None:
        """Give what erases a text with these spans: `drop` before `null`, else nothing does."""
        if not self.erases:
            return None
        null: Null | None = None
        for span in spans:
            masker = None if span[MASKED] else self.of(span[ENTITY])
            if isinstance(masker, Drop):
                return masker
            if null is None and isinstance(masker, Null):
                null = masker
        return null


def _lookups(
    by_entity: Mapping[str, Masker], other: Callable[[str], Masker], alike: Mapping[str, Rule]
) -> tuple[Callable[[str], Masker], Callable[[str], Rule]]:
    """Give what looks up the masker of an entity, and what its rule."""
    maskers, rules = _Maskers(by_entity), _Rules(alike)
    maskers.other = other
    rules.of = maskers.__getitem__
    return rules.of, rules.__getitem__


# A protocol takes some twenty microseconds to look at one object, and remembers a class.
def _goes_by_subject(masker: Masker) -> TypeGuard[OfSubject]:
    return issubclass(type(masker), OfSubject)


def _goes_by_crowd(masker: Masker) -> TypeGuard[OfCrowd]:
    return issubclass(type(masker), OfCrowd)


def _about(masker: Masker, subject: str) -> Masker:
    return masker.about(subject) if _goes_by_subject(masker) else masker


def _among(masker: Masker, cells: Cells, chain: Chain) -> Masker:
    return masker.among(cells, chain) if _goes_by_crowd(masker) else masker


def _rule(masker: Masker, entity: str) -> Rule:
    return masker.rule(entity) if isinstance(masker, ByEntity) else masker.mask
