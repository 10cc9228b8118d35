"""No policy goes below the signed floor, and no floor counts without its signature."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from redactor.errors import ConfigError
from redactor.keys.places import Protection
from redactor.policy import Policy, parse_policy
from redactor.policy.minimum import Minimum, hold, load_minimum, parse_minimum
from redactor.policy.signing import sign

HEAD = (
    "version: 1\nname: test\nroutes: [{source: raw, target: masked, "
    "recipients: {person: $.to.tel, address: $.to.address}}]\n"
)
FLOOR = """
version: 1
operators:
  PERSON: {operator: partial}
  PHONE_NUMBER: {operator: partial}
  ADDRESS: {operator: generalise, address: county}
  EMAIL_ADDRESS: {operator: partial}
  CN_RESIDENT_ID: {operator: partial}
  CN_BANK_CARD: {operator: partial}
  CN_LICENSE_PLATE: {operator: partial}
exempt_fields: [$.event]
exempt_headers: [traceparent]
max_threshold: 0.3
"""
COUNTY = "ADDRESS: {operator: generalise, address: county}"
LEAST = f"operators: {{{COUNTY}}}\n"


def policy(more: str) -> Policy:
    """Read a policy with further lines."""
    return parse_policy((HEAD + more).encode(), "policy")


def minimum() -> Minimum:
    """Give the floor."""
    return parse_minimum(FLOOR.encode(), "floor")


@pytest.mark.parametrize(
    "more",
    [
        LEAST,
        f"operators: {{{COUNTY}, PERSON: {{operator: redact}}}}\n",
        f"operators: {{{COUNTY}, PHONE_NUMBER: {{operator: smile}}}}\n",
        f"operators: {{{COUNTY}, PHONE_NUMBER: {{operator: drop}}}}\n",
        "operators: {ADDRESS: {operator: generalise, address: city}}\n",
        "profile: strict-drop\n",
        (
            "profile: analytics-k5\noperators: {DATE_TIME: {operator: replace}, COORDINATES: "
            "{operator: replace}, AGE: {operator: replace}, AMOUNT: {operator: replace}}\n"
        ),
        LEAST + "fields: [{path: $.event, exempt: 'a name from the schema'}]\n",
        LEAST + "fields: [{path: /event, exempt: 'the same field as a pointer'}]\n",
        LEAST + "exempt_headers: {traceparent: 'an id of the tracing'}\n",
        LEAST + "thresholds: {default: 0.3}\n",
    ],
)
def test_policies_on_or_above_the_floor_hold(more: str) -> None:
    """What hides as much as the floor, or more, is taken."""
    hold(minimum(), policy(more))


@pytest.mark.parametrize(
    ("more", "path", "why"),
    [
        ("", "policy.operators.ADDRESS", "the road where the floor keeps the county"),
        (f"operators: {{{COUNTY}, PHONE_NUMBER: {{operator: partial, phone: tail}}}}\n",
         "policy.operators.PHONE_NUMBER", "other digits than the floor's"),
        (f"operators: {{{COUNTY}, PERSON: {{operator: keep, because: 'it is only fair'}}}}\n",
         "policy.operators.PERSON", "in clear"),
        (f"operators: {{{COUNTY}, PERSON: {{operator: encrypt}}}}\n",
         "policy.operators.PERSON", "reversible"),
        (f"operators: {{{COUNTY}, WAYBILL_NO: {{operator: pseudonym}}}}\n",
         "policy.operators.WAYBILL_NO", "links where the floor says nothing at all"),
        (f"operators: {{{COUNTY}, QQ: {{operator: mask, chars_to_mask: 8}}}}\n",
         "policy.operators.QQ", "tells the end of a value the floor hides whole"),
        (LEAST + "default_operator: {operator: mask, chars_to_mask: 8}\n",
         "policy.operators.CN_PASSPORT", "the same by default"),
        (LEAST + "thresholds: {default: 0.4}\n", "policy.thresholds.default", "masks less"),
        (LEAST + "thresholds: {entities: {PERSON: 0.9}}\n",
         "policy.thresholds.entities.PERSON", "masks fewer names"),
        (LEAST + "fields: [{path: $.remark, exempt: 'nobody writes here'}]\n",
         "policy.fields.0", "another field than the floor's"),
        (LEAST + "exempt_headers: {to: 'a header of the shop'}\n",
         "policy.exempt_headers", "another header"),
    ],
)  # fmt: skip
def test_policies_below_the_floor_are_refused(more: str, path: str, why: str) -> None:
    """Whatever tells more than the floor's mask is named."""
    with pytest.raises(ConfigError) as caught:
        hold(minimum(), policy(more))
    assert path in [problem.path for problem in caught.value.problems], why


