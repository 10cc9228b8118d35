"""The webhook's server: what it adds, and that doubt is a refusal."""

import base64
import http.client
import json
import ssl
import threading
from pathlib import Path
from typing import Any

import pytest

from deploy.helm.redactor.files.injector import answer, patch_for, serve
from tests.support.certificates import make_certificate

INJECTED = {
    "initContainers": [{"name": "redactor"}],
    "volumes": [{"name": "redactor-tmp"}],
}


def review(pod: Any) -> dict[str, Any]:  # noqa: ANN401 -- also what is no pod
    """Ask as the API server does."""
    request = {"uid": "u-1", "object": pod}
    return {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": request}


def test_the_sidecar_comes_first() -> None:
    """A native sidecar starts before the init containers that follow it."""
    pod = {"spec": {"initContainers": [{"name": "init"}], "volumes": [{"name": "data"}]}}
    containers, volumes = (operation["value"] for operation in patch_for(pod, INJECTED))
    assert [c["name"] for c in containers] == ["redactor", "init"]
    assert [v["name"] for v in volumes] == ["data", "redactor-tmp"]


def test_a_pod_that_has_it_is_left_alone() -> None:
    """A second pass (reinvocation) changes nothing."""
    assert patch_for({"spec": {"initContainers": [{"name": "redactor"}]}}, INJECTED) == []


def test_the_answer_carries_the_patch() -> None:
    """Allowed, with a JSON patch and the request's uid."""
    response = answer(review({"spec": {}}), INJECTED)["response"]
    assert response["allowed"] is True
    assert response["uid"] == "u-1"
    assert len(json.loads(base64.b64decode(response["patch"]))) == 2


@pytest.mark.parametrize(
    "pod",
    [
        {},  # no spec
        None,  # no pod
        {"spec": {"volumes": [{"name": "redactor-tmp"}]}},  # a volume of ours, made by others
        {"spec": {"initContainers": [{}]}},  # a container without a name
    ],
)
def test_doubt_is_a_refusal(pod: Any) -> None:  # noqa: ANN401 -- also what is no pod
    """What cannot be patched safely is not allowed."""
    response = answer(review(pod), INJECTED)["response"]
    assert response["allowed"] is False
    assert "patch" not in response


@pytest.mark.parametrize(
    ("path", "status"), [("/inject?timeout=5s", 200), ("/inject", 200), ("/other", 400)]
)
def test_the_api_servers_own_address_is_understood(tmp_path: Path, path: str, status: int) -> None:
    """The API server puts its time-out into the query, and speaks TLS."""
    certificate, _ = make_certificate(tmp_path)
    (tmp_path / "injected.json").write_text(json.dumps(INJECTED), encoding="utf-8")
    server = serve(tmp_path / "injected.json", tmp_path, port=0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    context = ssl.create_default_context(cafile=certificate)
    client = http.client.HTTPSConnection(
        "localhost", server.server_address[1], timeout=10, context=context
    )
    try:
        client.request("POST", path, json.dumps(review({"spec": {}})))
        assert client.getresponse().status == status
    finally:
        client.close()
        server.shutdown()
        server.server_close()
        thread.join()
