"""`redactor scan` and `redactor mask` as a user meets them; the models are faked."""

import io
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from recognizers.analyzer import Analyzer
from recognizers.masked import MaskedRecognizer
from redactor.cli import app
from redactor.errors import SourceError
from redactor.files.terminal import STDIN, reading
from redactor.policy import Thresholds
from redactor.stages.detect import Detector
from tests.support.fakes import POISON, FakeAnalyzer

MOBILE = "13912345678"


@pytest.fixture(autouse=True)
def _faked_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detector, "default", lambda: Detector(FakeAnalyzer(), Thresholds()))


def run(*args: str, given: str | bytes = "") -> Result:
    """Run a command with this standard input."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, list(args), input=given)


def objects(result: Result) -> list[dict[str, object]]:
    """Read the JSON lines of a result."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_scan_prints_one_object_per_line() -> None:
    """Each line has its id and its entities, with half-open offsets."""
    result = run("scan", "--format", "jsonl", given=f'打{MOBILE}\n\n{{"id":"x","text":"无"}}\n')
    assert result.exit_code == 0
    assert objects(result) == [
        {
            "id": 1,
            "entities": [
                {"start": 1, "end": 12, "label": "PHONE_NUMBER", "score": 0.9, "recognizer": "fake"}
            ],
        },
        {"id": 2, "entities": []},
        {"id": "x", "entities": []},
    ]


def test_scan_reads_a_file(tmp_path: Path) -> None:
    """A path works as well as standard input."""
    file = tmp_path / "remarks.txt"
    file.write_text(f"\ufeff{MOBILE}\r\n", encoding="utf-8")
    (line,) = objects(run("scan", str(file), "--format", "jsonl"))
    assert line["entities"] == [
        {"start": 0, "end": 11, "label": "PHONE_NUMBER", "score": 0.9, "recognizer": "fake"}
    ]


def test_scan_takes_the_named_field() -> None:
    """`--field` says where the text of a JSON line is."""
    given = json.dumps({"remark": MOBILE, "text": "无"})
    (line,) = objects(run("scan", "--field", "remark", "--format", "jsonl", given=given))
    assert line["entities"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\xff", "not_utf8"),
        (b'{"remark":"x"}', "field_missing"),
        (b'{"text":1}', "field_not_text"),
        (b'{"text":', "invalid_json"),
        (POISON.encode(), "detect_failed"),
    ],
)
def test_scan_names_what_it_could_not_read_and_fails(line: bytes, reason: str) -> None:
    """A line that was not scanned has an object with the error, a complaint, and code 1."""
    result = run("scan", "--format", "jsonl", given=b"ok\n" + line + b"\nok\n")
    assert result.exit_code == 1
    assert [row.get("error") for row in objects(result)] == [None, reason, None]
    assert f"line 2: not scanned: {reason}" in result.stderr


def test_scan_says_how_to_name_the_field() -> None:
    """Lines without the field that is read are told what would read them, and told once."""
    result = run("scan", given='{"remark":"x"}\n{"remark":"y"}\n')
    assert result.exit_code == 1
    assert result.stderr.count("--field") == 1
    assert "--field" not in run("scan", given='{"text":1}\n').stderr


def test_scan_fails_without_echoing_the_line() -> None:
    """No complaint holds what the line says."""
    result = run("scan", "--format", "jsonl", given=f'{{"text":"{MOBILE}')
    assert result.exit_code == 1
    assert MOBILE not in result.output


def test_the_table_hides_raw_text() -> None:
    """A table shows where entities are, not what they are."""
    result = run("scan", given=f"电话{MOBILE}\n")
    assert "PHONE_NUMBER" in result.stdout
    assert MOBILE not in result.output


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_show_shows_raw_text(form: str) -> None:
    """`--show` is how one asks for it."""
    assert MOBILE in run("scan", "--show", "--format", form, given=f"电话{MOBILE}\n").stdout


def test_explain_adds_evidence_and_parts() -> None:
    """`--explain` tells what carried a finding, the parts of addresses and what came masked."""
    (line,) = objects(run("scan", "--explain", "--format", "jsonl", given=MOBILE))
    assert line["entities"] == [
        {
            "start": 0,
            "end": 11,
            "label": "PHONE_NUMBER",
            "score": 0.9,
            "recognizer": "fake",
            "evidence": {"pattern": "fake pattern", "valid": True},
            "masked": False,
            "parts": [],
        }
    ]


def test_explain_shows_the_evidence_below_its_finding_and_no_text() -> None:
    """The table has a line for each piece of evidence, and still hides what was found."""
    result = run("scan", "--explain", given=f"电话{MOBILE}\n")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["pattern", "fake", "pattern"] in rows
    assert ["valid", "yes"] in rows
    assert MOBILE not in result.output


