"""Keys wrapped by Vault or AWS KMS are fetched once, by the services' contracts, or not at all."""

import base64
import json
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest
from pydantic import ValidationError

from redactor.errors import EXIT_CONFIG, ConfigError
from redactor.keys import service as module
from redactor.keys.aws_kms import AwsKms, Credentials, signed
from redactor.keys.files import load_keyring
from redactor.keys.places import Protection
from redactor.keys.rotation import Window, rotate
from redactor.keys.vault import Vault
from redactor.keys.wrapping import Wrapping
from redactor.misfits import check
from tests.support.exits import started
from tests.support.key_service import Answer, KeyService, key_service

TOKEN = "hvs.fictitious-token"
SECRET = bytes(range(32))
PLAIN = base64.b64encode(SECRET).decode()
TRANSIT = "vault:v1:" + base64.b64encode(b"sealed by transit" * 3).decode()
BLOB = base64.b64encode(b"sealed by kms, and long enough" * 3).decode()
SESSION = {"AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "wJalr-secret", "SessionToken": "sess"}
NOW_MS = 1_700_000_000_000
PATIENCE_S = 60.0  # with a service that answers

Make = Callable[[KeyService, Path], Wrapping]


def vault(service: KeyService, folder: Path, timeout_s: float = PATIENCE_S) -> Wrapping:
    """Give Vault at a service's address."""
    (folder / "token").write_text(TOKEN + "\n")
    token_file = folder / "token"
    made = Vault(
        address=service.address,
        key="redactor",
        token_file=token_file,
        timeout_s=timeout_s,
        retry_s=0,
    )
    return made.wrapping()


def kms(service: KeyService, folder: Path, timeout_s: float = PATIENCE_S) -> Wrapping:
    """Give AWS KMS at a service's address."""
    (folder / "aws.json").write_text(json.dumps(SESSION))
    made = AwsKms(
        region="cn-north-1",
        key="alias/redactor",
        credentials_file=folder / "aws.json",
        endpoint=service.address,
        timeout_s=timeout_s,
        retry_s=0,
    )
    return made.wrapping()


BOTH = pytest.mark.parametrize(
    ("make", "wrapped", "unwrapped", "drawn"),
    [
        (vault, TRANSIT, {"data": {"plaintext": PLAIN}}, {"data": {"ciphertext": TRANSIT}}),
        (kms, BLOB, {"KeyId": "k", "Plaintext": PLAIN}, {"KeyId": "k", "CiphertextBlob": BLOB}),
    ],
    ids=["vault", "kms"],
)


def ring_file(folder: Path, wrapped: str, kid: str = "k1") -> None:
    """Write a wrapped key."""
    text = json.dumps({"wrapped": wrapped, "active_from": "2026-01-01T00:00Z"})
    (folder / f"{kid}.json").write_text(text)


def refusal(make: Make, wrapped: str, folder: Path, *answers: Answer) -> str:
    """Give why a ring cannot be read, after making sure that nothing secret is quoted."""
    ring = folder / "ring"
    ring.mkdir()
    ring_file(ring, wrapped)
    with key_service(*answers) as service, pytest.raises(ConfigError) as caught:
        load_keyring(ring, make(service, folder))
    text = f"{caught.value!r} {caught.value}"
    assert caught.value.__cause__ is None
    assert not any(secret in text for secret in (TOKEN, PLAIN, "wJalr", "sess", wrapped, "detail"))
    return str(caught.value)


@BOTH
def test_a_wrapped_ring_is_unwrapped(
    tmp_path: Path, make: Make, wrapped: str, unwrapped: object, drawn: object
) -> None:
    """Each key is asked for once, and is the one that the service gives."""
    del drawn
    ring = tmp_path / "ring"
    ring.mkdir()
    ring_file(ring, wrapped)
    with key_service(Answer.of(unwrapped)) as service:
        (key,) = load_keyring(ring, make(service, tmp_path))
        assert (key.kid, key.secret, len(service.asked)) == ("k1", SECRET, 1)
    assert repr(SECRET)[2:20] not in repr(key)


@BOTH
def test_a_rotation_draws_within_the_service(
    tmp_path: Path, make: Make, wrapped: str, unwrapped: object, drawn: object
) -> None:
    """What is written is wrapped: whoever rotates never has the key in clear."""
    del unwrapped
    window = Window(lead_ms=1_000, overlap_ms=1_000)
    with key_service(Answer.of(drawn)) as service:
        done = rotate(tmp_path / "ring", window, NOW_MS, make(service, tmp_path))
    data = json.loads((tmp_path / "ring" / f"{done.kid}.json").read_text())
    assert data == {"wrapped": wrapped, "active_from": "1970-01-01T00:00:00+00:00"}


def test_vault_is_asked_as_its_documentation_says(tmp_path: Path) -> None:
    """Path, token and body of transit's decrypt and datakey."""
    plain = Answer.of({"data": {"plaintext": PLAIN}})
    with key_service(plain, Answer.of({"data": {"ciphertext": TRANSIT}})) as service:
        wrapping = vault(service, tmp_path)
        wrapping.unwrap(TRANSIT, "k1")
        wrapping.new("k2")
    first, second = service.asked
    assert (first.path, first.body) == ("/v1/transit/decrypt/redactor", {"ciphertext": TRANSIT})
    assert (second.path, second.body) == ("/v1/transit/datakey/wrapped/redactor", {"bits": 256})
    assert first.headers["x-vault-token"] == TOKEN


def test_kms_is_asked_as_its_documentation_says(tmp_path: Path) -> None:
    """Target, key, context and a signature over all of it."""
    answers = Answer.of({"Plaintext": PLAIN}), Answer.of({"CiphertextBlob": BLOB})
    with key_service(*answers) as service:
        wrapping = kms(service, tmp_path)
        wrapping.unwrap(BLOB, "k1")
        wrapping.new("k2")
    first, second = service.asked
    key, context = {"KeyId": "alias/redactor"}, "EncryptionContext"
    assert first.body == key | {"CiphertextBlob": BLOB, context: {"redactor-key-id": "k1"}}
    assert second.body == key | {"KeySpec": "AES_256", context: {"redactor-key-id": "k2"}}
    assert first.headers["x-amz-target"] == "TrentService.Decrypt"
    assert second.headers["x-amz-target"] == "TrentService.GenerateDataKeyWithoutPlaintext"
    assert first.headers["x-amz-security-token"] == "sess"
    assert first.headers["content-type"] == "application/x-amz-json-1.1"
    assert "/cn-north-1/kms/aws4_request" in first.headers["authorization"]


@pytest.mark.parametrize(
    ("method", "signature"),
    [
        ("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    ],
)
def test_signatures_are_those_of_the_published_suite(method: str, signature: str) -> None:
    """AWS Signature Version 4 test suite: get-vanilla and post-vanilla."""
    who = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    headers = {"host": "example.amazonaws.com", "x-amz-date": "20150830T123600Z"}
    made = signed(b"", headers, who, ("us-east-1", "service"), method)
    assert made["authorization"].endswith(f"Signature={signature}")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer.of({"errors": ["detail"]}, 403), "does not permit it"),
        (Answer.of({"__type": "InvalidCiphertextException", "message": "detail"}, 400),
         "refuses the request"),
        (Answer.of({"errors": []}, 404), "knows no such key"),
        (Answer.of({"errors": ["detail"]}, 503), "is not ready (503)"),
        (Answer(302, b"", headers={"Location": "http://127.0.0.1:1/"}), "refuses (302)"),
        (Answer(200, b"<html>detail"), "answers no JSON object"),
        (Answer(200, b"x" * 70_000), "cannot be reached (TimeoutError)"),
        (Answer.of([]), "answers no JSON object"),
        (Answer.of({}), "keys.k1.json"),
        (Answer.of({"Plaintext": "%", "data": {"plaintext": "%"}}), "answers without a key"),
    ],
    ids=["forbidden", "foreign", "absent", "sealed", "redirect", "no json", "flood", "a list",
         "nothing", "no base64"],
)  # fmt: skip
@pytest.mark.parametrize(("make", "wrapped"), [(vault, TRANSIT), (kms, BLOB)], ids=["vault", "kms"])
def test_whatever_is_no_key_stops_the_start(
    tmp_path: Path, make: Make, wrapped: str, answer: Answer, reason: str
) -> None:
    """In fixed words: neither what was sent nor what came back."""
    assert reason in refusal(make, wrapped, tmp_path, answer)


