"""Every way of proving who one is, on a real Kafka that allows nothing it was not told to."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from confluent_kafka import KafkaError

from tests.support.acls import Grant
from tests.support.authority import DAY, EXPIRED, Authority
from tests.support.guarded_kafka import AsUser, Guarded
from tests.support.kafka_cluster import PASSWORD, SCRAM, USER
from tests.support.kafka_fixtures import absent
from tests.support.kafka_launch import find_launcher
from tests.support.kafka_servers import Message
from tests.support.secured_kafka import SecuredCluster, TokenIssuer
from tests.support.sidecar import Job
from tests.support.token_endpoint import TokenEndpoint
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.kafka

WORKER: Final = USER  # PLAIN knows this one alone
ANALYST: Final = "analytics"
PHONE: Final = "13812345678"  # fictitious
NOTE: Final = json.dumps({"phone": PHONE}).encode()
SHORT_LIFE: Final = timedelta(seconds=45)  # of a certificate: a start on a busy machine is shorter
NAME: Final = "flow"
START_S: Final = 40
SECRETS: Final = (PASSWORD, PHONE, "BEGIN", "eyJ")  # of passwords, records, keys and tokens
CONFIG_REFUSED: Final = 78

Wire = Mapping[str, Any]


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> TokenIssuer:
    """An identity provider."""
    return TokenIssuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="module")
def cluster(
    tmp_path_factory: pytest.TempPathFactory, issuer: TokenIssuer
) -> Iterator[SecuredCluster]:
    """A secured Kafka, started."""
    launcher = find_launcher()
    if isinstance(launcher, str):
        absent(launcher)
    made = SecuredCluster(launcher, tmp_path_factory.mktemp("secured"), issuer)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def guarded(cluster: SecuredCluster) -> Guarded:
    """The cluster as its super user sees it."""
    servers = Guarded(tuple(cluster.bootstrap_servers), tuple(cluster.sasl_servers))
    servers.add_users([ANALYST])
    return servers


@pytest.fixture
def job(guarded: Guarded, tmp_path: Path) -> Job:
    """A job with its topics and the worker's rights; the wire is still to be said."""
    made = Job(tmp_path, (), f"{NAME}-{uuid.uuid4().hex[:8]}")
    guarded.create(made.topics(1))
    guarded.apply(grants(made))
    return made


def grants(job: Job) -> list[Grant]:
    """Give the rights of the worker, and the analyst's right to read the masked topic."""
    worker = f"User:{WORKER}"
    rules = [
        ("topic", "literal", job.source, "Read"),
        ("topic", "literal", job.target, "Write"),
        ("topic", "literal", job.quarantine, "Write"),
        ("topic", "prefix", f"{job.name}.control", "Read"),
        ("topic", "prefix", f"{job.name}.alerts", "Write"),
        ("group", "prefix", job.name, "Read"),
        ("transactionalId", "prefix", job.name, "Write"),
        ("transactionalId", "prefix", job.name, "Describe"),
    ]
    made = [Grant(worker, *rule) for rule in rules]
    analyst = f"User:{ANALYST}"
    made.append(Grant(analyst, "topic", "literal", job.target, "Read"))
    made.append(Grant(analyst, "group", "literal", f"{ANALYST}.report", "Read"))
    return made


def on(job: Job, servers: tuple[str, ...], security: Wire) -> Job:
    """Say how a job reaches the brokers."""
    kafka = {"security": security, "start_timeout_s": START_S, "request_timeout_ms": 3_000}
    return Job(job.folder, servers, job.name, {"kafka": kafka})


def secret(folder: Path, text: str = PASSWORD) -> str:
    """Put a secret into a file, and give its path."""
    path = folder / "secret"
    path.write_text(text, "utf-8")
    return str(path)


def mutual(cluster: SecuredCluster, life: timedelta = DAY) -> Wire:
    """Give the wire of a client certificate that is valid for so long."""
    ours = cluster.authority.identity(WORKER, life=life)
    files = {"certificate_file": str(ours.certificate), "key_file": str(ours.key)}
    return {"protocol": "SSL", "ca_file": str(cluster.authority.path), **files}


