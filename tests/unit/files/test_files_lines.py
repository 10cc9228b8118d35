"""Lines of a stream: numbered, bounded, and none lost."""

import io

import pytest

from redactor.files.lines import batches


class Trickle:
    """A pipe that brings a few bytes at a time."""

    def __init__(self, raw: bytes, step: int) -> None:
        """Take the bytes and the size of one read."""
        self._stream = io.BytesIO(raw)
        self._step = step

    def read1(self, size: int, /) -> bytes:
        """Give at most `step` bytes."""
        return self._stream.read(min(size, self._step))


@pytest.mark.parametrize(
    ("raw", "expected", "reason"),
    [
        (b"", [], "an empty stream has no lines"),
        (b"a\nb\n", [b"a", b"b"], "a line end at the end starts no new line"),
        (b"a\nb", [b"a", b"b"], "the last line needs no line end"),
        (b"a\r\nb\r\n", [b"a", b"b"], "CRLF belongs to the line's end"),
        (b"\n\na\n", [b"", b"", b"a"], "empty lines count"),
        (b"\xef\xbb\xbfa\nb", [b"a", b"b"], "a byte order mark is the file's"),
        (b"a\n\xef\xbb\xbfb", [b"a", b"\xef\xbb\xbfb"], "but only at its start"),
        ("a\u2028b\x0bc\n".encode(), ["a\u2028b\x0bc".encode()], "other line ends are text"),
        (b"\xff\xfe\n", [b"\xff\xfe"], "broken UTF-8 is a line like any other"),
    ],
)
@pytest.mark.parametrize("step", [1, 2, 1_000])
def test_lines_are_the_same_however_they_arrive(
    raw: bytes, expected: list[bytes], reason: str, step: int
) -> None:
    """Lines do not depend on how the stream is cut into reads."""
    lines = [line for batch in batches(Trickle(raw, step)) for line in batch.lines]
    assert [line.raw for line in lines] == expected, reason
    assert [line.number for line in lines] == list(range(1, len(expected) + 1))


@pytest.mark.parametrize("step", [1, 3, 1_000])
def test_an_overlong_line_is_named_and_not_kept(step: int) -> None:
    """A line beyond the limit keeps its number, loses its bytes, and spoils no other line."""
    raw = b"short\n" + b"x" * 100 + b"\nnext\n" + b"y" * 100
    lines = [line for batch in batches(Trickle(raw, step), 10) for line in batch.lines]
    assert [line.raw for line in lines] == [b"short", None, b"next", None]
    assert [line.number for line in lines] == [1, 2, 3, 4]


def test_lines_come_as_soon_as_they_are_there() -> None:
    """The first lines of a slow pipe do not wait for the rest."""
    read = batches(Trickle(b"first\nsecond\n", 6))
    assert [line.raw for line in next(read).lines] == [b"first"]


def test_batches_account_for_every_byte() -> None:
    """The sizes of all batches add up to the stream's, for the progress bar."""
    raw = b"abc\ndef\nghi"
    assert sum(batch.size_bytes for batch in batches(Trickle(raw, 4))) == len(raw)


def test_a_line_does_not_show_in_a_repr() -> None:
    """No log or traceback can carry a line."""
    batch = next(batches(io.BytesIO(b"13912345678\n")))
    assert "13912345678" not in repr(batch)
