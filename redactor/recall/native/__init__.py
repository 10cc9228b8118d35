"""In C, where it was built: the memory of findings, findings made spans, listed values sought.

Must never be needed: without a C compiler at install all of it is Python, with the same answers,
only slower.
"""

from typing import Final

from redactor.compiled import compiled

_VERSION: Final = 2  # of what its functions take

NATIVE, STATE = compiled("redactor.recall.native._recall", _VERSION)
