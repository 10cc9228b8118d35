"""Values behind an encoding: the whole encoded stretch is the finding."""

import base64
from collections.abc import Callable
from urllib.parse import quote

import pytest

from recognizers.encoded import EncodedRecognizer
from recognizers.testing import conforms

PHONE = "13800138000"
SENTENCE = "电话13800138000"


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in text)


ENCODERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("base64", lambda text: base64.b64encode(text.encode()).decode()),
    ("base64 without padding", lambda text: base64.b64encode(text.encode()).decode().rstrip("=")),
    ("base64 of URLs", lambda text: base64.urlsafe_b64encode(text.encode()).decode()),
    ("hexadecimal", lambda text: text.encode().hex()),
    ("percent", lambda text: "".join(f"%{byte:02X}" for byte in text.encode())),
    ("unicode escapes", _escaped),
    ("code points", lambda text: "".join(rf"\u{{{ord(character):X}}}" for character in text)),
    ("JavaScript escapes", lambda text: "".join(f"%u{ord(character):04X}" for character in text)),
    ("octal escapes", lambda text: "".join(rf"\{byte:03o}" for byte in text.encode())),
    ("escaped bytes", lambda text: "".join(rf"\x{byte:02X}" for byte in text.encode())),
    ("escaped GBK", lambda text: "".join(rf"\x{byte:02x}" for byte in text.encode("gbk"))),
    ("escapes, quoted again", lambda text: _escaped(text).replace("\\", "\\" * 2)),
    ("quoted-printable", lambda text: "".join(f"={byte:02X}" for byte in text.encode())),
    ("UTF-16 in hexadecimal", lambda text: text.encode("utf-16-be").hex().upper()),
    ("UTF-16 in base64", lambda text: base64.b64encode(text.encode("utf-16-le")).decode()),
    ("escapes in base64", lambda text: base64.b64encode(_escaped(text).encode()).decode()),
    ("HTML entities", lambda text: "".join(f"&#{ord(character)};" for character in text)),
    ("HTML entities, padded", lambda text: "".join(f"&#{ord(letter):08};" for letter in text)),
    ("HTML entities, open", lambda text: "".join(f"&#{ord(letter)}" for letter in text)),
)
NAMES = [name for name, _ in ENCODERS]


@pytest.fixture(scope="module")
def encoded() -> EncodedRecognizer:
    """One recognizer for all rows: it loads the model."""
    return EncodedRecognizer()


@pytest.mark.parametrize("value", [PHONE, SENTENCE], ids=["number", "sentence"])
@pytest.mark.parametrize(("name", "encode"), ENCODERS, ids=NAMES)
def test_encoded_number_is_found_whole(
    encoded: EncodedRecognizer, name: str, encode: Callable[[str], str], value: str
) -> None:
    """A number is found in every encoding, from its first encoded character to its last."""
    run = encode(value)
    text = f"数据：{run}，完"
    (found,) = encoded.find(text)
    assert (text[found.start : found.end], found.label) == (run, "PHONE_NUMBER"), name


@pytest.mark.parametrize("padding", ["\n", "\t" * 3, " " * 4_090, " " * 9_000, " " * 12_299])
@pytest.mark.parametrize("name", ["base64", "hexadecimal"])
def test_neither_line_ends_nor_length_hide_a_number(
    encoded: EncodedRecognizer, name: str, padding: str
) -> None:
    """What a shell's `echo` adds, or a page of blanks before the number, hides nothing."""
    encode = dict(ENCODERS)[name]
    run = encode(padding + PHONE + "\n")
    found = encoded.find(f"数据：{run}，完")
    assert [(one.start, one.end, one.label) for one in found] == [(3, 3 + len(run), "PHONE_NUMBER")]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        (r'name: "\347\216\213\345\260\217\346\230\216"', r"\347\216\213\345\260\217\346\230\216"),
        (
            r"GET /a?name=\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E HTTP",
            r"\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E",
        ),
        ("=?UTF-8?Q?=E7=8E=8B=E5=B0=8F=E6=98=8E?=", "=E7=8E=8B=E5=B0=8F=E6=98=8E"),
        ("body: =E7=8E=8B=\r\n=E5=B0=8F=E6=98=8E", "=E7=8E=8B=\r\n=E5=B0=8F=E6=98=8E"),
        (r"\x" + "王小明".encode().hex() + "0a" * 3, "王小明".encode().hex() + "0a" * 3),
        (f"?r={quote(quote('王小明'))}&a=1", quote(quote("王小明"))),
    ],
    ids=[
        "protocol buffers",
        "web server",
        "header of a mail",
        "body of a mail",
        "bytea",
        "redirect",
    ],
)
def test_a_name_as_programs_write_it(encoded: EncodedRecognizer, text: str, run: str) -> None:
    """Bytes that are escaped one by one are one text."""
    (found,) = encoded.find(text)
    assert (text[found.start : found.end], found.label) == (run, "PERSON")


