"""One form for all spellings of a value, so that pseudonyms join across them.

Must never be printed: a normal form is as raw as the value.
"""

import re
import unicodedata
from typing import Final

from redactor.masking.figures import digits_of
from redactor.masking.mobiles import WRITTEN

# Digits as they are written and spoken: financial forms, the radio alphabet (幺两拐洞勾), 〇.
_DIGIT_WORDS: Final = str.maketrans(
    "〇零洞一壹幺二贰貳两兩三叁參四肆五伍六陆陸七柒拐八捌九玖勾",
    "00011122222333445566677788999",
)
_EXTENSION: Final = re.compile(r"(?:转|轉|分机|分機|ext\.?|[-,#*x])+\s{0,4}(?=[0-9]{1,6}\Z)")
_NO_DIGIT: Final = re.compile(r"[^0-9]")
_COUNTRY: Final = re.compile(r"\A(?:00)?86(?=1[3-9][0-9]{9})", re.ASCII)
_FILLING: Final = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff\u00ad]{1,40}")
_DOTS: Final = re.compile(r"[•・‧∙⋅．.]")
_NO_WORD: Final = re.compile(r"[^0-9A-Z\u3400-\u9fff]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{1,40}")  # which have no other form
_MOBILE_DIGITS: Final = 11

# Of these only letters, digits and Han characters count: separators and case do not.
_NUMBERS: Final = frozenset(
    "CN_RESIDENT_ID CN_PASSPORT CN_HK_MACAU_PERMIT CN_TAIWAN_PERMIT CN_BANK_CARD CN_LICENSE_PLATE "
    "CN_USCC HK_ID_CARD TW_ID_CARD MO_ID_CARD WAYBILL_NO PICKUP_CODE QQ".split()
)


def normalised(raw_value: str, entity: str) -> str:
    """Give the form that all spellings of a value share.

    Args:
        raw_value: The value as written.
        entity: Its entity: spellings of a number vary more than those of a name.

    Returns:
        For a phone its digits without country code, `-` and the extension's; for other numbers
        letters and digits alone; of a figure (13800138000.0) its digits; else the text in NFKC and
        lower case, without white space. Values that differ only in what is left out are one value.
    """
    if entity == "PHONE_NUMBER":
        return _phone(raw_value)
    if entity in _NUMBERS:
        if raw_value.isascii() and raw_value.isalnum():
            return raw_value.upper()
        return _NO_WORD.sub("", digits_of(_folded(raw_value)).upper())
    if _HAN.fullmatch(raw_value):
        return raw_value
    return _DOTS.sub("·", _folded(raw_value)) if entity == "PERSON" else _folded(raw_value)


def _folded(raw_value: str) -> str:
    if raw_value.isascii():
        return "".join(raw_value.split()).casefold()
    return _FILLING.sub("", unicodedata.normalize("NFKC", raw_value)).casefold()


def _phone(raw_value: str) -> str:
    if found := WRITTEN.fullmatch(raw_value):
        if len(raw_value) == _MOBILE_DIGITS:
            return raw_value
        first, middle, last, extension = found.groups()
        number = first + middle + last
        return number if extension is None else f"{number}-{extension}"
    text = digits_of(_folded(raw_value))
    if not text.isascii():
        text = text.translate(_DIGIT_WORDS)
    extension = _EXTENSION.search(text)
    main = _NO_DIGIT.sub("", text[: extension.start()] if extension else text)
    if extension is None or len(_COUNTRY.sub("", main)) < _MOBILE_DIGITS - 1:
        return _COUNTRY.sub("", _NO_DIGIT.sub("", text)) or text
    return f"{_COUNTRY.sub('', main)}-{text[extension.end() :]}"
