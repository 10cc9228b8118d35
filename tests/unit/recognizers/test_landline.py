"""Fixed-line and foreign numbers, and the hotlines that are nobody's."""

import pytest

from recognizers.contact.landline import LandlineRecognizer
from recognizers.testing import Example, conforms, unmet

ROWS = (
    Example("座机0531-88888888", ("0531-88888888",), "area code and hyphen"),
    Example("0531-88888888-801", ("0531-88888888-801",), "extension after a hyphen"),
    Example("010-88888888转8001", ("010-88888888转8001",), "extension after 转"),
    Example("(0531)88888888", ("(0531)88888888",), "area code in brackets"),
    Example("（0531）8888 8888", ("（0531）8888 8888",), "full-width brackets, a blank inside"),
    Example("010-8888-8888", ("010-8888-8888",), "two groups of four"),
    Example("0531 8888888", ("0531 8888888",), "seven digits after a blank"),
    Example("053188888888", ("053188888888",), "all in one"),
    Example("家里053188888888号", ("053188888888",), "all in one between Han characters"),
    Example("+86 531 88888888", ("+86 531 88888888",), "country code without trunk zero"),
    Example("+86-0531-88888888", ("+86-0531-88888888",), "country code with trunk zero"),
    Example("86-10-88888888", ("86-10-88888888",), "bare country code"),
    Example("0531-88888888/88888889", ("0531-88888888", "88888889"), "a second local number"),
    Example("0531-8888888,8888889", ("0531-8888888", "8888889"), "a second one after a comma"),
    Example("珞喻路1037号120531-88888888", ("0531-88888888",), "a room before it"),
    Example("B座946(0531)88888888", ("(0531)88888888",), "a room before brackets"),
    Example("张伟（+86-531-88888888）", ("+86-531-88888888",), "brackets around all of it"),
    Example("电话：88886666", ("88886666",), "local number after a caption"),
    Example("座机 8888666", ("8888666",), "seven digits after a caption"),
    Example("88886666", ("88886666",), "local number in a telephone field", "receiver_phone"),
    Example("88886666", ("88886666",), "first letters of a telephone", "lxdh"),
    Example("88886666", ("88886666",), "who was called", "被叫号码"),
    Example("20261130", (), "first letters of a time as well as of a mobile", "sj"),
    Example("+852 5123 4567", ("+852 5123 4567",), "Hong Kong"),
    Example("+853 6612 3456", ("+853 6612 3456",), "Macau"),
    Example("+886 912 345 678", ("+886 912 345 678",), "Taiwan"),
    Example("王小明+13800138000+3号楼", (), "a plus that parts two fields"),
    Example("+1 (415) 555-0198", ("+1 (415) 555-0198",), "another country"),
    Example("手机：1380013800", ("1380013800",), "a mobile number with a digit too few"),
    Example("手机号138001380001，", ("138001380001",), "a mobile number with a digit too many"),
    Example("编号1380013800", (), "ten digits without a telephone's caption"),
    Example("客服400-820-1234", (), "hotline 400"),
    Example("热线4008201234", (), "hotline 400 in one"),
    Example("客服电话95338", (), "short service number"),
    Example("电话800-810-8888", (), "hotline 800"),
    Example("编号88886666", (), "eight digits without a caption"),
    Example("订单号053188888888", (), "an order number that begins with a zero"),
    Example("0261-88888888", (), "0261 is no area code"),
    Example("日期2024-03-15", (), "a date"),
    Example("价格0.53188888", (), "decimals"),
    Example("电话：20240315001", (), "eleven digits are no local number"),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.reason)
def test_landline_row(row: Example) -> None:
    """Exactly the values of the row are found, through both doors."""
    assert unmet(LandlineRecognizer(), row) == []


def test_landline_conforms() -> None:
    """The recognizer keeps the rules of the house."""
    conforms(LandlineRecognizer(), ROWS)


@pytest.mark.parametrize("text", ["0531-88888888", "010 6655 4433", "053188888888", "0531)8888888"])
def test_a_number_alone_is_found_as_before_a_sign(text: str) -> None:
    """What is all of a text is decided at once, and is what a search of the text gives."""
    recognizer = LandlineRecognizer()
    assert recognizer.find(text) == recognizer.find(f"{text}。") != []
