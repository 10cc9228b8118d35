"""Names of fields that are said to mean the same lead every recognizer to the same findings."""

import ast
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import pytest

from recognizers.analyzer import Analyzer
from recognizers.base import PatternBased, Recognizer
from recognizers.catalogue import BUILT_IN
from recognizers.catalogue import recognizers as catalogue
from recognizers.contact.landline import LandlineRecognizer
from recognizers.encoded import EncodedRecognizer
from recognizers.field_names import FieldNames, words_of
from recognizers.finding import Finding
from recognizers.freight.waybill import WaybillRecognizer
from recognizers.identity.travel_document import PassportRecognizer
from recognizers.pattern import Pattern
from recognizers.shape import Shape
from tests.support.hints import HINTS
from tests.support.waybill_lines import lines

WORDS: Final = (
    *("waybill", "tracking", "mail_no", "express_no", "order", "mobile", "phone", "tel", "contact"),
    *("name", "consignee", "receiver", "sender", "courier", "driver", "goods", "site", "company"),
    *("addr", "street", "location", "email", "mac", "ip", "id_card", "identity", "card", "bank"),
    *("account", "passport", "permit", "HKID", "BIR", "USCC", "lat", "lng", "gps", "coord", "geo"),
    *("姓名", "收件人", "联系人", "电话", "手机", "座机", "号码", "尾号", "运单", "面单", "快递单"),
    *("地址", "住址", "身份证", "证件", "护照", "通行证", "台胞证", "香港身份证", "澳门身份证"),
    *("台湾身份证", "银行卡", "账号", "卡号", "税号", "信用代码", "坐标", "经度", "纬度", "取件码"),
    *("room", "house", "chat_room", "房号", "门牌号"),
    *("微信", "QQ", "客户", "先生", "街", "remark", "at", "x", "备注", "司机", "签收", "尾箱"),
)
NAMES: Final = (
    *HINTS,
    *(f"{first}.{word}" for word in WORDS for first in ("order", "stops")),
    *(f"{word}_no" for word in WORDS),
    *(word.upper() for word in WORDS),
    *(f"en:{word}" for word in WORDS[::3]),
)
_PLAIN: Final = (
    *lines(90, seed=23),
    *(
        "****",
        "^_^",
        "**1234",
        "***********5678",
        "*明",
        "*小明",
        "尾 **1234",
        "：*明",
        "王小明",
        "欧阳静",
    ),
    *("wang xiaoming", "Mr. John Smith", "12 Nanjing Road", "山东省济南市历下区泉城路180号"),
    *("1202", "A-1202", "12-3-1202", "B", "1202室"),
    *("88888888", "8888 8888", "2345 6789", "11010119900307457X", "110101199003074", "A123456(3)"),
    *("A123456789", "1234567(8)", "G12345678", "H12345678", "E12345678", "12345678", "01234567"),
    *(
        "6222021234567890123",
        "4111111111111111",
        "91110108551385082Q",
        "123456789012",
        "SF12345678",
    ),
    *("YT1234567890123", "75123456789012", "3140.123456", "31.140123,121.123456", "31.14,121.12"),
    *("MTM4MDAxMzgwMDA=", "MTg2MTE2ODg4ODg4ODg=", "%31%33%38%30%30%31%33%38%30%30%30", "8-1-2034"),
    *("NjIyMjAyMTIzNDU2Nzg5MDEyMw==", "ODg4ODg4ODg4ODg4ODg=", "3132333435363738393031323334"),
)
TEXTS: Final = (*_PLAIN, *("".join(f"%{ord(one):02X}" for one in text) for text in _PLAIN[-40:]))
# What a recognizer may do with a name, besides giving it on as a hint.
_READERS: Final = frozenset(
    {"_is_told", "asked_for", "asked_of_each", "is_english", "shape_of_field"}
)
_HINT: Final = frozenset({"hint", "hints"})


def found(one: Recognizer, name: str) -> list[list[Finding]]:
    """What a recognizer finds in all texts under one name, ungated."""
    return one.find_batch(TEXTS, [name] * len(TEXTS))


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind.__name__)
def test_a_recognizer_takes_no_more_of_a_name_than_it_says(kind: type[Recognizer]) -> None:
    """Under names of one meaning to it, it finds the same, asked without a gate."""
    (one,) = (each for each in catalogue() if type(each) is kind)
    meanings = FieldNames([one])
    alike = defaultdict(list)
    for name in NAMES:
        alike[meanings[name]].append(name)
    for names in alike.values():
        first = found(one, names[0])
        assert [name for name in names[1:] if found(one, name) != first] == []


