"""What several units are held to: both ways of a record.

Must never let a promise be kept by one of them alone.
"""

import pytest

from redactor.forms import short


@pytest.fixture(params=["short way", "stages alone"])
def each_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way in turn: by the records' forms where it can be, and as where no compiler was."""
    if request.param == "stages alone":
        monkeypatch.setattr(short, "NATIVE", None)