def test_each_view_is_held() -> None:
    """One view below the floor is enough, and is named."""
    views = f"[{{target: a}}, {{target: b, operators: {{{COUNTY}}}}}]"
    text = f"version: 1\nname: test\nroutes: [{{source: raw, views: {views}}}]\n"
    with pytest.raises(ConfigError, match="is below the floor in a"):
        hold(minimum(), parse_policy(text.encode(), "policy"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with a signed floor and the keys of the one who signs."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "private.pem").write_bytes(private)
    (tmp_path / "public.pem").write_bytes(public)
    (tmp_path / "floor.yaml").write_text(FLOOR)
    sign(tmp_path / "floor.yaml", tmp_path / "private.pem")
    return tmp_path


def test_a_signed_floor_is_read(desk: Path) -> None:
    """A floor with its signature is the floor that was signed."""
    assert load_minimum(desk / "floor.yaml", desk / "public.pem") == minimum()


def _lower(desk: Path) -> None:
    (desk / "floor.yaml").write_text(FLOOR.replace("0.3", "0.9"))


def _strange_key(desk: Path) -> None:
    public = Ed25519PrivateKey.generate().public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (desk / "public.pem").write_bytes(pem)


def _other_kind_of_key(desk: Path) -> None:
    public = generate_private_key(SECP256R1()).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (desk / "public.pem").write_bytes(pem)


@pytest.mark.parametrize(
    ("spoil", "path"),
    [
        (_lower, "floor.yaml"),
        (_strange_key, "floor.yaml"),
        (_other_kind_of_key, "public.pem"),
        (lambda desk: (desk / "public.pem").write_text("no key"), "public.pem"),
        (lambda desk: (desk / "floor.yaml.sig").unlink(), "floor.yaml.sig"),
        (lambda desk: (desk / "floor.yaml.sig").write_text("***"), "floor.yaml"),
        (lambda desk: (desk / "floor.yaml").unlink(), "floor.yaml"),
    ],
)
def test_a_floor_without_its_signature_is_refused(
    desk: Path, spoil: Callable[[Path], object], path: str
) -> None:
    """A changed floor, another key, a missing or broken file: none is taken."""
    spoil(desk)
    with pytest.raises(ConfigError) as caught:
        load_minimum(desk / "floor.yaml", desk / "public.pem")
    assert [problem.path for problem in caught.value.problems] == [path]


def test_a_malformed_floor_is_not_signed(desk: Path) -> None:
    """Nothing is signed that no worker could read, and no private key is a public one."""
    (desk / "floor.yaml").write_text("version: 2\n")
    with pytest.raises(ConfigError, match=r"floor\.version"):
        sign(desk / "floor.yaml", desk / "private.pem")
    with pytest.raises(ConfigError, match="is no Ed25519 private key"):
        sign(desk / "floor.yaml", desk / "public.pem")


def test_a_floor_needs_its_key() -> None:
    """The settings name both files, or neither."""
    with pytest.raises(ValueError, match="go together"):
        Protection(floor=Path("floor.yaml"))
