"""Throw-away certificates for tests, made by the openssl command.

Must never be trusted outside a test.
"""

import subprocess
from pathlib import Path


def make_certificate(folder: Path, host: str = "localhost") -> tuple[Path, Path]:
    """Make a self-signed certificate that is its own authority.

    Args:
        folder: Where `tls.crt` and `tls.key` are written.
        host: Its DNS name.

    Returns:
        Certificate and key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = folder / "tls.crt", folder / "tls.key"
    subject = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(  # noqa: S603 -- fixed arguments
        ["openssl", "req", "-x509", *kind, *subject, "-keyout", key, "-out", certificate],  # noqa: S607 -- the system's openssl
        check=True,
        capture_output=True,
        timeout=30,
    )
    return certificate, key
