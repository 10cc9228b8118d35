"""A title stands behind a full name, or makes one value with a surname."""

import pytest

from recognizers.names.titles import untitled

TABLE = [
    ("王小明先生", "王小明", "a full name of three characters"),
    ("马辉小姐", "马辉", "a full name of two"),
    ("欧阳敏女士", "欧阳敏", "a compound surname"),
    ("王建国总", "王建国", "a title of one character"),
    ("王先生", "王先生", "a surname alone"),
    ("欧阳先生", "欧阳先生", "a compound surname alone"),
    ("陈副总经理", "陈副总经理", "a long title"),
    ("老王师傅", "老王师傅", "what friends call someone"),
    ("王总", "王总", "a surname and one character"),
    ("李哥叔", "李哥叔", "three characters, any of which a given name may hold"),
    ("王小明", "王小明", "no title"),
    ("晓梅老师", "晓梅老师", "no surname of the list"),
]


@pytest.mark.parametrize(("whole", "name", "reason"), TABLE, ids=[row[-1] for row in TABLE])
def test_untitled(whole: str, name: str, reason: str) -> None:
    """The name keeps a title that it would not be a value without, and no other."""
    assert whole[: untitled(whole)] == name, reason
