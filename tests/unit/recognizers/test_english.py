"""English names and addresses are found in fields that are said to be English, and nowhere else."""

import pytest

from recognizers.analyzer import Analyzer
from recognizers.english import EnglishRecognizer
from recognizers.testing import Example, conforms

EXAMPLES = (
    Example("Please call Mr. John Smith", ("John Smith",), "behind a title", "en:remark"),
    Example("ask Dr Wu-Chang", ("Wu-Chang",), "a title and one word", "en:remark"),
    Example("Attn: Mary-Jane O'Neil", ("Mary-Jane O'Neil",), "behind a cue", "en:remark"),
    Example("signed by J. Doe", ("J. Doe",), "an initial", "en:remark"),
    Example("Emily Chen picks it up", ("Emily Chen",), "a frequent given name", "en:remark"),
    Example("handed to neighbour Anne Lee", ("Anne Lee",), "a cue behind a cue", "en:remark"),
    Example("aragorn", ("aragorn",), "the whole of a field of names", "en:receiver.name"),
    Example("No. 88 West Nanjing Road, Huangpu, Shanghai 200003",
            ("No. 88 West Nanjing Road, Huangpu, Shanghai 200003",), "a street", "en:remark"),
    Example("Unit 5B, 1200 Century Avenue, Pudong", ("Unit 5B, 1200 Century Avenue, Pudong",),
            "a unit before it", "en:remark"),
    Example("leave at Room 1202, Building 3", ("Room 1202, Building 3",), "rooms alone",
            "en:remark"),
    Example("contact Customer Service", (), "nobody", "en:remark"),
    Example("Apple Watch Series", (), "a product", "en:remark"),
    Example("Please call Mr. John Smith", (), "not said to be English", "remark"),
)  # fmt: skip


def test_it_conforms() -> None:
    """Every row, and the rules of the house."""
    conforms(EnglishRecognizer(), EXAMPLES)


def test_presidio_may_ask_for_english() -> None:
    """A Presidio user registers it for `en`, and needs no hint."""
    recognizer = EnglishRecognizer(supported_language="en")
    (found,) = recognizer.analyze("ask for Mrs. Jane Doe")
    assert (found.entity_type, found.start, found.end) == ("PERSON", 13, 21)


@pytest.mark.parametrize(
    "text",
    [
        "收件人王小明，电话13800138000",
        "call 13800138000 ext 12, mail zhang@example.com",
        "11010519491231002X 鲁A12345 SF1234567890123",
        "济南市历下区泉城路180号3单元1202室",
    ],
)
def test_english_takes_nothing_away(text: str) -> None:
    """Whatever is found in a Chinese field is found in an English one: a hint only adds."""
    analyzer = Analyzer.default()
    chinese, english = analyzer.analyze(text, "remark"), analyzer.analyze(text, "en:remark")
    assert chinese
    for one in chinese:
        assert any(other.start <= one.start and one.end <= other.end for other in english)