@pytest.mark.parametrize(("make", "wrapped"), [(vault, TRANSIT), (kms, BLOB)], ids=["vault", "kms"])
def test_an_answer_that_drips_is_not_waited_for(
    tmp_path: Path, make: Callable[..., Wrapping], wrapped: str
) -> None:
    """The time is one answer's, not each of its bytes'."""
    drip = Answer(200, b" " * 100, wait_s=0.1)
    reason = refusal(partial(make, timeout_s=0.5), wrapped, tmp_path, drip)
    assert "cannot be reached (TimeoutError)" in reason


@pytest.mark.parametrize("secret", [bytes(range(16)), bytes(range(33)), b"\0" * 32])
def test_a_key_of_the_wrong_length_is_refused(tmp_path: Path, secret: bytes) -> None:
    """A service may hold keys of other kinds."""
    plain = {"data": {"plaintext": base64.b64encode(secret).decode()}}
    said = refusal(vault, TRANSIT, tmp_path, Answer.of(plain))
    assert said == "keys.k1.json: is not 32 bytes drawn at random"


@pytest.mark.parametrize(("make", "wrapped"), [(vault, "AAAA"), (kms, "vault:v1:x")])
def test_what_another_service_wrapped_is_not_sent(tmp_path: Path, make: Make, wrapped: str) -> None:
    """It is no use to ask."""
    assert "which this is not" in refusal(make, wrapped, tmp_path, Answer.of({}))


