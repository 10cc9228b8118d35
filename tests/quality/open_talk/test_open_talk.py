"""The open corpus is labelled as its README says, and comes out the same every time."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.quality.evaluate import sets
from tests.quality.open_talk.author import FRAMES, KINDS, LABELS, NAME, open_talk
from tests.quality.open_talk.grammar import Grammar, numeral
from tests.quality.score import Line

CORPUS = open_talk()
README = (Path(__file__).parent / "README.md").read_text("utf-8")
_LEADS = re.compile("[在到送去从](?!院)|住(?!院)")
_TRAILS = re.compile(r".*(收|附近|门口|那边|旁边|楼下|快递柜|驿站|前台|门卫)", re.DOTALL)
_TITLED = re.compile(r".{2,}(先生|女士|小姐|师傅)")


def counted(kind: str) -> list[Line]:
    """Give the lines of one kind."""
    return [line for line in CORPUS.lines if line.key.startswith(f"{NAME}-{kind}-")]


def values(label: str) -> list[str]:
    """Give all values of a label."""
    return [x.text[s.start : s.end] for x in CORPUS.lines for s in x.gold if s.label == label]


def test_it_is_the_same_twice() -> None:
    """The seed decides all of it."""
    assert open_talk() == CORPUS


def test_keys_and_texts_are_distinct() -> None:
    """No line counts twice."""
    assert len({line.key for line in CORPUS.lines}) == len(CORPUS.lines)
    assert len({line.text for line in CORPUS.lines}) == len(CORPUS.lines)


def test_labels_lie_on_their_text() -> None:
    """A span is inside its text, not empty, without blanks at its ends, and of a known label."""
    for line in CORPUS.lines:
        for span in line.gold:
            value = line.text[span.start : span.end]
            assert 0 <= span.start < span.end <= len(line.text)
            assert value == value.strip()
            assert span.label in LABELS


def test_labels_do_not_overlap_and_like_ones_do_not_touch() -> None:
    """Two values that touch would be one if they had one label."""
    for line in CORPUS.lines:
        for first, second in zip(line.gold, line.gold[1:], strict=False):
            assert first.end < second.start or (
                first.end == second.start and first.label != second.label
            ), line.key


def test_an_address_has_no_lead_and_no_trail() -> None:
    """在, 到, 送 before and 收, 附近, 门口 behind are no parts of it."""
    assert not [v for v in values("ADDRESS") if _LEADS.match(v) or _TRAILS.fullmatch(v)]


def test_a_full_name_goes_without_its_title() -> None:
    """A surname of one or two characters and its title are one span, 王小明先生 is not."""
    doubles = [v for v in values("PERSON") if _TITLED.fullmatch(v)]
    assert all(len(v) == 4 for v in doubles)


@pytest.mark.parametrize("kind", KINDS)
def test_only_quiet_lines_hold_nothing(kind: str) -> None:
    """The kind `quiet` holds no value; of the others only a frame without a slot does."""
    silent = [line for line in counted(kind) if not line.gold]
    plain = [frame for frame in FRAMES[kind] if "{" not in frame]
    assert len(silent) == (len(counted(kind)) if kind == "quiet" else len(plain))


@pytest.mark.parametrize("kind", KINDS)
def test_counts_by_kind_are_as_documented(kind: str) -> None:
    """The README's table says how many frames and texts each kind has, and values of each label."""
    held = Counter(span.label for line in counted(kind) for span in line.gold)
    cells = [len(FRAMES[kind]), len(counted(kind)), *(held[label] for label in LABELS)]
    assert f"| {kind} | " + " | ".join(f"{cell:,}" for cell in cells) + " |" in README


def test_totals_are_as_documented() -> None:
    """The table's last row is the sum."""
    held = Counter(span.label for line in CORPUS.lines for span in line.gold)
    frames = sum(len(rows) for rows in FRAMES.values())
    cells = [frames, len(CORPUS.lines), *(held[label] for label in LABELS)]
    assert "| all | " + " | ".join(f"{cell:,}" for cell in cells) + " |" in README


def test_no_frame_stands_twice() -> None:
    """A frame is written once, whatever its kind."""
    frames = [frame for rows in FRAMES.values() for frame in rows]
    assert len(set(frames)) == len(frames)


def test_it_is_evaluated_with_its_kinds(tmp_path: Path) -> None:
    """`--set open_talk --detail` measures the whole, then each kind, and all lines of it once."""
    whole, *parts = sets(tmp_path / "none", [NAME], detail=True)
    assert whole == CORPUS
    assert not whole.sealed
    assert [part.name for part in parts] == [f"{NAME}:{kind}" for kind in KINDS]
    assert [line for part in parts for line in part.lines] == list(whole.lines)


@pytest.mark.parametrize(
    ("number", "said"), [(7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_numbers_are_said(number: int, said: str) -> None:
    """A number below a hundred is written as one says it."""
    assert numeral(number) == said


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("<12-12>栋", "12栋"),
        ("<han:12-12>栋", "十二栋"),
        ("<spell:room>", "一零一"),
        ("<call:room>", "幺零幺"),
        ("<wide:room>", "１０１"),
    ],
)
def test_parts_grow(part: str, value: str) -> None:
    """A part is a number or a section, as it stands or respelled."""
    grammar = Grammar({"top": [part], "room": ["<101-101>"]}, random.Random(0))
    assert grammar.grown("top") == value
