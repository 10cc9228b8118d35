"""What is masked and how: routes, fields, operators. The officer's side of the configuration.

Must never allow a way to pass a record on unscanned: every exception names a field and a reason.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from redactor.configuration import Frozen, Topic, load_mapping, parse_mapping, problems_of
from redactor.errors import ConfigError, Problem
from redactor.masking.catalogue import AnyOperator
from redactor.masking.operator import Operator
from redactor.masking.partial import Partial
from redactor.masking.whole import Keep, Replace
from redactor.paths import PathSyntaxError, Step, compile_paths, parse_path

# Entities of the shipped recognizers. Names follow Presidio where it has one, its country prefix
# elsewhere.
ENTITIES: Final = frozenset(
    "PERSON PHONE_NUMBER ADDRESS EMAIL_ADDRESS IP_ADDRESS "
    "CN_RESIDENT_ID CN_PASSPORT CN_HK_MACAU_PERMIT CN_TAIWAN_PERMIT CN_BANK_CARD "
    "CN_LICENSE_PLATE CN_USCC COORDINATES WAYBILL_NO PICKUP_CODE "
    "QQ WECHAT_ID".split()
)
_LABEL: Final = r"^[A-Z][A-Z0-9_]{1,63}$"
Because = Annotated[str, Field(min_length=10, max_length=500)]
Label = Annotated[str, Field(pattern=_LABEL)]


class FieldRule(Frozen):
    """What the policy knows of a field: its entity, or why it need not be scanned."""

    path: str
    """JSONPath of the field: `$.receiver.mobile`, `$.items[*].name`, `$..phone`."""
    entity: Label | None = None
    """The whole value is of this entity and is masked without detection."""
    exempt: Because | None = None
    """Why the value passes unscanned. A rule has either an entity or an exemption."""

    @field_validator("path")
    @classmethod
    def _readable(cls, path: str) -> str:
        try:
            parse_path(path)
        except PathSyntaxError as error:
            raise ValueError(str(error)) from None
        return path

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.entity is None) == (self.exempt is None):
            msg = "needs either entity or exempt"
            raise ValueError(msg)
        if self.exempt is not None and parse_path(self.path)[-1][1] is None:
            msg = "an exemption must name its field: a wildcard would open all of them"
            raise ValueError(msg)
        return self

    @property
    def steps(self) -> tuple[Step, ...]:
        """The path, parsed."""
        return parse_path(self.path)


class View(Frozen):
    """One masked copy of a source topic, for one audience."""

    target: Topic
    """Topic of the masked copy."""
    operators: dict[Label, AnyOperator] = Field(default_factory=dict)
    """Operators that differ from the policy's."""


class Route(Frozen):
    """One source topic and its masked copies."""

    source: Topic
    """Topic of raw records."""
    target: Topic | None = None
    """Topic of the masked copy; short for a single view."""
    views: tuple[View, ...] = ()
    """Several masked copies."""

    @model_validator(mode="after")
    def _has_views(self) -> Self:
        if bool(self.target) == bool(self.views):
            msg = "needs either target or views"
            raise ValueError(msg)
        return self

    @property
    def copies(self) -> tuple[View, ...]:
        """The views, also when written as a plain target."""
        return self.views or (View(target=self.target or ""),)


