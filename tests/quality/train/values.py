"""Numbers, dates, depots and goods: what stands around names and addresses on a waybill.

Must never write a number that is anyone's on purpose: all are drawn.
"""

import random
from collections.abc import Sequence
from typing import Final

from tests.quality.train import phrases
from tests.quality.train.places import Surveyor, short

_QUARTERS: Final = tuple(
    "城一 城二 城三 城东 城西 城南 城北 江北 江南 高新 经开 河东 新区 老城 北区".split()
)


class Values:
    """A seeded source of small values."""

    def __init__(self, surveyor: Surveyor, goods: Sequence[str], draw: random.Random) -> None:
        """Take a source of place names, what parcels hold, and the randomness."""
        self._surveyor, self._goods, self._draw = surveyor, goods, draw

    def mobile(self) -> str:
        """A mobile number in one of its written forms."""
        draw = self._draw
        digits = f"1{draw.choice('3456789')}{draw.randint(0, 10**9 - 1):09d}"
        first, middle, last = digits[:3], digits[3:7], digits[7:]
        country = draw.choice(("+86", "86-", "0086", "+86 "))
        extension = draw.choice(("-", "转", ",,", " 转 ")) + str(draw.randint(10, 9999))
        forms = (
            digits,
            f"{first}-{middle}-{last}",
            f"{first} {middle} {last}",
            country + digits,
            digits + extension,
            f"{first}****{last}",
            self.landline(),
        )
        return draw.choices(forms, (74, 6, 6, 5, 4, 2, 3))[0]

    def landline(self) -> str:
        """A landline number."""
        draw = self._draw
        area = draw.choice(("010", "021", "0531", "0755", "0571", "028", "0592", "0371"))
        number = str(draw.randint(2000000, 89999999))
        return draw.choice((f"{area}-{number}", f"{area}{number}", f"({area}){number}", number))

    def order(self) -> str:
        """An order or waybill number."""
        draw = self._draw
        head = draw.choice(("SF", "YT", "JD", "JT", "ZTO", "7", "43", "31", "", "DD2026"))
        return head + str(draw.randint(10**9, 10**13))

    def code(self) -> str:
        """A pick-up code."""
        draw = self._draw
        return f"{draw.randint(1, 30)}-{draw.randint(1, 9)}-{draw.randint(1000, 9999)}"

    def moment(self) -> str:
        """A date, a time or both."""
        draw = self._draw
        day = f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
        stamp = f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        hour = f"{draw.randint(0, 23):02d}:{draw.randint(0, 59):02d}"
        return draw.choice((day, stamp, hour, f"{stamp} {hour}:00", "明天上午", "下午三点", "周六"))

    def depot(self) -> str:
        """A carrier's branch: no address by the project's convention."""
        draw = self._draw
        head = self._surveyor.city() if draw.random() < 0.75 else ""
        middle = self._surveyor.stem() if draw.random() < 0.7 else ""
        if draw.random() < 0.2:
            middle += draw.choice(("区", "县", "镇", "街道", "路", "大学", "新村"))
        if draw.random() < 0.15:
            middle = draw.choice(_QUARTERS) + middle
        lead = draw.choice(phrases.CARRIERS) if draw.random() < 0.15 else ""
        return lead + (head + middle or self._surveyor.city()) + draw.choice(phrases.DEPOT_ENDS)

    def branch(self) -> str:
        """A branch that is named after its place alone: 北京市海淀区皂居苗."""
        town = self._surveyor.town()
        city = short(town.city) if self._draw.random() < 0.6 else town.city
        county = town.county if self._draw.random() < 0.5 else ""
        tail = self._surveyor.stem() if self._draw.random() < 0.7 else town.name
        return city + county + tail

    def goods(self) -> str:
        """What a parcel holds, as a shop titles it."""
        draw = self._draw
        parts = draw.choices(phrases.GOODS_HEADS, k=draw.choice((0, 0, 1, 1, 2, 3)))
        return "".join(parts) + draw.choice(self._goods)

    def identity(self) -> str:
        """Eighteen characters like a resident ID's."""
        return "".join(self._draw.choices("0123456789", k=17)) + self._draw.choice("0123X")

    def plate(self) -> str:
        """A licence plate."""
        return "浙" + self._draw.choice("ABCDE") + self.code().replace("-", "")[:5]

    def letters(self) -> str:
        """A few letters."""
        return "".join(self._draw.choices("ABCDEXYZabcdexyz", k=self._draw.randint(1, 6)))
