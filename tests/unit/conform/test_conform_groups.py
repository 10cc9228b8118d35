"""Groups of released records are counted as GB/T 42460-2023 asks, without naming one."""

import json
from collections.abc import Sequence

import pytest

from redactor.conform.report import Report, conformance
from redactor.conform.texts import Page, Text
from redactor.spans import Span

A, B = "某某市甲区", "某某市乙区"


def report(cells: Sequence[str]) -> Report:
    """Check a file of one address a record."""
    texts = tuple(
        Text(n, "to.address", cell, (Span(0, len(cell), "ADDRESS"),) if cell else ())
        for n, cell in enumerate(cells, 1)
    )
    return conformance([Page(texts, (), len(texts))], (), k=5)


def test_groups_of_five_conform() -> None:
    """Two cells of five and six records are groups; a record without an address is in none."""
    done = report([A] * 5 + [B] * 6 + [""])
    assert done.conforms
    assert done.groups is not None
    assert done.groups.risks() == {"DR_a": 0.0, "DR_b": 0.2, "DR_c": pytest.approx(2 / 11)}


def test_a_group_of_four_does_not() -> None:
    """One small class fails the file, is measured, and named by its records alone."""
    done = report([A] * 4 + [B] * 6)
    assert not done.conforms
    told = done.as_json()["groups"]
    assert told["too_small"] == 1
    assert told["risks"] == {"DR_a": 0.5, "DR_b": 0.25, "DR_c": 0.2}
    assert told["first"] == [{"line": n} for n in (1, 2, 3, 4)]
    assert "甲区" not in done.as_text() + json.dumps(told, ensure_ascii=False)


def test_records_with_several_addresses_are_classes_of_their_own() -> None:
    """From A to B is another class than from B to A: together they identify more."""
    pairs = [(A, B)] * 4 + [(B, A)] * 4
    texts = tuple(
        Text(n, "address", cell, (Span(0, len(cell), "ADDRESS"),))
        for n, pair in enumerate(pairs, 1)
        for cell in pair
    )
    done = conformance([Page(texts, (), len(texts))], (), k=5)
    assert done.groups is not None
    assert len(done.groups.small) == 2


def test_a_file_without_addresses_has_no_groups() -> None:
    """Nothing to count is no risk, and is said to be nothing."""
    done = report([""])
    assert done.conforms
    assert "none  groups" in done.as_text()
