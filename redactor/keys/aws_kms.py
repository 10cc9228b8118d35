"""Keys wrapped by AWS KMS: `Decrypt` and `GenerateDataKeyWithoutPlaintext` over its JSON protocol.

Must never keep credentials, nor send a request that is not signed for this moment.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from redactor.errors import ConfigError, Problem
from redactor.keys.service import Address, Question, Reach, Service
from redactor.wording import KMS_KEY_PATTERN, REGION_PATTERN

PLACE: Final = "protection.aws_kms"
CONTEXT: Final = "redactor-key-id"  # a wrapped key cannot be put under another key's id
_WRAPPED: Final = re.compile(r"[A-Za-z0-9+/]{20,4000}={0,2}", re.ASCII)


class AwsKms(Reach):
    """AWS KMS. The role needs `kms:Decrypt` on the key."""

    region: Annotated[str, Field(pattern=REGION_PATTERN)]
    """Region of the key, e.g. `cn-north-1`."""
    key: Annotated[str, Field(pattern=KMS_KEY_PATTERN)]
    """Key id, alias or ARN."""
    credentials_file: Path
    """JSON as a `credential_process` prints it: `AccessKeyId`, `SecretAccessKey` and, for a role,
    `SessionToken`; read when keys are fetched."""
    endpoint: Address | None = None
    """Another address than the region's own, e.g. of a VPC endpoint."""

    @property
    def address(self) -> str:
        """Where the service is."""
        suffix = ".cn" if self.region.startswith("cn-") else ""
        return self.endpoint or f"https://kms.{self.region}.amazonaws.com{suffix}"

    def beside(self, folder: Path) -> "AwsKms":
        """Give the same with absolute paths."""
        paths = {"credentials_file": folder / self.credentials_file}
        paths |= {"ca_file": folder / self.ca_file} if self.ca_file else {}
        return self.model_copy(update=paths)

    def wrapping(self) -> "KmsEnvelope":
        """Give the service.

        Raises:
            ConfigError: The bundle of authorities cannot be used.
        """
        return KmsEnvelope(self)


class KmsEnvelope:
    """Data keys wrapped under a KMS key, bound to their id by the encryption context."""

    def __init__(self, kms: AwsKms) -> None:
        """Take which key wraps, and where."""
        self._kms = kms
        self._service = Service(PLACE, kms.address, kms)

    def unwrap(self, wrapped: str, kid: str) -> bytes:
        """See `Wrapping.unwrap`; `wrapped` is a `CiphertextBlob` in base64."""
        if not _WRAPPED.fullmatch(wrapped):
            self._service.fail("wraps keys in base64, which this is not")
        asked = {"CiphertextBlob": wrapped, "KeyId": self._kms.key, "EncryptionContext": _of(kid)}
        try:
            return base64.b64decode(str(self._asked("Decrypt", asked, "Plaintext")), validate=True)
        except binascii.Error:
            self._service.fail("answers without a key")

    def new(self, kid: str) -> str:
        """See `Wrapping.new`."""
        asked = {"KeyId": self._kms.key, "KeySpec": "AES_256", "EncryptionContext": _of(kid)}
        wrapped = self._asked("GenerateDataKeyWithoutPlaintext", asked, "CiphertextBlob")
        if not isinstance(wrapped, str) or not _WRAPPED.fullmatch(wrapped):
            self._service.fail("answers without a key")
        return wrapped

    def _asked(self, action: str, body: Mapping[str, object], wanted: str) -> object:
        def headers(raw: bytes) -> Mapping[str, str]:
            credentials = read_credentials(self._kms.credentials_file)
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            named = {
                "content-type": "application/x-amz-json-1.1",
                "host": self._service.host,
                "x-amz-date": stamp,
                "x-amz-target": f"TrentService.{action}",
            }
            return signed(raw, named, credentials, (self._kms.region, "kms"))

        return self._service.ask(Question("/", headers, body)).get(wanted)


def _of(kid: str) -> Mapping[str, str]:
    return {CONTEXT: kid}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: an access key, its secret, and the session of a role."""

    access_key: str = field(repr=False)
    secret: str = field(repr=False)
    session: str | None = field(default=None, repr=False)


def read_credentials(path: Path) -> Credentials:
    """Read credentials, anew each time: those of a role end within hours.

    Raises:
        ConfigError: The file cannot be read, or lacks a part.
    """
    place = f"{PLACE}.credentials_file"
    try:
        data = json.loads(path.read_text("utf-8"))
        parts = [data["AccessKeyId"], data["SecretAccessKey"], data.get("SessionToken") or ""]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        parts = []
    if not parts or not all(isinstance(p, str) and p.isascii() and p.isprintable() for p in parts):
        problem = Problem(place, "cannot be read, or lacks AccessKeyId or SecretAccessKey")
        raise ConfigError([problem]) from None
    return Credentials(parts[0], parts[1], parts[2] or None)


def signed(
    body: bytes,
    headers: Mapping[str, str],
    credentials: Credentials,
    place: tuple[str, str],
    method: str = "POST",
) -> dict[str, str]:
    """Give the headers of a request to `/` with their signature.

    AWS Signature Version 4: docs.aws.amazon.com/IAM/latest/UserGuide, "Create a signed request".

    Args:
        body: What is sent.
        headers: In lower case, `host` and `x-amz-date` among them; all of them are signed.
        credentials: Who asks.
        place: Region and service.
        method: HTTP's.
    """
    named = dict(headers)
    if credentials.session:
        named["x-amz-security-token"] = credentials.session
    names = sorted(named)
    canonical = [method, "/", "", *(f"{name}:{named[name].strip()}" for name in names), ""]
    canonical += [";".join(names), hashlib.sha256(body).hexdigest()]
    stamp = named["x-amz-date"]
    scope = "/".join((stamp[:8], *place, "aws4_request"))
    digest = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    key = f"AWS4{credentials.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}".encode()
    signature = hmac.digest(key, to_sign, "sha256").hex()
    named["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, "
        f"SignedHeaders={';'.join(names)}, Signature={signature}"
    )
    return named
