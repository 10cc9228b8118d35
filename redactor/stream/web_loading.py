"""Loads aiohttp, Faust's web server, without the certificates that its client would trust.

Must never leave a context of ours without them: only what aiohttp makes for itself while it is
imported trusts nobody.
"""

import ssl


def load_aiohttp() -> None:
    """Import aiohttp, unless something has imported it already.

    aiohttp makes two client contexts at import (3.14, `connector._make_ssl_context`) and fills each
    with every authority that the system trusts: more than half of what its import costs. Nobody
    here uses them: the one client there is, for bearer tokens, is given a context of its own. Left
    empty they refuse every server. For a process that has no second thread yet.
    """
    filled = ssl.SSLContext.set_default_verify_paths
    ssl.SSLContext.set_default_verify_paths = _leave_empty  # type: ignore[method-assign, assignment]  # called by position
    try:
        import aiohttp  # noqa: PLC0415, F401 -- with the contexts left empty
    finally:
        ssl.SSLContext.set_default_verify_paths = filled  # type: ignore[method-assign]  # as it was


def _leave_empty(context: ssl.SSLContext) -> None:
    """Stand in for the loading of the system's authorities."""
    del context
