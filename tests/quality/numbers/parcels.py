"""Waybill numbers, pick-up codes and positions, from what carriers and lockers print.

Must never look at a recognizer: a wrong pattern could then agree with a wrong generator.
"""

import random
from typing import Final

# The letters and lengths on the carriers' own waybills.
_LETTERED: Final = (
    *(("SF", 13), ("SF", 12), ("YT", 13), ("JT", 13), ("JD", 13), ("JDVA", 11), ("JDV0", 11)),
    *(("DPK", 12), ("ZTO", 12), ("YD", 13), ("STO", 12), ("LP", 17), ("KY", 13), ("JDX0", 11)),
)
_S10: Final = (8, 6, 4, 2, 3, 5, 9, 7)  # UPU S10


def _digits(draw: random.Random, count: int) -> str:
    return "".join(str(draw.randrange(10)) for _ in range(count))


def lettered_waybill(draw: random.Random) -> str:
    """A number that its carrier's letters tell."""
    kind = draw.random()
    if kind < 0.12:
        return postal_item(draw)
    head, size = draw.choice(_LETTERED)
    value = head + _digits(draw, size)
    if head == "JD" and draw.random() < 0.4:
        box = draw.randint(1, 3)
        value += f"-{box}-{box}-"
    return value


def postal_item(draw: random.Random) -> str:
    """UPU S10: service, eight digits, check, country."""
    eight = _digits(draw, 8)
    return f"{draw.choice(('EA', 'EX', 'RR', 'CP', 'LK', 'EZ'))}{eight}{postal_check(eight)}CN"


def postal_check(eight: str) -> int:
    """UPU S10, annex A: 11 less the weighted sum's rest; 10 is 0 and 11 is 5."""
    rest = 11 - sum(int(d) * w for d, w in zip(eight, _S10, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


def bare_waybill(draw: random.Random) -> str:
    """Digits alone: ZTO 73/75/78, STO 77, Yunda 43/46, YTO 8, China Post 98/99, SF 15 digits."""
    head, size = draw.choice(
        (
            *(("78", 14), ("75", 14), ("73", 14), ("77", 15), ("46", 15), ("43", 15), ("8", 12)),
            *(("98", 13), ("99", 13), ("10", 13), ("6", 12), ("2", 12)),
        )
    )
    return head + _digits(draw, size - len(head))


def pickup_code(draw: random.Random) -> str:
    """What a locker or a shelf prints: shelf-level-number, digits, letters with digits."""
    shelf = f"{draw.randint(1, 40)}-{draw.randint(1, 9)}-{_digits(draw, 4)}"
    letter = draw.choice("ABCDEFGHJKLMNP")
    return draw.choice(
        (
            *(shelf, shelf, _digits(draw, 6), _digits(draw, 8), _digits(draw, 4)),
            *(f"{letter}{draw.randint(1, 30)}-{_digits(draw, 4)}", f"{letter}-{_digits(draw, 3)}"),
            *(f"{letter}{_digits(draw, 4)}", f"{draw.randint(1, 20)}-{_digits(draw, 4)}"),
            f"{_digits(draw, 2)}-{draw.randint(1, 9)}-{letter}{_digits(draw, 3)}",
        )
    )


def position(draw: random.Random) -> str:
    """Longitude and latitude within China, in the forms of maps, logs and handhelds."""
    east, north = draw.uniform(74, 134), draw.uniform(18.2, 53)
    places = draw.choice((4, 5, 6, 6, 7, 14))
    lng, lat = f"{east:.{places}f}", f"{north:.{places}f}"
    deg_e, deg_n = _minutes(east), _minutes(north)
    return draw.choice(
        (
            *(f"{lng},{lat}", f"{lat},{lng}", f"{lng}, {lat}", f"{lng}，{lat}", f"{lat} {lng}"),
            *(f"{lng};{lat}", f"{deg_n}N {deg_e}E", f"{deg_n}N, {deg_e}E", f"{lat}N,{lng}E"),
        )
    )


def _minutes(degrees: float) -> str:
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    return f"{whole}°{int(minutes)}′{int(minutes % 1 * 60)}″"
