"""What became of a check of an address is no address; one that stands there is found."""

import pytest

from recognizers.analyzer import Analyzer
from tests.unit.recognizers.names.test_nobody import OUTCOMES, found

CHECKED = ("address_check.passed", "address.verified", "addressStatus", "地址核验结果")
ADDRESSES = (
    "山东省济南市历下区泉城路180号",
    "上海市浦东新区世纪大道100号5栋1202室",
    "收件地址与北京市朝阳区建国路88号一致",
)


@pytest.mark.parametrize("field", CHECKED)
def test_what_became_of_a_check_is_no_address(field: str) -> None:
    """通过 was taken for an address wherever a check was of one."""
    named = found(Analyzer.default(), OUTCOMES, field)
    assert [word for word, findings in zip(OUTCOMES, named, strict=True) if findings] == []


@pytest.mark.parametrize("field", CHECKED)
@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_in_a_check_is_found_all_the_same(field: str, text: str) -> None:
    """A field says what to expect, not what stands there."""
    (findings,) = found(Analyzer.default(), [text], field)
    assert "ADDRESS" in {one.label for one in findings}
