"""Pseudonyms join all spellings of a value within a scope, and nothing across scopes."""

import re

import pytest

from redactor.errors import ConfigError
from redactor.masking.binding import Binding
from redactor.masking.operator import Masker, OfSubject, Operator
from redactor.masking.pseudonym import Hash, Pseudonym
from redactor.masking.traces import LETTERS
from redactor.masking.virtual import VirtualNumber
from redactor.spans import Span
from tests.support.keys import RING, SCOPE, bound

TOKEN = rf"tok_k1_[{LETTERS}]{{40}}"
FICTITIOUS = Pseudonym(style="fictitious")


def mask(masker: Masker, raw: str, entity: str = "PHONE_NUMBER") -> str:
    """Mask a whole text as one value."""
    return masker.mask(raw, Span(0, len(raw), entity))


@pytest.mark.parametrize(
    ("spelling", "why"),
    [
        ("138 0013 8000", "spaces"),
        ("138-0013-8000", "dashes"),
        ("+86 138 0013 8000", "country code"),
        ("0086-13800138000", "country code as dialled"),
        ("(86)13800138000", "country code in brackets"),
        ("１３８００１３８０００", "full-width digits"),
        ("一三八零零一三八零零零", "Chinese numerals"),
        ("幺三八洞洞幺三八洞洞洞", "numerals as spoken on the radio"),
        ("壹叁捌零零壹叁捌零零零", "financial numerals"),
        ("①③⑧００①③⑧０００", "circled digits"),
        ("138\u200b0013\u200b8000", "zero-width spaces"),
    ],
)
def test_all_spellings_of_a_phone_join(spelling: str, why: str) -> None:
    """However a number is written, its token is the same."""
    masker = bound(Pseudonym())
    assert mask(masker, spelling) == mask(masker, "13800138000"), why


@pytest.mark.parametrize(
    ("first", "second", "entity"),
    [
        ("13800138000-1234", "13800138000 转 1234", "PHONE_NUMBER"),
        ("13800138000,,1234", "+86 138-0013-8000 分机1234", "PHONE_NUMBER"),
        ("王小明", " 王 小明", "PERSON"),
        ("阿依古丽·买买提", "阿依古丽•买买提", "PERSON"),
        ("Zhang Wei", "ZHANG WEI", "PERSON"),
        ("11010519491231002x", "110105 19491231 002X", "CN_RESIDENT_ID"),
        ("鲁A·12345", "鲁A12345", "CN_LICENSE_PLATE"),
        ("Li@Example.com", "li@example.com", "EMAIL_ADDRESS"),
    ],
)
def test_spellings_of_other_values_join(first: str, second: str, entity: str) -> None:
    """Names, documents, plates and extensions join across their spellings too."""
    masker = bound(Pseudonym())
    assert mask(masker, first, entity) == mask(masker, second, entity)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("13800138000", "13800138001"),
        ("13800138000", "13800138000-1234"),
        ("13800138000-1234", "13800138000-1235"),
        ("0531-88888888", "88888888"),
        ("打电话", "找我"),
    ],
)
def test_different_values_differ(first: str, second: str) -> None:
    """What is another number, or another person behind an extension, has another token."""
    masker = bound(Pseudonym())
    assert mask(masker, first) != mask(masker, second)


def test_equal_texts_of_two_entities_do_not_join() -> None:
    """A QQ number does not lead to the phone of the same digits."""
    masker = bound(Pseudonym())
    assert mask(masker, "13800138000", "QQ") != mask(masker, "13800138000")


@pytest.mark.parametrize("operator", [Pseudonym(), Hash(), FICTITIOUS, VirtualNumber()])
@pytest.mark.parametrize("field", ["team", "purpose", "epoch"])
def test_scopes_do_not_join(operator: Operator, field: str) -> None:
    """Another team, purpose or epoch has other masks."""
    maskers = [
        operator.bind(Binding(RING, 0, SCOPE.model_copy(update={field: word})))
        for word in ("one", "two")
    ]
    about = [one.about("P1") if isinstance(one, OfSubject) else one for one in maskers]
    assert mask(about[0], "13800138000") != mask(about[1], "13800138000")


def test_a_token_prints_its_key_and_128_bits() -> None:
    """A token has a key id, 32 letters of four bits each, and a check of eight."""
    assert re.fullmatch(TOKEN, mask(bound(Pseudonym()), "13800138000"))
    assert re.fullmatch(rf"hash_k2_[{LETTERS}]{{72}}", mask(bound(Hash(), index=1), "x"))


