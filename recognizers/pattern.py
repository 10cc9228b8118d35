"""A pattern of a recognizer: Presidio's kind of object, which only we compile.

Must never hold a pattern that `regex` refuses: Presidio's users may compile it with that.
"""

import presidio_analyzer


class Pattern(presidio_analyzer.Pattern):  # type: ignore[misc]  # Presidio ships no types
    """What to look for, and how sure a match is before more is known.

    Presidio's own is compiled by `regex` when it is made, and stays in that module's cache: 11 MB
    and a tenth of a second for our patterns, which `re` compiles too and which nobody else matches.
    """

    def __init__(self, name: str, regex: str, score: float) -> None:
        """Take a name, to be shown in explanations, a pattern of `re`, and a score in [0, 1]."""
        self.name = name
        self.regex = regex
        self.score = score
        self.compiled_regex = None  # Presidio's own matching, if any, fills these two in
        self.compiled_with_flags = None
