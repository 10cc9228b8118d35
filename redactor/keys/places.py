"""Where a worker finds what its policy must not hold: keys, and the floor it may not go below.

Must never hold what stands in those files.
"""

from pathlib import Path
from typing import Self

from pydantic import model_validator

from redactor.configuration import Frozen
from redactor.keys.aws_kms import AwsKms
from redactor.keys.files import load_keyring
from redactor.keys.ring import NO_KEYS, Keyring
from redactor.keys.vault import Vault
from redactor.keys.wrapping import Wrapping


class Protection(Frozen):
    """Files of keys and of the signed floor. Relative paths start at the configuration's folder."""

    keys: Path | None = None
    """Secrets directory of the key ring; required by keyed masks."""
    floor: Path | None = None
    """Signed policy floor, below which neither the policy file nor a live policy may go."""
    floor_public_key: Path | None = None
    """PEM file of the Ed25519 key that the floor must be signed with."""
    vault: Vault | None = None
    """HashiCorp Vault or OpenBao, if its transit engine wraps the keys."""
    aws_kms: AwsKms | None = None
    """AWS KMS, if it wraps the keys."""

    @model_validator(mode="after")
    def _floor_with_key(self) -> Self:
        if bool(self.floor) != bool(self.floor_public_key):
            msg = "floor and floor_public_key go together"
            raise ValueError(msg)
        if self.vault and self.aws_kms:
            msg = "vault and aws_kms exclude each other: one service wraps a ring"
            raise ValueError(msg)
        return self

    def beside(self, folder: Path) -> "Protection":
        """Give the same places as absolute paths."""
        named = {"keys": self.keys, "floor": self.floor, "floor_public_key": self.floor_public_key}
        places: dict[str, object] = {n: p and folder / p for n, p in named.items()}
        places["vault"] = self.vault and self.vault.beside(folder)
        places["aws_kms"] = self.aws_kms and self.aws_kms.beside(folder)
        return self.model_copy(update=places)

    def wrapping(self) -> Wrapping | None:
        """Give the key service, if one wraps the keys.

        Raises:
            ConfigError: Its bundle of authorities cannot be used.
        """
        service = self.vault or self.aws_kms
        return service.wrapping() if service else None

    def keyring(self) -> Keyring:
        """Read the key ring; an empty one if no directory is named.

        Raises:
            ConfigError: The directory or a key in it cannot be used, or the key service refuses.
        """
        return load_keyring(self.keys, self.wrapping()) if self.keys else NO_KEYS
