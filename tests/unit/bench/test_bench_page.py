"""The page about performance says what the results say, in words and pictures."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import bars, goals
from tests.bench.page import PAGE, PAGES, PLOTS, blocks, drawings, rendered
from tests.bench.plot import svg
from tests.bench.results import PLACE, Figure, Group, Results
from tests.bench.scaling import ONE

COMMAND = "run: python -m tests.bench.page"
SVG = "{http://www.w3.org/2000/svg}"
MACHINE = {"processor": "one"}


def results(*groups: Group) -> Results:
    """Make results of some groups."""
    return Results(MACHINE, {group.name: group for group in groups})


def workers(*rates: float) -> Group:
    """Two workers beside one, in a round each."""
    two = Figure("2 workers", rates, {ONE: (1_000.0,) * len(rates)}, at=2)
    return Group("workers", "Workers", "events/s", (two,), "workers", own_base=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_tables_are_those_of_the_results(page: Path) -> None:
    """Every number of the pages is computed from the committed JSON."""
    text = page.read_text("utf-8")
    assert rendered(text, Results.load()) == text, COMMAND


def test_the_plots_are_those_of_the_results() -> None:
    """Every plot is drawn from the committed JSON, and there is no other."""
    drawn = drawings(Results.load())
    assert {path.name: path.read_text("utf-8") for path in PLOTS.glob("*.svg")} == drawn, COMMAND


def test_the_results_are_in_their_own_form() -> None:
    """The JSON was written by the suite, not by hand."""
    assert PLACE.read_text("utf-8") == Results.load().text()


def test_every_group_has_its_place_on_the_page() -> None:
    """Nothing measured is left out."""
    assert set(Results.load().groups) <= set(blocks(PAGE.read_text("utf-8")))


def test_words_outside_the_blocks_stay() -> None:
    """A block is filled again and again; what was not measured is said to be so."""
    page = "before\n<!-- workers -->\nold\n<!-- / -->\nafter\n"
    filled = rendered(page, results(workers(1_900)))
    assert filled.startswith("before\n<!-- workers -->\nWorkers (events/s")
    assert filled.endswith("\n<!-- / -->\nafter\n")
    assert rendered(filled, results()) == page.replace("old", "Not measured yet.")


@pytest.mark.parametrize(
    ("rates", "measured", "reached"),
    [((1_900.0, 1_700.0, 1_800.0), "1.8×", "yes"), ((1_790.0,), "1.79×", "no")],
)
def test_a_goal_is_reached_at_its_bound(
    rates: tuple[float, ...], measured: str, reached: str
) -> None:
    """The median over the rounds decides."""
    rows = {what: row for what, *row in goals.rows(results(workers(*rates)))}
    what = "two workers ÷ one, each on a core of its own that it shares with the broker"
    assert rows[what] == ["≥ 1.8×", measured, reached]


def test_added_latency_is_a_difference_within_a_round() -> None:
    """What the pass-through takes as well is not ours."""
    what = "p50, 50% of the ceiling"
    figure = Figure(what, (30.0, 12.0, 14.0), {"aiokafka copying": (20.0, 8.0, 9.0)})
    rows = goals.rows(results(Group("latency", "", "ms", (figure,))))
    assert ["added latency at half load, p50", "≤ 5 ms", "5 ms", "yes"] in rows


def test_a_goal_not_measured_is_not_reached() -> None:
    """A goal never vanishes from the table."""
    rows = goals.rows(results())
    assert len(rows) == len(goals.GOALS)
    assert {tuple(row[2:]) for row in rows} == {("not measured", "no")}


def test_the_worst_kind_of_text_decides_linearity() -> None:
    """One pattern that grows faster than its length misses the goal for all."""
    figures = (
        Figure("a, 1 byte", (1.0,), at=1),
        Figure("a, 9 bytes", (1.0,), {"the smallest": (1.0,)}, at=9),
        Figure("b, 9 bytes", (9.0,), {"the smallest": (3.0,)}, at=9),
    )
    group = Group("growth-length", "", "ns", figures, "bytes", own_base=True)
    assert goals.rows(results(group))[-1][2:] == ["3×", "no"]


def test_a_plot_is_well_formed() -> None:
    """Every line has its name, every point its place within the frame; text is escaped."""
    figures = tuple(
        Figure(f"a < b, {n}", (float(n), 2.0 * n, 3.0 * n), {"limit": (1.0, 1.0, 1.0)}, at=n)
        for n in (1, 10, 1_000)
    )
    root = ET.fromstring(svg(Group("it", "T & t", "ms", figures, "bytes")))  # noqa: S314 -- our own
    texts = [one.text for one in root.iter(f"{SVG}text")]
    circles = list(root.iter(f"{SVG}circle"))
    assert {"a < b", "a < b: limit", "bytes", "ms"} <= set(texts)
    assert len(circles) == 2 * len(figures)
    assert all(0 < float(one.attrib["cx"]) < 720 for one in circles)
    assert all(0 < float(one.attrib["cy"]) < 380 for one in circles)


def test_the_case_of_none_is_not_on_a_logarithmic_axis() -> None:
    """There is no place for zero where the next are 10 and 1,000,000."""
    figures = tuple(Figure(f"{n} entries", (1.0,), at=n) for n in (0, 10, 1_000_000))
    drawn = svg(Group("it", "", "ms", figures, "entries"))
    assert drawn.count("<circle") == 2


def test_a_group_without_an_axis_has_no_plot() -> None:
    """One figure is no line."""
    assert drawings(results(replace(workers(1.0), axis=""))) == {}


def test_bars_are_as_long_as_their_values() -> None:
    """On a logarithmic scale each tenfold is as long as the next; ours is named."""
    figure = Figure("it", (100.0,), {"slow": (10.0,), "fast": (1_000.0,)})
    root = ET.fromstring(bars.svg(Group("g", "", "x", (figure,)), "it", "ours"))  # noqa: S314 -- our own
    lengths = [float(one.attrib["width"]) for one in root.iter(f"{SVG}rect")][1:]
    names = [one.text for one in root.iter(f"{SVG}text")]
    assert names[1::2] == ["fast", "ours", "slow"]
    assert lengths[0] == pytest.approx(2 * lengths[1])
    assert lengths[2] == 0
