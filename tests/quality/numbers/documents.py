"""Document numbers made by their standards: identity, company, card, plate, passport, permit.

Must never look at a recognizer: what stands here is read from the standards alone, so that a
wrong pattern cannot agree with a wrong generator. Nobody's real number is meant.
"""

import random
from datetime import date, timedelta
from typing import Final

# GB/T 2260: provinces, each with a few prefectures and counties below.
_PROVINCES: Final = (
    *(11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51),
    *(52, 53, 54, 61, 62, 63, 64, 65),
)
_PLATE_PROVINCES: Final = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_NO_IO: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # GA 36-2018: a serial has neither I nor O
_USCC: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015, table 2
_TAIWAN: Final = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # the letters by their number, from 10 on
_FIRST_DAY: Final = date(1932, 1, 1)
_DAYS: Final = 33_000


def area(draw: random.Random) -> str:
    """Six digits of a county: province, prefecture, county."""
    return f"{draw.choice(_PROVINCES)}{draw.randint(1, 30):02d}{draw.randint(1, 30):02d}"


def _born(draw: random.Random) -> date:
    return _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))


def mod_11_2(body: str) -> str:
    """The check of ISO 7064 MOD 11-2: the digit that makes the polynomial in 2 equal 1."""
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    check = (12 - rest) % 11
    return "X" if check == 10 else str(check)


def resident_id(draw: random.Random) -> str:
    """GB 11643-1999; a tenth are residence permits of Hong Kong, Macau, Taiwan and foreigners."""
    kind = draw.random()
    birth = f"{_born(draw):%Y%m%d}"
    place = area(draw)
    if kind < 0.06:
        place = draw.choice(("810000", "820000", "830000"))
    elif kind < 0.1:  # permanent residence card of 2023: 9, province, three digits of the country
        place = f"9{draw.choice(_PROVINCES)}{draw.randint(4, 894):03d}"
    body = f"{place}{birth}{draw.randint(1, 999):03d}"
    check = mod_11_2(body)
    return body + (check.lower() if draw.random() < 0.2 else check)


def old_resident_id(draw: random.Random) -> str:
    """The fifteen digits of before 1999: no century, no check."""
    born = _FIRST_DAY + timedelta(days=draw.randrange(18_000))  # to 1981
    return f"{area(draw)}{born:%y%m%d}{draw.randint(1, 999):03d}"


def company_code(draw: random.Random) -> str:
    """GB 32100-2015 around an organisation code of GB 11714-1997."""
    organ = "".join(draw.choice("0123456789" if draw.random() < 0.6 else _USCC) for _ in range(8))
    values = [_USCC.index(c) if c.isdigit() else ord(c) - 55 for c in organ]
    inner = 11 - sum(w * v for w, v in zip((3, 7, 9, 10, 5, 8, 4, 2), values, strict=True)) % 11
    body = draw.choice(("91", "91", "92", "93", "12", "13", "51", "52", "53", "A1", "N1", "Y1"))
    body += area(draw) + organ + {10: "X", 11: "0"}.get(inner, str(inner))
    return body + uscc_check(body)


def uscc_check(body: str) -> str:
    """GB 32100-2015, clause 6.2: powers of three modulo 31 over seventeen characters."""
    total = sum(3**i % 31 * _USCC.index(c) for i, c in enumerate(body))
    return _USCC[(31 - total % 31) % 31]


