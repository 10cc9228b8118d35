"""Pseudonyms are worth having: an analyst's questions give the same answers on the masked topic.

A month of 50,000 fictitious parcels for 8,000 recipients, every phone in one of six spellings.
"""

import random
from collections import Counter
from typing import Any, Final

import orjson
import pytest

from redactor.pipeline import Pipeline
from redactor.policy import parse_policy
from redactor.record import Coordinates, Masked, Record
from redactor.stages.detect import Detector
from tests.support.addresses import Addresses
from tests.support.keys import RING

PARCELS: Final = 50_000
RECIPIENTS: Final = 8_000
BATCH: Final = 1_000
POLICY: Final = b"""
version: 1
name: joins
fields:
- {path: $.phone, entity: PHONE_NUMBER}
- {path: $.name, entity: PERSON}
- {path: $.address, entity: ADDRESS}
- {path: $.at, entity: DATE_TIME}
routes:
- source: raw
  views:
  - {target: routing, profile: pseudonymous-joins, scope: {team: routing, purpose: load, epoch: a}}
  - {target: finance, profile: pseudonymous-joins, scope: {team: finance, purpose: fees, epoch: a}}
"""
_DISTRICTS: Final = "甲乙丙丁戊己庚辛"
Row = dict[str, Any]


def spelled(digits: str, rng: random.Random) -> str:
    """Write a mobile number in one of six ways."""
    spaced = f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    wide = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    han = digits.translate(str.maketrans("0123456789", "零一二三四五六七八九"))
    return rng.choice([digits, spaced, spaced.replace(" ", "-"), f"+86{digits}", wide, han])


def month() -> list[Row]:
    """Draw the month; some recipients order far more than others."""
    rng = random.Random(20260301)
    people = [
        (
            f"王{chr(0x4E00 + n // 100)}{chr(0x5E00 + n % 100)}",
            f"13{n:09d}",
            f"某某省某某市{rng.choice(_DISTRICTS)}区某某路{n % 999}号",
        )
        for n in range(RECIPIENTS)
    ]
    weights = [1 / (1 + n % 97) for n in range(RECIPIENTS)]
    rows: list[Row] = []
    for who in [
        *range(RECIPIENTS),
        *rng.choices(range(RECIPIENTS), weights, k=PARCELS - RECIPIENTS),
    ]:
        name, digits, address = people[who]
        day, hour = rng.randint(1, 30), rng.randint(8, 21)
        rows.append(
            {
                "who": who,
                "name": name,
                "phone": spelled(digits, rng),
                "address": address,
                "at": f"2026-04-{day:02d}T{hour:02d}:{rng.randint(0, 59):02d}:00+08:00",
                "exception": rng.random() < 0.02,
            }
        )
    return rows


@pytest.fixture(scope="module")
def masked() -> tuple[list[Row], dict[str, list[Row]]]:
    """Give the raw month, and both views of it."""
    rows, policy = month(), parse_policy(POLICY, "policy")
    pipeline = Pipeline(policy, Detector(Addresses(), policy.thresholds), RING)
    views: dict[str, list[Row]] = {"routing": [], "finance": []}
    for start in range(0, PARCELS, BATCH):
        records = [
            Record(Coordinates("raw", 0, n), 0, None, orjson.dumps(row))
            for n, row in enumerate(rows[start : start + BATCH])
        ]
        for result in pipeline.redact(records):
            assert isinstance(result, Masked)
            for output in result.outputs:
                views[output.target].append(orjson.loads(output.masked_value or b""))
    return rows, views


def test_equal_recipients_join_and_different_ones_do_not(
    masked: tuple[list[Row], dict[str, list[Row]]],
) -> None:
    """Within a scope tokens are the recipients, one to one: join recall and precision are 100 %."""
    rows, views = masked
    for view in views.values():
        pairs = {(row["who"], one["phone"]) for row, one in zip(rows, view, strict=True)}
        assert len(pairs) == len({token for _, token in pairs}) == RECIPIENTS


def test_two_scopes_cannot_be_linked(masked: tuple[list[Row], dict[str, list[Row]]]) -> None:
    """No token of one view stands in the other, of phones or of names; chance is 2 to the -128."""
    _, views = masked
    for field in ("phone", "name"):
        tokens = [{one[field] for one in view} for view in views.values()]
        assert not tokens[0] & tokens[1]


def test_the_analysts_answers_are_the_same(
    masked: tuple[list[Row], dict[str, list[Row]]],
) -> None:
    """Parcels per recipient, repeat rate, hourly load and exceptions by district are as before."""
    rows, views = masked
    view = views["routing"]
    raw_counts = Counter(row["who"] for row in rows)
    counts = Counter(one["phone"] for one in view)
    assert sorted(counts.values()) == sorted(raw_counts.values())
    repeat = [sum(n > 1 for n in each.values()) / RECIPIENTS for each in (raw_counts, counts)]
    assert repeat[0] == repeat[1]
    raw_load = Counter((row["address"][:8], row["at"][:13]) for row in rows)
    assert Counter((one["address"], one["at"][:13]) for one in view) == raw_load
    raw_bad = Counter(row["address"][:8] for row in rows if row["exception"])
    assert Counter(one["address"] for one in view if one["exception"]) == raw_bad


def test_nothing_raw_is_left(masked: tuple[list[Row], dict[str, list[Row]]]) -> None:
    """No name, number, house or minute of the raw month stands in a view."""
    rows, views = masked
    for row, one in zip(rows, views["finance"], strict=True):
        assert row["name"] != one["name"]
        assert "路" not in one["address"]
        assert one["at"][14:16] == "00"
        assert one["phone"].startswith("tok_k1_")
