"""A name with blanks within is one name where its field is for names."""

import pytest

from recognizers.analyzer import Analyzer
from recognizers.gates import shape_of_field
from recognizers.shape import Shape

FIELD = "receiver_name"


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """All recognizers."""
    return Analyzer.default()


@pytest.mark.parametrize(
    "name",
    [
        *("王　　小明", "欧 阳  小 明", "王 小 明", "张  三", "李     雷", "王\t小明", "王\n小明"),
        *("王\u2003\u2003小明", "王\u00a0小明", "司马 相 如", "王" + " " * 16 + "小明", "晓 月"),
    ],
)
def test_it_is_found_whole(analyzer: Analyzer, name: str) -> None:
    """From its first character to its last, whatever blanks stand within or around."""
    (found,) = analyzer.analyze(f" {name} ", FIELD)
    assert (found.label, found.start, found.end) == ("PERSON", 1, 1 + len(name))


@pytest.mark.parametrize("field", ["xm", "sjr", "lxrxm", "order.shr_xm", "contact", "联系人"])
def test_names_of_fields_in_short(analyzer: Analyzer, field: str) -> None:
    """As databases call them; a word that names somebody is masked there, too."""
    assert shape_of_field(field) & Shape.NAME_FIELD
    (found,) = analyzer.analyze("高 峰", field)
    assert (found.label, found.start, found.end) == ("PERSON", 0, 3)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("前 台", FIELD),
        ("加 急", "remark"),
        ("轻 拿 轻 放", "remark"),
        ("顺 丰", ""),
    ],
)
def test_others_stay(analyzer: Analyzer, text: str, field: str) -> None:
    """What names nobody, and words with blanks in any other field."""
    assert analyzer.analyze(text, field) == ()


def test_two_names_stay_two(analyzer: Analyzer) -> None:
    """Each is a name by itself."""
    found = analyzer.analyze("王小明 陈志强", FIELD)
    assert [(one.start, one.end) for one in found] == [(0, 3), (4, 7)]
