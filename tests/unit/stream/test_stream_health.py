"""Each probe can only be worse than the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from redactor.errors import EmitError
from redactor.stream.health import Health


@dataclass
class Plane:
    """A data plane in some state."""

    joined: bool = False
    ready: bool = False
    failure: BaseException | None = None
    lag: Mapping[tuple[str, int], int] = field(default_factory=dict)


FAILED = EmitError("the broker is gone")


@pytest.mark.parametrize(
    ("plane", "known", "answers", "reason"),
    [
        (Plane(), False, (True, False, False), "it waits for brokers"),
        (Plane(), True, (True, False, False), "the policy is known, the group not joined"),
        (Plane(joined=True, ready=True), False, (True, False, False), "no policy, no records"),
        (Plane(joined=True), True, (True, True, False), "a lane does not run yet"),
        (Plane(joined=True, ready=True), True, (True, True, True), "records flow"),
        (Plane(joined=True, ready=True, failure=FAILED), True, (False, False, False), "it failed"),
    ],
)
def test_the_answers_follow_the_state(
    plane: Plane, *, known: bool, answers: tuple[bool, bool, bool], reason: str
) -> None:
    """Alive, started, ready."""
    health = Health(plane, lambda: known)
    assert (health.live(), health.started(), health.ready()) == answers, reason


def test_the_lag_is_the_planes() -> None:
    """Read when asked, not remembered."""
    plane = Plane(lag={("raw", 0): 3})
    assert Health(plane, lambda: True).lag() == {("raw", 0): 3}
