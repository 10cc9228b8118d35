"""Which places of a document hold text to scan: every one that the policy does not exempt.

Must never leave a place out because it is unusual: numbers, field names and JSON inside strings
are texts too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from redactor.document import Document, Json
from redactor.envelope import At, Envelope, Holder, Name, Nested
from redactor.errors import FieldError, Reason
from redactor.policy import FieldRule, Limits
from redactor.schema import Place, Schema, is_plain, printable

# So many values without a match, and a path is worth a warning.
ENOUGH_RECORDS: Final = 1_000
# The shortest number worth a look: seven digits, a landline without area code.
_LEAST_NUMBER: Final = 1_000_000
# How a string begins that may be an object or an array.
_OPENERS: Final = frozenset("{[ \t\r\n\u00a0\u3000\ufeff")


@dataclass(frozen=True, slots=True)
class IdlePaths:
    """The paths of a policy that matched nothing.

    Attributes:
        records: Values walked so far.
        paths: Place in the policy's `fields`, and the path as it may be shown.
    """

    records: int
    paths: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """What the policy knows of a record beside its value.

    Attributes:
        key: Entity of the key, or None.
        headers: Entity of a header's value, by name.
    """

    key: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


_NO_SIDES: Final = Sides()


class Fields:
    """Walks documents along the policy's paths."""

    def __init__(
        self,
        rules: Sequence[FieldRule],
        limits: Limits,
        decode_nested: Callable[[str], Document | None],
        sides: Sides = _NO_SIDES,
    ) -> None:
        """Compile the rules.

        Args:
            rules: In order of precedence.
            limits: Bounds on depth and number of texts.
            decode_nested: Reads the JSON inside a string, None if it is plain text.
            sides: What is declared of keys and headers.
        """
        self._limits = limits
        self._decode_nested = decode_nested
        self._rules = tuple(rules)
        self._numbers = frozenset(range(len(rules)))
        self._declared = Schema(rules)
        whole = FieldRule(path="$.key", entity=sides.key) if sides.key else None
        self._key = Schema((), whole)
        self._headers = Schema([_header_rule(*both) for both in sides.headers.items()])
        self._named_headers = frozenset(sides.headers)
        self._values = 0

    def select(self, envelope: Envelope) -> None:
        """Find every text of a record; the policy's paths hold for the value alone.

        Raises:
            FieldError: Deeper, or with more texts, than the limits allow.
            DecodeError: JSON inside a string hides a part of itself.
        """
        self._values += envelope.value is not None
        self.walk(envelope)

    def walk(self, envelope: Envelope) -> None:
        """Do the same for what is no record of the stream, and is not counted.

        Raises:
            FieldError, DecodeError: As `select`.
        """
        walk = _Walk(envelope, self._limits.max_depth, self._decode_nested)
        if envelope.value is not None:
            walk.into(envelope.value, self._declared)
        if envelope.key is not None:
            walk.into(envelope.key, self._key)
        if envelope.headers:
            self._select_headers(envelope, walk)
        if len(envelope.raw_texts) + len(envelope.names) > self._limits.max_texts:
            raise FieldError(Reason.TOO_MANY_TEXTS)

    def _select_headers(self, envelope: Envelope, walk: "_Walk") -> None:
        for header in envelope.headers:
            name = header.name
            if isinstance(name, Document):
                walk.into(name, self._headers)
                text = name.root[0]  # a name that is scanned may be declared all the same
                name = text if isinstance(text, str) and text in self._named_headers else ""
            if isinstance(header.value, Document):
                walk.into(header.value, self._headers, name)

    def idle(self) -> IdlePaths:
        """Tell which rules have held nowhere so far; may be asked from another thread."""
        matched = self._declared.matched
        paths = [
            (n, printable(rule.names)) for n, rule in enumerate(self._rules) if n not in matched
        ]
        return IdlePaths(self._values, tuple(paths))

    def seen(self) -> tuple[int, tuple[int, ...]]:
        """Give the values walked since this was last asked, and the rules that have held."""
        values, self._values = self._values, 0
        return values, tuple(self._declared.matched)

    def saw(self, seen: tuple[int, tuple[int, ...]]) -> None:
        """Count what the same rules have seen in another process.

        Raises:
            ValueError, TypeError: It is nothing of the kind; nothing is counted.
        """
        values, matched = seen
        if not isinstance(values, int) or values < 0 or not self._numbers.issuperset(matched):
            msg = "seen under other rules"
            raise ValueError(msg)
        self._values += values
        self._declared.matched.update(matched)


