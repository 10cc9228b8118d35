"""Seeded, fictitious lines of logistics text, and the development data where it is present."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DATA: Final = Path(os.environ.get("REDACTOR_DEV_DATA", ROOT / ".." / "shared" / "data"))

_NAMES: Final = ("王小明", "欧阳静", "张伟", "李女士", "陈师傅", "王*", "张^_^", "赵六一")
_PLACES: Final = (
    "山东省济南市历下区泉城路180号3单元1202室",
    "李家村三组",
    "上海市浦东新区张江镇碧波路690号2幢401",
    "幸福小区3-2-1202",
    "放3号楼1单元门口鞋柜",
)
_NUMBERS: Final = (
    "13800138000",
    "138 0013 8000",
    "+86-138-0013-8000",
    "13800138000转1234",
    "13800138000-5678",
    "0531-88888888",
    "（0531）88888888-801",
    "138****5678",
    "１３８００１３８０００",
    "一三八零零一三八零零零",
    "1\u200b3\u200b8\u200b00138000",
    "l38OO138OOO",
    "120213800138000",
)
_OTHERS: Final = (
    "身份证11010519491231002X",
    "110105194912310021",
    "税号91350100M000100Y43",
    "银行卡4111 1111 1111 1111",
    "车牌粤B·12345",
    "护照E12345678",
    "邮箱zhang@example.com",
    "QQ：987654321",
    "微信zhangsan_88",
    "IP192.168.1.105",
    "坐标116.404123,39.915123",
    "取件码3-2-1054、5-1-2033",
    "运单号SF1234567890123",
    "快递单号773123456789012",
    "订单号2024031512345678",
    "金额3280.00元",
    "时间2024-03-15 12:30:45",
    "客服95338",
    "MTM4MDAxMzgwMDA=",
    "%31%33%38%30%30%31%33%38%30%30%30",
    "重量1.5kg",
)
_GLUE: Final = ("", "", " ", "，", ",", "：", "\n", "；", "、", "/", "-", "(", "【")


def lines(count: int, seed: int = 20240315) -> Iterator[str]:
    """Give `count` lines that mix values, captions, separators and things that are no values."""
    random_source = random.Random(seed)
    for _ in range(count):
        pieces: list[str] = []
        for _ in range(random_source.randint(1, 6)):
            pool = random_source.choice((_NAMES, _PLACES, _NUMBERS, _NUMBERS, _OTHERS, _OTHERS))
            pieces += (random_source.choice(pool), random_source.choice(_GLUE))
        yield "".join(pieces)


def development_lines(every: int = 1) -> list[str]:
    """Every so many-th text of the development data; none where it is not present."""
    texts = []
    for path in sorted(DATA.glob("*.jsonl")):
        rows = path.read_text("utf-8").splitlines()
        texts += [json.loads(row).get("text", "") for row in rows[::every]]
    return texts
