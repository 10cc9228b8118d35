"""The sealed corpora are labelled as their conventions say, and nothing prints them unasked.

Must never show a line of them: a failure names a line's key alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pytest

from tests.quality import evaluate
from tests.quality.score import Line, Span
from tests.quality.sets import EvaluationSet
from tests.quality.unseen.author import KINDS, LABELS, Author, Corpus, by_kind, sealed_set
from tests.quality.unseen.corpora import FIRST, SEALED, SECOND
from tests.quality.unseen.first.lists import regions

SETS: Final = {corpus.name: sealed_set(corpus) for corpus in SEALED}
SIZES: Final = {FIRST.name: (2000, 600, 200), SECOND.name: (2000, 420, 180)}
MOBILE: Final = re.compile(r"(?<![\dA-Z])1[3-9]\d[ .-]?\d{4}[ .-]?\d{4}(?!\d)")
LANDLINE: Final = re.compile(r"(?<![\dA-Z])\(?0\d{2,3}[) -]?\d{7,8}(?!\d)")
GOES_ON: Final = re.compile(r"[0-9栋幢座室层号单]")
SLOT: Final = re.compile(r"\{\w+\}")
ORDINARY: Final = re.compile("谢谢|公司|康师傅")  # no surname: thanks, a company, a brand
each_set = pytest.mark.parametrize("whole", SETS.values(), ids=SETS)
each_corpus = pytest.mark.parametrize("corpus", SEALED, ids=SETS)


def outside(line: Line) -> str:
    """The text with its values blanked out."""
    text = line.text
    for start, end, _ in line.gold:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def keys(lines: Iterator[Line]) -> list[str]:
    """What a failure may show."""
    return [line.key for line in lines]


@each_corpus
def test_is_the_same_on_every_call(corpus: Corpus) -> None:
    """Two measurements see the same texts."""
    assert sealed_set(corpus).lines == SETS[corpus.name].lines


@each_corpus
def test_is_as_large_as_its_card_says(corpus: Corpus) -> None:
    """So many texts, frames with values to find, and frames to leave alone."""
    texts, spoken, quiet = SIZES[corpus.name]
    talk = [len(corpus.shelf.frames(kind)) for kind in KINDS]
    assert len(SETS[corpus.name].lines) >= texts
    assert sum(talk[:-1]) >= spoken
    assert talk[-1] >= quiet


def test_no_frame_stands_twice() -> None:
    """A frame counts once, whatever its kind and corpus."""
    every = [f for corpus in SEALED for kind in KINDS for f in corpus.shelf.frames(kind)]
    again = len(every) - len(set(every))
    assert again == 0


@each_set
def test_kinds_tile_the_set(whole: EvaluationSet) -> None:
    """Every line is of one kind, in the order of the whole."""
    assert [line for kind in by_kind(whole) for line in kind.lines] == list(whole.lines)


@each_set
def test_every_slot_is_filled(whole: EvaluationSet) -> None:
    """No brace of a frame or a row is left in a text."""
    assert keys(line for line in whole.lines if "{" in line.text or "}" in line.text) == []


@each_set
def test_spans_lie_in_the_text_and_apart(whole: EvaluationSet) -> None:
    """Spans are in order, never overlap, never empty and have no space at their ends."""

    def fine(line: Line) -> bool:
        apart = all(a.end <= b.start for a, b in pairwise(line.gold))
        values = [line.text[s.start : s.end] for s in line.gold]
        return apart and all(v and v == v.strip() for v in values)

    assert keys(line for line in whole.lines if not fine(line)) == []


@each_set
def test_labels_are_known(whole: EvaluationSet) -> None:
    """Only labels that are counted stand in the set, and each of them often."""
    found = [span.label for line in whole.lines for span in line.gold]
    assert set(found) == set(LABELS)
    assert min(found.count(label) for label in LABELS) >= 500


@each_set
def test_no_number_is_left_unlabelled(whole: EvaluationSet) -> None:
    """Outside its spans no text holds a mobile or a landline."""
    left = (w for w in whole.lines if MOBILE.search(outside(w)) or LANDLINE.search(outside(w)))
    assert keys(left) == []


@each_set
def test_no_value_goes_on_behind_its_span(whole: EvaluationSet) -> None:
    """Behind a number or an address comes neither a digit nor a part of an address."""

    def cut(line: Line) -> bool:
        ends = [s.end for s in line.gold if s.label != "PERSON"]
        begins = {s.start for s in line.gold}
        return any(GOES_ON.match(line.text, end) for end in ends if end not in begins)

    assert keys(line for line in whole.lines if cut(line)) == []


@each_set
def test_no_number_begins_before_its_span(whole: EvaluationSet) -> None:
    """Before a number stands no digit of its own text."""

    def cut(line: Line) -> bool:
        taken = {s.end for s in line.gold}
        starts = [s.start for s in line.gold if s.label == "PHONE_NUMBER"]
        return any(at and at not in taken and line.text[at - 1].isdigit() for at in starts)

    assert keys(line for line in whole.lines if cut(line)) == []


@each_corpus
def test_no_titled_surname_is_left_unlabelled(corpus: Corpus) -> None:
    """A frame's own words name nobody: no surname with a title, no 小 or 老 with a surname."""
    surnames = "".join(name for name in corpus.shelf.weighted("surnames")[0] if len(name) == 1)
    titles = "|".join(sorted(corpus.shelf.weighted("titles")[0], key=len, reverse=True))
    common = "王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾"
    named = re.compile(rf"[{surnames}](?:{titles})|[小老][{common}](?!\w)")
    every = ((kind, n, f) for kind in KINDS for n, f in enumerate(corpus.shelf.frames(kind)))
    own = ((k, n, ORDINARY.sub("\n", SLOT.sub("\n", frame))) for k, n, frame in every)
    found = {f"{k}.{n}" for k, n, said in own if named.search(said)}
    assert found == set()