def test_a_token_of_an_older_key_stays() -> None:
    """During the overlap of a rotation the tokens of both keys are known."""
    old, new = bound(Pseudonym()), bound(Pseudonym(), index=1)
    token = mask(old, "13800138000")
    assert mask(new, token) == token
    assert mask(new, "13800138000") != token


@pytest.mark.parametrize(
    "forged",
    [
        "tok_k1_" + "b" * 40,
        "tok_k9_" + "b" * 40,
        "tok_k1_13800138000",
    ],
)
def test_a_forged_token_is_a_value(forged: str) -> None:
    """What only looks like a token is masked like anything else."""
    assert mask(bound(Pseudonym()), forged) != forged


def test_a_token_of_another_scope_is_a_value() -> None:
    """A view does not pass on the tokens of another team."""
    token = mask(bound(Pseudonym(), team="finance"), "13800138000")
    assert mask(bound(Pseudonym()), token) != token


def test_a_hash_is_of_the_value_as_written() -> None:
    """`hash` joins equal texts alone."""
    masker = bound(Hash())
    assert mask(masker, "138 0013 8000") != mask(masker, "13800138000")


@pytest.mark.parametrize(
    "raw", ["王明", "王小明", "欧阳小明", "阿依古丽·买买提", "Zhang Wei", "王"]
)
def test_fictitious_names_are_nobodys(raw: str) -> None:
    """A fictitious name carries 某, has two to four characters and none of the raw ones."""
    name = mask(bound(FICTITIOUS), raw, "PERSON")
    assert name[1] == "某"
    assert len(name) == min(max(len(raw), 2), 4)
    assert not set(name) & set(raw)
    assert mask(bound(FICTITIOUS), name, "PERSON") == name


def test_fictitious_numbers_are_assigned_to_nobody() -> None:
    """A number of the unassigned segment 154, valid to a parser of privacy numbers."""
    number = mask(bound(FICTITIOUS), "13800138000")
    assert re.fullmatch(r"154\d{8}-\d{4}", number)
    assert mask(bound(FICTITIOUS), number) == number


def test_a_stray_number_of_the_fictitious_segment_is_masked() -> None:
    """A number that only looks fictitious does not pass."""
    assert mask(bound(FICTITIOUS), "15400000000-0001") != "15400000000-0001"
    assert mask(bound(FICTITIOUS), "15412345678") != "15412345678"


def test_other_entities_have_tokens_when_fictitious() -> None:
    """What has no fictitious form has a token."""
    assert re.fullmatch(TOKEN, mask(bound(FICTITIOUS), "11010519491231002X", "CN_RESIDENT_ID"))


def virtual(subject: str) -> Masker:
    """Give the masker of virtual numbers for one parcel."""
    masker = bound(VirtualNumber())
    assert isinstance(masker, OfSubject)
    return masker.about(subject)


def test_virtual_numbers_are_stable_for_a_parcel_and_party() -> None:
    """The same party of a parcel keeps its number, in any spelling; another party has its own."""
    assert mask(virtual("SF1"), "13800138000") == mask(virtual("SF1"), "138-0013-8000")
    assert mask(virtual("SF1"), "13800138000") != mask(virtual("SF1"), "13800138001")


def test_virtual_numbers_do_not_link_parcels() -> None:
    """The next parcel of the same person shows another number."""
    assert mask(virtual("SF1"), "13800138000") != mask(virtual("SF2"), "13800138000")


@pytest.mark.parametrize(("subject", "entity"), [("", "PHONE_NUMBER"), ("SF1", "PERSON")])
def test_without_parcel_or_phone_the_value_is_hidden(subject: str, entity: str) -> None:
    """A virtual number that would not be stable is not given."""
    assert mask(virtual(subject), "13800138000", entity) == "***********"


@pytest.mark.parametrize("operator", [Pseudonym(), Hash(), FICTITIOUS, VirtualNumber()])
def test_no_key_or_scope_no_start(operator: Operator) -> None:
    """A keyed operator without a key or a scope is an error before the first record."""
    with pytest.raises(ConfigError, match="needs a key"):
        operator.bind(Binding(scope=SCOPE))
    with pytest.raises(ConfigError, match="needs a scope"):
        operator.bind(Binding(RING))
