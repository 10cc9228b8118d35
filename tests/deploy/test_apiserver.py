"""The manifests through a real kube-apiserver, Pod Security *restricted* on."""

import base64
import copy
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from deploy.chart import CASES, NAMESPACE, TOOLS, Case, Manifest
from deploy.helm.redactor.files import injector
from tests.support.apiserver import Answer, ApiServer
from tests.support.certificates import make_certificate
from tests.support.rendered import case_named, objects_of

MINOR: Final = 36
WORKLOADS: Final = ("Deployment", "StatefulSet")
POLICIES: Final = "admissionregistration.k8s.io/v1"
EFFECTIVE_S: Final = 60
BUILT_IN: Final = ("v1", "apps/v1", "policy/v1", "autoscaling/v2", "networking.k8s.io/v1", POLICIES)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """An API server with one namespace that enforces *restricted*."""
    missing = [n for n in ("kube-apiserver", "etcd") if not (TOOLS / n).exists()]
    if missing:
        reason = f"{', '.join(missing)} not built: run `make apiserver-check`"
        if os.environ.get("REDACTOR_APISERVER_CHECK") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with ApiServer(tmp_path_factory.mktemp("apiserver")) as server:
        for name in (NAMESPACE, "kafka", "webhook", "policy", "required"):
            assert server.create(namespace(name)).accepted
        yield server


def namespace(name: str) -> Manifest:
    """Make a namespace under the strictest standard."""
    mode = "pod-security.kubernetes.io"
    labels = {f"{mode}/enforce": "restricted", f"{mode}/warn": "restricted", "case": name}
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": name, "labels": labels},
    }


def pod(labels: dict[str, str] | None = None) -> Manifest:
    """Make an application's pod that *restricted* allows."""
    security = {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "runAsNonRoot": True,
        "runAsUser": 65532,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    app = {"name": "app", "image": "example.com/app:1", "securityContext": security}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "app", "labels": labels or {}},
        "spec": {"containers": [app]},
    }


OPTED_IN: Final = {"redactor.internal/inject": "enabled"}


def own(case: Case) -> list[Manifest]:
    """Give the objects of kinds the server itself knows."""
    return [m for m in objects_of(case, MINOR) if m["apiVersion"] in BUILT_IN]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_server_accepts_everything(server: ApiServer, case: Case) -> None:
    """Server-side dry run with strict fields: no refusal and no warning."""
    for manifest in own(case):
        answer = server.apply(manifest)
        assert answer.accepted, answer.message
        assert not answer.warnings


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pod_security_admits_every_pod(server: ApiServer, case: Case) -> None:
    """The pods of every workload pass *restricted*, enforced."""
    workloads = [m for m in own(case) if m["kind"] in WORKLOADS]
    assert workloads
    for workload in workloads:
        template = workload["spec"]["template"]
        made = {"apiVersion": "v1", "kind": "Pod", **copy.deepcopy(template)}
        made["metadata"]["name"] = "one"
        answer = server.create(made, NAMESPACE, dry=True)
        assert answer.accepted, answer.message


def test_pod_security_is_really_on(server: ApiServer) -> None:
    """A pod that may become root is refused by the same server."""
    bad = pod()
    bad["spec"]["containers"][0]["securityContext"] = {}
    answer = server.create(bad, NAMESPACE, dry=True)
    assert answer.status == 403
    assert "PodSecurity" in answer.message


def install(server: ApiServer, case: str, kinds: tuple[str, ...], place: str) -> None:
    """Put admission objects in force for one namespace."""
    for manifest in copy.deepcopy(own(case_named(case))):
        if not manifest["kind"].startswith(kinds):
            continue
        only = {"matchLabels": {"case": place}}
        manifest["metadata"]["name"] += f"-{place}"
        spec = manifest.get("spec", {})
        if "policyName" in spec:
            spec["policyName"] += f"-{place}"
        if "matchConstraints" in spec:
            spec["matchConstraints"]["namespaceSelector"] = only
        for hook in manifest.get("webhooks", []):
            hook["namespaceSelector"] = only
        answer = server.create(manifest)
        assert answer.accepted, answer.message


def eventually(server: ApiServer, made: Manifest, place: str, sign: str) -> Answer:
    """Create as a dry run until the answer shows a sign: policies take effect after a moment."""
    deadline = time.monotonic() + EFFECTIVE_S
    while True:
        answer = server.create(made, place, dry=True)
        if sign in json.dumps(answer.body):
            return answer
        assert time.monotonic() < deadline, json.dumps(answer.body)[:2000]
        time.sleep(0.5)