@each_set
def test_quiet_texts_hold_no_value(whole: EvaluationSet) -> None:
    """A text to leave alone has no span."""
    quiet = by_kind(whole)[-1]
    assert quiet.name == f"{whole.name}.quiet"
    assert keys(line for line in quiet.lines if line.gold) == []


def test_an_unknown_slot_is_an_error() -> None:
    """A slip in a frame stops the set instead of standing in a text."""
    author = Author(SECOND)
    with pytest.raises(KeyError):
        author.line("x.0.0", "{nobody}")


def test_a_filled_frame_is_labelled_where_its_values_stand() -> None:
    """The words of a frame stay outside the spans."""
    line = Author(FIRST).line("x.0.0", "（{p}）{m}\\n{c}")
    assert [span.label for span in line.gold] == ["PERSON", "PHONE_NUMBER"]
    assert (line.text[0], line.text[line.gold[0].end]) == ("（", "）")
    assert line.text[line.gold[1].end] == "\n"


def test_a_numbered_slot_keeps_its_value() -> None:
    """Who is named twice is the same person, and labelled both times."""
    line = Author(SECOND).line("x.0.0", "{p_1}、{p_1}")
    first, second = (line.text[s.start : s.end] for s in line.gold)
    assert first == second


def test_every_place_is_of_a_region_with_towns() -> None:
    """No row of the regions is cut short."""
    assert all((region.county or region.city) and all(region.towns) for region in regions())
    assert len(regions()) >= 80


@each_corpus
def test_no_word_stands_twice(corpus: Corpus) -> None:
    """A list's words are drawn as often as the list says."""
    lists = corpus.shelf.sections("values").items()
    twice = {name for name, rows in lists if len(set(rows)) < len(rows)}
    assert twice == set()


def blind(lines: Sequence[Line]) -> list[list[Span]]:
    """Find nothing."""
    return [[] for _ in lines]


@each_corpus
@pytest.mark.parametrize("options", [[], ["--show"], ["--show", "--detail"]])
def test_a_sealed_set_prints_rates_alone(
    corpus: Corpus,
    options: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither a text nor where a miss is, whatever is asked for but `--unseal`."""
    monkeypatch.setattr(evaluate, "ours", lambda: blind)
    evaluate.main(["--alone", "--set", corpus.name, *options])
    printed = capsys.readouterr().out
    assert "PERSON" in printed
    assert "missed" not in printed


def test_unseal_gives_the_misses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who says so may look, by id and offsets."""
    monkeypatch.setattr(evaluate, "ours", lambda: blind)
    evaluate.main(["--alone", "--set", SECOND.name, "--unseal"])
    assert "missed" in capsys.readouterr().out
