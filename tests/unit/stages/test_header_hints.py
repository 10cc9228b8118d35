"""What a header is called says what its value may be."""

from redactor.json_codec import decode_nested
from redactor.policy import Limits
from redactor.record import Coordinates, Record
from redactor.stages.codec import open_record
from redactor.stages.fields import Fields


def hints(*headers: tuple[str, bytes | None]) -> list[tuple[str, str]]:
    """Give the texts of a record's headers with their hints."""
    record = Record(Coordinates("t", 0, 0), 0, b"key", b"{}", headers)
    envelope = open_record(record, (), 1_000)
    Fields((), Limits(), decode_nested).select(envelope)
    return [(leaf.raw_text, leaf.place.hint) for leaf in envelope.leaves]


def test_a_headers_name_is_the_hint_of_its_value() -> None:
    """A name alone in a header is told apart by what the header is called; a key has no name."""
    found = hints(("x-courier-name", "萧疏桐".encode()), ("x-courier-name", b"SF1"))
    assert found == [("key", ""), ("萧疏桐", "x-courier-name"), ("SF1", "x-courier-name")]


def test_json_in_a_header_keeps_its_own_names() -> None:
    """Fields inside a header stand below it."""
    assert hints(("x-sender", b'{"name":"a"}'))[1:] == [("a", "x-sender.name")]
