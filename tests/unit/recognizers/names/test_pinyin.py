"""Names in Latin letters are found where something says that they are names."""

import pytest

from recognizers.names.pinyin import PinyinNameRecognizer

FOUND = [
    ("收件人: Zhang Wei", "", "Zhang Wei", "after a Chinese key"),
    ("收件人:Li Xiaoming 13800138000", "", "Li Xiaoming", "after a key, before a number"),
    ("Consignee: WANG Xiao Ming, Jinan", "", "WANG Xiao Ming", "after an English key"),
    ("姓名 Ouyang Fei", "", "Ouyang Fei", "a compound surname"),
    ("Wei Zhang 13800138000", "", "Wei Zhang", "beside a mobile number, surname last"),
    ("Parcel handed to Zhang Weiming at the gate", "", "Zhang Weiming", "surname first, capitals"),
    ("Dear CHEN JIAYI, your parcel has arrived", "", "CHEN JIAYI", "after a salutation"),
    ("Zhang Wei", "receiver_name", "Zhang Wei", "the whole of a name field"),
    ("LiuYang", "contact_name", "LiuYang", "written in one word, in a name field"),
]
LEFT_ALONE = [
    ("Hong Kong express", "", "no key"),
    ("name: Apple Store", "", "no pinyin"),
    ("TO: Shang Hai Port", "", "pinyin, but no surname outside"),
    ("Song Long played in Hong Kong", "", "English words and a place"),
    ("Wang Laoji Herbal Tea", "", "a third word with a capital: a brand"),
    ("Fan Heater", "goods_name", "a field of goods"),
    ("sender: noreply@example.com", "", "a mail address"),
    ("", "receiver_name", "nothing"),
]


@pytest.mark.parametrize(
    ("text", "hint", "name", "reason"), FOUND, ids=[reason for *_, reason in FOUND]
)
def test_found(text: str, hint: str, name: str, reason: str) -> None:
    """A pinyin name with evidence is one finding, exactly as written."""
    found = PinyinNameRecognizer().find(text, hint)
    assert [text[f.start : f.end] for f in found] == [name], reason


@pytest.mark.parametrize(
    ("text", "hint", "reason"), LEFT_ALONE, ids=[reason for *_, reason in LEFT_ALONE]
)
def test_left_alone(text: str, hint: str, reason: str) -> None:
    """Latin words that are no pinyin name, or that nothing calls a name, are not found."""
    assert PinyinNameRecognizer().find(text, hint) == [], reason
