"""The memory of findings in C, and findings made spans, where it was built.

Must never be needed: without a C compiler at install all of it is Python, with the same answers,
only slower.
"""

from typing import Final

from redactor.compiled import compiled

_VERSION: Final = 1  # of what its functions take

NATIVE, STATE = compiled("redactor.recall.native._recall", _VERSION)
