"""Signs a policy floor, at the desk of whoever keeps the key; no worker ever does.

Must never print the key, nor sign a floor that no worker could read.
"""

import base64
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from redactor.errors import ConfigError, Problem
from redactor.policy.minimum import SIGNATURE_SUFFIX, parse_minimum


def sign(floor: Path, private_key: Path) -> Path:
    """Write the signature of a floor beside it.

    Args:
        floor: YAML file of a floor.
        private_key: PEM file of an Ed25519 key, without a password.

    Returns:
        The signature's file.

    Raises:
        ConfigError: The key cannot be used, or the floor is malformed.
    """
    try:
        key = load_pem_private_key(private_key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        problem = Problem(private_key.name, "is no Ed25519 private key without a password")
        raise ConfigError([problem])
    raw = floor.read_bytes()
    parse_minimum(raw, floor.name)
    signature = floor.with_name(floor.name + SIGNATURE_SUFFIX)
    signature.write_bytes(base64.b64encode(key.sign(raw)) + b"\n")
    return signature
