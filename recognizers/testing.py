"""What every recognizer must do, as checks for the people who add one.

Must never quote the text of an example: a fault names the check and the example's reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from recognizers.base import Recognizer
from recognizers.bounded import faults
from recognizers.errors import RecognizerError
from recognizers.finding import Finding
from recognizers.gates import Gates, shape_of_field
from recognizers.normalize import fold
from recognizers.result import as_finding
from recognizers.scanner import shapes_of

_LABEL: Final = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
# Texts that break careless recognizers: nothing, one character, marks alone, half of a
# surrogate pair, digits without end, a character beyond the basic plane, every kind of blank.
_AWKWARD: Final = (
    *("", " ", "\n", "\u200b", "\ufe0f", "\ud83d", "1" * 3000, "收" * 3000, "@" * 300, "*" * 300),
    *("a" * 3000, "+86" * 300, "(" * 300, "1 " * 1000, "𠮷野家", "%" * 300, "\\u" * 300),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what a recognizer must find in it.

    Attributes:
        text: An original text.
        values: The values, as they stand in the text and in its order; none for a negative.
        reason: Why this row is here; printed instead of the text.
        hint: Name of the field the text came from.
    """

    text: str = field(repr=False)
    values: tuple[str, ...] = field(repr=False)
    reason: str
    hint: str = ""


def conforms(recognizer: Recognizer, examples: Sequence[Example] = ()) -> None:
    """Check a recognizer against the rules of the house and against its examples.

    Args:
        recognizer: The one to check.
        examples: What it must find, and texts in which it must find nothing.

    Raises:
        RecognizerError: It breaks at least one rule; the message lists all of them.
    """
    problems = [*check_class(type(recognizer)), *_behaviour(recognizer)]
    for example in examples:
        problems += unmet(recognizer, example)
    if problems:
        message = f"{type(recognizer).__name__}: " + "; ".join(problems)
        raise RecognizerError(message)


def check_class(kind: type[Recognizer]) -> list[str]:
    """Problems that show without a text: labels, patterns, and building it from YAML."""
    problems = []
    if not kind.LABELS or not all(_LABEL.fullmatch(label) for label in kind.LABELS):
        problems.append("LABELS must be upper-case words")
        return problems
    for pattern in kind.PATTERNS:
        problems += [f"pattern {pattern.name!r} {fault}" for fault in faults(pattern.regex)]
    try:
        built = kind(supported_language="zh", context=["word"], name="named")
    except TypeError:
        return [*problems, "cannot be built from Presidio's YAML"]
    if built.name != "named" or built.context != ["word"] or built.supported_language != "zh":
        problems.append("forgets what Presidio's YAML sets")
    return problems


def _behaviour(recognizer: Recognizer) -> Iterator[str]:
    for text in _AWKWARD:
        folded = fold(text).text
        findings = recognizer.find(folded)
        yield from _sound(recognizer, folded, findings)
    texts = [fold(text).text for text in _AWKWARD]
    batch = recognizer.find_batch(texts, [""] * len(texts))
    if batch != [recognizer.find(text) for text in texts]:
        yield "find_batch and find disagree"
    if recognizer.find_batch([], []):
        yield "an empty batch must give an empty list"


def unmet(recognizer: Recognizer, example: Example) -> list[str]:
    """What a recognizer does not do for one example: nothing if it is met."""
    folded = fold(example.text)
    findings = recognizer.find(folded.text, example.hint)
    problems = list(_sound(recognizer, folded.text, findings))
    spans = sorted({folded.span(f.start, f.end) for f in findings})
    if tuple(example.text[start:end] for start, end in spans) != example.values:
        problems.append(f"example not met: {example.reason}")
    why = [f.evidence.sentence() for f in findings]
    if any(folded.text[f.start : f.end] in said for f, said in zip(findings, why, strict=True)):
        problems.append(f"its evidence quotes the value: {example.reason}")
    shape = shapes_of([folded.text])[0] | shape_of_field(example.hint)
    if findings and not Gates([(recognizer.needs, True)])[shape]:
        problems.append(f"NEEDS leaves out a text with a value: {example.reason}")
    if not example.hint:
        results = [as_finding(result) for result in recognizer.analyze(example.text)]
        if {(r.start, r.end) for r in results} != set(spans):
            problems.append(f"Presidio's door finds something else: {example.reason}")
    return problems


def _sound(recognizer: Recognizer, text: str, findings: Sequence[Finding]) -> Iterator[str]:
    checks: tuple[tuple[str, Callable[[Finding], bool]], ...] = (
        ("a finding lies outside the text", lambda f: 0 <= f.start < f.end <= len(text)),
        ("a finding has a label not in LABELS", lambda f: f.label in recognizer.LABELS),
        ("a score lies outside (0, 1]", lambda f: 0 < f.score <= 1),
        ("a finding names another recognizer", lambda f: f.recognizer == recognizer.name),
    )
    for sentence, holds in checks:
        if not all(map(holds, findings)):
            yield sentence
