"""Chinese numerals written for the digits of a number: 一三八零零, 壹叁捌, 幺三八洞洞.

Must never fold what stays a word: 一楼, 三组, the numeral at the end of a name before a number.
"""

import re
from typing import Final

_DIGITS: Final = dict(
    zip(
        "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸幺洞拐勾两兩",
        "00123456789123456789236107922",
        strict=True,
    )
)
NUMERALS: Final = "".join(_DIGITS)
_HAN: Final = NUMERALS
GAPS: Final = " -—.·,，、/_"  # what may stand between two of them
_GAP: Final = rf"[{re.escape(GAPS)}]{{0,2}}"
# A number in Chinese digits has seven of them or more; 一楼 and 三组 stay what they are.
_RUN: Final = re.compile(rf"[{_HAN}0-9](?:{_GAP}[{_HAN}0-9]){{6,40}}")
_HINT: Final = re.compile(
    rf"[{_HAN}](?:{_GAP}[{_HAN}0-9]{_GAP}[{_HAN}0-9]{_GAP}[{_HAN}0-9]|(?<=[0-9][0-9][0-9].))"
)
_TABLE: Final = {ord(k): v for k, v in _DIGITS.items()}
_BETWEEN: Final = re.compile(f"[{_HAN}]+")
_NUMBER: Final = 7
_FEW: Final = 1  # a lone one is a numeral beside a number: 三单元一13800138000
_MOBILE: Final = 11
_IDENTITY: Final = 18
_BIRTH: Final = 6  # where the birthday stands in an identity number
BORN: Final = re.compile(
    r"(?:18[89]|19[0-9]|20[0-9])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
)
_WORD: Final = re.compile("[\u4e00-\u9fff]")
_FIXED: Final = range(10, 13)  # digits of a fixed-line number with its area code


def fold_numerals(text: str) -> str:
    """Write the numerals of numbers as digits; one for one, so that offsets stay.

    Args:
        text: A text in which every other kind of digit is folded already.
    """
    return _RUN.sub(_to_digits, text) if _HINT.search(text) else text


def _to_digits(match: re.Match[str]) -> str:
    """Fold a run, without the numeral of a name or place that runs into it.

    张三一三八… and 一三八…四川省 have a digit more than a mobile number; 赵六一13800138000 is a
    number already.
    """
    run = match.group()
    places = [i for i, c in enumerate(run) if c in _DIGITS or c.isdigit()]
    numerals = sum(run[i] in _DIGITS for i in places)
    digits = "".join(run[i] for i in places).translate(_TABLE)
    doubtful = numerals <= _FEW or _longest_solid(run) >= _NUMBER
    word = numerals <= _FEW and run[-1] in _DIGITS and _WORD.match(match.string, match.end())
    if not numerals or (doubtful and not _is_whole(digits, ends_in_word=bool(word))):
        return run
    first, last = places[0], places[-1] + 1
    if _MOBILE < len(digits) <= _MOBILE + 3:
        if _is_mobile(digits[-_MOBILE:]):
            first = places[-_MOBILE]
        elif _is_mobile(digits):
            last = places[_MOBILE - 1] + 1
    return run[:first] + run[first:last].translate(_TABLE) + run[last:]


def _is_whole(digits: str, *, ends_in_word: bool) -> bool:
    """As many digits as a mobile, an identity or a fixed-line number has, and built like one.

    The last has several lengths, so a lone numeral at its end may be a word: …9988一直没动.
    """
    if len(digits) == _MOBILE and _is_mobile(digits):
        return True
    if len(digits) == _IDENTITY:
        return BORN.match(digits, _BIRTH) is not None
    return digits[0] == "0" and len(digits) in _FIXED and not ends_in_word


def _is_mobile(digits: str) -> bool:
    return digits[0] == "1" and digits[1] > "2"


def _longest_solid(run: str) -> int:
    """Most digits between two Chinese ones."""
    return max(sum(map(str.isdigit, piece)) for piece in _BETWEEN.split(run))