def luhn_digit(body: str) -> str:
    """ISO/IEC 7812-1, annex B: every second digit doubled, from the right."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        double = int(digit) * (2 if place % 2 == 0 else 1)
        total += double // 10 + double % 10
    return str(-total % 10)


def bank_card(draw: random.Random) -> str:
    """ISO/IEC 7812-1: issuer, account, Luhn check; lengths as the schemes give them out."""
    head, length = draw.choice(
        (
            *(("6222", 19), ("6217", 19), ("6228", 19), ("6214", 16), ("6225", 16), ("6259", 16)),
            *(("6230", 18), ("6210", 19), ("62270", 19), ("9558", 19), ("4367", 19), ("8171", 19)),
            *(("4", 16), ("51", 16), ("55", 16), ("2223", 16), ("34", 15), ("37", 15)),
            *(("3530", 16), ("3588", 16), ("6011", 16)),
        )
    )
    body = head + "".join(str(draw.randrange(10)) for _ in range(length - len(head) - 1))
    return body + luhn_digit(body)


def plate(draw: random.Random) -> str:
    """GA 36-2018: common, new-energy and special plates."""
    head = draw.choice(_PLATE_PROVINCES) + draw.choice(_NO_IO)
    dot = draw.choice(("", "", "", "·", " "))
    kind = draw.random()
    if kind < 0.5:
        return head + dot + _serial(draw, 5)
    if kind < 0.7:  # new energy: small vehicles D/A-K first, large ones last
        letter = draw.choice("DFABCEGHJK")
        small = letter + draw.choice((str(draw.randrange(10)), draw.choice(_NO_IO)))
        digits = f"{draw.randint(0, 9999):04d}"
        return head + dot + (small + digits if draw.random() < 0.8 else f"{digits}0{letter}")
    if kind < 0.9:
        return head + dot + _serial(draw, 4) + draw.choice("挂学警")
    return draw.choice(
        (
            f"粤Z{dot}{_serial(draw, 4)}{draw.choice('港澳')}",
            f"{draw.randint(100000, 399999)}使",
            f"{draw.choice('沪粤闽鄂川')}{draw.randint(10000, 29999)}领",
            f"使{draw.randint(100000, 399999)}",
        )
    )


def _serial(draw: random.Random, size: int) -> str:
    """Digits with up to two letters, as plates are given out."""
    serial = [str(draw.randrange(10)) for _ in range(size)]
    for _ in range(draw.choice((0, 0, 1, 1, 2))):
        serial[draw.randrange(size)] = draw.choice(_NO_IO)
    return "".join(serial)


def passport(draw: random.Random) -> str:
    """Ordinary, official and diplomatic passports of China, Hong Kong and Macau."""
    seven, eight = f"{draw.randrange(10**7):07d}", f"{draw.randrange(10**8):08d}"
    heads = ("E", "E", "G", "D", "S", "P", "K", "H")
    forms = (draw.choice(heads) + eight, f"E{draw.choice(_NO_IO)}{seven}", f"MA{seven}")
    return draw.choice((*forms, f"{draw.choice(('DE', 'SE', 'PE'))}{seven}"))


def hong_kong_permit(draw: random.Random) -> str:
    """Home-return permits (H or M and eight or ten digits), permits to Hong Kong (C, W)."""
    eight = f"{draw.randrange(10**8):08d}"
    return draw.choice(
        (
            draw.choice("HM") + eight,
            f"{draw.choice('HM')}{eight}{draw.randrange(100):02d}",
            draw.choice("CW") + eight,
            f"C{draw.choice(_NO_IO)}{draw.randrange(10**7):07d}",
        )
    )


def taiwan_permit(draw: random.Random) -> str:
    """Eight digits (ten with the issue), T or L and eight for travel to Taiwan."""
    eight = f"{draw.randrange(10**8):08d}"
    return draw.choice(
        (eight, eight, f"{eight}{draw.randrange(100):02d}", f"T{eight}", f"L{eight}")
    )


def hong_kong_id(draw: random.Random) -> str:
    """One letter or two, six digits and a check that makes the weighted sum divide by eleven."""
    letters = draw.choice("ABCDEFGHKMPRVYZ")
    letters = draw.choice(("WX", "XA", "EC", "AB")) if draw.random() < 0.15 else letters
    digits = f"{draw.randrange(10**6):06d}"
    return f"{letters}{digits}({hong_kong_check(letters + digits)})"


def hong_kong_check(body: str) -> str:
    """Letters from A = 10, a missing first one 36, weights 9 to 2; the sum divides by eleven."""
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in body]
    padded = [36, *values] if len(values) < 8 else values
    check = -sum(v * w for v, w in zip(padded, range(9, 1, -1), strict=True)) % 11
    return "A" if check == 10 else str(check)


def taiwan_id(draw: random.Random) -> str:
    """Letter of the place, sex or residence, digits, check by the letter's two digits."""
    body = draw.choice(_TAIWAN) + draw.choice("12121289") + f"{draw.randrange(10**7):07d}"
    return body + taiwan_check(body)


def taiwan_check(body: str) -> str:
    """The letter as two digits, weights 1 9 8 … 1; the sum with the check divides by ten."""
    number = _TAIWAN.index(body[0]) + 10
    total = number // 10 + number % 10 * 9
    total += sum(int(c) * w for c, w in zip(body[1:], range(8, 0, -1), strict=True))
    return str(-total % 10)


def macau_id(draw: random.Random) -> str:
    """Seven digits, the first 1, 5 or 7, and a check in brackets."""
    return f"{draw.choice('157')}{draw.randrange(10**6):06d}({draw.randrange(10)})"
