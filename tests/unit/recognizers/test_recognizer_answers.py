"""A recognizer that does not answer for each text of a batch makes the batch fail."""

from collections.abc import Sequence

import pytest

from recognizers.analyzer import Analyzer
from recognizers.base import Recognizer
from recognizers.errors import RecognizerError
from recognizers.finding import Finding


class Answering(Recognizer):
    """Gives for a batch what it is told to give."""

    LABELS = ("LOCKER_NO",)

    def __init__(self, answer: list[list[Finding]]) -> None:
        """Take the answer."""
        super().__init__()
        self.answer = answer

    def find_batch(self, texts: Sequence[str], hints: Sequence[str]) -> list[list[Finding]]:
        """Give it, whatever is asked."""
        del texts, hints
        return self.answer


def test_nothing_found_is_an_answer() -> None:
    """An empty list for a text says that nothing is in it."""
    assert Analyzer([Answering([[], []])]).analyze_batch(["a", "b"]) == [(), ()]


@pytest.mark.parametrize("answer", [[[], None], [None, None], [[]], [[], [], []], None])
def test_what_is_no_answer_fails(answer: list[list[Finding]]) -> None:
    """None for a text, or lists for other texts than were asked about, say nothing of them."""
    with pytest.raises(RecognizerError):
        Analyzer([Answering(answer)]).analyze_batch(["a", "b"])
