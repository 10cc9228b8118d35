"""The labels of the sequence model and what may follow what.

Must never disagree with the trained weights: their order is part of the model file.
"""

from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt


class Label(IntEnum):
    """One character's place in a text: outside, in a name, or in an address."""

    OUTSIDE = 0
    NAME_FIRST = 1
    NAME_INNER = 2
    NAME_LAST = 3
    ADDRESS_FIRST = 4
    ADDRESS_REGION = 5  # province, city, county: alone they are a mention, not an address
    ADDRESS_DETAIL = 6
    ADDRESS_LAST = 7


LABELS: Final = len(Label)
NEVER: Final = np.float32(-1e4)

_FREE: Final = (Label.OUTSIDE, Label.NAME_FIRST, Label.ADDRESS_FIRST)
_FOLLOWS: Final = {
    Label.OUTSIDE: _FREE,
    Label.NAME_FIRST: (Label.NAME_INNER, Label.NAME_LAST),
    Label.NAME_INNER: (Label.NAME_INNER, Label.NAME_LAST),
    Label.NAME_LAST: _FREE,
    Label.ADDRESS_FIRST: (Label.ADDRESS_REGION, Label.ADDRESS_DETAIL, Label.ADDRESS_LAST),
    Label.ADDRESS_REGION: (Label.ADDRESS_REGION, Label.ADDRESS_DETAIL, Label.ADDRESS_LAST),
    Label.ADDRESS_DETAIL: (Label.ADDRESS_DETAIL, Label.ADDRESS_LAST),
    Label.ADDRESS_LAST: _FREE,
}
STARTS: Final = _FREE
ENDS: Final = (Label.OUTSIDE, Label.NAME_LAST, Label.ADDRESS_LAST)


def allowed() -> npt.NDArray[np.bool_]:
    """Which label may follow which: `bool[previous, next]`."""
    matrix = np.zeros((LABELS, LABELS), dtype=np.bool_)
    for previous, following in _FOLLOWS.items():
        matrix[previous, list(following)] = True
    return matrix
