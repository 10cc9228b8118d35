"""The short way's compiled part, where it was built: records taken apart and written again in C.

Must never be needed: without a C compiler at install every record goes the long way, with the same
result, only slower.
"""

from typing import Final

from redactor.compiled import compiled

_VERSION: Final = 14  # of what its functions take

NATIVE, STATE = compiled("redactor.forms.native._forms", _VERSION)
