"""What is remembered about names of fields, and that no name is which may be a value."""

import pytest

from recognizers import field_names
from recognizers.analyzer import Analyzer
from recognizers.base import Recognizer
from recognizers.catalogue import recognizers
from recognizers.field_names import FieldNames
from recognizers.finding import Finding
from recognizers.gates import shape_of_field
from recognizers.plain_names import MOST, ForPlainNames, is_plain
from recognizers.sequence.hints import asked_for

KEYS = ("13912345678", "电话13912345678", "陆小川", "lu@parcel.example", "receiver.13912345678")


class ReadsAll(Recognizer):
    """Reads all of a field's name."""

    LABELS = ("PERSON",)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find nothing but where the whole name is that of one field."""
        return [Finding(0, 1, "PERSON", 1.0, self.name)] if text and hint == "one field" else []


@pytest.mark.parametrize("name", ["", "receiver_name", "order.waybill_no", "en:receiver.name"])
def test_a_schema_s_name_is_plain(name: str) -> None:
    """Letters, a path of two, a language before it, and none at all."""
    assert is_plain(name)


@pytest.mark.parametrize("name", [*KEYS, "a" * 200, "收件人"])
def test_a_name_that_may_be_a_value_is_not(name: str) -> None:
    """Digits, Han characters, an @, and more letters than a schema writes."""
    assert not is_plain(name)


def test_no_key_of_a_document_outlives_its_batch() -> None:
    """Neither the meanings nor what the recognizers were told keep one, however it is read."""
    analyzer = Analyzer(recognizers())
    assert len(analyzer.meanings(KEYS)) == len(KEYS)
    analyzer.analyze_batch(["签收人陆小川"] * len(KEYS), KEYS)
    names = analyzer._names  # noqa: SLF001  # what it keeps, here and below
    kept = {*shape_of_field.kept, *asked_for.kept, *names, *names._digests, *names._shapes}  # noqa: SLF001
    assert kept.isdisjoint(KEYS)


def test_where_all_of_a_name_is_read_a_key_is_told_apart_and_not_kept() -> None:
    """Its meaning is a digest, the same whenever it is asked for."""
    names = FieldNames([ReadsAll()])
    meanings = names.meanings([*KEYS, "receiver_name"])
    assert len({*meanings}) == len(KEYS) + 1
    assert meanings == names.meanings([*KEYS, "receiver_name"])
    assert not any(key in meaning for key in KEYS for meaning in meanings)
    assert list(names) == ["receiver_name"]


def test_a_plain_name_stands_for_others_that_say_the_same() -> None:
    """Recognizers remember what they are told of it; a name that none is known for stays."""
    names = FieldNames(recognizers())
    assert names.told(["收件人", "备注"])[0] == ["收件人", "备注"]
    assert names.told(["收件人", "receiver.name"])[0] == ["receiver.name", "receiver.name"]
    assert names.told(["收件人", "13912345678"])[0] == ["receiver.name", "13912345678"]
    assert list(names) == ["receiver.name"]


def test_what_a_name_adds_to_shapes_is_told_with_it() -> None:
    """Of names in any order, known or not, and of none."""
    names = FieldNames(recognizers())
    for asked in (["tel", "收件人"], ["", "tel", "备注", "收件人", "tel"], ["tel", ""], []):
        assert names.told(asked)[1] == [shape_of_field(one) for one in asked]


def test_what_a_chinese_name_says_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found again under a digest: the name itself is not kept."""
    asked: list[str] = []

    def listening(name: str, _: object) -> str:
        asked.append(name)
        return name[:1]

    monkeypatch.setattr(field_names, "_meaning", listening)
    names = FieldNames(recognizers())
    first = names.meanings(["收件人", "电话13912345678"])
    assert names.meanings(["收件人", "电话13912345678"]) == first
    assert asked == ["收件人", "电话13912345678"]
    assert not names
    assert not any(one in kept for one in ("收件人", "13912345678") for kept in names._digests)  # noqa: SLF001  # what it keeps


def test_no_name_stands_for_another_where_all_of_a_name_is_read() -> None:
    """Two names are two meanings then."""
    names = FieldNames([ReadsAll()])
    asked = ["receiver_name", *KEYS]
    assert names.told(asked)[0] == asked


def test_answers_are_kept_up_to_a_bound() -> None:
    """A topic of ever new names, all of letters, does not fill the memory."""
    asked: list[str] = []

    @ForPlainNames
    def length(name: str) -> int:
        asked.append(name)
        return len(name)

    assert [length("name"), length("name"), length("1"), length("1")] == [4, 4, 1, 1]
    assert asked == ["name", "1", "1"]
    for number in range(MOST + 1):
        length("a" + "b" * (number % 60) + "".join(chr(97 + int(d)) for d in str(number)))
    assert 0 < len(length.kept) <= MOST
