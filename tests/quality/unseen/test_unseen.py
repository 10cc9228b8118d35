"""The sealed corpus is labelled as its conventions say, and nothing prints it unasked.

Must never show a line of it: a failure names a line's key alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pytest

from tests.quality import evaluate
from tests.quality.score import Line, Span
from tests.quality.unseen.author import KINDS, LABELS, NAME, Author, by_kind, frames, unseen_set
from tests.quality.unseen.lists import regions, weighted, words

WHOLE: Final = unseen_set()
MOBILE: Final = re.compile(r"(?<![\dA-Z])1[3-9]\d[ .-]?\d{4}[ .-]?\d{4}(?!\d)")
LANDLINE: Final = re.compile(r"(?<![\dA-Z])\(?0\d{2,3}[) -]?\d{7,8}(?!\d)")
GOES_ON: Final = re.compile(r"[0-9栋幢座室层号单]")
SLOT: Final = re.compile(r"\{\w+\}")
ORDINARY: Final = re.compile("谢谢|公司|康师傅")  # no surname: thanks, a company, a brand


def outside(line: Line) -> str:
    """The text with its values blanked out."""
    text = line.text
    for start, end, _ in line.gold:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def keys(lines: Iterator[Line]) -> list[str]:
    """What a failure may show."""
    return [line.key for line in lines]


def test_is_the_same_on_every_call() -> None:
    """Two measurements see the same texts."""
    assert unseen_set().lines == WHOLE.lines


def test_is_as_large_as_its_card_says() -> None:
    """At least 2,000 texts, 600 frames with values to find and 200 to leave alone."""
    spoken = sum(len(frames(kind)) for kind in KINDS if kind != "quiet")
    assert len(WHOLE.lines) >= 2000
    assert spoken >= 600
    assert len(frames("quiet")) >= 200


def test_no_frame_stands_twice() -> None:
    """A frame counts once, whatever its kind."""
    every = [frame for kind in KINDS for frame in frames(kind)]
    assert len(set(every)) == len(every)


def test_kinds_tile_the_set() -> None:
    """Every line is of one kind, in the order of the whole."""
    assert [line for kind in by_kind(WHOLE) for line in kind.lines] == list(WHOLE.lines)


def test_spans_lie_in_the_text_and_apart() -> None:
    """Spans are in order, never overlap, never empty and have no space at their ends."""

    def fine(line: Line) -> bool:
        apart = all(a.end <= b.start for a, b in pairwise(line.gold))
        values = [line.text[s.start : s.end] for s in line.gold]
        return apart and all(v and v == v.strip() for v in values)

    assert keys(line for line in WHOLE.lines if not fine(line)) == []


def test_labels_are_known() -> None:
    """Only labels that are counted stand in the set, and each of them often."""
    found = [span.label for line in WHOLE.lines for span in line.gold]
    assert set(found) == set(LABELS)
    assert min(found.count(label) for label in LABELS) >= 500


def test_no_number_is_left_unlabelled() -> None:
    """Outside its spans no text holds a mobile or a landline."""
    left = (w for w in WHOLE.lines if MOBILE.search(outside(w)) or LANDLINE.search(outside(w)))
    assert keys(left) == []


def test_no_value_goes_on_behind_its_span() -> None:
    """Behind a number or an address comes neither a digit nor a part of an address."""

    def cut(line: Line) -> bool:
        ends = [s.end for s in line.gold if s.label != "PERSON"]
        begins = {s.start for s in line.gold}
        return any(GOES_ON.match(line.text, end) for end in ends if end not in begins)

    assert keys(line for line in WHOLE.lines if cut(line)) == []


def test_no_number_begins_before_its_span() -> None:
    """Before a number stands no digit of its own text."""

    def cut(line: Line) -> bool:
        taken = {s.end for s in line.gold}
        starts = [s.start for s in line.gold if s.label == "PHONE_NUMBER"]
        return any(at and at not in taken and line.text[at - 1].isdigit() for at in starts)

    assert keys(line for line in WHOLE.lines if cut(line)) == []


def test_no_titled_surname_is_left_unlabelled() -> None:
    """A frame's own words name nobody: no surname with a title, no 小 or 老 with a surname."""
    surnames = "".join(name for name in weighted("surnames")[0] if len(name) == 1)
    titles = "|".join(sorted(weighted("titles")[0], key=len, reverse=True))
    common = "王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾"
    named = re.compile(rf"[{surnames}](?:{titles})|[小老][{common}](?!\w)")
    every = ((kind, n, f) for kind in KINDS for n, f in enumerate(frames(kind)))
    own = ((k, n, ORDINARY.sub("\n", SLOT.sub("\n", frame))) for k, n, frame in every)
    found = {f"{k}.{n}" for k, n, said in own if named.search(said)}
    assert found == set()


def test_quiet_texts_hold_no_value() -> None:
    """A text to leave alone has no span."""
    quiet = by_kind(WHOLE)[-1]
    assert quiet.name == f"{NAME}.quiet"
    assert keys(line for line in quiet.lines if line.gold) == []


def test_an_unknown_slot_is_an_error() -> None:
    """A slip in a frame stops the set instead of standing in a text."""
    author = Author(1)
    with pytest.raises(KeyError):
        author.line("x.0.0", "{nobody}")


def test_a_filled_frame_is_labelled_where_its_values_stand() -> None:
    """The words of a frame stay outside the spans."""
    line = Author(7).line("x.0.0", "（{p}）{m}\\n{c}")
    assert [span.label for span in line.gold] == ["PERSON", "PHONE_NUMBER"]
    assert (line.text[0], line.text[line.gold[0].end]) == ("（", "）")
    assert line.text[line.gold[1].end] == "\n"


def test_every_place_is_of_a_region_with_towns() -> None:
    """No row of the regions is cut short."""
    assert all((region.county or region.city) and all(region.towns) for region in regions())
    assert len(regions()) >= 80


@pytest.mark.parametrize("section", ["surnames", "titles", "area_codes", "roads", "estates"])
def test_no_word_stands_twice(section: str) -> None:
    """A list's words are drawn as often as the list says."""
    assert len(set(words(section))) == len(words(section))


def blind(lines: Sequence[Line]) -> list[list[Span]]:
    """Find nothing."""
    return [[] for _ in lines]


@pytest.mark.parametrize("options", [[], ["--show"], ["--show", "--detail"]])
def test_a_sealed_set_prints_rates_alone(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a text nor where a miss is, whatever is asked for but `--unseal`."""
    monkeypatch.setattr(evaluate, "ours", lambda: blind)
    evaluate.main(["--alone", "--set", NAME, *options])
    printed = capsys.readouterr().out
    assert "PERSON" in printed
    assert "missed" not in printed


def test_unseal_gives_the_misses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who says so may look, by id and offsets."""
    monkeypatch.setattr(evaluate, "ours", lambda: blind)
    evaluate.main(["--alone", "--set", NAME, "--unseal"])
    assert "missed" in capsys.readouterr().out
