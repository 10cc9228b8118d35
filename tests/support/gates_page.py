"""The page that says what each recognizer needs: `python -m tests.support.gates_page` writes it.

Must never hold what the code does not: it is drawn from the recognizers themselves.
"""

from pathlib import Path
from typing import Final

from recognizers.catalogue import BUILT_IN
from recognizers.shape import Needs

PAGE: Final = Path(__file__).parents[2] / "docs" / "performance" / "gates.md"
_HEAD: Final = """# Which recognizer is asked when

One pass over a text says what it certainly does not hold (`recognizers/written.py`, and the same in
C, `recognizers/native/scan.c`). A recognizer is asked only where its needs are met: one row's
alternatives are joined by *or*, and what one of them lists must all be there. A word may stand in
the text or in the name of its field. Written by `python -m tests.support.gates_page`; why it is so
is [decision {number}](../decisions/{decision}.md).

| recognizer | is asked where there is |
|---|---|
"""
_DECISION: Final = "0017-gates"


def page() -> str:
    """The page as it should be."""
    rows = "".join(f"| {kind.__name__} | {_told(kind.NEEDS)} |\n" for kind in BUILT_IN)
    return _HEAD.format(decision=_DECISION, number=int(_DECISION[:4])) + rows


def _told(needs: Needs) -> str:
    alternatives = (
        " and ".join(str(one.name).lower().replace("_", " ") for one in need) for need in needs
    )
    return ", or ".join(alternatives) or "any text"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
