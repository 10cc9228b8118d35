"""The sealed corpora, in the order they were written.

Must never name a frame or a value of them.
"""

from typing import Final

from tests.quality.unseen.author import Corpus
from tests.quality.unseen.first import lists
from tests.quality.unseen.first.slots import Slots
from tests.quality.unseen.second import grammar

FIRST: Final = Corpus("unseen_talk", 20261125, lists.SHELF, Slots)
SECOND: Final = Corpus("fresh_talk", 20261129, grammar.SHELF, grammar.Grammar)
SEALED: Final = (FIRST, SECOND)
