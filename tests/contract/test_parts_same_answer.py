"""The kernel and the patterns take every address apart in the same way, part by part."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.address.endings import COUNTED
from recognizers.address.grammar import parts_of, tables
from recognizers.address.parts import PIECE, written_parts
from recognizers.address.regions import BY_SUFFIX, region_names
from recognizers.native import KERNEL
from tests.support.pattern_strings import matching
from tests.support.waybill_lines import development_lines, lines

pytestmark = pytest.mark.skipif(KERNEL is None, reason="no C compiler when this was installed")

# Every character that an ending, a number, a separator or a look-ahead is made of, and some others.
WRITTEN = (
    "0012345678998AaBFfZz--~/－—#,，、;；。.|_:： \t\r\n\x00"
    "一二三十百零〇两甲乙丙丁东南西北中负地下号號栋棟幢座院楼樓懂馆排气期区单元單门洞口市梯道层層"
    "室房产户铺弄巷附之组队社小村民街办事处镇鎮乡鄉苏木委会屯卫居大胡同公路国省县环频渠通段線"
    "自治旗州场政域开发工业园住宅新校厂景广城宾馆酒店学寓苑桥里山济历王·的é٣\ud800😀"
)
TEXTS = st.one_of(
    st.text(st.sampled_from(WRITTEN), max_size=60),
    st.text(st.sampled_from("012-~/aB号楼栋单元室附之"), max_size=40),
    st.text(max_size=40),
)


def differences(addresses: list[str]) -> list[int]:
    """Places of addresses that both ways take apart differently: a place says nothing of a text."""
    pairs = enumerate(zip(map(parts_of, addresses), map(written_parts, addresses), strict=True))
    return [place for place, (one, other) in pairs if one != other]


@pytest.mark.parametrize("pattern", [PIECE, BY_SUFFIX], ids=["part", "region"])
def test_same_parts_of_what_the_patterns_match(pattern: re.Pattern[str]) -> None:
    """Strings drawn from the patterns, alone, in a row and behind a known region."""
    source = random.Random(pattern.pattern)
    drawn = matching(pattern.pattern, source, 4_000)
    regions = [name for entries in region_names().values() for name, _ in entries]
    rows = ["".join(source.choices(drawn, k=source.randint(2, 5))) for _ in drawn]
    behind = [source.choice(regions) + source.choice(regions + drawn) + one for one in drawn]
    assert drawn
    assert differences([*drawn, *rows, *behind]) == []


def test_same_parts_of_every_region() -> None:
    """Each name of the gazetteer, with each thing that may make it a road's."""
    names = [name for entries in region_names().values() for name, _ in entries]
    tails = ("", "路", "东三街", "东", "市", "区", "开发区")
    assert differences([name + tail for name in names for tail in tails]) == []


def test_same_parts_of_every_ending() -> None:
    """Each ending behind each way to write a number, before what it may and must not precede."""
    numbers = "1 12a a1 1-2a-3 123456 1234567 三十 甲 甲2 Ab B1 负1".split()
    endings = [one.word for group in COUNTED.values() for one in group]
    ahead = {sign for group in COUNTED.values() for one in group for sign in one.ahead}
    behind = ["", "1", "之1", "附12号", *sorted(ahead)]
    assert (
        differences([n + one + sign for n in numbers for one in endings for sign in behind]) == []
    )


def test_same_parts_of_generated_lines() -> None:
    """Whole lines as if they were addresses."""
    assert differences(list(lines(3_000, seed=23))) == []


def test_same_parts_of_the_development_data() -> None:
    """The same of real lines, and of pieces of them."""
    texts = development_lines()
    if not texts:
        pytest.skip("no development data: set REDACTOR_DEV_DATA to its folder to run this")
    source = random.Random(len(texts))
    pieces = [text[source.randrange(len(text) + 1) :] for text in texts]
    assert differences([*texts, *pieces]) == []


@given(TEXTS, st.integers(0, 1_000_000))
def test_same_parts_of_any_text(text: str, offset: int) -> None:
    """Whatever it holds, wherever it stands."""
    assert parts_of(text, offset) == written_parts(text, offset)


@pytest.mark.parametrize("length", [255, 256, 257, 5_000])
def test_same_parts_of_a_long_text(length: int) -> None:
    """A long one is read in memory of its own."""
    drawn = random.Random(length)
    text = "".join(drawn.choice(WRITTEN[:-1]) for _ in range(length))
    assert parts_of(text) == written_parts(text)


def test_a_character_beyond_the_basic_plane_is_left_to_the_patterns() -> None:
    """The kernel has no class for it, and says so."""
    assert KERNEL is not None
    grammar = KERNEL.grammar(*tables())
    assert KERNEL.parts(grammar, "😀路1号", 0) is None
    assert parts_of("😀路1号") == written_parts("😀路1号")


@pytest.mark.parametrize("place", range(7))
def test_tables_that_do_not_fit_are_refused(place: int) -> None:
    """A table too short, or of something else, is an error, not a read beyond it."""
    assert KERNEL is not None
    given = list(tables())
    given[place] = (b"", (((),),), (), (((1,),),), -1, dict, ())[place]
    with pytest.raises((ValueError, TypeError)):
        KERNEL.grammar(*given)
