"""The compiled memory of findings, and its spans, are what Python says they are."""

import copy
import random
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.finding import Finding, Level, Part
from redactor.policy import Thresholds
from redactor.recall.memory import CompiledMemory, Memory, Remembering
from redactor.recall.native import NATIVE
from redactor.recall.repeats import LOOK, REST
from redactor.spans import PartSpan, Span
from redactor.stages import detect
from redactor.stages.detect import Detector
from tests.support.siphash import siphash128
from tests.support.verbatim import Verbatim

pytestmark = pytest.mark.skipif(NATIVE is None, reason="not compiled here")

SECRET: Final = bytes(range(16))
# From the reference implementation: under the bytes 0 to 15, of as many bytes from 0 on.
REFERENCE: Final = {
    0: "a3817f04ba25a8e66df67214c7550293",
    1: "da87c1d86b99af44347659119b22fc45",
    7: "a1f1ebbed8dbc153c0b84aa61ff08239",
    8: "3b62a9ba6258f5610f83e264f31497b4",
    15: "5493e99933b0a8117e08ec0f97cfc3d9",
    16: "6ee2a4ca67b054bbfd3315bf85230577",
    63: "5150d1772f50834a503e069a973fbd7c",
}
SIGNS: Final = (
    "王",
    "13812345678",
    "*",
    "_",
    "<PERSON>",
    "^_^",
    "＊",
    " ",
    "路****",
    "\ud800",
    "é",
)
any_text = st.text(st.characters(), max_size=40) | st.text("a é中\U0001f600\ud800", max_size=1_100)


@pytest.mark.parametrize("size", REFERENCE)
def test_what_keys_are_compared_with_is_siphash(size: int) -> None:
    """Python's gives what the reference gives."""
    assert siphash128(SECRET, bytes(range(size))).hex() == REFERENCE[size]


@given(any_text, any_text, st.binary(min_size=16, max_size=16))
def test_a_key_is_siphash_of_both_texts(said: str, text: str, secret: bytes) -> None:
    """Of how long each is and how wide it is written, and of its characters."""
    assert NATIVE is not None
    message = _written(said) + _written(text)
    assert NATIVE.digest(secret, said, text) == siphash128(secret, message)


def _written(text: str) -> bytes:
    widest = max(map(ord, text), default=0)
    width, name = (
        (1, "latin-1") if widest < 256 else (2, "utf-16") if widest < 65_536 else (4, "utf-32")
    )
    errors, name = ("strict", name) if width == 1 else ("surrogatepass", name + "-le")
    points = text.encode(name, errors)
    return (width << 56 | len(text)).to_bytes(8, "little") + points + bytes(-len(points) % 8)


class Finder:
    """Finds what follows from a text and its hint, and notes what it was asked."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.asked: list[tuple[str, str]] = []
        self.fails = False

    def __call__(self, texts: Sequence[str], hints: Sequence[str]) -> list[tuple[Span, ...]]:
        """Find them, or fail."""
        self.asked += zip(texts, hints, strict=True)
        if self.fails:
            raise LookupError
        return [_spans(text) for text in texts]


def _spans(text: str) -> tuple[Span, ...]:
    part = PartSpan(0, 1, "road")
    return tuple(Span(at, at + 1, text, parts=(part,) * at) for at in range(len(text) % 4))


def _asked(memory: Remembering, finder: Finder, texts: list[str], hints: list[str]) -> object:
    try:
        return memory.ask(texts, hints, lambda told: [one[:1] for one in told], finder)
    except LookupError:
        return None


@pytest.mark.parametrize(("entries", "size"), [(65_536, 24 << 20), (90, 24 << 20), (65_536, 9_000)])
def test_both_ask_for_the_same_and_answer_the_same(entries: int, size: int) -> None:
    """Batch by batch, past looks and rests, with failures, within narrow bounds."""
    drawn = random.Random(entries + size)
    assert NATIVE is not None
    compiled = CompiledMemory(NATIVE, entries, size)
    memories: tuple[Remembering, Remembering] = (Memory(entries, size), compiled)
    finders = (Finder(), Finder())
    passed = 0
    while passed < LOOK + REST + LOOK:
        count = drawn.choice((0, 1, 7, 60, 3_000))
        passed += count
        hints = drawn.choices(("ab", "ac", "b", "cd", "c", "收件人", "\ud800"), k=count)
        texts = [_drawn_text(drawn, hint) for hint in hints]
        for finder in finders:
            finder.fails = passed % 11 == 0
        first, second = map(_asked, memories, finders, [texts] * 2, [hints] * 2)
        assert first == second
        assert finders[0].asked == finders[1].asked
        assert len(memories[0]) == len(memories[1])
        for finder in finders:
            finder.asked.clear()


def _drawn_text(drawn: random.Random, hint: str) -> str:
    """Draw a text; in fields of one name it never comes again, in some it is long."""
    if hint == "b":
        return str(drawn.random())
    number = int(drawn.paretovariate(0.4)) % 5_000
    return f"{'长' * (1_020 if number < 9 else 0)}{number:06}"


def test_findings_become_the_same_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are masked, empty or stand before a mask among them."""
    drawn = random.Random(5)
    texts = ["".join(drawn.choices(SIGNS, k=drawn.randrange(9))) for _ in range(3_000)]
    texts += ["王小明" * 400, "王小明" * 400 + "***"]
    found = [_drawn_findings(drawn, text) for text in texts]
    held = copy.deepcopy(found)
    compiled = detect._spans_of(texts, found)  # noqa: SLF001 -- both sides of one function
    copies = detect._spans_of(texts, [found[:] for found in held])  # noqa: SLF001 -- as above
    monkeypatch.setattr(detect, "NATIVE", None)
    written = detect._spans_of(texts, held)  # noqa: SLF001 -- as above
    assert _told(compiled) == _told(copies) == _told(written)
    assert any(span.masked for spans in compiled for span in spans)


