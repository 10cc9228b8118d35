"""Presidio's door to the sequence model: PERSON and ADDRESS in Chinese text.

Must never keep a text, and never look at one without Han characters: those have no such values
but pinyin names, which `recognizers.names.pinyin` finds.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.address.parts import parts_of
from recognizers.base import Recognizer
from recognizers.finding import Finding
from recognizers.sequence.hints import Asked, asked_for
from recognizers.sequence.tagger import Tagged, Tagger
from recognizers.sequence.trimming import trimmed

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# A field's name is told to the model the way a waybill would say it.
_PREFIX: Final = {Asked.NOTHING: "", Asked.NAME: "姓名:", Asked.ADDRESS: "地址:"}


class NameAndAddressRecognizer(Recognizer):
    """Finds names and addresses by the trained model, and the parts of each address."""

    LABELS: ClassVar[tuple[str, ...]] = ("PERSON", "ADDRESS")
    CONTEXT: ClassVar[Sequence[str]] = ("收件人", "收货人", "寄件人", "联系人", "姓名", "地址")

    def load(self) -> None:
        """Read the model, once per process.

        Raises:
            RecognizerError: The model file does not fit this version.
        """
        Tagger.default()

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find the values of one text; see `Recognizer.find`."""
        return self.find_batch([text], [hint])[0]

    def find_batch(self, texts: Sequence[str], hints: Sequence[str]) -> list[list[Finding]]:
        """Find the values of many texts; see `Recognizer.find_batch`."""
        found: list[list[Finding]] = [[] for _ in texts]
        chosen = [i for i, text in enumerate(texts) if _HAN.search(text)]
        prefixes = [_PREFIX[asked_for(hints[i])] for i in chosen]
        tagged = Tagger.default().tag([p + texts[i] for i, p in zip(chosen, prefixes, strict=True)])
        for i, prefix, stretches in zip(chosen, prefixes, tagged, strict=True):
            text, shift = texts[i], len(prefix)
            for stretch in trimmed(stretches, prefix + text):
                if stretch.start >= shift:
                    found[i].append(self._finding(stretch, shift, text))
        return found

    def _finding(self, stretch: Tagged, shift: int, text: str) -> Finding:
        """A stretch of the prefixed text as a finding of the text itself."""
        start, end = stretch.start - shift, stretch.end - shift
        parts = parts_of(text[start:end], start) if stretch.label == "ADDRESS" else ()
        return Finding(start, end, stretch.label, stretch.score, self.name, parts)
