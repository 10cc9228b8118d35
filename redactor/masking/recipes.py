"""Which masks the compiled part of the short way makes itself, by entity.

Must never say more of an operator than that it masks just as its own rule does: what has no recipe
is masked by its rule.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

from redactor.masking.address import HIDDEN_TAIL, KEPT_LEVELS, cut_address
from redactor.masking.names import COMPOUND_SURNAMES
from redactor.masking.operator import Masker, Rule
from redactor.masking.partial import (
    Partial,
    mask_bank_card,
    mask_email,
    mask_person,
    mask_phone,
    mask_plate,
    mask_resident_id,
    mask_whole,
)
from redactor.masking.whole import Keep, Redact, Replace

# A fixed text; the number of a rule in `forms/native/rules.h`, which leaves to ours what it does
# not read; the levels that an address shows, and what stands for its rest; or none.
Recipe: TypeAlias = str | int | tuple[frozenset[str], str] | None

KEEP: Final = 0
_OF_RULE: Final[dict[Rule, Recipe]] = {
    mask_person: 1,
    mask_phone: 2,
    mask_resident_id: 3,
    mask_bank_card: 4,
    mask_plate: 5,
    mask_email: 6,
    mask_whole: "*" * 6,
    cut_address: (KEPT_LEVELS, HIDDEN_TAIL),
}
# Surnames of two characters in UTF-8, in the order of their bytes.
SURNAMES: Final = b"".join(sorted(one.encode() for one in COMPOUND_SURNAMES))


def recipe_of(masker: Masker, entity: str) -> Recipe:
    """Give the recipe of what masks an entity; None where it has to be masked by its rule."""
    # A class that inherits from one of these may mask in another way.
    kind = type(masker)
    if kind is Keep:
        return KEEP
    if kind is Redact:
        return ""
    if isinstance(masker, Replace) and kind is Replace:
        return masker.text_for(entity)
    if isinstance(masker, Partial) and kind is Partial:
        return _OF_RULE.get(masker.rule(entity))
    return None


class Recipes(dict[str, Recipe]):
    """Recipes by entity, worked out when one is first asked for."""

    __slots__ = ("_of",)

    def __init__(self, of: Callable[[str], Masker]) -> None:
        """Take what gives the masker of an entity."""
        super().__init__()
        self._of = of

    def __missing__(self, entity: str) -> Recipe:
        """Work out a recipe."""
        made = self[entity] = recipe_of(self._of(entity), entity)
        return made
