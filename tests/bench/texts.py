"""Texts by kind and length: what people and machines of a logistics company write.

Must never hold a real person, nor give the same texts twice in a run: a cache would shine.
"""

import random
from collections.abc import Iterator, Mapping
from typing import Final

from redactor.demo.people import Person, draw_person, words

LENGTHS: Final = (20, 70, 300, 2_000)

_REMARKS: Final = (
    "放{n}号楼{u}单元门口鞋柜，打不通就打{m}",
    "{x}先生说下午再送，联系{m}，别放驿站",
    "客户要求改送到{a}",
    "送到{u}单元{r}室，家里有老人，请敲门，姓{x}",
    "外包装破损，已拍照，联系寄件人{f}{m}确认",
)
_CHATS: Final = (
    "你好，我的快递到哪了？我叫{f}，手机{m}",
    "好的，已经为您登记，请保持电话畅通",
    "对的，地址是{a}",
    "能不能别打电话，加我邮箱{e}",
    "身份证尾号不记得了，全号是{i}",
)
_TRACKING: Final = (
    "【{c}】快件已到达{d}营业部",
    "【{c}】派件员：{f}，电话：{m}，正在派送",
    "【{c}】快件已发往{d}转运中心，车牌待定",
    "您的快件已签收，签收人：{f}，如有疑问请致电{l}",
)
_NOTHING: Final = (
    "尽快发货，谢谢",
    "周末也可以送，放门口就行",
    "东西很好，包装也结实，下次还来",
    "已揽收，等待装车，预计明天下午到达",
    "订单金额3280元，共2件，重量1.5公斤",
    "外包装有点湿，里面没有问题",
)
_LINES: Final[Mapping[str, tuple[str, ...]]] = {
    "waybill": ("{f} {m} {a} {g} ", "收件人：{f}，电话：{m}，地址：{a}；"),
    "remark": _REMARKS,
    "chat": _CHATS,
    "tracking": _TRACKING,
    "nothing to find": _NOTHING,
}
KINDS: Final = tuple(_LINES)


def texts(kind: str, length: int, count: int, seed: int) -> list[str]:
    """Write fictitious texts.

    Args:
        kind: One of `KINDS`.
        length: Exact length in characters.
        count: How many.
        seed: The same seed gives the same texts; another one gives none of them again.
    """
    rng = random.Random(f"{kind} {length} {seed}")
    return [_text(rng, _LINES[kind], length) for _ in range(count)]


def _text(rng: random.Random, lines: tuple[str, ...], length: int) -> str:
    text = ""
    for line in _written(rng, lines):
        text += line
        if len(text) >= length:
            break
    return text[:length]


def _written(rng: random.Random, lines: tuple[str, ...]) -> Iterator[str]:
    """Give sentences without end, each of a person of its own."""
    while True:
        yield f"{rng.choice(lines).format_map(_Values(rng, draw_person(rng)))}。"


class _Values(dict[str, object]):
    """The values a line may ask for, by letter."""

    def __init__(self, rng: random.Random, person: Person) -> None:
        place = person.place
        where = f"{place.province}{place.city}{place.district}{person.street}{person.estate}"
        super().__init__(
            f=person.name,
            x=person.name[0],
            m=person.mobile,
            l=person.landline,
            e=person.email,
            i=person.resident_id,
            a=f"{where}{person.building}号楼{person.unit}单元{person.room}室",
            c=place.city,
            d=place.district,
            n=person.building,
            u=person.unit,
            r=person.room,
            g=rng.choice(words("goods")),
        )
