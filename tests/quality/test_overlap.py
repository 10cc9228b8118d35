"""The training room's lists hold next to nothing of the corpora that measure the model.

Must never print a phrase of a sealed corpus.
"""

import pytest

from tests.quality.overlap import GRAM, Overlap, corpora, main, overlap, training_room

# The own corpus was read while the room was filled: nothing of it may stand there. The others were
# not, or only after all that it shares with them stood there: what the trade says everywhere, such
# as 请保持电话畅通.
LIMITS = {
    "own": 0.0,
    "open_talk": 0.11,
    "hard_talk": 0.08,
    "unseen_talk": 0.07,
    "fresh_talk": 0.07,
}


@pytest.mark.parametrize("name", LIMITS)
def test_room_and_corpus_are_apart(name: str) -> None:
    """Of runs of five characters a corpus shares no more with the room than its limit."""
    found = overlap(corpora()[name], training_room())
    assert found.share <= LIMITS[name], f"{found.shared} of {found.grams} runs"


def test_both_sides_are_read() -> None:
    """The measure sees thousands of entries and more than a hundred phrases of each corpus."""
    assert len(training_room()) > 4_000
    assert all(len(frames) > 50 for frames in corpora().values())


def test_a_copied_frame_is_seen() -> None:
    """A frame that stands in the room counts in full, whatever its slots are called."""
    found = overlap(["放在{s}的窗台上面了，谢谢"], ["{P}放在{a}的窗台上面了"])
    assert found == Overlap(clauses=1, repeated=1, grams=2, shared=2)


def test_short_words_do_not_count() -> None:
    """What everyone says, below five characters in a row, is no overlap."""
    assert overlap(["请{P}签收"], ["请{P}签收"]) == Overlap(0, 0, 0, 0)


def test_part_of_a_phrase_counts_by_its_runs() -> None:
    """Half a phrase shares half its runs."""
    found = overlap(["一二三四五六七八九十"], ["一二三四五六七"])
    assert (found.repeated, found.shared) == (0, 7 - GRAM + 1)


def test_sealed_phrases_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Even when phrases are asked for, no Han character of a sealed corpus is printed."""
    main(["--show"])
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(":")[0] for row in rows] == list(LIMITS)
