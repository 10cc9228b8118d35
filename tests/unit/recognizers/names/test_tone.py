"""Talk of parcels is told from news and shop titles by the characters it uses."""

import pytest

from recognizers.names.evidence import enough
from recognizers.names.tone import least, talks, tone

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


@pytest.mark.parametrize(
    ("part", "score", "counts"), [(0.3, 0.95, 1), (0.3, 0.7, 0), (0.1, 0.95, 0)]
)
def test_a_title_counts_where_a_text_talks_a_little(
    part: float, score: float, counts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The less it talks the surer the model must be; in news no score is enough."""
    monkeypatch.setattr("recognizers.names.evidence.talks", lambda *_: part)
    assert bool(enough("礼堂的桌椅交郝主任，行政科核验", 6, 9, score)) == counts


def test_the_span_itself_says_nothing() -> None:
    """A text of the name alone has no tone."""
    assert heard("<谢谢您>") == 0.0


def test_how_far_a_text_talks_stays_within_its_bounds() -> None:
    """However plainly a text tells or talks, it does so from not at all to wholly."""
    told, said = "经济体制改革委员会", "哦吧呗哈你我咱搁"
    assert talks(told * 7, 30, 32) == 0.0
    assert talks(said * 7, 30, 32) == 1.0


def test_least_score_falls_as_a_text_talks() -> None:
    """What is asked goes from one bound to the other."""
    assert [least(part, 0.9, 0.5) for part in (0.0, 0.5, 1.0)] == pytest.approx([0.9, 0.7, 0.5])
