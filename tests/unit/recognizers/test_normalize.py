"""Folding: every way of writing a digit becomes one, and every offset finds its way back."""

import unicodedata

import pytest

from recognizers.normalize import fold

FOLDS = (
    ("１３８", "138", "full-width digits"),
    ("ＡＢｃ", "ABc", "full-width letters"),
    ("＋８６－１３８", "+86-138", "full-width signs"),
    ("𝟏𝟑𝟖", "138", "mathematical digits"),
    ("①③⑧", "138", "circled digits"),
    ("❶❸❽", "138", "negative circled digits"),
    ("⑴⑶⑻", "138", "digits in brackets"),
    ("¹³⁸", "138", "superscripts"),
    ("₁₃₈", "138", "subscripts"),
    ("١٣٨", "138", "Arabic-Indic digits"),
    ("1️⃣3️⃣8️⃣", "138", "keycap emoji"),
    ("1\u200b3\u200d8", "138", "zero-width characters"),
    ("1\x003\x7f8\x9b0", "1380", "control characters"),
    ("1\u20283\x858", "1 3 8", "separators of lines"),
    ("一・二", "一·二", "the katakana dot"),
    ("1\u202e3\u202c8", "138", "bidi controls"),
    ("1\u03013\u03028", "138", "combining marks"),
    ("1\u00a03\u30008", "1 3 8", "other blanks"),
    ("1‐3–8", "1-3-8", "other dashes"),
    ("一三八零零一三八零零零", "13800138000", "Chinese digits"),
    ("壹叁捌零零壹叁捌零零零", "13800138000", "accounting digits"),
    ("幺三八〇〇幺三八〇〇〇", "13800138000", "the telephone's one and the round zero"),
    ("幺三八洞洞幺三八洞洞洞", "13800138000", "radio digits"),
    ("一三八-零零一三-八零零零", "138-0013-8000", "Chinese digits in groups"),
    ("13八00一38零00", "13800138000", "both kinds mixed"),
    ("l38OO138OOO", "13800138000", "letters that look like digits"),
    ("138O0l38000", "13800138000", "a few letters"),
    ("1З8ОО138ООО", "13800138000", "Cyrillic letters"),
    ("11010519491231OO2X", "11010519491231002X", "letters in an identity number"),
    ("91350100M000100Y43", "91350100M000100Y43", "a company code stays"),
    ("一楼", "一楼", "a floor"),
    ("李家村三组", "李家村三组", "a village group"),
    ("二〇二四年", "二〇二四年", "a year"),
    ("三单元一13800138000", "三单元一13800138000", "one numeral beside a number"),
    ("Solid1 B2B", "Solid1 B2B", "words and model names"),
    ("你好，世界！（测试）：好", "你好，世界！（测试）：好", "Chinese punctuation stays"),
    ("", "", "the empty text"),
)


@pytest.mark.parametrize(("text", "folded", "reason"), FOLDS, ids=[row[2] for row in FOLDS])
def test_fold_row(text: str, folded: str, reason: str) -> None:
    """A text folds to what its row says."""
    assert fold(text).text == folded, reason


def test_digits_of_every_script_fold() -> None:
    """Whatever Unicode calls a decimal digit becomes one of ours, in scripts that few read too."""
    digits = [c for c in map(chr, range(0x110000)) if unicodedata.decimal(c, None) is not None]
    assert len(digits) > 600
    assert fold("".join(digits)).text == "".join(str(unicodedata.decimal(c)) for c in digits)


def test_fold_keeps_a_plain_text() -> None:
    """A text with nothing to fold is given back itself, with the same offsets."""
    text = "山东省济南市历下区泉城路180号王小明13800138000"
    assert fold(text).text is text
    assert fold(text).same_offsets


def test_span_takes_inner_invisible_characters_and_leaves_outer_ones() -> None:
    """Zero-width characters inside a value belong to it, those around it do not."""
    text = "电\u200b1\u200b3\u200b8\u200b话"
    folded = fold(text)
    start = folded.text.index("138")
    assert folded.span(start, start + 3) == (2, 7)


def test_span_takes_the_marks_of_the_last_character() -> None:
    """The keycap of the last digit belongs to the value."""
    text = "1️⃣3️⃣8️⃣号"
    assert fold(text).span(0, 3) == (0, 9)


def test_repr_hides_the_text() -> None:
    """A folded text never shows in a repr."""
    assert "13800138000" not in repr(fold("１13800138000"))
