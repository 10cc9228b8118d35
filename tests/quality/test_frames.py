"""Frames of the training room can be filled: each slot has a source, each value its label."""

import random
from unittest.mock import MagicMock

import pytest

from recognizers.sequence.labels import Label
from tests.quality.train import registers, said
from tests.quality.train.phrasing import Phrasing

DRAW = random.Random(4)
PHRASING = Phrasing(MagicMock(), MagicMock(), MagicMock(), MagicMock(), DRAW)
FRAMES = [
    *(frame for frames in registers.FRAMES.values() for frame in frames),
    *(frame for frames in registers.VOICES.values() for frame in frames),
    *(said.LISTS["talk"] + said.LISTS["hush"]),
]


def _slots(frames: list[str]) -> set[str]:
    return {slot[1] for frame in frames for slot in said.SLOT.finditer(frame)}


def test_every_slot_has_a_source() -> None:
    """Talk names no slot that nothing fills."""
    assert _slots(FRAMES) <= PHRASING.slots


def test_every_part_of_a_place_has_a_source() -> None:
    """So do places as people say them."""
    assert _slots(list(said.LISTS["said"])) <= said.Said(MagicMock(), MagicMock(), DRAW).parts


def test_no_brace_is_left() -> None:
    """A brace that opens a slot closes it."""
    entries = [*said.LISTS["talk"], *said.LISTS["hush"], *said.LISTS["said"]]
    assert not [e for e in entries if set("{}") & set(said.SLOT.sub("", e))]


def test_frames_with_nothing_to_find_hold_no_value() -> None:
    """What is to be left alone has no slot that is labelled."""
    labelled = {"p", "P", "t", "f", "pal", "first", "nick", "a", "s", "door", "hood", "x"}
    assert not _slots(list(said.LISTS["hush"])) & {*labelled, "said", "named", "near", "card"}


@pytest.mark.parametrize(
    ("frame", "text", "labels"),
    [
        ("给{p=向阳}送", "给向阳送", [0, Label.NAME_FIRST, Label.NAME_LAST, 0]),
        (
            "在{a=水塔后}呢",
            "在水塔后呢",
            [0, Label.ADDRESS_FIRST, Label.ADDRESS_DETAIL, Label.ADDRESS_LAST, 0],
        ),
    ],
)
def test_a_value_in_its_frame(
    frame: str, text: str, labels: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that stands is labelled as it is written."""
    monkeypatch.setattr(DRAW, "random", lambda: 0.0)
    made = PHRASING.phrase([frame])
    assert (made.text, list(made.labels)) == (text, labels)
