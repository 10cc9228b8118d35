"""The rules of the policy suite: what holds for every container, pod and object of the chart.

Must never hold a rule that cannot fail: see `rules`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from tests.support.rules import Rule, Tree, absent, at, equals, present

UID: Final = 65532
RESTRICTED_VOLUMES: Final = {"configMap", "emptyDir", "secret", "projected", "downwardAPI", "csi"}
NAMED: Final = "app.kubernetes.io/name"
LABELS: Final = tuple(f"app.kubernetes.io/{key}" for key in ("name", "instance", "version"))
SECRET_WORDS: Final = ("password", "secret", "token", "key")


def no_secret_in_env(container: Tree) -> bool:
    """No variable comes from a Secret or is named like one."""
    return not any(
        at(one, "valueFrom.secretKeyRef")
        or any(word in one["name"].lower().split("_") for word in SECRET_WORDS)
        for one in container.get("env", [])
    )


def no_shell(container: Tree) -> bool:
    """Nothing is run through a shell: the image has none."""
    words = [*container.get("command", []), *container.get("args", [])]
    return not any(str(word).rsplit("/", 1)[-1] in {"sh", "bash", "ash"} for word in words)


def volumes_are(kind: str, holds: Callable[[Tree], bool]) -> Callable[[Tree], bool]:
    """Make the question whether every volume of a kind fits."""
    return lambda pod: all(holds(v[kind]) for v in pod.get("volumes", []) if kind in v)


CONTAINER: Final = (
    equals("no-privilege-escalation", "setuid programs", "securityContext.allowPrivilegeEscalation",
           wanted=False, bad=True),
    equals("not-privileged", "the node's devices", "securityContext.privileged",
           wanted=False, bad=True),
    equals("all-capabilities-dropped", "kernel powers", "securityContext.capabilities.drop",
           ["ALL"]),
    absent("no-capability-added", "kernel powers", "securityContext.capabilities.add", ["NET_RAW"]),
    equals("read-only-root", "planted files", "securityContext.readOnlyRootFilesystem",
           wanted=True, bad=False),
    equals("container-not-root", "root in the container", "securityContext.runAsNonRoot",
           wanted=True, bad=False),
    equals("numeric-uid", "the kubelet cannot check a name", "securityContext.runAsUser", UID, 0),
    equals("numeric-gid", "group 0 owns much", "securityContext.runAsGroup", UID, 0),
    equals("container-seccomp", "system calls", "securityContext.seccompProfile.type",
           "RuntimeDefault", "Unconfined"),
    absent("no-proc-mount", "/proc unmasked", "securityContext.procMount", "Unmasked"),
    present("cpu-request", "the scheduler cannot place it", "resources.requests.cpu"),
    present("memory-request", "the first to be evicted", "resources.requests.memory"),
    present("memory-limit", "one pod takes the node", "resources.limits.memory"),
    absent("no-cpu-limit", "throttling stretches every batch", "resources.limits.cpu", "1"),
    present("ephemeral-storage-limit", "a full disk", "resources.limits.ephemeral-storage"),
    present("startup-probe", "liveness kills a slow start", "startupProbe"),
    present("liveness-probe", "a hung process stays", "livenessProbe"),
    present("readiness-probe", "a rollout goes on over a broken pod", "readinessProbe"),
    Rule("probes-by-http", "an exec probe needs a program in the image",
         lambda c: not any(at(c, f"{p}Probe.exec") for p in ("startup", "liveness", "readiness")),
         ("livenessProbe.exec", {"command": ["true"]})),
    Rule("liveness-is-not-readiness", "a slow broker would restart the pod",
         lambda c: c["name"] != "redactor" or at(c, "livenessProbe.httpGet.path")
         != at(c, "readinessProbe.httpGet.path"),
         ("livenessProbe.httpGet.path", "/readyz")),
    absent("no-lifecycle-hook", "a preStop hook needs a shell and eats the grace period",
           "lifecycle", {"preStop": {"exec": {"command": ["sleep", "5"]}}}),
    Rule("no-secret-in-env", "variables show in crash dumps and `kubectl describe`",
         no_secret_in_env, ("env", [{"name": "KAFKA_PASSWORD", "value": "x"}])),
    absent("no-env-from", "a whole Secret as variables", "envFrom", [{"secretRef": {"name": "x"}}]),
    Rule("no-shell", "the image has none", no_shell, ("args", ["/bin/sh", "-c", "x"])),
    Rule("image-not-latest", "a restart would change the program",
         lambda c: not c["image"].endswith(":latest") and (":" in c["image"].rsplit("/", 1)[-1]),
         ("image", "registry.example.com/redactor:latest")),
    equals("messages-from-file-only", "the log's tail could end in the pod's status",
           "terminationMessagePolicy", "File", "FallbackToLogsOnError"),
    Rule("mounts-read-only", "only /tmp may be written",
         lambda c: all(m.get("readOnly") or m["mountPath"] == "/tmp"  # noqa: S108 -- a mount in the pod
                       for m in c.get("volumeMounts", [])),
         ("volumeMounts", [{"name": "x", "mountPath": "/data"}])),
    Rule("no-host-port", "a port of the node",
         lambda c: not any("hostPort" in p for p in c.get("ports", [])),
         ("ports", [{"containerPort": 1, "hostPort": 1}])),
)  # fmt: skip

POD: Final = (
    equals("no-token", "a stolen token speaks to the API server", "automountServiceAccountToken",
           wanted=False, bad=True),
    equals("no-service-links", "names of all services as variables", "enableServiceLinks",
           wanted=False, bad=True),
    equals("no-shared-processes", "the application could read the redactor's memory",
           "shareProcessNamespace", wanted=False, bad=True),
    equals("no-host-network", "past every NetworkPolicy", "hostNetwork", wanted=False, bad=True),
    equals("no-host-pid", "the node's processes", "hostPID", wanted=False, bad=True),
    equals("no-host-ipc", "the node's memory", "hostIPC", wanted=False, bad=True),
    equals("pod-not-root", "root in the pod", "securityContext.runAsNonRoot", wanted=True,
           bad=False),
    equals("pod-seccomp", "system calls", "securityContext.seccompProfile.type", "RuntimeDefault"),
    equals("files-for-the-group", "secrets unreadable for the uid", "securityContext.fsGroup", UID),
    present("own-service-account", "the default account may have been given rights",
            "serviceAccountName"),
    Rule("grace-covers-the-drain", "10 s for batches and 5 s to leave, then SIGKILL",
         lambda p: p.get("terminationGracePeriodSeconds", 0) >= 20,
         ("terminationGracePeriodSeconds", 5)),
    Rule("restricted-volumes", "hostPath reaches the node",
         lambda p: all(set(v) - {"name"} <= RESTRICTED_VOLUMES for v in p.get("volumes", [])),
         ("volumes", [{"name": "x", "hostPath": {"path": "/"}}])),
    Rule("tmp-in-memory", "what is written to disk outlives the pod",
         volumes_are("emptyDir", lambda v: v.get("medium") == "Memory"),
         ("volumes", [{"name": "x", "emptyDir": {}}])),
    Rule("tmp-bounded", "memory without a bound",
         volumes_are("emptyDir", lambda v: bool(v.get("sizeLimit"))),
         ("volumes", [{"name": "x", "emptyDir": {"medium": "Memory"}}])),
    Rule("secrets-not-for-all", "readable by every uid",
         volumes_are("secret", lambda v: v.get("defaultMode") == 0o440),
         ("volumes", [{"name": "x", "secret": {"secretName": "x", "defaultMode": 0o644}}])),
    Rule("spread-over-nodes", "one node takes all workers along",
         lambda p: {"kubernetes.io/hostname", "topology.kubernetes.io/zone"}
         <= {c["topologyKey"] for c in p.get("topologySpreadConstraints", [])},
         ("topologySpreadConstraints", [])),
)  # fmt: skip

OBJECT: Final = (
    Rule("recommended-labels", "nobody knows whose it is",
         lambda o: all(at(o, "metadata.labels").get(label) for label in LABELS),
         ("metadata.labels", {NAMED: "redactor"})),
    Rule("nothing-in-default", "the default namespace has no rules",
         lambda o: at(o, "metadata.namespace") != "default", ("metadata.namespace", "default")),
    Rule("no-alpha-api", "gone with the next upgrade",
         lambda o: "alpha" not in o["apiVersion"] or o["apiVersion"] == "keda.sh/v1alpha1",
         ("apiVersion", "apps/v1alpha1")),
    Rule("no-rbac", "the redactor needs no right in the cluster",
         lambda o: o["kind"] not in {"Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"},
         ("kind", "ClusterRole")),
    Rule("no-secret-in-the-chart", "secrets are made by Strimzi or cert-manager, never by values",
         lambda o: o["kind"] != "Secret", ("kind", "Secret")),
)  # fmt: skip

NETWORK: Final = (
    equals("both-directions", "a direction not named is open", "spec.policyTypes",
           ["Ingress", "Egress"], ["Ingress"]),
    Rule("egress-names-peers", "a rule without `to` is the whole world",
         lambda n: all(rule.get("to") and rule.get("ports") for rule in at(n, "spec.egress")),
         ("spec.egress", [{"ports": [{"port": 443}]}])),
    Rule("egress-not-to-the-world", "0.0.0.0/0 is no rule",
         lambda n: not any(at(peer, "ipBlock.cidr") in {"0.0.0.0/0", "::/0"}
                           for rule in at(n, "spec.egress") for peer in rule.get("to", [])),
         ("spec.egress", [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}])),
    Rule("ingress-names-ports", "every port of the pod",
         lambda n: all(rule.get("ports") for rule in at(n, "spec.ingress")),
         ("spec.ingress", [{"from": [{"podSelector": {}}]}])),
    present("selects-pods", "an empty selector is the whole namespace",
            "spec.podSelector.matchLabels"),
)  # fmt: skip

RELATED: Final[Mapping[str, tuple[Rule, ...]]] = {
    "PodDisruptionBudget": (
        equals("one-at-a-time", "a drain takes all", "spec.maxUnavailable", 1, "100%"),
        equals("broken-pods-may-go", "a broken pod blocks the drain of its node",
               "spec.unhealthyPodEvictionPolicy", "AlwaysAllow"),
    ),
    "Deployment": (
        equals("no-fewer-while-rolling", "lag grows in every rollout",
               "spec.strategy.rollingUpdate.maxUnavailable", 0, 1),
    ),
    "ServiceAccount": (
        equals("account-without-token", "a token for nothing", "automountServiceAccountToken",
               wanted=False, bad=True),
    ),
    "ScaledObject": (
        equals("never-to-zero", "a rebalance from nothing with every record",
               "spec.minReplicaCount", 1, 0),
        equals("stuck-partition-does-not-scale", "more pods do not cure it",
               "spec.triggers.0.metadata.excludePersistentLag", "true", "false"),
        equals("no-idle-consumers", "more pods than partitions",
               "spec.triggers.0.metadata.allowIdleConsumers", "false", "true"),
    ),
    "HorizontalPodAutoscaler": (
        equals("own-container-only", "an application's load is not the redactor's",
               "spec.metrics.0.containerResource.container", "redactor", "app"),
    ),
    "MutatingWebhookConfiguration": (
        equals("injection-fails-closed", "a pod would start without the sidecar",
               "webhooks.0.failurePolicy", "Fail", "Ignore"),
        equals("no-side-effects", "dry runs would be refused", "webhooks.0.sideEffects", "None"),
        present("opt-in-only", "every pod of the cluster waits for it",
                "webhooks.0.objectSelector.matchLabels"),
    ),
    "MutatingAdmissionPolicy": (
        equals("mutation-fails-closed", "a pod would start without the sidecar",
               "spec.failurePolicy", "Fail", "Ignore"),
    ),
    "ValidatingAdmissionPolicy": (
        equals("admission-fails-closed", "a pod would start without the sidecar",
               "spec.failurePolicy", "Fail", "Ignore"),
    ),
    "ValidatingAdmissionPolicyBinding": (
        equals("admission-denies", "a warning stops nothing", "spec.validationActions",
               ["Deny", "Audit"], ["Warn"]),
    ),
    "Certificate": (
        equals("key-renewed-too", "the old key lives for ever",
               "spec.privateKey.rotationPolicy", "Always", "Never"),
    ),
    "KafkaTopic": (
        Rule("two-copies-in-sync", "an acknowledged record can be lost",
             lambda t: at(t, "spec.config").get("min.insync.replicas", 0) >= 2,
             ("spec.config", {})),
    ),
}  # fmt: skip

GROUPS: Final[Mapping[str, tuple[Rule, ...]]] = {
    "container": CONTAINER, "pod": POD, "object": OBJECT, "NetworkPolicy": NETWORK, **RELATED,
}  # fmt: skip
