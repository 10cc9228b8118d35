"""A checksum is aiokafka's own, however it is made and wherever the bytes are parted."""

import random
from pathlib import Path

import pytest
from aiokafka.record.util import calc_crc32c

from recognizers.native.build import LIBRARIES, compiled
from redactor.stream import checksum
from redactor.stream.checksum import checksum_of, checksum_within
from tests.support.sanitized import copied, opened

FOLDER = "redactor/isolation/native"


@pytest.mark.parametrize("way", ["as installed", "by table", "without C"])
def test_it_is_aiokafkas(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of bytes of any length, from any place, in one part or in three."""
    if way == "without C":
        monkeypatch.setattr(checksum, "NATIVE", None)
    if way == "by table":
        library = LIBRARIES[FOLDER]
        if compiled(copied(tmp_path, FOLDER), more_flags=("-DBY_TABLE",), library=library):
            pytest.skip("no C compiler")
        monkeypatch.setattr(checksum, "NATIVE", opened(str(tmp_path / library)))
    drawn = random.Random(way)
    for _ in range(300):
        raw = drawn.randbytes(drawn.randrange(200))
        begin, middle, end = sorted(drawn.randrange(len(raw) + 1) for _ in range(3))
        due = calc_crc32c(raw[begin:end])
        assert checksum_within(raw, begin, end) == due
        assert checksum_of(raw[begin:middle], b"", raw[middle:end]) == due
