"""A mask behind a value belongs to it, however short the recognizer takes the value to be."""

from collections.abc import Sequence

import pytest

from recognizers.finding import Finding
from redactor.policy import Thresholds
from redactor.stages.detect import Detector
from tests.support.verbatim import Verbatim


class Fixed(Verbatim):
    """Finds one value where it is told to."""

    def __init__(self, end: int, label: str) -> None:
        """Take the end of the value; it starts with the text."""
        self._finding = Finding(0, end, label, 0.9, "fixed")

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Give the value for every text."""
        del hints
        return [(self._finding,) for _ in texts]


@pytest.mark.parametrize(
    ("text", "end", "label", "value", "why"),
    [
        ("王**，电话", 1, "PERSON", "王**", "stars"),
        ("赵^_^已绑定", 1, "PERSON", "赵^_^", "a smile"),
        ("赵^_^已绑定", 2, "PERSON", "赵^_^", "a smile of which an eye was taken for the name"),
        ("武侯区泉城路****，", 5, "ADDRESS", "武侯区泉城路****", "a road read too short"),
        ("武侯区双塔巷****", 3, "ADDRESS", "武侯区双塔巷****", "a road not read at all"),
        ("武侯区泉城路180号", 3, "ADDRESS", "武侯区", "no mask behind it"),
        ("武侯区王小明****", 3, "ADDRESS", "武侯区", "no road before the mask"),
        ("王泉城路****", 1, "PERSON", "王", "a name has no road"),
    ],
)
def test_the_mask_belongs_to_the_value(
    text: str, end: int, label: str, value: str, why: str
) -> None:
    """A record redacted twice does not grow a second mask."""
    ((span,),) = Detector(Fixed(end, label), Thresholds()).detect([text], [""])
    assert text[span.start : span.end] == value, why
