"""What is given to each of many texts by what few of them differ in."""

from types import ModuleType
from typing import TYPE_CHECKING, cast

import pytest

from recognizers import gathering
from recognizers.gathering import distinct, join, open_at, spread
from recognizers.native import KERNEL

if TYPE_CHECKING:
    from collections.abc import Sequence


class Gates(dict[str, tuple[int, ...]]):
    """Gates that count how often each is worked out."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.asked: list[str] = []

    def __missing__(self, name: str) -> tuple[int, ...]:
        """Open as many as the name is long."""
        self.asked.append(name)
        self[name] = tuple(range(len(name)))
        return self[name]


class Fickle:
    """Something without a length worth the name: whoever asks for it empties a list."""

    def __init__(self, emptied: list[object]) -> None:
        """Take the list."""
        self._emptied = emptied

    def __len__(self) -> int:
        """Empty it."""
        self._emptied.clear()
        return 1


@pytest.fixture(params=["kernel", "python"], autouse=True)
def kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType | None:
    """Both ways, with the same promises."""
    if request.param == "python":
        monkeypatch.setattr(gathering, "KERNEL", None)
        return None
    if KERNEL is None:
        pytest.skip("no C compiler when this was installed")
    return KERNEL


def many() -> list[str]:
    """More values than are kept near, equal ones among them that are not one object."""
    return [str(at % 700) for at in range(3_000)]


def test_values_once() -> None:
    """Each value once, whatever its object; of any sequence, and none of none."""
    assert distinct(many()) == {*map(str, range(700))}
    assert distinct(("a", "b", "a")) == {"a", "b"}
    assert distinct([]) == set()


def test_each_value_has_its_answer() -> None:
    """In the order of the values, however many differ."""
    answers = {str(at): at for at in range(700)}
    assert spread(many(), answers) == [at % 700 for at in range(3_000)]
    assert spread(("7", "8"), answers) == [7, 8]
    assert spread([], answers) == []


def test_a_value_without_answer_is_an_error() -> None:
    """Nothing stands for what is not known."""
    with pytest.raises(LookupError):
        spread(["a", "b"], {"a": 1})


def test_what_stands_open() -> None:
    """Only places where something does; a gate is worked out once."""
    gates = Gates()
    assert open_at(["", "ab", "", "a", "ab"], gates) == [(1, (0, 1)), (3, (0,)), (4, (0, 1))]
    assert gates.asked == ["", "ab", "a"]


def test_more_is_found() -> None:
    """Behind what is found; where nothing more is, what is there stays as it is."""
    first, alone = (1,), [5]
    found: list[Sequence[int]] = [first, (), [2, 3], (), [4]]
    join(found, [[], alone, (4,), (), [6, 7]])
    assert [[*one] for one in found] == [[1], [5], [2, 3, 4], [], [4, 6, 7]]
    assert found[0] is first
    assert alone == [5]


def test_none_is_no_answer() -> None:
    """What has no length is not nothing."""
    with pytest.raises(TypeError):
        join(cast("list[Sequence[int]]", [()]), cast("list[Sequence[int]]", [None]))


def test_more_or_fewer_are_an_error() -> None:
    """None is left out."""
    found: list[Sequence[int]] = [(), ()]
    with pytest.raises(ValueError, match=r"many|shorter"):
        join(found, [()])


def test_lists_that_change_meanwhile(kernel: ModuleType | None) -> None:
    """Whoever is asked for a length may empty the list: an error, and no look behind its end."""
    if kernel is None:
        pytest.skip("Python looks after itself")
    found: list[object] = [(), ()]
    with pytest.raises(IndexError):
        kernel.join(found, [Fickle(found), ()])


@pytest.mark.parametrize("call", ["distinct", "spread", "open", "join"])
def test_what_is_no_list_is_refused(kernel: ModuleType | None, call: str) -> None:
    """The kernel takes lists alone."""
    if kernel is None:
        pytest.skip("Python takes any sequence")
    given: list[object] = [()] if call == "distinct" else [(), {}]
    with pytest.raises((TypeError, ValueError)):
        getattr(kernel, call)(*given)
