"""Field paths: the JSONPath subset of the policy, and which rule holds where."""

import pytest

from redactor.paths import PathSyntaxError, compile_paths, parse_path

RULES = [
    "$.a.b",
    "$..tel",
    "$.items[*].name",
    "$['x y'].z",
    "$.any.*.leaf",
    "$..deep..er",
    "$.a.b.c",
]


@pytest.mark.parametrize(
    ("names", "rule", "why"),
    [
        ("a b", 0, "a plain path"),
        ("b", None, "not from the top"),
        ("tel", 1, "descendant at the top"),
        ("q w e tel", 1, "descendant far below"),
        ("tel tel", 1, "descendant of itself"),
        ("items * name", 2, "every element of an array"),
        ("items name", None, "the element is a step of its own"),
        ("x\u00a0y z", None, "a quoted name is exact"),
        ("any q leaf", 4, "a wildcard field"),
        ("any leaf", None, "a wildcard needs one step"),
        ("o deep p er", 5, "two descendants"),
        ("er deep", None, "in order"),
        ("a b c", 6, "a rule below another"),
    ],
)
def test_rules_hold_where_their_path_leads(names: str, rule: int | None, why: str) -> None:
    """The automaton finds the first rule whose path is the walked one."""
    state = compile_paths([parse_path(path) for path in RULES])
    for name in names.split(" "):
        state = state.other if name == "*" else state.below(name)
    assert state.rule == rule, why


@pytest.mark.parametrize(
    "path",
    [
        "",
        "receiver.mobile",
        "$",
        "$.",
        "$..",
        "$.a.",
        "$.a[0]",
        "$[*]",
        "$.*",
        "$..*",
        "$.a b",
        "$['a]",
        "$." + "a" * 2_000,
    ],
)
def test_what_is_no_path_is_refused(path: str) -> None:
    """A path that cannot be read, or that names everything, is an error that quotes nothing."""
    with pytest.raises(PathSyntaxError) as caught:
        parse_path(path)
    assert not path or path not in str(caught.value).split()


def test_the_automaton_is_bounded_by_the_policy() -> None:
    """Names of documents make no states."""
    state = compile_paths([parse_path("$..a.b")])
    assert state.below("x") is state.below("y") is state.other


def test_a_bomb_of_descendants_is_refused() -> None:
    """Paths whose automaton would grow without measure are an error, not a lost worker."""
    paths = [parse_path("$..a" + ".*" * 20 + ".z")]
    with pytest.raises(PathSyntaxError):
        compile_paths(paths)
