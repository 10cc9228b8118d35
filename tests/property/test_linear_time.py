"""No recognizer takes more than linear time, on texts made to make patterns try again and again.

CPU time of twice the text against twice the work on the text itself, in one run, the best of
several: a square is two, a line one. Both take about as long, so that a busy machine disturbs both
alike. What takes next to nothing at twice the length is not judged. The collector rests meanwhile,
as it does in the sidecar: what it would look through is the suite's.
"""

import gc
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from recognizers.address.apart import pieces
from recognizers.catalogue import BUILT_IN
from recognizers.normalize import fold
from recognizers.outright import Outright
from recognizers.rooms import RoomRecognizer
from recognizers.sequence.recognizer import NameAndAddressRecognizer
from recognizers.shape import Shape

LENGTH: Final = 3_000
NOTHING_S: Final = 0.004
LINEAR: Final = 1.5  # between a line's one and a square's two
LEAST_TRIES: Final = 3  # a square may look like a line, where others took time from its half
TRIES: Final = 20  # as long as others take the processor away, a line may look like a square

PIECES: Final = [
    *(
        "a",
        "1",
        "A",
        "-",
        " ",
        ".",
        "%41",
        "\\u4e00",
        "%u4e00",
        "\\u{4e00}",
        "&#49;",
        "+/",
        "==",
        "0x",
        "1 ",
        "1-",
        "a@",
    ),
    *("a.", "@a.", "138", "13800138000", "1380013800", "110101", "SF", "SF1", "王", "王小明", "·"),
    *(
        "省",
        "山东省",
        "路1号",
        "1单元",
        "先生",
        "收件人",
        "一三八",
        "１３８",
        "①",
        "\u200b",
        "*",
        "王*",
    ),
    *("138****", "^_^", "转1", ",,1", "(", "（", '{"', "[", "::1", "1.1.1.", "京A", "QQ", "wxid_"),
    *("zhang ", "Zhang San", "1a", "a1", "1,", "/", "_", "\n", "\t", "🏠"),
]

PARTED: Final = ("泉城路180号3栋和5栋，", "送到幸福小区3栋或5栋单元门口 ", "放3栋快递柜或者5栋，")

# Cues with a name behind each, cues alone, and what the scan settles beside names.
SCANNED: Final = (
    *("从王明处揽收", "收件人王明，", "客户王明来电", "从", "客户", "收件人：", "收王", "我叫王"),
    *("17012345678,,", "17012345678,,12 ", "DD0000000275 ", "JD1", "JDA", "AB123456789 "),
)


@pytest.fixture(autouse=True)
def _at_rest() -> Iterator[None]:
    """The collector rests while time is taken."""
    gc.disable()
    yield
    gc.enable()


def is_linear(work: Callable[[str], object], piece: str) -> bool:
    """Tell whether work on twice as much text takes about twice as long."""
    short = (piece * LENGTH)[:LENGTH] + "!"
    long = (piece * 2 * LENGTH)[: 2 * LENGTH] + "!"
    best = [float("inf"), float("inf")]
    for tries in range(1, TRIES + 1):
        for at, texts in enumerate(((short, short), (long,))):
            began = time.process_time()
            for text in texts:
                work(text)
            best[at] = min(best[at], time.process_time() - began)
        if best[1] < NOTHING_S or (tries >= LEAST_TRIES and best[1] < LINEAR * best[0]):
            return True
    return False


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind.__name__)
def test_a_recognizer_takes_linear_time(kind: Any) -> None:  # noqa: ANN401 -- a class of recognizers
    """Twice the text, twice the time: for every recognizer and every piece it may stumble over."""
    recognizer = kind()

    def work(text: str) -> object:
        return recognizer.find_batch([fold(text).text], [""])

    assert [piece for piece in PIECES if not is_linear(work, piece)] == []


def test_the_value_of_a_room_takes_linear_time() -> None:
    """A field that is for a room's number may hold anything."""
    recognizer = RoomRecognizer()
    pieces_ = [*PIECES, "A-", "1 A ", "A 1-", "#1"]
    assert [
        one for one in pieces_ if not is_linear(lambda text: recognizer.find(text, "room"), one)
    ] == []


def test_what_is_found_outright_takes_linear_time() -> None:
    """However many cues a text has, and whether names stand behind them or not."""
    outright = Outright(kind() for kind in BUILT_IN)

    def work(text: str) -> object:
        return outright.read([text * 40], [Shape.NAME_FIELD.value])

    assert [piece for piece in SCANNED if not is_linear(work, piece)] == []


@pytest.mark.parametrize("piece", PARTED)
def test_addresses_that_words_part_take_linear_time(piece: str) -> None:
    """A long text of them is read once, and so is what stands before them and names nothing."""
    recognizer = NameAndAddressRecognizer()

    def work(text: str) -> object:
        return recognizer.find_batch(["1-" * 4 * len(text) + text * 4], [""])

    assert is_linear(work, piece)


def test_an_address_of_digits_is_parted_in_linear_time() -> None:
    """What a word parts from another may be nothing but digits, and end with none."""

    def work(text: str) -> object:
        return pieces(0, len(text) + 10, f"秋水台3栋今天他{text}后面")

    assert is_linear(work, "1")


def test_a_square_is_told_from_a_line() -> None:
    """Else the tests above could not fail."""
    assert not is_linear(re.compile("1+2").findall, "1")
    assert is_linear(re.compile("1{1,20}2").findall, "1")
