"""Keys wrapped by the transit engine of HashiCorp Vault, or of OpenBao, which speaks the same.

Must never keep the token, nor ask for the transit key itself.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from redactor.keys.ring import KEY_BYTES
from redactor.keys.service import Address, Question, Reach, Service, secret_text
from redactor.wording import SEGMENT_PATTERN, SEGMENTS_PATTERN

PLACE: Final = "protection.vault"
_WRAPPED: Final = re.compile(r"vault:v[0-9]{1,9}:[A-Za-z0-9+/=]{20,2000}", re.ASCII)
_Segment = Annotated[str, Field(pattern=SEGMENT_PATTERN)]
_Path = Annotated[str, Field(pattern=SEGMENTS_PATTERN)]


class Vault(Reach):
    """Vault's transit engine. The token needs `update` on `transit/decrypt/<key>`."""

    address: Address
    """`https://host:port`; `http://` only to an agent on this machine."""
    key: _Segment
    """Name of the transit key."""
    mount: _Path = "transit"
    """Where the engine is mounted."""
    token_file: Path
    """File with a token, as Vault Agent writes it; read when keys are fetched."""
    namespace: _Path | None = None
    """Namespace, of Vault Enterprise or OpenBao."""

    def beside(self, folder: Path) -> "Vault":
        """Give the same with absolute paths."""
        paths = {"token_file": folder / self.token_file}
        paths |= {"ca_file": folder / self.ca_file} if self.ca_file else {}
        return self.model_copy(update=paths)

    def wrapping(self) -> "VaultTransit":
        """Give the service.

        Raises:
            ConfigError: The bundle of authorities cannot be used.
        """
        return VaultTransit(self)


class VaultTransit:
    """Unwraps by `decrypt`, draws by `datakey/wrapped`: a rotation never sees the new key."""

    def __init__(self, vault: Vault) -> None:
        """Take where Vault is and which key wraps."""
        self._vault = vault
        self._service = Service(PLACE, vault.address, vault)

    def unwrap(self, wrapped: str, kid: str) -> bytes:
        """See `Wrapping.unwrap`; a ciphertext of transit is `vault:v<version>:<base64>`."""
        del kid
        if not _WRAPPED.fullmatch(wrapped):
            self._service.fail("wraps keys as vault:v1:…, which this is not")
        text = self._asked("decrypt", {"ciphertext": wrapped}).get("plaintext")
        try:
            return base64.b64decode(str(text), validate=True)
        except binascii.Error:
            self._service.fail("answers without a key")

    def new(self, kid: str) -> str:
        """See `Wrapping.new`."""
        del kid
        wrapped = self._asked("datakey/wrapped", {"bits": 8 * KEY_BYTES}).get("ciphertext")
        if not isinstance(wrapped, str) or not _WRAPPED.fullmatch(wrapped):
            self._service.fail("answers without a key")
        return wrapped

    def _asked(self, action: str, body: Mapping[str, object]) -> Mapping[str, object]:
        path = f"/v1/{self._vault.mount}/{action}/{self._vault.key}"
        answer = self._service.ask(Question(path, self._headers, body)).get("data")
        return answer if isinstance(answer, dict) else {}

    def _headers(self, body: bytes) -> Mapping[str, str]:
        del body
        token = secret_text(self._vault.token_file, f"{PLACE}.token_file")
        headers = {"X-Vault-Token": token, "X-Vault-Request": "true"}
        headers["Content-Type"] = "application/json"
        if self._vault.namespace:
            headers["X-Vault-Namespace"] = self._vault.namespace
        return headers
