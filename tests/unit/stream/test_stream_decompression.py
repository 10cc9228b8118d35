"""A message set expands within its bound, in every compression that Kafka knows."""

import gzip
from collections.abc import Callable

import cramjam
import pytest
from aiokafka import codec
from aiokafka.errors import CorruptRecordException
from aiokafka.record import default_records

from redactor.stream.decompression import SET_BYTES, ExpandedTooFarError, install

Codec = tuple[str, Callable[[bytes], bytes]]
CODECS: list[Codec] = [
    ("gzip_decode", gzip.compress),
    (
        "gzip_decode",
        lambda raw: gzip.compress(raw[: len(raw) // 2]) + gzip.compress(raw[len(raw) // 2 :]),
    ),
    ("lz4_decode", codec.lz4_encode),
    ("zstd_decode", codec.zstd_encode),
    ("snappy_decode", codec.snappy_encode),
    ("snappy_decode", lambda raw: bytes(cramjam.snappy.compress_raw(raw))),
]
NAMES = "gzip gzip-members lz4 zstd snappy-blocks snappy-raw".split()


@pytest.fixture(params=CODECS, ids=NAMES)
def way(request: pytest.FixtureRequest) -> Codec:
    """A compression: the function that aiokafka calls for it, and its other direction."""
    install()
    found: Codec = request.param
    return found


def expand(way: Codec, raw: bytes) -> bytes:
    """Expand as aiokafka does."""
    expanded: bytes = getattr(default_records, way[0])(memoryview(way[1](raw)))
    return expanded


@pytest.mark.parametrize("size", [0, 1, 1_000, 300_000, SET_BYTES])
def test_what_fits_is_expanded_whole(way: Codec, size: int) -> None:
    """Up to the bound every set comes out as it was, however well it was compressed."""
    raw = bytes(size)
    assert expand(way, raw) == raw


def test_what_was_hard_to_compress_is_expanded_whole(way: Codec) -> None:
    """A set that compression made no smaller comes out as it was."""
    raw = bytes(n * n % 251 for n in range(100_000))
    assert expand(way, raw) == raw


def test_a_bomb_is_not_expanded(way: Codec) -> None:
    """One byte beyond the bound, and nothing is given back."""
    with pytest.raises(ExpandedTooFarError):
        expand(way, bytes(SET_BYTES + 1))


def test_what_is_no_compression_of_anything_is_damaged(way: Codec) -> None:
    """It is not taken for a bomb, whose records are refused one by one at offsets nobody knows."""
    packed = way[1](bytes(n * n % 251 for n in range(1_000)))
    half = len(packed) // 2
    with pytest.raises(CorruptRecordException) as caught:
        getattr(default_records, way[0])(memoryview(packed[:half] + b"\xff" * half))
    assert caught.value.__suppress_context__
