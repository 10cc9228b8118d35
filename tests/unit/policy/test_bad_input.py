"""The issue's list of bad input: each is a clear error before the first record, or hides the value.

Rows are named by the line of the list they are for; `k larger than the window's population` is the
k-anonymity's own.
"""

import hashlib
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.document import Document
from redactor.errors import ConfigError
from redactor.keys.files import load_keyring
from redactor.masking.reversible import Fpe
from redactor.masking.virtual import VirtualNumber
from redactor.paths import parse_path
from redactor.policy import load_policy, parse_policy
from redactor.spans import Span
from redactor.stages.subject import subject_of
from tests.support.keys import bound

HEAD = "version: 1\nname: test\nroutes: [{source: raw, target: masked}]\n"
SECRET = "s3cretvalue"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
)


def problems(act: Callable[[], object]) -> list[tuple[str, str]]:
    """Give path and reason of everything that is wrong, having looked that no value is quoted."""
    with pytest.raises(ConfigError) as caught:
        act()
    assert SECRET not in str(caught.value)
    return [(one.path, one.reason) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("more", "path", "reason"),
    [
        pytest.param(f"operators: {{PRESON: {{operator: redact}}}}\n# {SECRET}\n",
                     "policy.operators.PRESON", "is not a known entity", id="unknown entity"),
        pytest.param("fields: [{path: $.a, entity: PRESON}]\n", "policy.fields.0.entity",
                     "is not a known entity", id="unknown entity, of a field"),
        pytest.param(f"operators: {{PERSON: {{operator: {SECRET}}}}}\n", "policy.operators.PERSON",
                     "is not a known operator; known are 'drop', ", id="unknown operator"),
        pytest.param(f"default_operator: {{operator: {SECRET}}}\n", "policy.default_operator",
                     "is not a known operator", id="unknown operator, by default"),
        pytest.param("default_operator: keep\n", "policy.default_operator",
                     "must be a mapping of settings", id="an operator's name alone"),
        pytest.param(f"profile: {SECRET}\n", "policy.profile", "is not a known profile",
                     id="unknown profile"),
        pytest.param(f"fields: [{{path: '{SECRET}', entity: PERSON}}]\n", "policy.fields.0.path",
                     "must be a JSONPath that begins with $ or a JSON Pointer that begins with /",
                     id="unknown path"),
        pytest.param("fields: [{path: '$.a[?(@.b)]', entity: PERSON}]\n", "policy.fields.0.path",
                     "is not a supported JSONPath from character 4", id="unknown path, filter"),
        pytest.param("fields: [{path: $.a, entity: PERSON}, {path: $.a, entity: QQ}]\n",
                     "policy.fields.0.path", "has another rule too", id="two rules on one field"),
        pytest.param("fields: [{path: $.a.b, entity: PERSON}, {path: /a/b, entity: QQ}]\n",
                     "policy.fields.1.path", "has another rule too",
                     id="two rules on one field, in two notations"),
        pytest.param("operators: {PERSON: {operator: fpe}}\n",
                     "policy.operators.PERSON", "fpe encrypts numbers of at least 6 digits",
                     id="FPE on a short field"),
        pytest.param("operators: {PICKUP_CODE: {operator: fpe}}\n", "policy.operators.PICKUP_CODE",
                     "fpe encrypts numbers of at least 6 digits", id="FPE on a short code"),
    ],
)  # fmt: skip
def test_a_policy_is_refused_before_the_first_record(more: str, path: str, reason: str) -> None:
    """With the place and a reason, and without the value."""
    found = problems(lambda: parse_policy((HEAD + more).encode(), "policy"))
    assert any(at == path and said.startswith(reason) for at, said in found), found


def test_cyclic_inheritance(tmp_path: Path) -> None:
    """Profiles that inherit from each other are named, not followed."""
    (tmp_path / "a.yaml").write_text("profile: b.yaml\n")
    (tmp_path / "b.yaml").write_text("profile: a.yaml\n")
    (tmp_path / "policy.yaml").write_text(HEAD + "profile: a.yaml\n")
    found = problems(lambda: load_policy(tmp_path / "policy.yaml"))
    assert found == [("policy.profile", "inherits from itself, or through too many profiles")]


def test_a_yaml_bomb() -> None:
    """Nine to the twelfth power of texts: refused in memory for a few."""
    tracemalloc.start()
    found = problems(lambda: parse_policy((HEAD + BOMB).encode(), "policy"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [("policy", "too many aliases")]
    assert peak < 10 * 2**20


def listed(folder: Path, raw: bytes) -> None:
    """Write a policy with a deny list in a file."""
    (folder / "list.txt").write_bytes(raw)
    digest = hashlib.sha256(raw).hexdigest()
    rule = f"deny: [{{entity: PERSON, file: list.txt, sha256: '{digest}'}}]\n"
    (folder / "policy.yaml").write_text(HEAD + rule)


def test_a_50_mb_deny_list(tmp_path: Path) -> None:
    """Up to 50 MiB it is read (its cost: `tests.bench.deny_list`); a byte more is refused."""
    line = "安邦公司{:05d}\n"
    raw = "".join(line.format(n) for n in range(100_000)).encode()
    listed(tmp_path, raw)
    assert len(load_policy(tmp_path / "policy.yaml").deny[0].exact) == 100_000
    listed(tmp_path, raw + b"x" * (50 * 2**20 - len(raw) + 1))
    assert problems(lambda: load_policy(tmp_path / "policy.yaml")) == [
        ("policy.deny.0", "the list is larger than 52428800 bytes")
    ]


@pytest.mark.parametrize("digits", [0, 2, 62, 66, 128])
def test_a_key_of_wrong_length(tmp_path: Path, digits: int) -> None:
    """Named by its file; the key is not quoted."""
    data = {"key": ("0123456789abcdef" * 8)[:digits], "active_from": "2026-01-01T00:00Z"}
    (tmp_path / "k1.json").write_text(json.dumps(data))
    ((path, reason),) = problems(lambda: load_keyring(tmp_path))
    assert path == "keys.k1.json"
    assert reason.startswith("key must be 64 lower-case hex digits")


@pytest.mark.parametrize("value", ["12345", "1-2-345", "a12345", "", "12 34"])
def test_fpe_on_a_short_field_hides_it(value: str) -> None:
    """A number of fewer than six digits, in a field that usually has more, shows nothing."""
    masked = bound(Fpe()).mask(value, Span(0, len(value), "WAYBILL_NO"))
    assert masked == "*" * len(value)


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        ("SF1234567890", "ＳＦ１２３４５６７８９０", True, "full-width letters and digits"),
        ("SF1234567890", "sf 1234 567890", True, "case and spaces"),
        ("SF1234567890", "SF12345\u200b67890", True, "a zero-width space"),
        ("运单SF123", "运单ＳＦ１２３", True, "Han beside either width"),
        ("SF123", "ЅF123", False, "a Cyrillic letter that looks like S is another letter"),
        ("SF123", "SF124", False, "another parcel"),
    ],
)
def test_a_subject_with_mixed_scripts(one: str, other: str, *, same: bool, why: str) -> None:
    """All spellings of a parcel's number have one virtual number, and no other parcel shares it."""

    def number(subject: str) -> str:
        raw = subject_of(Document([{"no": subject}], is_json=True), parse_path("$.no"))
        masker = bound(VirtualNumber())
        assert hasattr(masker, "about")
        masked: str = masker.about(raw).mask("13800138000", Span(0, 11, "PHONE_NUMBER"))
        return masked

    assert (number(one) == number(other)) is same, why
