"""Tests of what is shipped; all of them need helm, kustomize and promtool."""

import pytest

from tests.support.rendered import require_tools


@pytest.fixture(autouse=True, scope="session")
def tools() -> None:
    """Skip or fail where the tools are missing."""
    require_tools()
