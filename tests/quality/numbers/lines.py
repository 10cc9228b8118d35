"""Seeded lines around values made from the standards, and lines that hold none.

Must never keep the exact line of another set: each label and each run of a seed has its own.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.quality.numbers import contacts, documents, parcels
from tests.quality.numbers.negatives import FRAMES, filled
from tests.quality.score import Line, Span
from tests.quality.train.vocabulary import read_sections

Make = Callable[[random.Random], str]

_FRAMES: Final = read_sections(Path(__file__).parent / "frames.txt")
_ENDS: Final = frozenset("0123456789{}")
# Clauses about other numbers; none of a word that would make a value one of another label.
_OTHERS: Final = tuple(
    frame
    for reason in (
        "amount",
        "time",
        "weight_and_size",
        "public_number",
        "rate_and_count",
        "postcode",
    )
    for frame in FRAMES[reason]
)


def _plain(value: str, draw: random.Random) -> str:  # noqa: ARG001  # as the others are called
    """As the standard prints it."""
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value.

    Attributes:
        name: Section of `frames.txt`.
        label: Entity.
        make: Makes a value by its standard.
        spell: Writes it as people do.
    """

    name: str
    label: str
    make: Make
    spell: Callable[[str, random.Random], str] = _plain


def _grouped(value: str, draw: random.Random) -> str:
    """A long number: mostly in one, else in fours, or with hyphens."""
    kind = draw.random()
    if kind < 0.7:
        return value
    gap = " " if kind < 0.9 else "-"
    return gap.join(value[i : i + 4] for i in range(0, len(value), 4))


def _in_parts(value: str, draw: random.Random) -> str:
    """An identity number: in one, by area, date and order, or in fours."""
    kind = draw.random()
    if kind < 0.75:
        return value
    if kind < 0.88:
        return " ".join((value[:6], value[6:14], value[14:]))
    return _grouped(value, draw)


def _bracketed(value: str, draw: random.Random) -> str:
    """Brackets as they are, full width, or behind a blank."""
    kind = draw.random()
    if kind < 0.6:
        return value
    if kind < 0.85:
        return value.replace("(", "（").replace(")", "）")
    return value.replace("(", " (")


KINDS: Final = (
    Kind("resident", "CN_RESIDENT_ID", documents.resident_id, _in_parts),
    Kind("resident_old", "CN_RESIDENT_ID", documents.old_resident_id),
    Kind("company", "CN_USCC", documents.company_code),
    Kind("card", "CN_BANK_CARD", documents.bank_card, _grouped),
    Kind("plate", "CN_LICENSE_PLATE", documents.plate),
    Kind("passport", "CN_PASSPORT", documents.passport),
    Kind("hk_permit", "CN_HK_MACAU_PERMIT", documents.hong_kong_permit),
    Kind("tw_permit", "CN_TAIWAN_PERMIT", documents.taiwan_permit),
    Kind("hk_id", "HK_ID_CARD", documents.hong_kong_id, _bracketed),
    Kind("tw_id", "TW_ID_CARD", documents.taiwan_id),
    Kind("mo_id", "MO_ID_CARD", documents.macau_id, _bracketed),
    Kind("mobile", "PHONE_NUMBER", contacts.written_mobile),
    Kind("iot", "PHONE_NUMBER", contacts.thing_number),
    Kind("landline", "PHONE_NUMBER", contacts.landline),
    Kind("mail", "EMAIL_ADDRESS", contacts.mail),
    Kind("qq", "QQ", contacts.qq),
    Kind("wechat", "WECHAT_ID", contacts.wechat),
    Kind("ip", "IP_ADDRESS", contacts.ip_address),
    Kind("waybill", "WAYBILL_NO", parcels.lettered_waybill),
    Kind("waybill_bare", "WAYBILL_NO", parcels.bare_waybill),
    Kind("pickup", "PICKUP_CODE", parcels.pickup_code),
    Kind("position", "COORDINATES", parcels.position),
)


def positives(kind: Kind, size: int, seed: int) -> Iterator[Line]:
    """Lines with one value of a kind each; a second mobile number stands in some of them."""
    draw = random.Random(f"{seed}-{kind.name}")
    for index in range(size):
        frame = _placed(draw.choice(_FRAMES[kind.name]), draw)
        value = kind.spell(kind.make(draw), draw)
        yield framed(f"{kind.name}-{index}", frame, (value, kind.label), contacts.mobile(draw))


def _placed(frame: str, draw: random.Random) -> str:
    """The frame among numbers of other things, and where such a line stands."""
    if draw.random() < 0.3:
        other = filled(draw.choice(_OTHERS), draw)
        joint = draw.choice(("，", "；", " ", "。", ", ", "\n"))
        first, second = draw.choice(((other, frame), (frame, other)))
        glued = joint == " " and first[-1:] in _ENDS and second[:1] in _ENDS
        frame = f"{first}{'，' if glued else joint}{second}"  # two numbers and a blank are one
    if draw.random() < 0.3:
        frame = draw.choice(_FRAMES["settings"]).replace("{t}", frame)
    return frame


def framed(key: str, frame: str, value: tuple[str, str], mobile: str) -> Line:
    """A frame with a value and perhaps a mobile number in it, and where they stand."""
    spans = []
    text = ""
    for index, piece in enumerate(_cut(frame)):
        if index % 2 == 0:
            text += piece
            continue
        filled, label = value if piece == "v" else (mobile, "PHONE_NUMBER")
        spans.append(Span(len(text), len(text) + len(filled), label))
        text += filled
    return Line(key, text, tuple(spans))


def _cut(frame: str) -> Sequence[str]:
    """Words and slot names in turn: `a{v}b` gives a, v, b."""
    return frame.replace("{v}", "\0v\0").replace("{m}", "\0m\0").split("\0")
