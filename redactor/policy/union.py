"""The union guard: what all views of a source show together must stay under the floor.

Whoever reads two views can lay their records side by side. Every operator is tried on specimens:
a position is shown when changing it changes the mask. Must never pass a pair that was not tried.
"""

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from redactor.errors import Problem
from redactor.masking.operator import Operator
from redactor.masking.whole import Keep
from redactor.policy.exposure import told
from redactor.policy.model import Policy, View
from redactor.policy.specimens import SPECIMENS, Specimen

_MAX_NAMED: Final = 8  # views named in one problem


def union_problems(policy: Policy) -> Iterator[Problem]:
    """Give every set of views of one source that shows too much together.

    A view that keeps an entity in clear says why in the policy and is left out: beside it, nothing
    is told by another view.
    """
    for n, route in enumerate(policy.routes):
        for entity in sorted({specimen.entity for specimen in SPECIMENS}):
            masked = [v for v in route.copies if not _is_kept(policy, v, entity)]
            if group := _least_group(policy, masked, entity):
                views, floor = group
                yield Problem(f"policy.routes.{n}", _reason(policy, views, entity, floor))


def _is_kept(policy: Policy, view: View, entity: str) -> bool:
    return isinstance(policy.operator_for(view, entity), Keep)


def _least_group(
    policy: Policy, views: Sequence[View], entity: str
) -> tuple[tuple[View, ...], str] | None:
    """Find the fewest views that show too much together: one, a pair, or all of them."""
    sizes = dict.fromkeys([1, 2, len(views)]) if views else {}
    for size in sizes:
        for group in itertools.combinations(views, size):
            operators = tuple(policy.operator_for(view, entity) for view in group)
            for specimen in SPECIMENS:
                if specimen.entity == entity and _count(operators, specimen) > specimen.most:
                    return group, specimen.floor
    return None


def _count(operators: Sequence[Operator], specimen: Specimen) -> int:
    """Count the secret positions that the operators tell together."""
    shown: set[int] = set()
    for operator in operators:
        shown |= _shown(operator, specimen)
    return len(shown.intersection(specimen.secret))


@lru_cache(maxsize=1_024)
def _shown(operator: Operator, specimen: Specimen) -> frozenset[int]:
    return told(operator, specimen.raw_value, specimen.span)


def _reason(policy: Policy, views: Sequence[View], entity: str, floor: str) -> str:
    """Name the views, the entity and the fields declared to be of it; no value."""
    names = " and ".join(view.target for view in views[:_MAX_NAMED])
    fields = [rule.path for rule in policy.fields if rule.entity == entity]
    where = f" ({', '.join(fields)})" if fields else ""
    together = "alone shows" if len(views) == 1 else "together show"
    return f"{names} {together} {floor}: {entity}{where}"
