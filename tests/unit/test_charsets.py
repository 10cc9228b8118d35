"""A pattern is the same, whether the sets in it were looked at before or not."""

import re
from re import _compiler as compiler  # type: ignore[attr-defined]  # no stubs for it
from typing import Any

import pytest

from redactor.charsets import sets_once

PATTERNS = (
    "[一-鿿]{2,4}[路街]|[一-鿿]+号",
    "[^一-鿿]x|[一-鿿]",
    r"[^\W0-9A-Za-z_省市]|[\d\s一二]",
    "(?i:[a-zſ一二三])[a-zſ一二三]",
    "(?i)[a-k送到]|[a-k送到]",
    "(?ai)[a-k]|[a-k]",
    "[\U00010000-\U0010ffff㐀-鿿]|[\U00010000-\U0010ffff㐀-鿿]?",
    "[aab-d]|[aab-d]",
    "(?:[送到]|[^送到])[送到]",
)


def code_of(pattern: str) -> list[int]:
    """Give what the engine is told."""
    state = compiler._parser.parse(pattern)  # noqa: SLF001 -- what `re` itself calls
    code: list[int] = compiler._code(state, state.state.flags)  # noqa: SLF001 -- the same
    return code


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_engine_is_told_the_same(pattern: str) -> None:
    """Twice in one block, and behind all other patterns, a pattern is what it is by itself."""
    alone = code_of(pattern)
    with sets_once():
        for other in PATTERNS:
            code_of(other)
        told = [code_of(pattern), code_of(pattern)]
    assert told == [alone, alone]


def test_a_set_is_looked_at_once_and_only_within_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """Afterwards `re` is what it was, also where a pattern was none."""
    looked: list[Any] = []
    whole = compiler._optimize_charset  # noqa: SLF001 -- what is wrapped

    def look(*asked: Any) -> Any:  # noqa: ANN401 -- as `re` calls it
        """Count."""
        looked.append(asked)
        return whole(*asked)

    monkeypatch.setattr(compiler, "_optimize_charset", look)
    with sets_once():
        code_of("[甲乙丙]送[甲乙丙]到[甲乙丙]")
    with pytest.raises(re.error), sets_once():
        code_of("[")
    assert compiler._optimize_charset is look  # noqa: SLF001 -- put back
    assert len(looked) == len({str(asked) for asked in looked})


def test_a_python_without_that_step_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is put in a place that nobody looks at."""
    monkeypatch.delattr(compiler, "_optimize_charset")
    with sets_once():
        assert not hasattr(compiler, "_optimize_charset")