def test_findings_that_somebody_holds_stay_findings() -> None:
    """What nobody else holds is made a span where it stands: it is not made anew."""
    text, finding = "王小明", Finding(0, 3, "PERSON", 0.9, "drawn")
    alone = [(Finding(0, 3, "PERSON", 0.9, "drawn"),)]
    place = id(alone[0][0])
    (spans,) = detect._spans_of([text], alone)  # noqa: SLF001 -- nobody else asks for them
    assert id(spans[0]) == place
    together = (finding,)
    for found in ([(finding,)], [together], [together, together]):
        made = detect._spans_of([text] * len(found), found)  # noqa: SLF001 -- as above
        assert _told(made) == [[tuple(finding)]] * len(found)
    assert type(finding) is type(together[0]) is Finding


class _Slow(Finding):
    """A finding of a class that was written, and may have more than its fields."""


def test_findings_of_another_class_are_copied() -> None:
    """One with a dictionary of its own cannot become a span."""
    made = detect._spans_of(["王小明"], [(_Slow(0, 3, "PERSON", 0.9, "drawn"),)])  # noqa: SLF001 -- as above
    assert _told(made) == [[tuple(Finding(0, 3, "PERSON", 0.9, "drawn"))]]


def _told(every: list[tuple[Span, ...]]) -> list[list[tuple[Any, ...]]]:
    """Give all fields of all spans, which must be such: spans are equal whatever carried them."""
    assert all(type(span) is Span for spans in every for span in spans)
    return [[tuple(span) for span in spans] for spans in every]


def _drawn_findings(drawn: random.Random, text: str) -> tuple[Finding, ...]:
    ends = sorted(drawn.randrange(len(text) + 1) for _ in range(2 * drawn.randrange(4)))
    return tuple(
        Finding(
            start,
            end,
            drawn.choice(("PERSON", "ADDRESS", "PHONE_NUMBER", "EMAIL_ADDRESS")),
            drawn.random(),
            "drawn",
            (Part(start, end, Level.ROAD),) * drawn.randrange(2),
            masked=drawn.random() < 0.2,
        )
        for start, end in zip(ends[::2], ends[1::2], strict=True)
    )


class Odd(Verbatim):
    """Finds in every text what a recognizer of another's may find."""

    def __init__(self, *fields: Any) -> None:  # noqa: ANN401 -- odd ones
        """Take the fields of a finding."""
        self.finding = Finding(*fields)

    def analyze_batch(
        self, texts: Sequence[str], hints: Sequence[str] = ()
    ) -> list[tuple[Finding, ...]]:
        """Find it."""
        del hints
        return [(self.finding,) for _ in texts]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ((np.int64(0), np.int64(3)), "offsets from a model"),
        ((0, np.int32(3)), "one of them"),
        ((np.int64(3), np.int64(3)), "no character"),
        ((0, 1 << 70), "beyond every text"),
    ],
)
@pytest.mark.parametrize("parts", [(), [Part(0, 1, Level.ROAD)]])
def test_what_another_s_recognizer_finds_is_taken_as_python_takes_it(
    monkeypatch: pytest.MonkeyPatch, fields: tuple[Any, Any], parts: Sequence[Part], why: str
) -> None:
    """Numbers of another library and a list of parts refuse no record, here or there."""
    odd = Odd(*fields, "PERSON", 0.9, "odd", parts)
    compiled = Detector(odd, Thresholds())
    (first,) = compiled.detect(["王小明"], ["name"])
    monkeypatch.setattr(detect, "NATIVE", None)
    monkeypatch.setattr(detect, "new_memory", Memory)
    assert _told([first]) == _told(Detector(odd, Thresholds()).detect(["王小明"], ["name"])), why
    assert len(first) == (fields[0] < fields[1])
    assert compiled.detect(["王小明"], ["name"]) == [first]
