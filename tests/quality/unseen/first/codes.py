"""Numbers of nobody: mobiles, landlines, extensions, and the numbers that are none of these.

Must never give a number in service on purpose: all digits behind the prefix are drawn.
"""

import random
from typing import Final

from tests.quality.unseen.first.lists import weighted

# Prefixes of the three networks and the resellers (MIIT numbering plan, see facts on formats).
_PREFIXES: Final = (
    *("130 131 132 133 134 135 136 137 138 139 150 151 152 153 155 156 157 158 159".split()),
    *("166 170 171 172 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189".split()),
    *("191 193 195 196 198 199 147 165 167 162 190 192 197".split()),
)
_SPOKEN: Final = "零一二三四五六七八九"


class Codes:
    """A seeded source of numbers."""

    def __init__(self, draw: random.Random) -> None:
        """Take the source of chance."""
        self._draw = draw

    def digits(self, length: int) -> str:
        """So many digits."""
        return "".join(self._draw.choices("0123456789", k=length))

    def plain(self) -> str:
        """Eleven digits."""
        return self._draw.choice(_PREFIXES) + self.digits(8)

    def mobile(self) -> str:
        """A mobile as people write it."""
        number = self.plain()
        a, b, c = number[:3], number[3:7], number[7:]
        kinds = (number, f"{a} {b} {c}", f"{a}-{b}-{c}", f"+86 {number}", f"+86{number}")
        rare = (f"0086{number}", f"86-{number}", f"{a}.{b}.{c}", f"+86 {a} {b} {c}")
        rarer = (f"{number[:4]} {number[4:7]} {c}", f"(+86){number}", f"{a} {b}{c}")
        forms = (*kinds, *rare, *rarer)
        return self._draw.choices(forms, (72, 7, 5, 3, 3, *(1,) * 7))[0]

    def landline(self) -> str:
        """A landline with its area code, some with an extension."""
        areas, lengths = weighted("area_codes")
        at = self._draw.randrange(len(areas))
        area, number = areas[at], self._draw.choice("2345678") + self.digits(lengths[at] - 1)
        written = self._draw.choice(
            (f"{area}-{number}",) * 5 + (f"{area}{number}", f"({area}){number}", f"{area} {number}")
        )
        if self._draw.random() < 0.75:
            return written
        inner = self._draw.randint(1, 8999)
        return written + self._draw.choice((f"-{inner}", f"转{inner}", f"分机{inner}"))

    def extended(self) -> str:
        """A privacy number: the extension is part of it."""
        inner = self.digits(4)
        forms = (f"转{inner}", f"-{inner}", f" 转 {inner}", f"分机{inner}", f",,{inner}")
        return self.plain() + self._draw.choice(forms)

    def any_number(self) -> str:
        """A private number of any kind."""
        kind = self._draw.random()
        if kind < 0.7:
            return self.mobile()
        return self.landline() if kind < 0.88 else self.extended()

    def spoken(self) -> str:
        """A mobile as it is said and typed by who writes it down."""
        one = self._draw.choice("幺幺一")
        said = "".join(one if d == "1" else _SPOKEN[int(d)] for d in self.plain())
        gap = self._draw.choice(("", "", " ", "，"))
        return gap.join((said[:3], said[3:7], said[7:]))

    def waybill(self) -> str:
        """A waybill number of one carrier or another."""
        heads = (
            ("SF", 13),
            ("YT", 13),
            ("JDVA", 11),
            ("JT", 13),
            ("7", 13),
            ("77", 13),
            ("43", 13),
        )
        head, length = self._draw.choice(heads)
        return head + self.digits(length)

    def order(self) -> str:
        """An order number of a shop."""
        day = f"20{self._draw.randint(24, 26)}{self._draw.randint(1, 12):02d}"
        return self._draw.choice((self.digits(19).replace("0", "3", 1), day + self.digits(12)))

    def pick_up(self) -> str:
        """A code for a locker or a shelf."""
        shelf, row, item = self._draw.randint(1, 20), self._draw.randint(1, 9), self.digits(4)
        letter = self._draw.choice("ABCD")
        return self._draw.choice(
            (f"{shelf}-{row}-{item}", f"{letter}{shelf}-{item}", self.digits(6))
        )

    def hotline(self) -> str:
        """A public number of a carrier."""
        known = ("95338", "95311", "95554", "95546", "95543", "11183", "950616", "95720", "956025")
        return self._draw.choice((*known, f"400-{self.digits(3)}-{self.digits(4)}"))

    def moment(self) -> str:
        """A time of day."""
        draw = self._draw
        hour, minute = draw.randint(6, 22), draw.choice((0, 15, 20, 30, 45, 58))
        clock = f"{hour}:{minute:02d}"
        return draw.choice((clock, clock, f"{hour:02d}:{minute:02d}:{draw.randint(0, 59):02d}"))

    def day(self) -> str:
        """A date."""
        month, day = self._draw.randint(1, 12), self._draw.randint(1, 28)
        return self._draw.choice(
            (f"{month}月{day}日", f"2026-{month:02d}-{day:02d}", f"{month}.{day}号")
        )

    def amount(self) -> str:
        """A sum of money or a weight, without its unit."""
        return self._draw.choice(
            (f"{self._draw.randint(3, 899)}", f"{self._draw.uniform(3, 99):.1f}")
        )
