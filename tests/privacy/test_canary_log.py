"""No seeded value comes out of the real worker: not at DEBUG, not on bad input, in no disguise."""

import base64
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from redactor.demo.broker import EmbeddedBroker
from tests.support.canaries import WIDE, Canary, canaries, escaped_ones
from tests.support.kafka_servers import Message, Servers
from tests.support.sidecar import Job
from tests.support.watched import Watched, wait_for

pytestmark = pytest.mark.embedded

NAME = "canary"
PLACES = [
    "field", "number", "object key", "nested string", "array", "remark", "key", "header value",
    "header name", "invalid utf-8", "gb18030", "byte order mark", "utf-16", "truncated", "nan",
    "duplicate key", "deep", "large", "long number", "lone surrogate", "top-level string",
    "top-level array", "top-level number", "null value key", "binary key", "binary header",
    "trailing text", "control value", "control key name", "control yaml", "control tag",
    "control name", "control binary", "control exempt", "control message key",
]  # fmt: skip
DEEP = 100_000
LARGE = 45_000  # times 29 bytes: above the limit of 1 MiB; the embedded broker keeps 5 MiB in all


def records(bird: dict[str, Canary]) -> list[Message]:
    """Put a canary into every place of a record, and into all bad input."""

    def text(place: str) -> str:
        return bird[place].text

    def obj(place: str) -> bytes:
        return json.dumps({"text": text(place)}, ensure_ascii=False).encode()

    mobile = {place: one.mobile for place, one in bird.items()}
    good = {
        "receiver": {"name": bird["field"].name, "mobile": bird["field"].mobile},
        "phone": int(mobile["number"]),
        text("object key"): 1,
        "payload": json.dumps({"inner": text("nested string")}),
        "items": [{"note": text("array")}],
        "remark": f"请联系{text('remark')}，谢谢",
    }
    deep = b'{"a":' * DEEP + obj("deep") + b"}" * DEEP
    values = [
        json.dumps(good, ensure_ascii=False).encode(),
        obj("invalid utf-8")[:-3] + b'\xff\xfe"}',
        json.dumps({"text": text("gb18030")}, ensure_ascii=False).encode("gb18030"),
        b"\xef\xbb\xbf" + obj("byte order mark"),
        obj("utf-16").decode().encode("utf-16"),
        obj("truncated")[:-2],
        b'{"a": NaN, "b": ' + obj("nan") + b"}",
        b'{"a": 1, "a": ' + obj("duplicate key") + b"}",
        deep,
        json.dumps({"text": text("large") * LARGE}).encode(),
        b'{"n": ' + mobile["long number"].encode() * 50_000 + b"}",
        json.dumps({"text": text("lone surrogate")})[:-2].encode() + b'\\ud800"}',
        json.dumps(text("top-level string")).encode(),
        json.dumps([text("top-level array")]).encode(),
        mobile["top-level number"].encode(),
        obj("trailing text") + b" " + text("trailing text").encode(),
    ]
    headers = (("x-sender", text("header value").encode()), (text("header name"), b"1"))
    binary = text("binary header").encode("gb18030")
    return [
        *(Message(None, value) for value in values),
        Message(text("key").encode(), b'{"a":1}', headers),
        Message(text("null value key").encode(), None),
        Message(text("binary key").encode("gb18030"), b'{"a":1}'),
        Message(None, b'{"a":1}', (("x-binary", binary),)),
        Message(None, b""),
        Message(None, None),
    ]


