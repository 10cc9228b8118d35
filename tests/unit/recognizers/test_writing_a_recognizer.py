"""What the README and the guide print about the recognizers works as printed."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recognizers.analyzer import Analyzer

if TYPE_CHECKING:
    from recognizers.base import Recognizer

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs" / "writing-a-recognizer.md"


def _code(page: Path, word: str) -> str:
    blocks = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    (block,) = (block for block in blocks if word in block)
    return str(block)


def test_the_guide_runs_and_conforms() -> None:
    """The code of the guide runs, its examples hold, and the analyzer takes the recognizer."""
    names: dict[str, type[Recognizer]] = {}
    exec(compile(_code(GUIDE, "conforms"), str(GUIDE), "exec"), names)  # noqa: S102  # our own page
    (found,) = Analyzer([names["LockerRecognizer"]()]).analyze("放在柜号LK-0042了")
    assert (found.start, found.end, found.label) == (4, 11, "LOCKER_NO")


def test_the_readme_lines_for_presidio_users_run(capsys: pytest.CaptureFixture[str]) -> None:
    """The README's lines find the name and the number they show."""
    page = ROOT / "README.md"
    exec(compile(_code(page, "recognizers.presidio"), str(page), "exec"), {})  # noqa: S102  # our own page
    printed = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in printed} == {"PERSON", "PHONE_NUMBER"}
