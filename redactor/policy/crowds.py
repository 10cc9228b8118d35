"""What the masks of a policy ask of a census, and whether there is one to ask.

Must never let a mask ask for what nobody counts: it would hide every address.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from redactor.errors import Problem
from redactor.masking.crowd import Crowd
from redactor.masking.generalise import Generalise
from redactor.policy.model import Policy, View
from redactor.policy.routing import Way


@dataclass(frozen=True, slots=True)
class Asked:
    """What the copies of a topic ask of a census.

    Attributes:
        crowds: Each number of people and level that a mask goes by; empty if none does.
        window_h: Hours back over which people are counted.
    """

    crowds: frozenset[Crowd] = frozenset()
    window_h: int = 0

    @property
    def most(self) -> int:
        """People that need be known of one place: more make no difference."""
        return max((crowd.k for crowd in self.crowds), default=0)


def asked_of(policy: Policy, way: Way | None) -> Asked:
    """Give what a way asks for; nothing for None."""
    if way is None or not way.recipients:
        return Asked()
    crowds = frozenset(filter(None, (_crowd(policy, view) for view, _ in way.copies)))
    return Asked(crowds, way.window_h)


def counts_people(policy: Policy) -> bool:
    """Tell whether what is shown of one record depends on others."""
    return any(_crowd(policy, view) for route in policy.routes for view in route.copies)


def crowd_problems(policy: Policy) -> Iterator[Problem]:
    """Give every route that masks by its recipients and does not say who they are."""
    for n, route in enumerate(policy.routes):
        for view in route.copies:
            if route.recipients is None and _crowd(policy, view):
                reason = f"{view.target} has a mask with a k: it needs to know whom to count"
                yield Problem(f"policy.routes.{n}.recipients", reason)


def _crowd(policy: Policy, view: View) -> Crowd | None:
    operator = policy.operator_for(view, "ADDRESS")
    return operator.crowd if isinstance(operator, Generalise) else None
