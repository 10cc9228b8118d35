"""The floor: a signed minimum below which no policy may go, wherever it comes from.

The floor is kept by another hand than the policy: whoever edits the policy, or writes to the
control topic, lacks its key. Must never take a floor whose signature does not fit.
"""

import base64
import binascii
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError, field_validator

from redactor.configuration import Frozen, parse_mapping
from redactor.errors import ConfigError, Problem
from redactor.masking.catalogue import AnyOperator
from redactor.masking.operator import Operator
from redactor.masking.whole import Replace
from redactor.paths import parse_path
from redactor.policy.exposure import Exposure, exposure, told, weaker
from redactor.policy.fields import DECLARED_ENTITIES, ENTITIES, Label
from redactor.policy.model import Policy, View
from redactor.policy.specimens import SPECIMENS, Specimen, any_specimens
from redactor.wording import problems_of, unreadable

SIGNATURE_SUFFIX: Final = ".sig"
MAX_BYTES: Final = 256 * 1024


class Minimum(Frozen):
    """What every policy must hide at least."""

    version: Literal[1]
    """Version of this format."""
    operators: dict[Label, AnyOperator]
    """Weakest mask of an entity: a policy's may tell no more than this one does."""
    default_operator: AnyOperator = Replace()
    """Weakest mask of every entity not named."""
    max_threshold: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Highest threshold a policy may set."""
    exempt_fields: frozenset[str] = frozenset()
    """Paths that a policy may exempt, in either notation."""
    exempt_headers: frozenset[str] = frozenset()
    """Headers that a policy may exempt."""
    allow_lists: bool = False
    """Whether a policy may have allow lists."""

    @field_validator("exempt_fields")
    @classmethod
    def _readable(cls, paths: frozenset[str]) -> frozenset[str]:
        for path in paths:
            parse_path(path)
        return paths


def load_minimum(path: Path, public_key: Path) -> Minimum:
    """Read a floor and make sure that it is signed.

    Args:
        path: YAML file; beside it stands `<file>.sig`, its Ed25519 signature (RFC 8032) in base64.
        public_key: PEM file of the key that signs floors.

    Raises:
        ConfigError: A file cannot be read, the key is no Ed25519 key, the signature does not fit,
            or the floor is malformed.
    """
    # OpenSSL takes 7 MB, and most workers have no floor.
    from cryptography.exceptions import (  # noqa: PLC0415 -- see above
        InvalidSignature,
        UnsupportedAlgorithm,
    )
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 -- see above
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 -- see above

    raw = _read(path)
    signature = _read(path.with_name(path.name + SIGNATURE_SUFFIX))
    try:
        key = serialization.load_pem_public_key(_read(public_key))
        if not isinstance(key, ed25519.Ed25519PublicKey):
            raise _fault(public_key.name, "is no Ed25519 public key")
        key.verify(base64.b64decode(signature, validate=False), raw)
    except (InvalidSignature, binascii.Error):
        raise _fault(path.name, "is not signed with the key of floors") from None
    except (ValueError, UnsupportedAlgorithm):
        raise _fault(public_key.name, "is no Ed25519 public key") from None
    return parse_minimum(raw, path.name)


def parse_minimum(raw: bytes, name: str) -> Minimum:
    """Read a floor, signed or not; see `load_minimum`."""
    try:
        return Minimum.model_validate(parse_mapping(raw, name))
    except ValidationError as error:
        found = [Problem(f"floor.{p.path}", p.reason) for p in problems_of(error)]
        raise ConfigError(found) from None


def hold(minimum: Minimum, policy: Policy) -> None:
    """Refuse a policy that goes below the floor.

    Raises:
        ConfigError: Every place where it does, without a value.
    """
    if problems := list(dict.fromkeys(_below(minimum, policy))):
        raise ConfigError(problems)


def _below(minimum: Minimum, policy: Policy) -> Iterator[Problem]:
    yield from _weak_masks(minimum, policy)
    yield from _openings(minimum, policy)


def _weak_masks(minimum: Minimum, policy: Policy) -> Iterator[Problem]:
    for view in (view for route in policy.routes for view in route.copies):
        for entity in _entities(minimum, policy, view):
            floor = minimum.operators.get(entity, minimum.default_operator)
            operator = policy.operator_for(view, entity)
            if any(_is_weaker(floor, operator, one) for one in _specimens(entity)):
                yield Problem(f"policy.operators.{entity}", f"is below the floor in {view.target}")
    if policy.thresholds.default > minimum.max_threshold:
        yield Problem("policy.thresholds.default", "is above the floor's highest")
    for entity, threshold in policy.thresholds.entities.items():
        if threshold > minimum.max_threshold:
            yield Problem(f"policy.thresholds.entities.{entity}", "is above the floor's highest")


def _openings(minimum: Minimum, policy: Policy) -> Iterator[Problem]:
    exempt = {parse_path(path) for path in minimum.exempt_fields}
    for n, rule in enumerate(policy.fields):
        if rule.exempt is not None and rule.steps not in exempt:
            yield Problem(f"policy.fields.{n}", "exempts a field that the floor does not")
    if policy.allow and not minimum.allow_lists:
        yield Problem("policy.allow", "the floor has no allow lists")
    if policy.exempt_headers.keys() - minimum.exempt_headers:
        yield Problem("policy.exempt_headers", "exempts a header that the floor does not")


def _entities(minimum: Minimum, policy: Policy, view: View) -> list[str]:
    named = {*policy.operators, *view.operators, *minimum.operators, *policy.custom_entities}
    return sorted(ENTITIES | DECLARED_ENTITIES | named)


def _specimens(entity: str) -> tuple[Specimen, ...]:
    own = tuple(specimen for specimen in SPECIMENS if specimen.entity == entity)
    return own + any_specimens(entity)


@lru_cache(maxsize=4_096)
def _is_weaker(floor: Operator, operator: Operator, specimen: Specimen) -> bool:
    return weaker(_exposure(floor, specimen), _exposure(operator, specimen))


def _exposure(operator: Operator, specimen: Specimen) -> Exposure:
    return exposure(operator, told(operator, specimen.raw_value, specimen.span))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _fault(path.name, unreadable(error)) from None
    if len(raw) > MAX_BYTES:
        raise _fault(path.name, "is too large")
    return raw


def _fault(path: str, reason: str) -> ConfigError:
    return ConfigError([Problem(path, reason)])
