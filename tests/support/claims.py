"""What no child of ours says of a record it has masked.

Must never hold anything that a child of ours does say.
"""

from typing import Any, Final

ODD_FINDINGS: Final[tuple[tuple[Any, str], ...]] = (
    (7, "findings that are a number"),
    ("ab", "findings that are a text"),
    ([("a.b", "PERSON")], "findings in a list"),
    (("ab",), "a text for a pair"),
    ((("a.b",),), "half a pair"),
    ((("a.b", "PERSON", "x"),), "more than a pair"),
    (((7, "PERSON"),), "a path that is a number"),
    ((("a.b", None),), "an entity that is nothing"),
    ((("a.b", b"PERSON"),), "an entity in bytes"),
    ((["a.b", "PERSON"],), "a pair that is a list"),
)
ODD_SIGHTINGS: Final[tuple[tuple[Any, str], ...]] = (
    (7, "a sighting that is a number"),
    ((1,), "half a sighting"),
    ((1, (2,), 3), "more than a sighting"),
    (("1", (2,)), "a person that is a text"),
    ((True, (2,)), "a person that is a yes"),
    ((1, [2]), "cells in a list"),
    ((1, 2), "a cell by itself"),
    ((1, ("2",)), "a cell that is a text"),
    ((1, (2.0,)), "a cell that is a fraction"),
)