def assert_flows(guarded: Guarded, job: Job) -> None:
    """Check that a record is masked, that the analyst reads the copy, and nothing else."""
    guarded.write(job.source, [Message(None, NOTE)])
    with Watched(job) as sidecar:
        wait_for("a masked record", lambda: guarded.ends(job.target)[0])
        log = sidecar.log
    assert_silent(log)
    analyst = AsUser(guarded.bootstrap, guarded.sasl, user=ANALYST)
    assert analyst.topics() >= {job.target}
    assert analyst.topics().isdisjoint({job.source, job.quarantine, f"{job.name}.control"})
    assert analyst.why_unreadable(job.target, f"{ANALYST}.report") is None
    refused = analyst.why_unreadable(job.source, f"{ANALYST}.report")
    assert refused in {
        KafkaError.TOPIC_AUTHORIZATION_FAILED,
        KafkaError.UNKNOWN_TOPIC_OR_PART,
    }


def assert_silent(log: Path) -> None:
    """Check that no secret stands in the log."""
    text = log.read_text("utf-8")
    assert [one for one in SECRETS if one in text] == []


def assert_stops(job: Job, *words: str) -> None:
    """Check that a worker ends at its start, with these words as the reason."""
    with Watched(job, ready=False) as sidecar:
        assert sidecar.process
        assert sidecar.process.wait(60) == CONFIG_REFUSED
        told = (sidecar.told("worker_failed") or sidecar.told("configuration_refused"))[-1]
    reason = " ".join(told.get("problems", [])) + str(told.get("reason", ""))
    assert [word for word in words if word not in reason] == []
    assert_silent(sidecar.log)


@pytest.mark.parametrize("mechanism", ["PLAIN", SCRAM])
def test_passwords(guarded: Guarded, job: Job, mechanism: str) -> None:
    """With a password records flow, and the analyst sees the masked topic alone."""
    who = {"username": WORKER, "password_file": secret(job.folder)}
    wire = {"protocol": "SASL_PLAINTEXT", "mechanism": mechanism, **who}
    assert_flows(guarded, on(job, guarded.sasl, wire))


def test_a_client_certificate(cluster: SecuredCluster, guarded: Guarded, job: Job) -> None:
    """With mutual TLS records flow; the certificate's common name is the principal."""
    assert_flows(guarded, on(job, cluster.servers("MUTUAL"), mutual(cluster)))


def test_a_token_from_a_file(
    cluster: SecuredCluster, guarded: Guarded, job: Job, issuer: TokenIssuer
) -> None:
    """With a signed token from a file records flow."""
    oauth = {"token_file": secret(job.folder, issuer.token(WORKER))}
    wire = {"protocol": "SASL_PLAINTEXT", "mechanism": "OAUTHBEARER", "oauth": oauth}
    assert_flows(guarded, on(job, cluster.servers("BEARER"), wire))


def test_a_token_from_an_endpoint(
    cluster: SecuredCluster, guarded: Guarded, job: Job, issuer: TokenIssuer
) -> None:
    """With client credentials a token is asked for, and records flow."""
    with TokenEndpoint(WORKER, PASSWORD, lambda: issuer.token(WORKER)) as endpoint:
        oauth = {
            "token_url": endpoint.url,
            "client_id": WORKER,
            "client_secret_file": secret(job.folder),
        }
        wire = {"protocol": "SASL_PLAINTEXT", "mechanism": "OAUTHBEARER", "oauth": oauth}
        assert_flows(guarded, on(job, cluster.servers("BEARER"), wire))
        assert endpoint.asked


def test_a_wrong_password_stops(guarded: Guarded, job: Job) -> None:
    """The broker's refusal ends the start at once."""
    who = {"username": WORKER, "password_file": secret(job.folder, "wrong-horse")}
    wire = {"protocol": "SASL_PLAINTEXT", "mechanism": SCRAM, **who}
    assert_stops(on(job, guarded.sasl, wire), "the broker rejects the credentials")


def test_a_token_of_another_issuer_stops(cluster: SecuredCluster, job: Job, tmp_path: Path) -> None:
    """A token whose signature the broker does not know ends the start at once."""
    oauth = {"token_file": secret(job.folder, TokenIssuer(tmp_path).token(WORKER))}
    wire = {"protocol": "SASL_PLAINTEXT", "mechanism": "OAUTHBEARER", "oauth": oauth}
    assert_stops(on(job, cluster.servers("BEARER"), wire), "the broker rejects the credentials")


