"""aiohttp is loaded without certificates that nobody asks for; contexts of ours have their own."""

import subprocess
import sys
from typing import Final

# In a process of its own: this one has imported aiohttp long ago.
_LOADED: Final = """
import ssl
from redactor.stream.web_loading import load_aiohttp

def trusted():
    return ssl.create_default_context().cert_store_stats()

before = trusted()
load_aiohttp()
from aiohttp import connector

theirs = connector._SSL_CONTEXT_VERIFIED
assert not any(theirs.cert_store_stats().values()), "it trusts somebody"
assert theirs.verify_mode is ssl.CERT_REQUIRED, "it lets everybody in"
assert trusted() == before, "ours trusts others than before"
"""


def test_what_aiohttp_makes_trusts_nobody_and_what_we_make_is_as_before() -> None:
    """A context left empty refuses; one of ours must go on trusting what the system trusts."""
    done = subprocess.run(  # noqa: S603 -- our own command line
        [sys.executable, "-c", _LOADED], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr[-300:]
