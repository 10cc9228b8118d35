"""How sure the model is of a stretch, as a curve and as the steps that the kernel is given."""

from bisect import bisect_right

import pytest

from recognizers.sequence.tagged import certainty, steps

LONGEST: int = 40  # characters of a stretch
STEPS: int = 16  # of a unit of lead


@pytest.mark.parametrize(
    ("lead", "score"), [(-3.0, 0.5), (0.0, 0.5), (1.0, 0.731), (4.6, 0.99), (900.0, 0.99)]
)
def test_a_lead_is_squashed(lead: float, score: float) -> None:
    """Never less than a half, never certain."""
    assert certainty(lead) == score


def test_every_mean_lead_has_the_score_of_its_step() -> None:
    """The steps give what the curve gives, for each mean of whole steps over a stretch."""
    leads, scores = zip(*steps(), strict=True)
    scores = (certainty(0.0), *scores)
    means = (
        total / STEPS / length
        for length in range(1, LONGEST)
        for total in range(-STEPS, 5 * STEPS * length)
    )
    assert [lead for lead in means if certainty(lead) != scores[bisect_right(leads, lead)]] == []
    assert sorted(set(leads)) == list(leads)
    assert list(scores) == [thousandths / 1000 for thousandths in range(500, 991)]
