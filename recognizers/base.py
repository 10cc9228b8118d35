"""The shape of every recognizer: one `find` for the fast path, one `analyze` for Presidio.

Must never fail open: whatever goes wrong inside a recognizer leaves it as a `RecognizerError`,
and no error, repr or log line holds the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from presidio_analyzer import EntityRecognizer, RecognizerResult

from recognizers.errors import RecognizerError
from recognizers.evidence import Evidence
from recognizers.finding import Finding, plain
from recognizers.normalize import Folded, fold
from recognizers.pattern import Pattern
from recognizers.places import Starts, at, starts_of
from recognizers.result import as_result
from recognizers.shape import Needs, Shape

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

VERSION: Final = "1.0.0"
CHINESE: Final = "zh"

Find: TypeAlias = Callable[[str, str], list[Finding]]  # of a text and its hint
Match: TypeAlias = tuple[int, int, float, Evidence]  # start, end, score, what carried it
# A pattern, its score, whether it names its value, what carries a match, and one that was checked.
Compiled: TypeAlias = tuple[re.Pattern[str], float, bool, Evidence, Evidence]


class Recognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """Finds one kind of value in a folded text.

    A subclass names its `LABELS` and overrides `find`; `find_batch` too where a batch is cheaper.

    Attributes:
        LABELS: Entity labels it may give, never empty.
        PATTERNS: Presidio patterns: what it looks for, before validation.
        CONTEXT: Words that raise its certainty when they stand near a value.
        NEEDS: Shapes without which nothing can be found: alternatives, of one of which a text,
            or the name of its field, must have every bit; none at all means every text.
        FIELD_WORDS: All that it takes from the name of a field, beside the needs of every
            recognizer, `sequence.hints.asked_for` and `english.is_english`: patterns of which it
            asks no more than whether each is found in the name. None: it may read all of it.
    """

    LABELS: ClassVar[tuple[str, ...]] = ()
    PATTERNS: ClassVar[Sequence[Pattern]] = ()
    CONTEXT: ClassVar[Sequence[str]] = ()
    COUNTRY_CODE: ClassVar[str | None] = "cn"
    NEEDS: ClassVar[Needs] = ()
    FIELD_WORDS: ClassVar[Sequence[re.Pattern[str]] | None] = None

    def __init__(
        self,
        supported_language: str = CHINESE,
        context: Sequence[str] | None = None,
        name: str | None = None,
        supported_entity: str | None = None,
    ) -> None:
        """Take what Presidio's recognizer YAML may set.

        Args:
            supported_language: Language the recognizer is registered for.
            context: Context words of the user's: where one stands near, Presidio's enhancer raises
                the score, as for its own recognizers. Without them the score stays as it is, for
                `CONTEXT` and more is in it already.
            name: Name shown in results; the class name by default.
            supported_entity: Accepted when it is one of `LABELS`: labels are not renamed here.

        Raises:
            RecognizerError: The class has no labels, or `supported_entity` is not one of them.
        """
        if not self.LABELS or (supported_entity and supported_entity not in self.LABELS):
            raise RecognizerError(f"{type(self).__name__}: unsupported entity")  # noqa: EM102, TRY003  # one sentence, used once
        super().__init__(
            supported_entities=list(self.LABELS),
            name=name,
            supported_language=supported_language,
            version=VERSION,
            context=list(self.CONTEXT if context is None else context),
        )
        self._is_weighed = context is None

    @property
    def needs(self) -> Needs:
        """`NEEDS`, or more where an instance asks for more."""
        return self.NEEDS

    def readers(self) -> Sequence[tuple[Needs, Find]]:
        """The parts of `find` that can be asked apart, each with needs of its own.

        Together they find what `find` does. The analyzer asks these; a recognizer whose `find` is
        one thing leaves it at that.
        """
        return ((self.needs, self.find),)

    def load(self) -> None:
        """Load nothing: patterns compile with their module."""

    def find(self, text: str, hint: str = "") -> list[Finding]:
        """Find every value in one text; the values may overlap.

        Args:
            text: A text that `recognizers.normalize.fold` gave; may be empty.
            hint: Names of the field it came from, such as `receiver_name`; empty if unknown.

        Returns:
            Findings with offsets into `text`, in no order.
        """
        raise NotImplementedError

    def find_batch(self, texts: Sequence[str], hints: Sequence[str]) -> list[list[Finding]]:
        """Find every value in each of many folded texts; `hints` is as long as `texts`."""
        return [self.find(text, hint) for text, hint in zip(texts, hints, strict=True)]

    def analyze(
        self,
        text: str,
        entities: Sequence[str] | None = None,
        nlp_artifacts: "NlpArtifacts | None" = None,  # noqa: ARG002  # Presidio's signature
    ) -> list[RecognizerResult]:
        """Find values in an original text, as Presidio asks for them.

        Args:
            text: The original text.
            entities: Labels wanted; None or empty for all.
            nlp_artifacts: Not used: evidence comes from the text itself.

        Returns:
            Results with offsets into the original text.

        Raises:
            RecognizerError: The recognizer failed; what the text holds is unknown.
        """
        try:
            folded = fold(text)
            found = [original(finding, folded) for finding in self.find(folded.text)]
        except RecognizerError:
            raise
        except Exception:  # noqa: BLE001  # any failure here means findings may be missing
            raise failure(self.name) from None
        wanted = set(entities or self.LABELS)
        return [self._result(finding) for finding in found if finding.label in wanted]

    def _result(self, finding: Finding) -> RecognizerResult:
        """A finding as Presidio's result, with the regular expression that it matched."""
        result = as_result(finding, self.id, is_weighed=self._is_weighed)
        named = (p.regex for p in self.PATTERNS if p.name == finding.evidence.pattern)
        result.analysis_explanation.pattern = next(named, None)
        return result

    def validate_result(self, pattern_text: str) -> bool | None:  # noqa: ARG002  # Presidio's hook
        """Judge a matched value: True valid, False not one, None cannot say."""
        return None


