"""Presidio's door to the sequence model: PERSON and ADDRESS in Chinese text.

Must never keep a text, and never look at one without Han characters: those have no such values
but pinyin names, which `recognizers.names.pinyin` finds.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from recognizers.address.evidence import enough as enough_address
from recognizers.address.grammar import parts_of
from recognizers.base import Recognizer
from recognizers.evidence import ruled
from recognizers.finding import Finding
from recognizers.names.evidence import enough
from recognizers.sequence.certain import PREFIXES, certain
from recognizers.sequence.company import BESIDE, beside, doors_of
from recognizers.sequence.hints import NOBODY, Asked, asked_of_each
from recognizers.sequence.reading import Left, read
from recognizers.sequence.settling import by_occasions
from recognizers.sequence.tagged import Tagged
from recognizers.sequence.tagger import Tagger
from recognizers.shape import Shape

# The whole of a field that is for a name or an address, where the model is at a loss.
_VALUE: Final[dict[int, tuple[str, re.Pattern[str]]]] = {
    Asked.NAME: ("PERSON", re.compile("\\s*(?P<value>[㐀-鿿·]{1,8})\\s*")),
    Asked.ADDRESS: ("ADDRESS", re.compile("\\s*(?P<value>\\S(?:.{0,78}\\S)?)\\s*")),
}
_SHORT: Final = 2  # characters of a surname and one
_OPEN: Final = 0.9  # score above which no word is taken for a name by itself
_UNSURE: Final = 0.55  # score of a value that only its field's name speaks for
_NEW: Final = tuple.__new__  # a finding's own way costs three times as much
_WHOLE_FIELD: Final = "the whole of its field, where the model is at a loss"


class NameAndAddressRecognizer(Recognizer):
    """Finds names and addresses by the trained model, and the parts of each address."""

    LABELS: ClassVar[tuple[str, ...]] = ("PERSON", "ADDRESS")
    CONTEXT: ClassVar[Sequence[str]] = ("收件人", "收货人", "寄件人", "联系人", "姓名", "地址")
    NEEDS = (Shape.HAN,)
    FIELD_WORDS = ()

    def load(self) -> None:
        """Read the model and the words of addresses, once per process.

        Raises:
            RecognizerError: The model file does not fit this version.
        """
        Tagger.default()
        parts_of("")
        self.find("地址")  # the first text tells the kernel of rules and findings

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find the values of one text; see `Recognizer.find`."""
        return self.find_batch([text], [hint])[0]

    def find_batch(self, texts: Sequence[str], hints: Sequence[str]) -> list[list[Finding]]:
        """Find the values of many texts; see `Recognizer.find_batch`.

        Texts in which nothing is found may have one list: nobody may add to it.
        """
        asked = asked_of_each(hints)
        found, left = read(self.name, texts, asked)
        if left:
            self._add_left(found, left, texts, asked)
        return found

    def _add_left(
        self,
        found: list[list[Finding]],
        left: Sequence[Left],
        texts: Sequence[str],
        asked: bytes,
    ) -> None:
        """Find by the rules what could not be told without them."""
        is_word = Tagger.default().is_word
        for at, stretches, verdicts, told in left:
            field, sure, known = asked[at], stretches, told
            whole = PREFIXES[field] + texts[at]
            if verdicts:
                sure = by_occasions(verdicts, stretches, whole, is_word)
                (known,) = certain(self.name, [whole], [sure], asked[at : at + 1])
            findings = known if isinstance(known, list) else self._found(known, sure, whole, field)
            found[at] = findings or (self._whole(texts[at], field) if field else findings)

    def _found(
        self,
        known: Sequence[Finding | None],
        sure: Sequence[Tagged],
        whole: str,
        asked: int,
    ) -> list[Finding]:
        """What counts of the stretches of a text, whose field is told before it in `whole`.

        Of some the finding is known. What its field asks for always counts, and so does an address
        in any field. A name of two characters that is a word too, such as 高峰, is never certain.
        """
        found = []
        shift = len(PREFIXES[asked])
        text, is_word, doors = whole[shift:], Tagger.default().is_word, None
        for finding, each in zip(known, sure, strict=True):
            if finding is not None:
                found.append(finding)
                continue
            begun, over, label, score, rule = each
            start, end = begun - shift, over - shift
            if start < 0:
                continue
            if label == "PERSON" and over - begun <= _SHORT and is_word(whole[begun:over]):
                score = min(score, _OPEN)
            if asked and (asked == Asked.NAME or label == "ADDRESS"):
                why = ruled(rule, field=True)
            elif context := (enough_address if label == "ADDRESS" else enough)(
                text, start, end, score
            ):
                why = ruled(rule, context)
            else:
                doors = doors_of(sure, whole) if doors is None else doors
                if not beside(doors, each, whole):
                    continue
                why = ruled(rule, BESIDE)
            parts = parts_of(text[start:end], start) if label == "ADDRESS" else ()
            found.append(_NEW(Finding, (start, end, label, score, self.name, parts, False, why)))
        return found

    def _whole(self, text: str, asked: int) -> list[Finding]:
        """The whole of a field's value: on doubt it is what its field is for."""
        label, pattern = _VALUE[asked]
        match = pattern.fullmatch(text)
        if match is None or match["value"] in NOBODY:
            return []
        start, end = match.span("value")
        why = ruled(_WHOLE_FIELD, field=True)
        parts = parts_of(text[start:end], start) if label == "ADDRESS" else ()
        return [Finding(start, end, label, _UNSURE, self.name, parts, evidence=why)]