def test_a_labelled_pod_without_the_sidecar_is_refused(server: ApiServer) -> None:
    """The ValidatingAdmissionPolicy denies it, and leaves pods without the label alone."""
    install(server, "injection-policy", ("ValidatingAdmissionPolicy",), "required")
    answer = eventually(server, pod(OPTED_IN), "required", "needs the redactor")
    assert answer.status == 403
    assert server.create(pod(), "required", dry=True).accepted


@pytest.mark.parametrize("spoil", ["image", "restartPolicy", "securityContext"])
def test_a_sidecar_in_name_only_is_refused(server: ApiServer, spoil: str) -> None:
    """Another image, an ordinary init container or a writable root do not pass."""
    if server.create(pod(OPTED_IN), "required", dry=True).accepted:
        install(server, "injection-policy", ("ValidatingAdmissionPolicy",), "required")
        eventually(server, pod(OPTED_IN), "required", "needs the redactor")
    config = next(
        m
        for m in objects_of(case_named("injection-webhook"))
        if "injected.json" in m.get("data", {})
    )
    injected = json.loads(config["data"]["injected.json"])
    made = pod(OPTED_IN)
    made["spec"] |= copy.deepcopy(injected)
    assert server.create(made, "required", dry=True).accepted
    sidecar = made["spec"]["initContainers"][0]
    if spoil == "image":
        sidecar["image"] = "example.com/other:1"
    elif spoil == "restartPolicy":
        del sidecar["restartPolicy"]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            del sidecar[probe]
    else:
        sidecar["securityContext"]["readOnlyRootFilesystem"] = False
    assert server.create(made, "required", dry=True).status == 403


def assert_injected(answer: Answer) -> None:
    """The pod has the sidecar first, its volumes, and what it had before."""
    assert answer.accepted, answer.message
    spec: dict[str, Any] = answer.body["spec"]
    assert [c["name"] for c in spec["initContainers"]] == ["redactor"]
    assert spec["initContainers"][0]["restartPolicy"] == "Always"
    assert [c["name"] for c in spec["containers"]] == ["app"]
    volumes = {volume["name"] for volume in spec["volumes"]}
    assert {m["name"] for m in spec["initContainers"][0]["volumeMounts"]} <= volumes


def test_the_mutating_policy_puts_the_sidecar_in(server: ApiServer) -> None:
    """Without any server of ours, a labelled pod leaves admission with the sidecar."""
    install(
        server,
        "injection-policy",
        ("MutatingAdmissionPolicy", "ValidatingAdmissionPolicy"),
        "policy",
    )
    assert_injected(eventually(server, pod(OPTED_IN), "policy", "initContainers"))
    assert "initContainers" not in server.create(pod(), "policy", dry=True).body["spec"]


def test_the_webhook_puts_the_sidecar_in(server: ApiServer, tmp_path: Path) -> None:
    """Through the shipped server over TLS, by the API server itself."""
    certificate, _ = make_certificate(tmp_path)
    objects = objects_of(case_named("injection-webhook"))
    config = next(m for m in objects if "injected.json" in m.get("data", {}))
    (tmp_path / "injected.json").write_text(config["data"]["injected.json"], encoding="utf-8")
    hook = injector.serve(tmp_path / "injected.json", tmp_path, port=0)
    threading.Thread(target=hook.serve_forever, daemon=True).start()
    try:
        made = copy.deepcopy(next(m for m in objects if m["kind"].startswith("MutatingWebhook")))
        bundle = base64.b64encode(certificate.read_bytes()).decode()
        url = f"https://localhost:{hook.server_address[1]}/inject"
        made["webhooks"][0]["clientConfig"] = {"url": url, "caBundle": bundle}
        made["webhooks"][0]["namespaceSelector"] = {"matchLabels": {"case": "webhook"}}
        assert server.create(made).accepted
        assert_injected(eventually(server, pod(OPTED_IN), "webhook", "initContainers"))
    finally:
        hook.shutdown()
        hook.server_close()
    refused = server.create(pod(OPTED_IN), "webhook", dry=True)
    assert not refused.accepted, "a webhook that is gone must refuse, not pass"
