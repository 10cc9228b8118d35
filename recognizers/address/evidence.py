"""Says how sure the model must be of an address, by what the text around it is about.

Must never ask for more certainty of an address that is most of its text: that is a field's value.
"""

from typing import Final

from recognizers.names.evidence import about_freight

ELSEWHERE: Final = 0.8  # least score outside freight; measured on shop titles and typed addresses
_CERTAIN: Final = f"certain to {ELSEWHERE} or more"
_MOST: Final = "most of the text"
_TALK: Final = "talk of freight"


def enough(text: str, start: int, end: int, score: float) -> str:
    """Says whether an address found with this score counts.

    Args:
        text: The whole text.
        start: First character of the address.
        end: One past its last.
        score: The model's certainty.

    Returns:
        What makes it count; empty for words of a title that only look like places.
    """
    if score >= ELSEWHERE:
        return _CERTAIN
    if 2 * (end - start) >= len(text):
        return _MOST
    return _TALK if about_freight(text, start, end) else ""
