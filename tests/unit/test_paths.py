"""Field paths: JSONPath's subset and JSON Pointer, and which rule holds where."""

import pytest

from redactor.paths import MAX_PATH_LENGTH, PathSyntaxError, Step, compile_paths, parse_path

RULES = [
    "$.a.b",
    "$..tel",
    "$.items[*].name",
    "$['x y'].z",
    "$.any.*.leaf",
    "$..deep..er",
    "$.a.b.c",
    "$.list[1].x",
    "/list/2/y",
    "/list/2",
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
        ("list 1 x", 7, "an element by its index"),
        ("list * x", None, "no other element"),
        ("list 2 y", 8, "a pointer's index"),
        ("list '2' y", 8, "a pointer's number is a field's name as well"),
        ("list '1' x", None, "an index of JSONPath is no name"),
        ("list 2", 9, "a pointer to an element"),
    ],
)
def test_rules_hold_where_their_path_leads(names: str, rule: int | None, why: str) -> None:
    """The automaton finds the first rule whose path is the walked one."""
    state = compile_paths([parse_path(path) for path in RULES])
    for name in names.split(" "):
        if name.isdigit():
            state = state.elements.get(int(name), state.other)
        else:
            state = state.other if name == "*" else state.below(name.strip("'"))
    assert state.rule == rule, why


@pytest.mark.parametrize(
    ("pointer", "names"),
    [
        ("/foo", ["foo"]),
        ("/foo/0", ["foo", "0"]),
        ("/", [""]),
        ("/a~1b", ["a/b"]),
        ("/c%d", ["c%d"]),
        ("/e^f", ["e^f"]),
        ("/g|h", ["g|h"]),
        ("/i\\j", ["i\\j"]),
        ('/k"l', ['k"l']),
        ("/ ", [" "]),
        ("/m~0n", ["m~n"]),
        ("/~01", ["~1"]),
        ("/收件人/电话", ["收件人", "电话"]),
    ],
)
def test_pointers_read_as_the_standard_says(pointer: str, names: list[str]) -> None:
    """The examples of RFC 6901, section 5, and the order of its escapes, section 3."""
    assert [step.name for step in parse_path(pointer)] == names


def test_a_pointers_number_is_a_name_or_an_index() -> None:
    """Which one it is the document says; leading zeros make no index (RFC 6901, 4)."""
    assert parse_path("/0/00/-") == (
        Step(deep=False, name="0", element=0),
        Step(deep=False, name="00"),
        Step(deep=False, name="-"),
    )


@pytest.mark.parametrize(("path", "place"), [("/a~", 3), ("/a/~2b", 4), ("/~0~~1", 4)])
def test_a_lone_tilde_is_named_by_its_place(path: str, place: int) -> None:
    """An escape that is none is an error, not a guess."""
    with pytest.raises(PathSyntaxError, match=f"a ~ at character {place} "):
        parse_path(path)


def test_both_notations_of_a_field_are_one_path() -> None:
    """A policy may mix them: a rule is the same rule, and a second one for its field is seen."""
    assert parse_path("$.receiver['mobile']") == parse_path("/receiver/mobile")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "receiver.mobile",
        "$",
        "$.",
        "$..",
        "$.a.",
        "$.a[01]",
        "$.a[-1]",
        "$[0]",
        "#/a",
        "a/b",
        "$[*]",
        "$.*",
        "$..*",
        "$.a b",
        "$['a]",
        "$." + "a" * 2_000,
        "/" + "a" * MAX_PATH_LENGTH,
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
