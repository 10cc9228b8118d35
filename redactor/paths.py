"""Field paths of a policy, compiled to an automaton that walks down a document with its fields.

The JSONPath subset (RFC 9535): `$`, `.name`, `['name']`, `[*]`, `.*` and the descendant `..name`.
Must never keep a field name that does not stand in the policy: names of a document may be PII.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

_STEP: Final = re.compile(
    r"(?P<deep>\.\.)?(?:(?:(?<=\.\.)|\.)(?P<name>[^\s.\[\]'\"*$]{1,128})"
    r"|\[(?P<quote>['\"])(?P<quoted>[^'\"\]]{1,128})(?P=quote)\]"
    r"|(?P<any>\[\*\]|(?:(?<=\.\.)|\.)\*))"
)
ANY: Final = "*"
MAX_PATH_LENGTH: Final = 1_000
MAX_STATES: Final = 20_000

Step: TypeAlias = tuple[bool, str | None]  # (at any depth, name or None for any)
_Position: TypeAlias = tuple[int, int]  # (rule, steps done)


class PathSyntaxError(ValueError):
    """A path expression that cannot be read; its text is not in the message."""


def parse_path(path: str) -> tuple[Step, ...]:
    """Read one path.

    Raises:
        PathSyntaxError: The path is no JSONPath of the supported subset, or names the whole
            document, which no rule may.
    """
    if not path.startswith("$") or len(path) > MAX_PATH_LENGTH:
        msg = "must be a JSONPath that begins with $"
        raise PathSyntaxError(msg)
    steps: list[Step] = []
    at = 1
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            msg = f"is not a supported JSONPath from character {at + 1} on"
            raise PathSyntaxError(msg)
        name = None if found["any"] else (found["name"] or found["quoted"])
        steps.append((bool(found["deep"]), name))
        at = found.end()
    if not any(name for _, name in steps):
        msg = "must name a field: a rule for everything is no rule"
        raise PathSyntaxError(msg)
    return tuple(steps)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where a walk stands: the rule that holds here, if any, and the states one level down.

    Attributes:
        rule: Index of the first rule that matches this very field, or None.
        inner: States below, by field names of the policy.
        other: State below any other field, and below an array's elements.
    """

    rule: int | None
    inner: dict[str, "State"] = field(default_factory=dict)
    _other: list["State"] = field(default_factory=list)

    @property
    def other(self) -> "State":
        """The state below a field that no rule names."""
        return self._other[0]

    def below(self, name: str) -> "State":
        """The state of the field `name` of an object in this state."""
        return self.inner.get(name) or self._other[0]


def compile_paths(paths: Sequence[tuple[Step, ...]]) -> State:
    """Build the automaton of a policy's paths, in order of precedence.

    The number of states is bounded by the policy, not by the documents.

    Raises:
        PathSyntaxError: So many descendants that the automaton would be too large.
    """
    return _Compiler(paths).build(frozenset((rule, 0) for rule in range(len(paths))))


class _Compiler:
    """Subset construction over the positions of all rules at once."""

    def __init__(self, paths: Sequence[tuple[Step, ...]]) -> None:
        self._paths = paths
        self._states: dict[frozenset[_Position], State] = {}
        self._open: list[frozenset[_Position]] = []

    def build(self, start: frozenset[_Position]) -> State:
        """Give the state of a set of positions, with all that can follow it filled in."""
        first = self._state(start)
        while self._open:
            positions = self._open.pop()
            state = self._states[positions]
            for name in {name for name in self._names(positions) if name is not None}:
                state.inner[name] = self._state(self._after(positions, name))
            state._other.append(self._state(self._after(positions, None)))  # noqa: SLF001 -- its builder
        return first

    def _state(self, positions: frozenset[_Position]) -> State:
        """Give the state of a set of positions, to be filled in if it is new."""
        if positions not in self._states:
            if len(self._states) >= MAX_STATES:
                msg = "paths are too entangled: use fewer descendants (..)"
                raise PathSyntaxError(msg)
            done = [rule for rule, step in positions if step == len(self._paths[rule])]
            self._states[positions] = State(min(done, default=None))
            self._open.append(positions)
        return self._states[positions]

    def _names(self, positions: frozenset[_Position]) -> Iterator[str | None]:
        for rule, step in positions:
            if step < len(self._paths[rule]):
                yield self._paths[rule][step][1]

    def _after(self, positions: frozenset[_Position], name: str | None) -> frozenset[_Position]:
        following: set[_Position] = set()
        for rule, step in positions:
            if step == len(self._paths[rule]):
                continue
            deep, wanted = self._paths[rule][step]
            if deep:
                following.add((rule, step))
            if wanted is None or wanted == name:
                following.add((rule, step + 1))
        return frozenset(following)