def policies(bird: dict[str, Canary]) -> list[Message]:
    """Put canaries into policies, as someone would who publishes a record by mistake."""

    def text(place: str) -> str:
        return bird[place].text

    routes = [{"source": f"{NAME}.raw", "target": f"{NAME}.masked"}]
    whole = {"version": 1, "name": "bad", "revision": 9, "routes": routes}
    reason = f"ask {text('control exempt')} about it"
    messages = [
        json.dumps({**whole, "name": text("control value")}).encode(),
        json.dumps({**whole, text("control key name"): 1}).encode(),
        f"a: [{text('control yaml')}\n b: {{".encode(),
        f"!!python/object:{text('control tag')} {{}}".encode(),
        json.dumps({**whole, "operators": {text("control name"): {"operator": "x"}}}).encode(),
        text("control binary").encode("gb18030"),
        json.dumps({**whole, "exempt_headers": {text("control exempt"): reason}}).encode(),
    ]
    stray = Message(text("control message key").encode(), json.dumps(whole).encode())
    return [stray, *(Message(NAME.encode(), raw) for raw in messages)]


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Give an embedded broker with the topics of job `canary`."""
    with EmbeddedBroker(Job(Path(), (), NAME).topics(1)) as broker:
        yield Servers((broker.bootstrap_servers,), committed_reads=False)


def all_of(servers: Servers, topic: str) -> bytes:
    """Give everything a topic holds, one part after the other."""
    parts: list[bytes] = []
    for message in servers.read(topic):
        parts += [message.key or b"", message.value or b""]
        parts += [part for name, value in message.headers for part in (name.encode(), value or b"")]
    return b"\n".join(parts)


def test_no_canary_leaves_the_worker(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Log at DEBUG with all warnings on, metrics, pages, quarantine, alerts: clean."""
    monkeypatch.setenv("REDACTOR_LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("PYTHONWARNINGS", "always")
    birds = canaries(PLACES)
    sent, control = records(birds), policies(birds)
    job = Job(tmp_path, servers.bootstrap, NAME)
    servers.write(f"{NAME}.control", control[:3])  # some for the replay, some for the agent
    with Watched(job) as sidecar:
        servers.write(job.source, sent)
        servers.write(f"{NAME}.control", control[3:])
        counted = "redactor_records_total"
        wait_for("all done", lambda: sum(sidecar.samples(counted).values()) == len(sent))
        judged = "redactor_control_messages_total"
        wait_for("judged", lambda: sum(sidecar.samples(judged).values()) == len(control) - 1)
        wait_for("told", lambda: sum(servers.ends(f"{NAME}.alerts").values()) == len(control) - 1)
        pages = b"".join(
            sidecar.get(path)[1]
            for path in ("/metrics", "/livez", "/readyz", f"/{quote(birds['field'].text)}")
        )
        refused = sidecar.samples(counted)[f"{NAME}.raw", "refused"]
        assert sidecar.process
        sidecar.process.signal(signal.SIGTERM)
        assert sidecar.process.wait() == 0
    assert refused >= 10, "the bad input must have been refused, else this test proves little"
    assert escaped_ones(pages, birds) == []
    assert escaped_ones(sidecar.log.read_bytes(), birds) == []
    assert escaped_ones(all_of(servers, job.quarantine), birds) == []
    assert escaped_ones(all_of(servers, job.target), birds) == []
    assert escaped_ones(all_of(servers, f"{NAME}.alerts"), birds) == []


def test_no_secret_of_the_configuration_is_logged(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broker that turns the credentials away ends the start, and nobody prints them."""
    monkeypatch.setenv("REDACTOR_LOG_LEVEL", "DEBUG")
    birds = canaries(["password", "user"])
    secret = tmp_path / "password"
    secret.write_text(birds["password"].text, "utf-8")
    security = {
        "protocol": "SASL_PLAINTEXT",
        "mechanism": "PLAIN",
        "username": birds["user"].text,
        "password_file": str(secret),
    }
    kafka = {"security": security, "start_timeout_s": 4, "request_timeout_ms": 2_000}
    with Watched(Job(tmp_path, servers.bootstrap, NAME, {"kafka": kafka}), ready=False) as sidecar:
        assert sidecar.process
        assert sidecar.process.wait(60) != 0
    assert sidecar.told("worker_failed") or sidecar.told("configuration_refused")
    assert escaped_ones(sidecar.log.read_bytes(), birds) == []


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text.encode(),
        lambda text: repr(text.encode()).encode(),
        lambda text: json.dumps(text).encode(),
        lambda text: ascii(text).encode(),
        lambda text: quote(text).encode(),
        lambda text: text.encode().hex().encode(),
        lambda text: base64.b64encode(text.encode()),
        lambda text: base64.b64encode(b"x" + text.encode()),
        lambda text: base64.urlsafe_b64encode(b"xy" + text.encode() + b"z"),
        lambda text: text.encode("gb18030"),
        lambda text: base64.b64encode(text.encode("gb18030")),
        lambda text: text.encode("utf-16"),
        lambda text: base64.b64encode(text.encode("utf-16-be")),
        lambda text: text[::-1].encode(),
        lambda text: text.translate(WIDE).encode(),
        lambda text: json.dumps(text.translate(WIDE)).encode(),
    ],
    ids=[
        *"raw repr json ascii url hex base64 base64+1 base64url+2 gbk gbk64".split(),
        *"utf-16 utf-16-64 reversed wide wide-json".split(),
    ],
)
def test_the_search_sees_through_every_disguise(disguise: object) -> None:
    """Else the tests above could not fail."""
    birds = canaries(["here", "elsewhere"])
    assert callable(disguise)
    found = b"... " + disguise(birds["here"].text) + b" ..."
    assert escaped_ones(found, birds) == ["here"]
