"""A guarded Kafka with a listener for each way of proving who one is, and for each faulty broker.

Must never be started without its authority: what it trusts is made for one test alone.
"""

import base64
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.support.authority import EXPIRED, Authority, Identity
from tests.support.guarded_kafka import GuardedCluster
from tests.support.kafka_cluster import Node
from tests.support.kafka_launch import Launcher
from tests.support.ports import free_ports

ISSUER: Final = "https://login.test"
AUDIENCE: Final = "kafka"
KEY_ID: Final = "one"
# Kafka reads a key set only from addresses that the process was started with.
ALLOWED: Final = "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls="
SAFE: Final = "org.apache.kafka.common.security.oauthbearer"


class TokenIssuer:
    """Signs tokens as an identity provider does (RFC 7519, RS256), and publishes its key set."""

    def __init__(self, folder: Path) -> None:
        """Make a key; `key_set` is the file that a broker trusts."""
        self._key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
        numbers = self._key.public_key().public_numbers()
        modulus, exponent = (
            _encoded(number.to_bytes((number.bit_length() + 7) // 8))
            for number in (numbers.n, numbers.e)
        )
        key = {"kty": "RSA", "kid": KEY_ID, "use": "sig", "alg": "RS256", "n": modulus}
        self.key_set = folder / "keys.json"
        self.key_set.write_text(json.dumps({"keys": [{**key, "e": exponent}]}), "utf-8")

    def token(self, subject: str, life_s: int = 600) -> str:
        """Sign a token for a principal."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "iat": now, "exp": now + life_s}
        parts = [{"alg": "RS256", "kid": KEY_ID, "typ": "JWT"}, claims]
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in parts)
        signature = self._key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_encoded(signature)}"


class SecuredCluster(GuardedCluster):
    """One broker: TLS with its own, an expired and a stranger's certificate, and bearer tokens."""

    def __init__(self, launcher: Launcher, folder: Path, issuer: TokenIssuer) -> None:
        """Make certificates and choose ports; nothing runs yet."""
        super().__init__(launcher, folder)
        self.authority = Authority(folder / "tls")
        self._issuer = issuer
        faces = {
            "MUTUAL": self.authority.identity("broker"),
            "EXPIRED": self.authority.identity("expired-broker", life=EXPIRED),
            "ELSEWHERE": self.authority.identity("other-broker", "elsewhere.test"),
        }
        self._faces: Mapping[str, Identity] = faces
        self._ports = dict(zip((*faces, "BEARER"), free_ports(len(faces) + 1), strict=True))

    def start(self) -> None:
        """Start it, with leave to read the issuer's key set."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JAVA_TOOL_OPTIONS", ALLOWED + self._issuer.key_set.as_uri())
            super().start()

    def restart(self) -> None:
        """Kill the broker and start it again, on the same data: every connection is cut."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JAVA_TOOL_OPTIONS", ALLOWED + self._issuer.key_set.as_uri())
            for node in self.nodes:
                node.stop()
                node.start()
        self.await_ready()

    def servers(self, listener: str) -> tuple[str, ...]:
        """Give the address of a listener."""
        return (f"localhost:{self._ports[listener]}",)

    def _settings(self, node: Node) -> Mapping[str, str | int]:
        base = dict(super()._settings(node))
        added = ",".join(f"{name}://localhost:{port}" for name, port in self._ports.items())
        protocols = ",".join(f"{name}:SSL" for name in self._faces)
        for name in ("listeners", "advertised.listeners"):
            base[name] = f"{base[name]},{added}"
        base["listener.security.protocol.map"] = (
            f"{base['listener.security.protocol.map']},{protocols},BEARER:SASL_PLAINTEXT"
        )
        for name, identity in self._faces.items():
            base |= self._tls(f"listener.name.{name.lower()}.", identity)
        return {**base, **self._bearer("listener.name.bearer.")}

    def _tls(self, prefix: str, identity: Identity) -> Mapping[str, str]:
        return {
            f"{prefix}ssl.keystore.type": "PEM",
            f"{prefix}ssl.keystore.location": str(identity.both),
            f"{prefix}ssl.truststore.type": "PEM",
            f"{prefix}ssl.truststore.location": str(self.authority.path),
            f"{prefix}ssl.client.auth": "required",
            f"{prefix}ssl.principal.mapping.rules": "RULE:^CN=(.*?)$/$1/",
        }

    def _bearer(self, prefix: str) -> Mapping[str, str]:
        return {
            f"{prefix}sasl.enabled.mechanisms": "OAUTHBEARER",
            f"{prefix}oauthbearer.sasl.jaas.config": f"{SAFE}.OAuthBearerLoginModule required;",
            f"{prefix}oauthbearer.sasl.server.callback.handler.class": (
                f"{SAFE}.OAuthBearerValidatorCallbackHandler"
            ),
            f"{prefix}oauthbearer.sasl.oauthbearer.jwks.endpoint.url": (
                self._issuer.key_set.as_uri()
            ),
            f"{prefix}oauthbearer.sasl.oauthbearer.expected.audience": AUDIENCE,
            f"{prefix}oauthbearer.sasl.oauthbearer.expected.issuer": ISSUER,
        }


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