def test_a_service_that_is_busy_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sealed or throttled for a moment is no reason to give up the start."""
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    plain = Answer.of({"data": {"plaintext": PLAIN}})
    with key_service(Answer.of({}, 503), Answer.of({}, 429), plain) as service:
        (tmp_path / "token").write_text(TOKEN)
        made = Vault(address=service.address, key="k", token_file=tmp_path / "token", retry_s=5)
        assert made.wrapping().unwrap(TRANSIT, "k1") == SECRET
    assert len(service.asked) == 3


@pytest.mark.parametrize(
    "address",
    ["http://vault.example:8200", "ftp://localhost", "https://user:pw@vault", "https://v/path",
     "https://?", "vault:8200", "https://v:99999", "https://v?x=1"],
)  # fmt: skip
def test_an_address_that_would_leak_is_refused(address: str, tmp_path: Path) -> None:
    """Keys and tokens travel over TLS, or within the machine."""
    with pytest.raises(ValidationError) as caught:
        Vault(address=address, key="k", token_file=tmp_path)
    assert address not in str(caught.value)


@pytest.mark.parametrize("content", [None, "", "two\nlines", "中文"])
def test_a_token_that_is_none_stops_the_start(tmp_path: Path, content: str | None) -> None:
    """It is told by its place in the settings."""
    with key_service(Answer.of({})) as service:
        wrapping = vault(service, tmp_path)
        (tmp_path / "token").unlink()
        if content is not None:
            (tmp_path / "token").write_text(content)
        with pytest.raises(ConfigError, match=r"protection\.vault\.token_file: cannot be read"):
            wrapping.unwrap(TRANSIT, "k1")
        assert not service.asked


@pytest.mark.parametrize("content", [None, "[]", "{", '{"AccessKeyId": "x"}', '{"AccessKeyId": 1}'])
def test_credentials_that_are_none_stop_the_start(tmp_path: Path, content: str | None) -> None:
    """The same for a role's credentials."""
    with key_service(Answer.of({})) as service:
        wrapping = kms(service, tmp_path)
        (tmp_path / "aws.json").unlink()
        if content is not None:
            (tmp_path / "aws.json").write_text(content)
        with pytest.raises(ConfigError, match=r"protection\.aws_kms\.credentials_file: cannot be"):
            wrapping.unwrap(BLOB, "k1")
        assert not service.asked


