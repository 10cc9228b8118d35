"""How identity numbers are written: the shape of their digits, and where one may begin.

Must never be narrower than the patterns of `identity.resident_id`: no other number is looked at.
"""

from typing import Final

# Between two digits of a number in one piece; or between all of one that is pulled apart.
_JOINED: Final = r"[ \-—·._/]{0,3}"
_APART: Final = r"[ ,，、;；:：*~|+=_/.·•\-—–]{1,2}"
# A digit at the start of a run or eleven in: behind a mobile number.
_FIRST: Final = r"[1-9](?:(?<![0-9].)|(?<=(?<![0-9])[0-9]{11}.))"


def _enough(gap: str) -> str:
    """Fourteen digits behind the first."""
    return f"(?:{gap}[0-9]){{14}}"


def _dated(gap: str) -> str:
    """An area behind the first digit, and a birthday of six or of eight digits."""
    # The second digit of a province of GB/T 2260, or of a foreigner's permit.
    area = (
        rf"(?:(?:(?<=1)|(?<=6)){gap}[1-5]|(?:(?<=2)|(?<=8)){gap}[1-3]|(?<=3){gap}[1-7]"
        rf"|(?<=4){gap}[1-6]|(?<=5){gap}[0-4]|(?<=7){gap}1|(?<=9){gap}[0-9])"
    )
    day = (
        rf"{gap}(?:0{gap}[1-9]|1{gap}[0-2]){gap}(?:0{gap}[1-9]|[12]{gap}[0-9]|3{gap}[01])"
        rf"(?:{gap}[0-9]){{3}}"
    )
    century = rf"(?:{gap}[0-9]){{4}}{gap}(?:1{gap}[89]|2{gap}0)(?:{gap}[0-9]){{2}}"
    return rf"{area}(?:(?:{gap}[0-9]){{6}}{day}|{century}{day})"


WRITTEN: Final = rf"{_FIRST}(?:{_dated(_JOINED)}|{_dated(_APART)})"
# A number without a birthday may take the digits of the next, but not one that stands alone: of
# fifteen digits to twenty-seven, behind which no sign leads on.
_ALONE: Final = r"[0-9]{14,26}(?![0-9 \-—·._/])"
BEGUN: Final = rf"{WRITTEN}|{_FIRST}(?!{_ALONE})(?:{_enough(_JOINED)}|{_enough(_APART)})"
