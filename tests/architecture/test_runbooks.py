"""The runbooks name what the code has."""

import re
from pathlib import Path

from redactor.errors import Reason

ROOT = Path(__file__).parents[2]
QUARANTINE = (ROOT / "docs" / "operations" / "quarantine.md").read_text(encoding="utf-8")


def test_every_reason_of_a_refusal_is_explained() -> None:
    """Whoever is called for a reason finds it in the table, and no reason there is not."""
    rows = re.findall(r"^\| (`.*?) \|", QUARANTINE.split("\n## Reasons\n")[1], re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(Reason)
