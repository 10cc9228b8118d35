"""Which places of a document hold text to scan: every one that the policy does not exempt.

Must never leave a place out because it is unusual: numbers, field names and JSON inside strings
are texts too.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from redactor.document import Document, Envelope, Json, Leaf, Name, Nested, Path
from redactor.errors import FieldError, Reason
from redactor.paths import State, compile_paths
from redactor.policy import FieldRule, Limits

# A field name of ASCII letters is a name from a schema; digits, Han characters or an @ may be PII.
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_$][A-Za-z_$.-]{0,63}", re.ASCII)
_PRINTABLE_NAME: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.-]{0,63}", re.ASCII)
# The shortest number worth a look: seven digits, a landline without area code.
_LEAST_NUMBER: Final = 1_000_000
ANY: Final = "*"


class Fields:
    """Walks documents along the policy's paths."""

    def __init__(
        self,
        rules: Sequence[FieldRule],
        limits: Limits,
        decode_nested: Callable[[str], Document | None],
    ) -> None:
        """Compile the rules.

        Args:
            rules: In order of precedence.
            limits: Bounds on depth and number of texts.
            decode_nested: Reads the JSON inside a string, None if it is plain text.
        """
        self._rules = tuple(rules)
        self._limits = limits
        self._decode_nested = decode_nested
        self._start = compile_paths([rule.steps for rule in rules])
        self._undeclared = compile_paths([])

    def select(self, envelope: Envelope) -> None:
        """Find every text of a record; the policy's paths hold for the value alone.

        Raises:
            FieldError: Deeper, or with more texts, than the limits allow.
            DecodeError: JSON inside a string hides a part of itself.
        """
        walk = _Walk(self._rules, self._limits, self._decode_nested, envelope)
        if envelope.value is not None:
            walk.into(envelope.value, self._start)
        if envelope.key is not None:
            walk.into(envelope.key, self._undeclared)
        for header in envelope.headers:
            walk.into(header.name, self._undeclared)
            if isinstance(header.value, Document):
                walk.into(header.value, self._undeclared)


class _Walk:
    """One walk; holds what does not change on the way down."""

    __slots__ = ("_decode_nested", "_envelope", "_limits", "_rules")

    def __init__(
        self,
        rules: tuple[FieldRule, ...],
        limits: Limits,
        decode_nested: Callable[[str], Document | None],
        envelope: Envelope,
    ) -> None:
        self._rules = rules
        self._limits = limits
        self._decode_nested = decode_nested
        self._envelope = envelope

    def into(self, document: Document, start: State) -> None:
        """Walk a document from its root; that of plain text is a leaf and nothing more."""
        value = document.root[0]
        if isinstance(value, str) and not document.is_json:
            self._envelope.leaves.append(Leaf(document.root, 0, value))
        else:
            self._visit((document.root, 0), value, _Place(start, None, (), self._limits.max_depth))

    def _visit(self, site: "_Site", value: Json, place: "_Place") -> None:
        """Look at one value: go down, take it as a leaf, or pass what holds no text."""
        if value is None or value is True or value is False:
            return
        rule = self._rule_at(place)
        if rule is not None and rule.exempt is not None:
            return
        if isinstance(value, dict | list):
            if place.depth <= 0:
                raise FieldError(Reason.TOO_DEEP)
            here = _Place(place.state, rule, place.path, place.depth - 1)
            if isinstance(value, dict):
                self._object(value, here)
            else:
                self._array(value, here)
        elif isinstance(value, str):
            self._text(site, value, _Place(place.state, rule, place.path, place.depth))
        elif (text := _digits(value)) or rule is not None:
            self._leaf(site, text or str(value), place, rule)

    def _rule_at(self, place: "_Place") -> FieldRule | None:
        """Give the rule of this very field, else the one it inherits from above."""
        index = place.state.rule
        return place.rule if index is None else self._rules[index]

    def _object(self, value: dict[str, Json], place: "_Place") -> None:
        for name, inner in value.items():
            if not _PLAIN_NAME.fullmatch(name):
                self._envelope.names.append(Name(value, name))
            at = _Place(place.state.below(name), place.rule, (*place.path, name), place.depth)
            self._visit((value, name), inner, at)

    def _array(self, value: list[Json], place: "_Place") -> None:
        at = _Place(place.state.other, place.rule, (*place.path, ANY), place.depth)
        for index, inner in enumerate(value):
            self._visit((value, index), inner, at)

    def _text(self, site: "_Site", value: str, place: "_Place") -> None:
        """Take a string as a leaf, or go into the JSON it holds."""
        nested = self._decode_nested(value)
        if nested is None:
            self._leaf(site, value, place, place.rule)
            return
        self._envelope.nested.append(Nested(*site, nested))
        self._visit((nested.root, 0), nested.root[0], place)

    def _leaf(self, site: "_Site", text: str, place: "_Place", rule: FieldRule | None) -> None:
        if len(self._envelope.leaves) >= self._limits.max_texts:
            raise FieldError(Reason.TOO_MANY_TEXTS)
        names = [name for name in place.path[-3:] if name != ANY]
        entity = rule.entity if rule is not None else None
        self._envelope.leaves.append(Leaf(*site, text, ".".join(names[-2:]), place.path, entity))


_Site = tuple[dict[str, Json] | list[Json], str | int]


class _Place:
    """Where the walk stands. Not a dataclass: one is made for every field of every record."""

    __slots__ = ("depth", "path", "rule", "state")

    def __init__(self, state: State, rule: FieldRule | None, path: Path, depth: int) -> None:
        self.state = state
        self.rule = rule
        self.path = path
        self.depth = depth


def printable(path: Path) -> str:
    """Give a path that may be counted and shown: names that look like a schema's, `*` else."""
    return ".".join(name if _PRINTABLE_NAME.fullmatch(name) else ANY for name in path)


def _digits(value: int | float) -> str:  # noqa: PYI041 -- the two are told apart below
    """Give a number as text if it is long enough to be a telephone number, else nothing."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) >= _LEAST_NUMBER else ""
    return str(value) if abs(value) >= _LEAST_NUMBER else ""
