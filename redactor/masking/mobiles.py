"""Mobile numbers as nearly all are written, read in one look.

Must never take apart what could be read otherwise: that goes the long way.
"""

import re
from typing import Final

# +86 138-1234-5678转12: of eleven digits the first three, four and four, then an extension, each a
# group. 0086 is left out: with it and the first seven digits, -5678 would be an extension.
WRITTEN: Final = re.compile(
    r"(?:\+?86[ -]?)?(1[3-9][0-9])[ -]?([0-9]{4})[ -]?([0-9]{4})(?:(?:转|[-,#]{1,2})([0-9]{1,6}))?",
    re.ASCII,
)
EXTENSION: Final = 4  # its group