def test_explain_counts_what_a_mask_from_upstream_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that came masked says so, with the digits that it leaves to read."""
    real = Detector(Analyzer([MaskedRecognizer()]), Thresholds())
    monkeypatch.setattr(Detector, "default", lambda: real)
    printed = run("scan", "--explain", "--format", "jsonl", given="电话138****5678\n").stdout
    (entity,) = json.loads(printed)["entities"]
    assert (entity["masked"], entity["shown_digits"]) == (True, 7)
    table = run("scan", "--explain", given="电话138****5678\n").stdout
    assert "masked upstream, 7 digits shown: kept as it is" in table


def test_a_scanned_text_cannot_command_the_terminal() -> None:
    """Control characters within an entity are shown, not obeyed."""
    result = run("scan", "--show", given="王\x1b明\n王明\n")
    assert "\x1b" not in result.stdout


def test_mask_writes_masked_lines() -> None:
    """JSON lines in, masked JSON lines out, by the built-in policy."""
    result = run("mask", given=json.dumps({"a": MOBILE}) + "\n")
    assert result.exit_code == 0
    assert objects(result) == [{"a": "139******78"}]


def test_mask_names_refused_lines_and_never_echoes_them() -> None:
    """A refused line leaves its number and reason, and code 1; the others are masked."""
    result = run("mask", given=f'{{"a":"{MOBILE}\n{{"b":1}}\n{{"c":"{POISON}"}}\n')
    assert result.exit_code == 1
    assert objects(result) == [{"b": 1}]
    assert "line 1: refused: invalid_json" in result.stderr
    assert "line 3: refused: detect_failed" in result.stderr
    assert MOBILE not in result.output
    assert POISON not in result.output


def test_mask_takes_a_policy(tmp_path: Path) -> None:
    """Masks are those of the policy; of several views one must be named."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "{version: 1, name: two, routes: [{source: raw, views: ["
        "{target: a}, {target: b, operators: {PHONE_NUMBER: {operator: redact}}}]}]}",
        encoding="utf-8",
    )
    given = json.dumps({"a": MOBILE})
    one = run("mask", "--policy", str(policy), "--topic", "b", given=given)
    assert objects(one) == [{"a": ""}]
    none = run("mask", "--policy", str(policy), given=given)
    assert none.exit_code == 2
    assert "name one of a, b" in none.stderr
    other = run("mask", "--policy", str(policy), "--topic", "c", given=given)
    assert other.exit_code == 2
    assert "no topic of this name, but a, b" in other.stderr


def test_mask_and_diff_name_paths_that_match_nothing(tmp_path: Path) -> None:
    """A misspelt path protects nothing, and the end of a file is the time to say so."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "{version: 1, name: two, routes: [{source: raw, target: masked}], fields: ["
        "{path: $.a, entity: PHONE_NUMBER}, {path: $.reciever.name, entity: PERSON}]}",
        encoding="utf-8",
    )
    given = json.dumps({"a": MOBILE, "receiver": {"name": "x"}})
    masked = run("mask", "--policy", str(policy), given=given)
    compared = run("diff", "--policy", str(policy), "--against", str(policy), given=given)
    for result in (masked, compared):
        assert result.exit_code == 0
        (line,) = result.stderr.splitlines()
        assert line == "policy.fields.1.path: reciever.name matched nothing in 1 record"


def test_whoever_sits_at_a_terminal_is_told_what_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a file a command reads standard input: it looked as if it hung."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    with reading(STDIN):
        assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    with reading(STDIN) as stream:
        assert stream.read1(9) == b"x"
    assert "reading standard input" in capsys.readouterr().err


def test_a_file_that_cannot_be_opened_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not as an internal error."""

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(SourceError, match=r"^secret\.jsonl: may not be read by this user$"):
        reading(tmp_path / "secret.jsonl").__enter__()


@pytest.mark.parametrize("command", ["scan", "mask", "conform", "init"])
def test_a_directory_is_no_file(tmp_path: Path, command: str) -> None:
    """Code 2 and a sentence, from every command that reads one."""
    result = run(command, str(tmp_path))
    assert result.exit_code == 2
    assert "is a directory" in result.output


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("scan", "no-such-file"), "a missing file"),
        (("scan", "--format", "xml"), "an unknown format"),
        (("scan", "--bogus"), "an unknown option"),
        (("paint",), "an unknown command"),
        (("demo", "--events", "3"), "too small a day"),
        (("check",), "a missing option"),
    ],
)
def test_wrong_usage_ends_with_code_2(args: tuple[str, ...], reason: str) -> None:
    """Usage errors are told apart from failures."""
    assert run(*args).exit_code == 2, reason


@pytest.mark.parametrize("command", ["run", "check", "scan", "mask", "demo"])
def test_every_command_has_an_example(command: str) -> None:
    """`--help` shows how the command is used."""
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"redactor {command}" in result.stdout
    assert "Example" in result.stdout
