"""Throw-away certificates for tests: an authority, and what it signs.

Must never be trusted outside a test.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY: Final = timedelta(days=1)
EXPIRED: Final = timedelta(hours=-1)


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its key, as PEM files.

    Attributes:
        certificate: The certificate.
        key: Its private key.
        both: Key and certificate in one file, as Kafka's PEM key stores ask.
    """

    certificate: Path
    key: Path
    both: Path


class Authority:
    """A certificate authority of one test."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        """Make its key and its certificate; `path` is the latter."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named(name)
        builder = _builder(self._name, self._name, self._key.public_key(), datetime.now(UTC) + DAY)
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        certificate = builder.add_extension(constraints, critical=True)
        self.path = folder / f"{name}.pem"
        self.path.write_bytes(_pem(certificate.sign(self._key, hashes.SHA256())))

    def identity(self, name: str, host: str = "localhost", *, life: timedelta = DAY) -> Identity:
        """Sign a certificate for a host, or for a client of that common name.

        Args:
            name: Its common name.
            host: Its host.
            life: How long it is valid from now on; less than nothing for one that has expired.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        until = datetime.now(UTC) + life
        builder = _builder(self._name, _named(name), key.public_key(), until)
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        usage = x509.ExtendedKeyUsage(
            [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        )
        builder = builder.add_extension(names, critical=False).add_extension(usage, critical=False)
        certificate = _pem(builder.sign(self._key, hashes.SHA256()))
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        stem = self._folder / name
        made = Identity(*(stem.with_suffix(kind) for kind in (".crt", ".key", ".pem")))
        for path, content in zip(
            (made.certificate, made.key, made.both),
            (certificate, secret, secret + certificate),
            strict=True,
        ):
            path.write_bytes(content)
        return made


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePublicKey, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - 2 * DAY)
        .not_valid_after(until)
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
