"""A JSON Pointer leads to one value of any document, and to no other."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from redactor.document import Document, Json
from redactor.envelope import Envelope
from redactor.json_codec import decode_nested
from redactor.paths import parse_path
from redactor.policy import FieldRule, Limits
from redactor.stages.fields import Fields
from redactor.stages.subject import subject_of

NAMES = st.text(st.sampled_from("ab01~/*.$- 路"), max_size=3)
TEXTS = st.sampled_from(["收件人", "x", "note"])
DOCUMENTS = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
)


def escaped(name: str) -> str:
    """Write a reference token (RFC 6901, 3)."""
    return name.replace("~", "~0").replace("/", "~1")


def leaves(value: Json, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Give the pointer of every text, and the text."""
    if isinstance(value, str):
        yield pointer, value
        return
    inside = value.items() if isinstance(value, dict) else enumerate(value or ())  # type: ignore[arg-type] # a list
    for at, inner in inside:
        yield from leaves(inner, f"{pointer}/{escaped(str(at))}")


def declared(document: Json, pointer: str) -> list[str]:
    """Give the pointers of the texts that a rule declares."""
    envelope = Envelope(Document([document], is_json=True), None, ())
    rule = FieldRule(path=pointer, entity="PERSON")
    Fields([rule], Limits(), decode_nested).select(envelope)
    places = [leaf.place.entity is not None for leaf in envelope.leaves]
    found = [at for at, _ in leaves(document)]
    return [at for at, declared in zip(found, places, strict=True) if declared]


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_any_names_can_be_pointed_to(names: list[str]) -> None:
    """What is escaped reads back as the same names."""
    pointer = "".join(f"/{escaped(name)}" for name in names)
    assert [step.name for step in parse_path(pointer)] == names


@given(DOCUMENTS.filter(lambda document: not isinstance(document, str)), st.data())
def test_a_pointer_declares_its_value_alone(document: Json, data: st.DataObject) -> None:
    """The rule holds at its own place: every other text stays undeclared."""
    found = [at for at, _ in leaves(document)]
    pointer = data.draw(st.sampled_from([*found, "/absent"]))
    assert declared(document, pointer) == [at for at in found if at == pointer]


@given(DOCUMENTS.filter(lambda document: not isinstance(document, str)), st.data())
def test_a_subject_is_the_value_pointed_to(document: Json, data: st.DataObject) -> None:
    """A route's subject is read from the same place."""
    texts = dict(leaves(document))
    pointer = data.draw(st.sampled_from([*texts, "/absent"]))
    subject = subject_of(Document([document], is_json=True), parse_path(pointer))
    assert subject == texts.get(pointer, "")