class _Walk:
    """One record's walk. The hot path: one dictionary look-up and one type test for a field."""

    __slots__ = ("_add", "_decode_nested", "_envelope", "_max_depth", "_schema")

    def __init__(
        self,
        envelope: Envelope,
        max_depth: int,
        decode_nested: Callable[[str], Document | None],
    ) -> None:
        self._envelope = envelope
        self._add = (
            envelope.holders.append,
            envelope.ats.append,
            envelope.raw_texts.append,
            envelope.places.append,
        )
        self._schema: Schema
        self._max_depth = max_depth
        self._decode_nested = decode_nested

    def into(self, document: Document, schema: Schema, name: str = "") -> None:
        """Walk a document from its root; that of plain text is a leaf and nothing more.

        Args:
            document: A value, a key, a header's name or value.
            schema: What is known of its places.
            name: Of a header, for the recognizers, unless it is to be scanned itself.
        """
        value, top = document.root[0], schema.top
        self._schema = schema
        if name:
            top = schema.below(top, name)
        if isinstance(value, str) and not document.is_json:
            self._envelope.take(document.root, 0, value, top)
        else:
            self._visit(document.root, 0, value, top)

    def _visit(self, holder: Holder, at: At, value: Json, place: Place) -> None:
        """Look at one value: take it as a leaf, go down, or pass what holds no text."""
        kind = value.__class__
        if place.exempt or value is None or kind is bool:
            return
        if isinstance(value, str):
            if value[:1] in _OPENERS and (nested := self._decode_nested(value)):
                self._envelope.nested.append(Nested(holder, at, nested))
                self._visit(nested.root, 0, nested.root[0], place)
            else:
                self._envelope.take(holder, at, value, place)
        elif isinstance(value, dict):
            self._object(value, place)
        elif isinstance(value, list):
            self._array(value, place)
        elif (text := _digits(value)) or place.reads_numbers:
            self._envelope.numbers.add(len(self._envelope.raw_texts))
            self._envelope.take(holder, at, text or str(value), place)

    def _object(self, value: dict[str, Json], place: Place) -> None:
        if place.depth >= self._max_depth:
            raise FieldError(Reason.TOO_DEEP)
        known = place.inner
        add_holder, add_at, add_text, add_place = self._add
        for name, inner in value.items():
            below = known.get(name)
            if below is None:
                below = self._schema.below(place, name, self._envelope.passing)
                if not is_plain(name):
                    self._envelope.names.append(Name(value, name))
            if isinstance(inner, str) and inner[:1] not in _OPENERS and not below.exempt:
                add_holder(value)  # nearly all are such: `take`, without a call
                add_at(name)
                add_text(inner)
                add_place(below)
            else:
                self._visit(value, name, inner, below)

    def _array(self, value: list[Json], place: Place) -> None:
        if place.depth >= self._max_depth:
            raise FieldError(Reason.TOO_DEEP)
        if place.numbered:
            for index, inner in enumerate(value):
                self._visit(value, index, inner, self._schema.element_at(place, index))
            return
        element = self._schema.element(place)
        for index, inner in enumerate(value):
            self._visit(value, index, inner, element)


def _digits(value: int | float) -> str:  # noqa: PYI041 -- the two are told apart below
    """Give a number as text if it is long enough to be a telephone number, else nothing."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) >= _LEAST_NUMBER else ""
    return str(value) if abs(value) >= _LEAST_NUMBER else ""


def _header_rule(name: str, entity: str) -> FieldRule:
    """Give the rule of a header; its name is one step, whatever it holds."""
    return FieldRule(path="/" + name.replace("~", "~0").replace("/", "~1"), entity=entity)