def test_clear_and_wrapped_keys_do_not_mix(tmp_path: Path) -> None:
    """A key in clear beside a key service is a leak; a wrapped one without it is of no use."""
    clear = {"key": "0123456789abcdef" * 4, "active_from": "2026-02-01T00:00Z"}
    (tmp_path / "k2.json").write_text(json.dumps(clear))
    with key_service(Answer.of({})) as service, pytest.raises(ConfigError, match="is in clear"):
        load_keyring(tmp_path, vault(service, tmp_path))
    ring_file(tmp_path, TRANSIT)
    (tmp_path / "k2.json").unlink()
    (tmp_path / "aws.json").unlink(missing_ok=True)
    with pytest.raises(ConfigError, match="is wrapped, and no key service is configured"):
        load_keyring(tmp_path)
    with pytest.raises(ConfigError, match="is wrapped, and no key service is configured"):
        rotate(tmp_path, Window(0, 0), NOW_MS)


def test_one_service_wraps_a_ring() -> None:
    """Two of them are a mistake."""
    one = {"address": "https://v:8200", "key": "k", "token_file": "t"}
    other = {"region": "cn-north-1", "key": "k", "credentials_file": "c"}
    with pytest.raises(ValidationError, match="exclude each other"):
        Protection.model_validate({"vault": one, "aws_kms": other})


@pytest.mark.parametrize(
    ("region", "address"),
    [
        ("cn-north-1", "https://kms.cn-north-1.amazonaws.com.cn"),
        ("ap-east-1", "https://kms.ap-east-1.amazonaws.com"),
    ],
)
def test_a_region_has_its_address(region: str, address: str) -> None:
    """Those of China have a domain of their own."""
    assert AwsKms(region=region, key="k", credentials_file=Path("c")).address == address


def configured(folder: Path, service: KeyService, candidate: str | None = None) -> Path:
    """Write a worker's configuration with a wrapped key and, if named, a candidate."""
    ring = folder / "ring"
    ring.mkdir()
    ring_file(ring, TRANSIT)
    (folder / "token").write_text(TOKEN)
    (folder / "policy.yaml").write_text(
        "version: 1\nname: test\nroutes: [{source: raw, target: masked}]\n"
    )
    vault = {"address": service.address, "key": "k", "token_file": "token", "retry_s": 0}
    settings = {
        "kafka": {"bootstrap_servers": ["127.0.0.1:1"]},
        "policy": "policy.yaml",
        "protection": {"keys": "ring", "vault": vault},
        "shadow": {"policy": candidate},
    }
    (folder / "redactor.yaml").write_text(json.dumps(settings))
    return folder / "redactor.yaml"


@pytest.mark.parametrize(
    "answer", [Answer.of({"data": {"plaintext": PLAIN}}), Answer.of({"errors": ["detail"]}, 403)]
)
def test_a_check_of_two_policies_asks_once(tmp_path: Path, answer: Answer) -> None:
    """A candidate is tried with the keys that the policy in force was tried with."""
    with key_service(answer) as service:
        config = configured(tmp_path, service, "policy.yaml")
        if answer.status == HTTPStatus.OK:
            check(config, candidate=True)
        else:
            with pytest.raises(ConfigError) as caught:
                check(config, candidate=True)
            assert [one.path for one in caught.value.problems] == ["protection.vault"]
    assert len(service.asked) == 1


def test_a_worker_does_not_start_on_a_refusal(tmp_path: Path) -> None:
    """Exit code 78, and an event that names the service and no secret."""
    with key_service(Answer.of({"errors": ["detail"]}, 403)) as service:
        code, event = started(configured(tmp_path, service))
    assert code == EXIT_CONFIG
    assert event["event"] == "configuration_refused"
    assert event["code"] == EXIT_CONFIG
    assert event["problems"][0].startswith("protection.vault: the key service does not permit it")
    assert not any(secret in json.dumps(event) for secret in (TOKEN, TRANSIT, "detail"))