class Thresholds(Frozen):
    """Findings below the threshold of their entity are not masked. 0 masks every finding."""

    default: Annotated[float, Field(ge=0, le=1)] = 0.0
    """For entities not named."""
    entities: dict[Label, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    """By entity."""


class Limits(Frozen):
    """What a record may be before it is refused."""

    max_record_bytes: Annotated[int, Field(ge=1_024, le=64 * 1024 * 1024)] = 1_048_576
    """Raw value, and masked value with key and headers. Kafka's own default is 1 MiB."""
    max_depth: Annotated[int, Field(ge=1, le=500)] = 100
    """Nested objects and arrays, those inside strings counted with them."""
    max_texts: Annotated[int, Field(ge=1)] = 20_000
    """Texts to scan in one record."""


class Policy(Frozen):
    """A whole policy. Everything not named here is scanned, and what is found is masked."""

    version: Literal[1]
    """Version of this format."""
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]
    """Name, for logs and metrics."""
    revision: Annotated[int, Field(ge=0)] = 0
    """Counts up; a live policy replaces only one of a lower revision."""
    routes: Annotated[tuple[Route, ...], Field(min_length=1)]
    """Sources and their masked copies."""
    fields: tuple[FieldRule, ...] = ()
    """Declared and exempt fields; the first that matches holds."""
    operators: dict[Label, AnyOperator] = Field(default_factory=dict)
    """Operator by entity."""
    default_operator: AnyOperator = Replace()
    """Operator of every entity not named."""
    thresholds: Thresholds = Thresholds()
    """Least scores."""
    custom_entities: tuple[Label, ...] = ()
    """Entities of plug-in recognizers that this policy names."""
    exempt_headers: dict[str, Because] = Field(default_factory=dict)
    """Headers that pass unscanned, and why: trace ids, schema ids."""
    limits: Limits = Limits()
    """Bounds on a record."""

    def operator_for(self, view: View, entity: str) -> Operator:
        """Give the operator of an entity in a view: the view's, the policy's, the default."""
        return view.operators.get(entity) or self.operators.get(entity) or self.default_operator

    @property
    def digest(self) -> str:
        """SHA-256 over the effective policy, 16 hex digits: the `x-redactor-policy` header."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


# GB/T 41833-2022 asks partial masks of these; nothing else may show any part of itself.
STANDARD_OPERATORS: Final[Mapping[str, Operator]] = {
    entity: Partial()
    for entity in (
        "PERSON",
        "PHONE_NUMBER",
        "ADDRESS",
        "EMAIL_ADDRESS",
        "CN_RESIDENT_ID",
        "CN_BANK_CARD",
        "CN_LICENSE_PLATE",
    )
}


def default_policy(source: str = "stdin", target: str = "stdout") -> Policy:
    """The built-in policy: everything is scanned, masks conform to GB/T 41833-2022."""
    return Policy(
        version=1,
        name="gbt41833",
        routes=(Route(source=source, target=target),),
        operators=dict(STANDARD_OPERATORS),
    )


def load_policy(path: Path) -> Policy:
    """Read and check a policy file.

    Raises:
        ConfigError: With every problem found, none quoting a value.
    """
    return _checked(load_mapping(path))


def parse_policy(raw: bytes, name: str) -> Policy:
    """Check a policy that came as bytes (YAML or JSON), e.g. from the control topic.

    Raises:
        ConfigError: As `load_policy`.
    """
    return _checked(parse_mapping(raw, name))


def _checked(data: dict[str, Any]) -> Policy:
    """Give the policy with the standard's operators below its own, if nothing is wrong with it."""
    try:
        policy = Policy.model_validate(data)
    except ValidationError as error:
        raise ConfigError([_policy_problem(p) for p in problems_of(error)]) from None
    if problems := [*_unknown_entities(policy), *_route_problems(policy), *_field_problems(policy)]:
        raise ConfigError(problems)
    return policy.model_copy(update={"operators": {**STANDARD_OPERATORS, **policy.operators}})


def _policy_problem(problem: Problem) -> Problem:
    return Problem(f"policy.{problem.path}", problem.reason)


def _unknown_entities(policy: Policy) -> Iterator[Problem]:
    known = ENTITIES | set(policy.custom_entities)
    named = [(f"operators.{at}", at) for at in policy.operators]
    named += [(f"thresholds.entities.{at}", at) for at in policy.thresholds.entities]
    named += [(f"fields.{n}.entity", f.entity) for n, f in enumerate(policy.fields) if f.entity]
    for n, route in enumerate(policy.routes):
        for m, view in enumerate(route.views):
            named += [(f"routes.{n}.views.{m}.operators.{at}", at) for at in view.operators]
    for path, entity in named:
        if entity not in known:
            yield Problem(f"policy.{path}", "is not a known entity; see custom_entities")
    if isinstance(policy.default_operator, Keep):
        yield Problem("policy.default_operator", "keep would pass everything that is not named")


def _route_problems(policy: Policy) -> Iterator[Problem]:
    sources = Counter(route.source for route in policy.routes)
    targets = Counter(view.target for route in policy.routes for view in route.copies)
    for n, route in enumerate(policy.routes):
        if sources[route.source] > 1:
            yield Problem(f"policy.routes.{n}.source", "is the source of another route too")
        for m, view in enumerate(route.copies):
            at = (
                f"policy.routes.{n}.views.{m}.target"
                if route.views
                else f"policy.routes.{n}.target"
            )
            if targets[view.target] > 1:
                yield Problem(at, "is the target of another route or view too")
            if view.target in sources:
                yield Problem(at, "is a source: a masked topic must never be read as raw")


def _field_problems(policy: Policy) -> Iterator[Problem]:
    counted = Counter(rule.steps for rule in policy.fields)
    for n, rule in enumerate(policy.fields):
        if counted[rule.steps] > 1:
            yield Problem(f"policy.fields.{n}.path", "has another rule too")
    try:
        compile_paths(list(counted))
    except PathSyntaxError as error:
        yield Problem("policy.fields", str(error))
