"""Reads texts: what needs no rule is found in one crossing to the kernel, the rest is left.

Must never find what the rules would not: without the kernel all that the model sees is left to
them, and a contract test compares both.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from recognizers.finding import Finding
from recognizers.native import KERNEL
from recognizers.sequence.certain import PREFIXES, Known, teller
from recognizers.sequence.occasions import occasions, watch
from recognizers.sequence.tagged import Tagged
from recognizers.sequence.tagger import Tagger

# The place of a text, what the model found in it, what `occasions` says of that, and, where that
# is nothing, what `certain` says of it.
Left: TypeAlias = tuple[int, list[Tagged], bytes, Known]

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def read(
    name: str, texts: Sequence[str], asked: bytes
) -> tuple[list[list[Finding]], Sequence[Left]]:
    """Find names and addresses, as far as no rule has to see the text.

    Args:
        name: The recognizer's.
        texts: Any texts; those without Han characters are not read.
        asked: What the field of each text is for, an `Asked` each: the model is told.

    Returns:
        For each text its findings, one list for all that have none; and the texts, in order, of
        which those are not all: where something is not certain or a rule may change it, and where
        a field for names or addresses holds none. Stretches of those have offsets behind the
        text's prefix.
    """
    tagger = Tagger.default()
    if KERNEL is None or tagger.compiled is None:
        chosen = [at for at, text in enumerate(texts) if not text.isascii() and _HAN.search(text)]
        wholes = [PREFIXES[asked[at]] + texts[at] for at in chosen]
        stretches = tagger.tag(wholes)
        rows = zip(chosen, stretches, occasions(wholes, stretches), strict=True)
        left = [(at, each, said, (None,) * len(each)) for at, each, said in rows]
        return [[] for _ in texts], left
    engine = tagger.compiled
    made = (engine.tables, engine.maker, watch(), teller(), PREFIXES)
    told: tuple[list[list[Finding]], list[Left]] = KERNEL.named(*made, name, list(texts), asked)
    return told
