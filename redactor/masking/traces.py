"""What our masks leave in a text, so that a record redacted twice stays as it is.

Must never match what could hold a raw value: each form is one that a mask of ours writes.
"""

import re
from typing import Final

from redactor.keys.ring import KEY_ID_PATTERN

SMILE: Final = "^_^"  # JD's 微笑面单

# Sixteen consonants stand for the hexadecimal digits: a token has no run of digits that could be
# taken for a number, and no syllable that could be taken for a name.
LETTERS: Final = "bcdfghjkmnpqrstv"
TOKEN_START: Final = rf"[a-z]{{3,5}}_(?P<kid>{KEY_ID_PATTERN})_"

# Stars or a smile behind what is shown of a value: ours, or those of the system upstream.
TAIL: Final = re.compile(r"[*＊]{1,64}|" + re.escape(SMILE))
# Stars behind an address whose road or estate is read shorter than beside its house number.
ROAD_TAIL: Final = re.compile(r"[\u4e00-\u9fff]{0,4}[路街道巷弄里园苑站店部]\*{4}")
# In a value's whole place: `<PERSON>`, or a token of 40 to 72 letters, its check included.
PLACEHOLDER: Final = re.compile(
    rf"<[A-Z][A-Z0-9_]{{1,63}}>|{TOKEN_START}[{LETTERS}]{{40,72}}", re.ASCII
)
