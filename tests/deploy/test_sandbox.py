"""The sidecar's container, rebuilt from its manifest and Dockerfile without a cluster.

What the manifest says about user, mounts, root file system and temporary folder is put in force by
the kernel here, and the demo has to pass inside.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from deploy.chart import ROOT
from deploy.sandbox import Box, in_box
from tests.support.rendered import case_named, objects_of

PROBE_S: Final = 60
DEMO_S: Final = 240
INTERPRETER: Final = "/usr/bin/python3.11"  # the Dockerfile's
DOCKERFILE: Final = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
MIB: Final = 1024 * 1024
PROBE: Final = """
import json, os, pathlib, socket
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines()
              if ":\\t" in line)
def fails(do):
    try:
        do()
    except OSError as error:
        return error.errno or 0
    return None
def connect():
    socket.create_connection(("192.0.2.1", 9), timeout=2)
print(json.dumps({
    "uid": status["Uid"].split(), "gid": status["Gid"].split(), "groups": os.getgroups(),
    "capabilities": [status[c] for c in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")],
    "no_new_privs": status["NoNewPrivs"], "pid": os.getpid(),
    "writes": {p: fails(lambda p=p: open(p + "/x", "w").close())
               for p in ("", "/etc", "/etc/redactor", "/opt/redactor", "/tmp")},
    "network": fails(connect), "interfaces": [n for _, n in socket.if_nameindex()],
    "shells": [p for p in ("/bin/sh", "/usr/bin/sh", "/bin/bash") if os.path.exists(p)],
    "config": sorted(os.listdir("/etc/redactor")),
}))
"""


def container() -> dict[str, Any]:
    """Give the redactor's container of the native sidecar."""
    (deployment,) = (
        m for m in objects_of(case_named("native-sidecar")) if m["kind"] == "Deployment"
    )
    (sidecar,) = deployment["spec"]["template"]["spec"]["initContainers"]
    found: dict[str, Any] = sidecar
    return found


def image_env() -> dict[str, str]:
    """Read the environment that the image sets."""
    block = re.search(r"^ENV (.*?)(?<!\\)$", DOCKERFILE, re.DOTALL | re.MULTILINE)
    assert block
    return dict(word.split("=", 1) for word in block[1].replace("\\\n", " ").split())


def entrypoint() -> list[str]:
    """Read the image's entry point."""
    found = re.search(r"^ENTRYPOINT (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found
    words: list[str] = json.loads(found[1])
    return words


def namespaces_may_be_made() -> bool:
    """Try what the box needs; some sandboxes forbid it even to root."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    spaces = ["unshare", "--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "true"]
    return subprocess.run(spaces, capture_output=True, check=False).returncode == 0  # noqa: S603 -- fixed arguments


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """The container: its own mounts, the image's program, an interpreter in the image's place."""
    if not namespaces_may_be_made():
        pytest.skip("needs root and the right to make namespaces (unshare)")
    config = next(m for m in objects_of(case_named("native-sidecar")) if m["kind"] == "ConfigMap")
    files, root = tmp_path / "config", tmp_path / "root"
    for folder in (files, root, tmp_path / "secret"):
        folder.mkdir()
    for name, text in config["data"].items():
        (files / name).write_text(text, encoding="utf-8")
    tmp_path.chmod(0o755)
    spec = container()
    mounts = {
        m["mountPath"]: str(files if m["mountPath"] == "/etc/redactor" else tmp_path / "secret")
        for m in spec["volumeMounts"]
        if m.get("readOnly")
    }
    packages = next(p for p in sys.path if p.endswith("site-packages"))
    program = {
        sys.base_prefix: sys.base_prefix,  # at its own path: it finds its library by it
        "/opt/redactor": packages,
        "/opt/source/redactor": str(ROOT / "redactor"),
        "/opt/source/recognizers": str(ROOT / "recognizers"),
    }
    env = {**image_env(), "REDACTOR_KAFKA__INSTANCE": "pod-1"}
    env["PYTHONPATH"] = f"{env['PYTHONPATH']}:/opt/source"
    user = spec["securityContext"]["runAsUser"]
    return Box(str(root), {**program, **mounts}, 64 * MIB, user, env, ())


def run(box: Box, *arguments: str, timeout_s: float = PROBE_S) -> tuple[int, str, str]:
    """Run the interpreter of the box."""
    assert entrypoint()[0] == INTERPRETER
    python = f"{sys.base_prefix}/bin/python3.11"
    done = in_box(replace(box, command=(python, *arguments)), timeout_s)
    return done.returncode, done.stdout, done.stderr


def test_the_box_is_as_tight_as_the_manifest(box: Box) -> None:
    """Uid, capabilities, mounts and network inside are what the manifest asks for."""
    code, out, err = run(box, "-c", PROBE)
    assert code == 0, err
    seen = json.loads(out)
    security = container()["securityContext"]
    assert set(seen["uid"]) == {str(security["runAsUser"])}
    assert set(seen["gid"]) == {str(security["runAsGroup"])}
    assert not seen["groups"]
    assert security["capabilities"]["drop"] == ["ALL"]
    assert set(seen["capabilities"]) == {"0" * 16}
    assert security["allowPrivilegeEscalation"] is False
    assert seen["no_new_privs"] == "1"
    assert security["readOnlyRootFilesystem"] is True
    assert seen["writes"].pop("/tmp") is None  # noqa: S108 -- the pod's own
    assert all(seen["writes"].values())
    assert seen["network"]
    assert seen["interfaces"] == ["lo"]
    assert seen["shells"] == []
    assert seen["config"] == ["policy.yaml", "redactor.yaml"]


def test_the_manifests_own_command_reads_its_files(box: Box) -> None:
    """With the secrets missing, `run` ends with the configuration's code and names the place."""
    arguments = [*entrypoint()[1:], *container()["args"]]
    code, out, err = run(box, *arguments)
    assert code == 78
    assert "kafka.security" in out + err


def test_the_demo_passes_inside(box: Box) -> None:
    """The real sidecar masks a courier's day with nothing but what the pod gives it."""
    arguments = [*entrypoint()[1:], "demo", "--events", "400"]
    code, out, err = run(box, *arguments, timeout_s=DEMO_S)
    assert code == 0, (out + err)[-3000:]


def test_tmp_is_as_large_as_the_manifest_says(box: Box) -> None:
    """The volume's size limit is the one the demo was given."""
    (deployment,) = (
        m for m in objects_of(case_named("native-sidecar")) if m["kind"] == "Deployment"
    )
    volumes = deployment["spec"]["template"]["spec"]["volumes"]
    (tmp,) = (v["emptyDir"] for v in volumes if v["name"] == "redactor-tmp")
    assert tmp == {"medium": "Memory", "sizeLimit": "64Mi"}
    assert box.tmp_bytes == 64 * MIB