def test_name_in_a_query_string(encoded: EncodedRecognizer) -> None:
    """A percent-encoded value is found without the key before it."""
    run = quote("王小明，13800138000")
    text = f"?name={run}&page=2"
    (found,) = encoded.find(text)
    assert text[found.start : found.end] == run


@pytest.mark.parametrize(
    "text",
    [
        "SF1234567890123",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "d41d8cd98f00b204e9800998ecf8427e",
        "TrackingNumberABCD1234XYZ",
        "100%棉 50%OFF",
        "https://example.com/a%20b",
        "aGVsbG8gd29ybGQgaGVsbG8=",
        r"C:\123\x64\456",
        "a=12&b=34&c==56=78",
        SENTENCE,
    ],
    ids=[
        *("waybill", "uuid", "md5", "word", "percent sign", "blank", "greeting", "path", "query"),
        "not encoded",
    ],
)
def test_no_value_no_finding(encoded: EncodedRecognizer, text: str) -> None:
    """What does not decode to a value is left alone."""
    assert encoded.find(text) == []


def test_twice_encoded_is_not_unpacked(encoded: EncodedRecognizer) -> None:
    """Decoding goes one level deep: text may not cost more than its length."""
    once = base64.b64encode(PHONE.encode())
    assert encoded.find(base64.b64encode(once).decode()) == []


def test_encoded_conforms(encoded: EncodedRecognizer) -> None:
    """The recognizer keeps the rules of the house."""
    conforms(encoded)


def escaped(character: str) -> str:
    """What `escape` makes of a character (ECMA-262, annex B.2.1)."""
    if character.isascii() and (character.isalnum() or character in "@*_+-./"):
        return character
    code = ord(character)
    return f"%{code:02X}" if code < 256 else f"%u{code:04X}"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("王小明 13800138000", "PHONE_NUMBER"),
        ("收件人：王小明", "PERSON"),
        ("济南市历下区泉城路180号3单元1202室", "ADDRESS"),
        ("café 电话 13800138000", "PHONE_NUMBER"),
    ],
)
def test_what_the_escape_of_javascript_writes_is_found_whole(
    encoded: EncodedRecognizer, text: str, label: str
) -> None:
    """Letters and digits that it leaves as they are belong to the stretch."""
    run = "".join(map(escaped, text))
    found = [one for one in encoded.find(f"q={run}") if one.end - one.start == len(run)]
    assert label in {one.label for one in found}


def test_an_escape_beyond_all_code_points_hides_nothing(encoded: EncodedRecognizer) -> None:
    """What stands beside it is read."""
    run = "".join(f"\\u{{{ord(one):x}}}" for one in PHONE)
    assert [one.label for one in encoded.find(run + "\\u{110000}")] == ["PHONE_NUMBER"]


def test_what_one_stretch_hides_is_not_found_in_another(encoded: EncodedRecognizer) -> None:
    """Nor does a card count as the mail address beside it, which another rule may mask."""
    hidden = ("快件已经到达", "邮箱abc@example.com", "卡号6222021234567890128", "东西很好谢谢")
    runs = [base64.b64encode(one.encode()).decode() for one in hidden]
    text = " ".join(runs)
    found = {text[one.start : one.end].rstrip("="): one.label for one in encoded.find(text)}
    labels = [found.get(run.rstrip("=")) for run in runs]
    assert labels == [None, "EMAIL_ADDRESS", "CN_BANK_CARD", None]
