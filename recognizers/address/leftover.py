"""Gives to the address what is left over on a waybill line whose name and number are found.

Must never act on talk: what is left must stand right behind the address, without a sign or a word
of a sentence in it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from recognizers.address.sentence import goes_on
from recognizers.sequence.tagged import Tagged

_LEFT: Final = re.compile("[\u3400-\u9fffA-Za-z0-9()（）#-]{1,12}")
_TALK: Final = re.compile(
    "[的了吗呢吧啊请谢急收您你我他她们给送寄取拿要没不别找叫问让交由催等和与及是]"
    "|电话|手机|姓名|号码|客户|联系|先生|女士|身份|邮编|固话|座机|备注|附近|周边|门口放|[0-9]{6}"
)


def with_leftovers(
    found: Sequence[Tagged], mobiles: Sequence[tuple[int, int]], text: str
) -> list[Tagged]:
    """Lengthens each address over what stands between it and the next value or the text's end.

    Args:
        found: Names and addresses, in order, not overlapping.
        mobiles: Where the mobile numbers stand.
        text: The text.

    Returns:
        The findings in their order.
    """
    begins: list[int] = []
    grown = []
    for stretch in found:
        if stretch.label == "ADDRESS" and _LEFT.match(text, stretch.end):
            if not begins:
                starts = [start for start, _ in mobiles]
                begins = sorted([s.start for s in found] + starts + [len(text)])
            border = begins[bisect_left(begins, stretch.end)]
            rest = text[stretch.end : border]
            part = rest and _LEFT.fullmatch(rest) and not _TALK.search(rest)
            if part and not goes_on(stretch.end, border, text):
                grown.append(stretch._replace(end=border))
                continue
        grown.append(stretch)
    return grown
