"""Every object fits the schema of its kind; a kind without a schema is a failure."""

import json
from pathlib import Path
from typing import Final

import jsonschema
import kubernetes_validate
import pytest

from deploy.chart import CASES, ROOT, Case, Manifest
from tests.support.rendered import case_named, objects_of

SCHEMAS: Final = ROOT / "deploy" / "schemas"
MINORS: Final = range(29, 38)
BUILT_IN: Final = frozenset(
    ("v1", "apps/v1", "policy/v1", "autoscaling/v2", "networking.k8s.io/v1")
) | {"admissionregistration.k8s.io/v1"}


def vendored(manifest: Manifest) -> Path:
    """Name the schema file of a foreign kind."""
    group, _, version = manifest["apiVersion"].partition("/")
    return SCHEMAS / f"{manifest['kind']}-{group}-{version}.json"


def check(manifest: Manifest, minor: int) -> None:
    """Validate one object strictly; raises when it does not fit or nothing knows its kind."""
    if manifest["apiVersion"] in BUILT_IN:
        kubernetes_validate.validate(manifest, f"1.{minor}", strict=True)
        return
    schema = json.loads(vendored(manifest).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(manifest)


@pytest.mark.parametrize(
    ("case", "minor"),
    [(case, minor) for case in CASES for minor in MINORS if minor >= case.since],
    ids=lambda value: value.name if isinstance(value, Case) else f"1.{value}",
)
def test_every_object_fits_its_schema(case: Case, minor: int) -> None:
    """What is rendered for a version of Kubernetes is valid there, field by field."""
    rendered = objects_of(case, minor)
    assert rendered
    for manifest in rendered:
        check(manifest, minor)


def test_a_kind_without_a_schema_is_refused() -> None:
    """An unknown kind fails instead of passing unseen."""
    stranger = {"apiVersion": "example.com/v1", "kind": "Stranger", "metadata": {"name": "x"}}
    with pytest.raises(FileNotFoundError):
        check(stranger, 33)


def test_a_misspelt_field_is_refused() -> None:
    """Strictness is on: a field nobody knows fails."""
    deployment = next(m for m in objects_of(case_named("default")) if m["kind"] == "Deployment")
    broken = {**deployment, "spec": {**deployment["spec"], "replicsa": 2}}
    with pytest.raises(kubernetes_validate.ValidationError):
        check(broken, 33)


def test_a_singular_strimzi_operation_is_refused() -> None:
    """Strimzi's v1 knows `operations` only."""
    user = next(m for m in objects_of(case_named("full")) if m["kind"] == "KafkaUser")
    rule = {**user["spec"]["authorization"]["acls"][0], "operation": "Read"}
    authorization = {**user["spec"]["authorization"], "acls": [rule]}
    broken = {**user, "spec": {**user["spec"], "authorization": authorization}}
    with pytest.raises(jsonschema.ValidationError):
        check(broken, 33)