def test_names_that_mean_the_same_give_the_same_findings() -> None:
    """The analyzer, too, gives one answer for each meaning, and there are far fewer than names."""
    analyzer = Analyzer.default()
    firsts: dict[str, list[tuple[Finding, ...]]] = {}
    for name, meaning in zip(NAMES, analyzer.meanings(NAMES), strict=True):
        answer = analyzer.analyze_batch(TEXTS, [name] * len(TEXTS))
        assert firsts.setdefault(meaning, answer) == answer, name
    assert 10 < len(firsts) < len(NAMES) / 3
    assert len({str(one) for one in firsts.values()}) > 10  # the texts can tell


def test_fields_of_a_waybill_number_mean_the_same() -> None:
    """The event's own, an order's and a stop's number are read once; a name's field is another."""
    own, order, stop, name = Analyzer.default().meanings(
        ["waybill_no", "order.waybill_no", "stops.waybill_no", "receiver.name"]
    )
    assert own == order == stop != name


def uses(tree: ast.AST) -> Iterator[ast.AST]:
    """What each reading of a hint stands in."""
    for outer in ast.walk(tree):
        for inner in ast.iter_child_nodes(outer):
            if (
                isinstance(inner, ast.Name)
                and inner.id in _HINT
                and isinstance(inner.ctx, ast.Load)
            ):
                yield outer


def is_known(use: ast.AST) -> bool:
    """Whether a name is given on, searched for a pattern, or read by what every meaning holds."""
    if isinstance(use, ast.Subscript | ast.List):  # one of many, and a batch of one
        return True
    if not isinstance(use, ast.Call):
        return False
    called = use.func
    if isinstance(called, ast.Attribute):
        return called.attr == "search" or called.attr.startswith(("_", "find"))
    return isinstance(called, ast.Name) and called.id in {*_READERS, "find", "read", "zip"}


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind.__name__)
def test_a_recognizer_reads_names_in_known_ways(kind: type[Recognizer]) -> None:
    """A name is searched for patterns, told by its meaning, or given on; no more of it is read."""
    ours = [one for one in kind.__mro__ if one.__module__.startswith("recognizers.")]
    trees = [ast.parse(inspect.getsource(one)) for one in ours]
    assert [ast.unparse(use) for tree in trees for use in uses(tree) if not is_known(use)] == []
    assert words_of(kind) is not None


class PlainRecognizer(PatternBased):
    """A plug-in that only has patterns."""

    LABELS = ("PLAIN",)
    PATTERNS = (Pattern("plain", "[0-9]{4}", 0.5),)
    NEEDS = (Shape.DIGIT,)

    def validate_result(self, pattern_text: str) -> bool | None:
        """Take all."""
        return bool(pattern_text)


class CuriousRecognizer(PlainRecognizer):
    """A plug-in that reads all of a name, and does not say so."""

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Look at what no pattern tells."""
        return super().find(text) if len(hint) == 7 else []  # anything odd


class FrankRecognizer(CuriousRecognizer):
    """One that says what it reads."""

    FIELD_WORDS = (re.compile("locker"),)

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Look for one word."""
        return super().find(text, "1234567") if self.FIELD_WORDS[0].search(hint) else []


class DeafWaybillRecognizer(WaybillRecognizer):
    """One of ours with other methods."""

    def _told(self, text: str, hint: str) -> list[Finding]:
        return super()._told(text, hint[:3])


class VisaRecognizer(PassportRecognizer):
    """One of ours that looks for another word in the same way."""

    _WORD = re.compile("签证|visa")


class CuriousEncodedRecognizer(EncodedRecognizer):
    """One of ours with other methods, behind a property."""

    @property
    def needs(self) -> tuple[Shape, ...]:
        """Nothing."""
        return ()


@pytest.mark.parametrize(
    ("kind", "reads"),
    [
        (PlainRecognizer, ()),
        (CuriousRecognizer, None),
        (FrankRecognizer, FrankRecognizer.FIELD_WORDS),
        (DeafWaybillRecognizer, None),
        (VisaRecognizer, None),
        (CuriousEncodedRecognizer, None),
        (LandlineRecognizer, LandlineRecognizer.FIELD_WORDS),
    ],
)
def test_code_that_does_not_say_what_it_reads_may_read_all(
    kind: type[Recognizer], reads: Sequence[re.Pattern[str]] | None
) -> None:
    """What a class says holds for its own code, and for subclasses without any."""
    assert words_of(kind) == reads


def test_beside_a_curious_plug_in_every_name_is_another() -> None:
    """One recognizer that may read all of a name keeps all names apart."""
    names = ["waybill_no", "order.waybill_no"]
    assert Analyzer([*catalogue(), CuriousRecognizer()]).meanings(names) == names
    told = Analyzer([*catalogue(), FrankRecognizer()]).meanings([*names, "locker.waybill_no"])
    assert told[0] == told[1] != told[2]


def test_names_are_kept_up_to_a_bound() -> None:
    """Names that never come again do not fill the memory, and each keeps its meaning."""
    meanings = FieldNames([])
    assert len({meanings[f"x{at}"] for at in range(10_000)}) == 1
    assert len(meanings) <= 4_096  # the bound