def test_a_refusal_of_the_token_endpoint_stops(cluster: SecuredCluster, job: Job) -> None:
    """A client secret that the endpoint does not know ends the start at once."""
    with TokenEndpoint(WORKER, "another", lambda: "") as endpoint:
        secret_file = secret(job.folder)
        who = {"client_id": WORKER, "client_secret_file": secret_file}
        oauth = {"token_url": endpoint.url, **who}
        wire = {"protocol": "SASL_PLAINTEXT", "mechanism": "OAUTHBEARER", "oauth": oauth}
        assert_stops(on(job, cluster.servers("BEARER"), wire), "the broker rejects the credentials")


def test_an_unknown_authority_stops(cluster: SecuredCluster, job: Job, tmp_path: Path) -> None:
    """A broker whose authority we do not trust is not talked to."""
    wire = {**mutual(cluster), "ca_file": str(Authority(tmp_path / "other").path)}
    assert_stops(on(job, cluster.servers("MUTUAL"), wire), "an authority that is not trusted")


def test_an_expired_certificate_of_the_broker_stops(cluster: SecuredCluster, job: Job) -> None:
    """A broker whose certificate has expired is not talked to."""
    assert_stops(on(job, cluster.servers("EXPIRED"), mutual(cluster)), "has expired")


def test_a_certificate_for_another_host_stops(cluster: SecuredCluster, job: Job) -> None:
    """A broker whose certificate is for another host is not talked to."""
    assert_stops(on(job, cluster.servers("ELSEWHERE"), mutual(cluster)), "for another host")


def test_our_own_expired_certificate_stops(cluster: SecuredCluster, job: Job) -> None:
    """A broker that turns our certificate away is not asked again and again."""
    wire = mutual(cluster, EXPIRED)
    assert_stops(on(job, cluster.servers("MUTUAL"), wire), "certificate")


def test_a_certificate_that_expires_while_records_flow_stops_the_worker(
    cluster: SecuredCluster, guarded: Guarded, job: Job
) -> None:
    """A broker that comes back turns the old certificate away: the worker does not stay behind.

    The next start says what is wrong with it; with a new one nothing is lost or repeated.
    """
    servers = cluster.servers("MUTUAL")
    expiring = on(job, servers, mutual(cluster, SHORT_LIFE))
    expires = time.monotonic() + SHORT_LIFE.total_seconds()
    impatient = {"kafka": {**expiring.more["kafka"], "retry_timeout_s": 10}}
    with Watched(replace(expiring, more=impatient)) as sidecar:
        guarded.write(job.source, [Message(None, NOTE)])
        wait_for("a masked record", lambda: guarded.read(job.target))
        time.sleep(max(0.0, expires - time.monotonic()) + 1)
        cluster.restart()
        guarded.write(job.source, [Message(None, NOTE)])
        assert sidecar.process
        assert sidecar.process.wait(90) == 1
    assert_silent(sidecar.log)
    assert_stops(expiring, "certificate")
    with Watched(on(job, servers, mutual(cluster))):
        wait_for("the second record", lambda: len(guarded.read(job.target)) > 1)
    assert len(guarded.read(job.target)) == 2


@pytest.mark.parametrize(
    ("kind", "operation", "reason"),
    [
        ("target", "Write", "TopicAuthorizationFailedError"),
        ("source", "Read", "TopicAuthorizationFailedError"),
        ("group", "Read", "GroupAuthorizationFailedError"),
        ("transactionalId", "Write", "TransactionalIdAuthorizationFailed"),
    ],
)
def test_revoked_rights_stop_the_worker(
    guarded: Guarded, job: Job, kind: str, operation: str, reason: str
) -> None:
    """Rights that end while records flow end the worker, with the class of the refusal."""
    who = {"username": WORKER, "password_file": secret(job.folder)}
    wire = {"protocol": "SASL_PLAINTEXT", "mechanism": SCRAM, **who}
    rule = ("prefix", job.name)
    if kind in {"target", "source"}:
        kind, rule = "topic", ("literal", getattr(job, kind))
    with Watched(on(job, guarded.sasl, wire)) as sidecar:
        guarded.write(job.source, [Message(None, NOTE)])
        wait_for("a masked record", lambda: guarded.ends(job.target)[0])
        guarded.revoke([Grant(f"User:{WORKER}", kind, *rule, operation)])
        assert sidecar.process
        process = sidecar.process

        def refused() -> bool:
            guarded.write(job.source, [Message(None, NOTE)])
            return not process.running

        wait_for("the end", refused)
        assert process.wait() == 1
        (told,) = sidecar.told("worker_failed")
    # Whichever consumer is refused first ends it, ours with a reason around the class.
    assert reason in f"{told['error']} {told.get('reason', '')}"
    assert_silent(sidecar.log)
