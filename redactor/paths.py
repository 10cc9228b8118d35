"""Field paths of a policy, compiled to an automaton that walks down a document with its fields.

Two notations: the JSONPath subset (RFC 9535) `$`, `.name`, `['name']`, `[0]`, `[*]`, `.*` and the
descendant `..name`; and JSON Pointer (RFC 6901) `/name/0/na~1me`. Must never keep a field name that
does not stand in the policy: names of a document may be PII.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

_STEP: Final = re.compile(
    r"(?P<deep>\.\.)?(?:(?:(?<=\.\.)|\.)(?P<name>[^\s.\[\]'\"*$]{1,128})"
    r"|\[(?P<quote>['\"])(?P<quoted>[^'\"\]]{1,128})(?P=quote)\]"
    r"|\[(?P<index>0|[1-9][0-9]{0,8})\]"
    r"|(?P<any>\[\*\]|(?:(?<=\.\.)|\.)\*))"
)
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)  # RFC 6901, 4: no leading zeros
_LONE_TILDE: Final = re.compile(r"~(?![01])")
MAX_PATH_LENGTH: Final = 1_000
MAX_STATES: Final = 20_000


class Step(NamedTuple):
    """One step down a document.

    Attributes:
        deep: At any depth below, and not only right here.
        name: The field's name; None for none by name.
        element: The element's index in an array; None for none by index. A step of a JSON Pointer
            may have both, `/0` is a field or an element; one that has neither takes any.
    """

    deep: bool
    name: str | None
    element: int | None = None

    def takes(self, at: str | int | None) -> bool:
        """Tell whether it leads to a field name or an index; None is one that no rule names."""
        if self.name is None and self.element is None:
            return True
        return at is not None and at in (self.name, self.element)

    @property
    def takes_any(self) -> bool:
        """Whether it names nothing: a wildcard."""
        return self.name is None and self.element is None


_Position: TypeAlias = tuple[int, int]  # (rule, steps done)


class PathSyntaxError(ValueError):
    """A path expression that cannot be read; its text is not in the message."""


def parse_path(path: str) -> tuple[Step, ...]:
    """Read one path: a JSONPath from `$`, or a JSON Pointer from `/`.

    Raises:
        PathSyntaxError: The path is neither, or names the whole document, which no rule may.
    """
    if len(path) > MAX_PATH_LENGTH:
        msg = f"must have at most {MAX_PATH_LENGTH} characters"
        raise PathSyntaxError(msg)
    if path.startswith("/"):
        return _parse_pointer(path)
    if path.startswith("$"):
        return _parse_jsonpath(path)
    msg = "must be a JSONPath that begins with $ or a JSON Pointer that begins with /"
    raise PathSyntaxError(msg)


def _parse_pointer(pointer: str) -> tuple[Step, ...]:
    """Read a JSON Pointer; `~1` stands for `/` and `~0` for `~` (RFC 6901, 3)."""
    if wrong := _LONE_TILDE.search(pointer):
        msg = f"has a ~ at character {wrong.start() + 1} that is neither ~0 nor ~1"
        raise PathSyntaxError(msg)
    names = [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]
    indexes = [int(name) if _INDEX.fullmatch(name) else None for name in names]
    return tuple(Step(False, *both) for both in zip(names, indexes, strict=True))  # noqa: FBT003 -- a step right here


def _parse_jsonpath(path: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    at = 1
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            msg = f"is not a supported JSONPath from character {at + 1} on"
            raise PathSyntaxError(msg)
        index = None if found["index"] is None else int(found["index"])
        steps.append(Step(bool(found["deep"]), found["name"] or found["quoted"], index))
        at = found.end()
    if not any(step.name for step in steps):
        msg = "must name a field: a rule for everything is no rule"
        raise PathSyntaxError(msg)
    return tuple(steps)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where a walk stands: the rule that holds here, if any, and the states one level down.

    Attributes:
        rule: Index of the first rule that matches this very field, or None.
        inner: States below, by field names of the policy.
        elements: States below, by array indexes of the policy.
        other: State below any other field or element.
    """

    rule: int | None
    inner: dict[str, "State"] = field(default_factory=dict)
    elements: dict[int, "State"] = field(default_factory=dict)
    _other: list["State"] = field(default_factory=list)

    @property
    def other(self) -> "State":
        """The state below a field or element that no rule names."""
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
            steps = list(self._steps(positions))
            for name in {step.name for step in steps if step.name is not None}:
                state.inner[name] = self._state(self._after(positions, name))
            for index in {step.element for step in steps if step.element is not None}:
                state.elements[index] = self._state(self._after(positions, index))
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

    def _steps(self, positions: frozenset[_Position]) -> Iterator[Step]:
        """Give the steps that may come next."""
        for rule, done in positions:
            if done < len(self._paths[rule]):
                yield self._paths[rule][done]

    def _after(self, positions: frozenset[_Position], at: str | int | None) -> frozenset[_Position]:
        """Give the positions below a field name or an index; None is one that no rule names."""
        following: set[_Position] = set()
        for rule, done in positions:
            if done == len(self._paths[rule]):
                continue
            step = self._paths[rule][done]
            if step.deep:
                following.add((rule, done))
            if step.takes(at):
                following.add((rule, done + 1))
        return frozenset(following)
