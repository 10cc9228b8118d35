"""Message sets written and read in C, where it was built.

Must never be needed: without a C compiler at install results go as columns, and aiokafka fills the
sets, with the same result, only slower.
"""

from typing import Final

from redactor.compiled import compiled

_VERSION: Final = 7  # of what its functions take

NATIVE, STATE = compiled("redactor.isolation.native._sets", _VERSION)
