"""The words around a value: what they say about it.

Must never look further than a clause or two: a word at the other end of a text says nothing.
"""

import re
from typing import Final

from recognizers.heads import telling

# What stands right before a number that belongs to a thing, not to a person.
_THING: Final = telling(
    r"(?:订单|訂單|交易|流水|商品|货品|产品|批次|序列|条码|条形码|工单|合同|发票|票据|凭证|型号|款号|货号|"
    r"会员|任务|批|版本|时间戳|编号|編號|[Oo]rder|ORDER|SKU|sku|S/?N|sn|IMEI|imei|ISBN|[Tt]imestamp|ts|"
    r"[Cc]ode|[Ii]nvoice|[Pp]roduct)"
    r"[ _\-]?(?:编?号码?|编?码|ID|id|[Nn]o\.?|NO\.?|[Nn]umber)?\s?[)）\]】]?"
    r"(?:[:：=#是为]|[\"“'「]){0,2}\s?#?$"
)
_REACH: Final = 16  # characters before a value in which its own caption stands


def is_thing(text: str, start: int) -> bool:
    """The value at `start` is captioned as an order, a product, a time: not as a person's."""
    return _THING.search(text[max(0, start - _REACH) : start]) is not None


def before(words: re.Pattern[str], text: str, start: int, reach: int = _REACH) -> bool:
    """One of the words stands in the `reach` characters before `start`."""
    return words.search(text, max(0, start - reach), start) is not None


def around(words: re.Pattern[str], text: str, span: tuple[int, int], reach: int = _REACH) -> bool:
    """One of the words stands in the `reach` characters before or after a span."""
    start, end = span
    return before(words, text, start, reach) or words.search(text, end, end + reach) is not None
