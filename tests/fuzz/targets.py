"""What is fuzzed: each target takes any bytes and holds one part of the code to its promise.

Must never catch more than the errors that the part promises: anything else is a finding.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from recognizers.analyzer import Analyzer
from recognizers.native import KERNEL
from recognizers.normalize import fold
from recognizers.scanner import MAY_FOLD, shapes_of
from recognizers.sequence.compiled import CompiledEngine
from recognizers.sequence.engine import ArrayEngine
from recognizers.sequence.tagger import shipped_model
from recognizers.written import written_shape
from redactor.errors import ConfigError, DecodeError, EncodeError, Reason
from redactor.json_codec import decode_text, decode_value, encode
from redactor.paths import PathSyntaxError, parse_path
from redactor.pipeline import Pipeline, build_pipeline
from redactor.policy import parse_policy
from redactor.record import Coordinates, Masked, Record
from tests.fuzz.policy import POLICY

AT: Final = Coordinates("raw", 0, 0)
MOST_TEXTS: Final = 16  # of a batch: texts that hold nothing tell nothing more of the kernel


def json_codec(raw: bytes) -> None:
    """A value is refused, or what is written of it reads back as the same value."""
    try:
        written = encode(decode_value(raw).root[0])
    except (DecodeError, EncodeError):
        return
    assert encode(decode_value(written).root[0]) == written


def text_codec(raw: bytes) -> None:
    """A key or header is refused, or written back: as JSON once read, or as the text it is."""
    try:
        read = decode_text(raw, Reason.KEY_NOT_TEXT)
        written = encode(read.root[0], is_json=read.is_json)
    except (DecodeError, EncodeError):
        return
    assert read.is_json or written == raw


def normaliser(raw: bytes) -> None:
    """Every folded character comes from a stretch of the original, in order."""
    text = raw.decode("utf-8", "ignore")
    folded = fold(text)
    if not folded.text:  # of invisible characters nothing is left, and no span either
        return
    if folded.same_offsets:
        assert len(folded.text) == len(text)
        return
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    last = 0
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert last <= start < end <= len(text)
        last = end


def scanner(raw: bytes) -> None:
    """Findings stand within the text, in order, and do not overlap."""
    text = raw.decode("utf-8", "ignore")
    last = 0
    for finding in _analyzer().analyze(text):
        assert last <= finding.start < finding.end <= len(text)
        last = finding.end


def kernel(raw: bytes) -> None:
    """The compiled kernel reads the same of any texts as numpy's arrays and the patterns."""
    texts = raw.decode("utf-8", "ignore").split("\n", MOST_TEXTS)
    arrays, compiled = _engines()
    assert compiled.read(texts) == arrays.read(texts)
    shapes = [shape & ~MAY_FOLD for shape in shapes_of(texts)]
    assert shapes == [written_shape(text) for text in texts]


def gates(raw: bytes) -> None:
    """No recognizer finds a thing in a text that its gate keeps from it."""
    text = raw.decode("utf-8", "ignore")
    gated, ungated = _gated()
    assert gated.analyze(text) == ungated.analyze(text)


def field_paths(raw: bytes) -> None:
    """A path is read, or refused with a message that does not quote it."""
    text = raw.decode("utf-8", "ignore")
    try:
        steps = parse_path(text)
    except PathSyntaxError:
        return
    assert any(step.name is not None or step.element is not None for step in steps)


def policy_loader(raw: bytes) -> None:
    """A policy is read, or refused with at least one problem."""
    try:
        policy = parse_policy(raw, "policy.yaml")
    except ConfigError:
        return
    assert policy.routes


def pipeline(raw: bytes) -> None:
    """A record is masked, or refused for a reason that is not an error of ours; both ways alike."""
    key, _, value = raw.partition(b"\n")
    record = Record(AT, 0, key or None, value, ((key[:8].decode("utf-8", "ignore"), key),))
    (result,) = _pipeline().redact([record])
    assert isinstance(result, Masked) or result.reason is not Reason.INTERNAL
    assert _stages().redact([record]) == [result]


@cache
def _engines() -> tuple[ArrayEngine, CompiledEngine]:
    assert KERNEL is not None, "no C compiler when this was installed"
    model = shipped_model()
    return ArrayEngine(model), CompiledEngine(KERNEL, model)


@cache
def _gated() -> tuple[Analyzer, Analyzer]:
    ungated = Analyzer.default()
    ungated.ask_all()
    return Analyzer.default(), ungated


@cache
def _analyzer() -> Analyzer:
    return Analyzer.default()


@cache
def _pipeline() -> Pipeline:
    made = build_pipeline(parse_policy(POLICY, "policy.yaml"))
    made._short.learn_every = 1  # noqa: SLF001 -- a batch of one record has its form, whatever its names
    return made


@cache
def _stages() -> Pipeline:
    """Give a pipeline that takes every record through the stages."""
    made = build_pipeline(parse_policy(POLICY, "policy.yaml"))
    made._short.native = None  # noqa: SLF001 -- as where no compiler was
    return made


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    one.__name__: one
    for one in (
        *(json_codec, text_codec, normaliser, kernel, gates, scanner),
        *(field_paths, policy_loader, pipeline),
    )
}