class PatternBased(Recognizer):
    """A recognizer whose `PATTERNS` are all it knows: match, validate, score.

    A pattern's group `value`, where it has one, is the span; else the whole match is. Patterns
    that begin with a character class are searched for several times faster than others.

    Attributes:
        STARTS: A shape of `recognizers.places.STARTS` whose places are all at which a pattern may
            match; None where the whole text is searched.
    """

    FIELD_WORDS: ClassVar[Sequence[re.Pattern[str]] | None] = ()
    STARTS: ClassVar[Shape | None] = None
    _compiled: ClassVar[tuple[Compiled, ...]] = ()
    _starts: ClassVar[tuple[Starts, ...]] = ()

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Compile the patterns of each subclass once."""
        super().__init_subclass__(**kwargs)
        compiled = [(re.compile(p.regex), p) for p in cls.PATTERNS]
        cls._compiled = tuple(
            (
                r,
                float(p.score),
                "value" in r.groupindex,
                Evidence(p.name),
                Evidence(p.name, valid=True),
            )
            for r, p in compiled
        )
        cls._starts = () if cls.STARTS is None else (starts_of(cls.STARTS),)

    def find(self, text: str, hint: str = "") -> list[Finding]:  # noqa: ARG002  # part of the door
        """Find every valid match; see `Recognizer.find`."""
        return [
            plain(start, end, self.LABELS[0], score, self.name, why)
            for start, end, score, why in self.matches(text)
        ]

    def _asked(self, text: str) -> Sequence[Compiled]:  # noqa: ARG002  # what others look at
        """Which patterns may give what no other of them gives."""
        return self._compiled

    def matches(self, text: str) -> Iterator[Match]:
        """Give start, end, score and evidence of each valid match, pattern after pattern."""
        starts = [start for each in self._starts for start in each(text)]
        for pattern, score, named, matched, checked in self._asked(text):
            found = at(starts, pattern, text) if self._starts else pattern.finditer(text)
            for match in found:
                start, end = match.span("value") if named else match.span()
                verdict = self.validate_result(text[start:end])
                if verdict:
                    yield start, end, 1.0, checked
                elif verdict is None:
                    yield start, end, score, matched


def failure(name: str) -> RecognizerError:
    """The error for a recognizer that did not finish: it names it, and nothing of the text."""
    return RecognizerError(f"{name} did not finish")


def original(finding: Finding, folded: Folded) -> Finding:
    """Carry a finding from the folded text over to the original one."""
    if folded.same_offsets:
        return finding
    start, end = folded.span(finding.start, finding.end)
    parts = tuple(
        type(part)(*folded.span(part.start, part.end), part.level) for part in finding.parts
    )
    return finding.at(start, end, parts)


def readers_of(recognizer: Recognizer) -> Sequence[tuple[Needs, Find]]:
    """What to ask of a recognizer: its readers, unless a subclass has a `find` of its own."""
    kind = type(recognizer)
    finds, reads = (_owner(kind, name) for name in ("find", "readers"))
    split = issubclass(reads, finds) or "readers" in vars(recognizer)
    return recognizer.readers() if split else ((recognizer.needs, recognizer.find),)


def _owner(kind: type, name: str) -> type:
    """The class that a method comes from."""
    return next(one for one in kind.__mro__ if name in vars(one))
