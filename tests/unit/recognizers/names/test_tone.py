"""Talk of parcels is told from news and shop titles by the characters it uses."""

import pytest

from recognizers.names.evidence import ELSEWHERE, SPOKEN, enough, least
from recognizers.names.tone import tone

TALK = ("<张伟>说他晚点下来拿，你先搁那儿吧", "让<张伟>帮你带一下呗", "<张伟>没空，你别等了哦")
TELLING = ("本届大会由<张伟>主持，研究经济体制改革", "<张伟>著，中国古代建筑史，高等教育出版")


def heard(marked: str) -> float:
    """Tone around the marked span."""
    start, end = marked.index("<"), marked.index(">") - 1
    return tone(marked.replace("<", "").replace(">", ""), start, end)


@pytest.mark.parametrize("talk", TALK)
@pytest.mark.parametrize("telling", TELLING)
def test_talk_stands_above_prose(talk: str, telling: str) -> None:
    """Any talk has a higher tone than any prose."""
    assert heard(talk) > heard(telling)


@pytest.mark.parametrize(
    ("marked", "counts"), [*((t, True) for t in TALK), *((t, False) for t in TELLING)]
)
def test_less_certainty_is_asked_in_talk(marked: str, counts: bool) -> None:  # noqa: FBT001  # a table's column
    """A doubted name counts in talk without a word of freight, and not in prose."""
    start, end = marked.index("<"), marked.index(">") - 1
    assert bool(enough(marked.replace("<", "").replace(">", ""), start, end, 0.7)) is counts


def test_a_title_tells_nobody_apart_in_news() -> None:
    """A surname and a title count in talk alone, however sure the model is."""
    assert not enough("本届大会上吴先生表示，要研究经济体制改革", 5, 8, 0.99)
    assert enough("让吴先生帮你带一下呗，他晚点自己下来拿", 1, 4, 0.6)


def test_the_span_itself_says_nothing() -> None:
    """A text of the name alone has no tone."""
    assert heard("<谢谢您>") == 0.0


def test_least_score_stays_between_its_bounds() -> None:
    """However plainly a text talks or tells, the score asked for is one of talk to one of news."""
    assert least(9.0) == pytest.approx(SPOKEN)
    assert least(-9.0) == ELSEWHERE
