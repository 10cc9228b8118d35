"""What the README shows is what happens."""

import json
import re
from pathlib import Path

import pytest

from redactor.pipeline import build_pipeline
from redactor.policy import default_policy, parse_policy
from redactor.record import Coordinates, Masked, Record
from redactor.settings import load_settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    page
    for top in ("", "docs/**/", "deploy/**/", "recognizers/**/")
    for page in ROOT.glob(f"{top}*.md")
)


def blocks(language: str) -> list[str]:
    """Give the README's code blocks in a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_record_is_masked_as_shown() -> None:
    """The first thing a reader sees is true."""
    before, after = (json.loads(block) for block in blocks("json"))
    pipeline = build_pipeline(default_policy("raw", "masked"))
    record = Record(Coordinates("raw", 0, 0), 0, None, json.dumps(before).encode())
    (result,) = pipeline.redact([record])
    assert isinstance(result, Masked)
    assert json.loads(result.outputs[0].masked_value or b"") == after


def test_the_configuration_is_valid(tmp_path: Path) -> None:
    """Both files can be copied as they stand."""
    worker, policy = blocks("yaml")
    path = tmp_path / "redactor.yaml"
    path.write_text(worker, encoding="utf-8")
    assert load_settings(path).policy.name == "policy.yaml"
    assert parse_policy(policy.encode(), "policy.yaml").name == "parcels"


def test_the_lines_for_presidio_run(capsys: pytest.CaptureFixture[str]) -> None:
    """Three lines give a Presidio user names and numbers in Chinese text."""
    (code,) = blocks("python")
    assert len([line for line in code.splitlines() if line]) == 3
    exec(code, {})  # noqa: S102 -- the README's own lines
    labels = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert sorted(labels) == ["PERSON", "PHONE_NUMBER"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """No link to a file is broken, on any page."""
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [to for to in links if not (page.parent / to).exists()] == []
