"""Kinds of text whose cost by length is measured: of people, machines and hostile senders.

Must never give a text twice, nor texts of one kind that differ in more than their length: what a
short one holds a long one holds as often.
"""

import base64
import json
import random
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from redactor.demo.people import Person, draw_person
from tests.bench.texts import texts

Write: TypeAlias = Callable[
    [int, int], str
]  # by the least number of bytes, and a number for each text

_SURNAMES: Final = "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Zhu Guo Gao Luo Zheng".split()
_SYLLABLES: Final = "wei fang min jing qiang lei jun yong jie juan tao chao gang ping hui".split()


def _repeated(piece: str) -> Write:
    """Write a number that no other text begins with, and then one piece over and over.

    The number stands once, and is as wide in texts of all sizes: what is found may rest on it. A
    name behind one digit was found, and echoed all through the text; behind two digits it was not.
    """
    return lambda size, seed: f"{seed:06d}{piece * (size // len(piece) + 1)}"


def _written(kind: str) -> Write:
    return lambda size, seed: texts(kind, size, 1, seed)[0]


def _drawn(piece: Callable[[Person], str]) -> Write:
    """Write a piece of one person after the other."""

    def write(size: int, seed: int) -> str:
        rng = random.Random(seed)
        pieces: list[str] = []
        written = 0
        while written < size:
            pieces.append(piece(draw_person(rng)))
            written += len(pieces[-1].encode())
        return "".join(pieces)

    return write


def _pinyin(person: Person) -> str:
    """Write some name: a surname and a given name of two syllables."""
    surname, first, second = (
        words[number % len(words)]
        for words, number in (
            (_SURNAMES, int(person.mobile)),
            (_SYLLABLES, int(person.privacy_number)),
            (_SYLLABLES, int(person.mobile) // len(_SURNAMES)),
        )
    )
    return f"{surname} {first.title()}{second}, "


def _address(person: Person) -> str:
    place = person.place
    where = f"{place.province}{place.city}{place.district}{person.street}{person.estate}"
    return f"{where}{person.building}号楼{person.unit}单元{person.room}室；"


def _half_masked(person: Person) -> str:
    return f"{person.name[0]}** {person.mobile[:3]}****{person.mobile[-4:]}，"


def _row(person: Person) -> str:
    return f"{person.name},{person.mobile},{person.privacy_extension},2026-03-16T06:02:19Z\n"


def _encoded(person: Person) -> str:
    """Write GBK in base64, as older systems send it."""
    return base64.b64encode(f"收件人{person.name}{person.mobile}".encode("gbk")).decode() + " "


def _escaped(person: Person) -> str:
    r"""Write \u escapes: of a document that was written into a string."""
    return json.dumps(f"收件人{person.name}{person.mobile}，")[1:-1]


def _in_scripts(person: Person) -> str:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in person.mobile)
    return f"Привет {person.name} 안녕 {wide} ありがとう مرحبا 🏠 {person.privacy_number} "


PATTERNS: Final[Mapping[str, Write]] = {
    "waybills": _written("waybill"),
    "remarks": _written("remark"),
    "chats": _written("chat"),
    "nothing to find": _written("nothing to find"),
    "rows of a table": _drawn(_row),
    "addresses": _drawn(_address),
    "mail addresses": _drawn(lambda person: f"{person.email}；"),
    "bank cards": _drawn(lambda person: f"{person.bank_card}，"),
    "half-masked values": _drawn(_half_masked),
    "names in pinyin": _drawn(_pinyin),
    "GBK in base64": _drawn(_encoded),
    "escapes": _drawn(_escaped),
    "scripts side by side": _drawn(_in_scripts),
    "digits": _repeated("1380013"),
    "letters": _repeated("abcdefgh"),
    "one Han character": _repeated("王"),
    "a name and its echoes": _repeated("李"),
    "words in Latin letters": _repeated("Mr Zhang "),  # no sign parts them: none is a name
    "names in Latin letters": _repeated("Mr Zhang，"),
    "numbers as programs print them": _repeated("13800138000.0 "),
    "separators": _repeated(" - "),
    "commas": _repeated("，"),
}
