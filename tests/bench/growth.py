"""How cost grows: with a text's length and findings, and with a policy's fields, lists and views.

Must never reuse an event within a figure: every round draws its own.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson

from redactor.pipeline import Pipeline
from redactor.record import Coordinates, Record
from tests.bench.arithmetic import in_turns
from tests.bench.effort import Effort
from tests.bench.kinds import PATTERNS
from tests.bench.redaction import SOURCE, cpu_us, day, pipeline
from tests.bench.results import Figure, Group
from tests.bench.stream import policy
from tests.bench.tables import counted
from tests.bench.texts import texts

SMALLEST: Final = "the smallest"  # each figure of a kind is held against its first
EVENTS: Final = 400  # of one sample
TEXTS: Final = 20
LIMITS: Final = {"max_record_bytes": 8 * 1024 * 1024}
BYTES: Final = (1_000, 10_000, 100_000, 1_000_000)
QUICK_BYTES: Final = (1_000, 100_000)
FINDINGS: Final = (0, 1, 2, 5, 10, 20, 50, 100)
FIELDS: Final = (0, 10, 100, 1_000)
DENIED: Final = (0, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
QUICK_DENIED: Final = (0, 10, 10_000)
VIEWS: Final = (1, 2, 4, 8)


def measure(effort: Effort) -> list[Group]:
    """Measure every kind of growth."""
    return [
        _by_length(effort),
        _by_findings(effort),
        _by_policy(effort),
        _by_denied(effort),
        _by_views(effort),
    ]


def _by_length(effort: Effort) -> Group:
    """Cost of a byte of text, for texts of many kinds."""
    made = pipeline(limits=LIMITS)
    sizes = QUICK_BYTES if effort.quick else BYTES
    figures: list[Figure] = []
    for name, write in PATTERNS.items():
        ways = {size: _text_cost(made, write, size) for size in sizes}
        figures += _grown(ways, effort, "byte", f"{name}, ")
    return Group(
        "growth-length",
        "Cost of a byte of text",
        "ns",
        tuple(figures),
        "bytes of a text",
        own_base=True,
    )


def _text_cost(
    made: Pipeline, write: Callable[[int, int], str], size: int
) -> Callable[[int], float]:
    """Measure texts of a size: enough short ones, one long one; nanoseconds a byte."""
    count = max(1, 20_000 // size)

    def cost(number: int) -> float:
        given = [_record(_cut(write(size, number * count + n), size)) for n in range(count)]
        return cpu_us(made, given) / size * 1e3

    return cost


def _by_findings(effort: Effort) -> Group:
    made = pipeline()
    ways = {count: _phones_cost(made, count) for count in FINDINGS}
    figures = _grown(ways, effort, "phone number")
    title = "Cost of a text of 2,000 characters, by what is found in it"
    return Group("growth-findings", title, "µs", tuple(figures), "findings", own_base=True)


def _by_policy(effort: Effort) -> Group:
    def fields(count: int) -> dict[str, Any]:
        more = [{"path": f"$.area{n}.name", "entity": "PERSON"} for n in range(count)]
        return {"fields": [*policy()["fields"], *more]}

    made = {count: pipeline(**fields(count)) for count in FIELDS}
    figures = _grown(_days(made), effort, "more field rule")
    title = "Cost of an event, by field rules that name other fields"
    return Group("growth-policy", title, "µs", tuple(figures), "field rules", own_base=True)


def _by_denied(effort: Effort) -> Group:
    counts = QUICK_DENIED if effort.quick else DENIED
    made = {count: _denying(count) for count in counts}
    figures = _grown(_days(made), effort, "listed value")
    title = "Cost of an event, by values of a deny list"
    return Group("growth-deny", title, "µs", tuple(figures), "listed values", own_base=True)


def _by_views(effort: Effort) -> Group:
    def routes(count: int) -> list[dict[str, Any]]:
        return [{"source": SOURCE, "views": [{"target": f"bench.{n}"} for n in range(count)]}]

    made = {count: pipeline(routes=routes(count)) for count in VIEWS}
    figures = _grown(_days(made), effort, "view")
    return Group(
        "growth-views", "Cost of an event, by views", "µs", tuple(figures), "views", own_base=True
    )


def _grown(
    ways: Mapping[int, Callable[[int], float]], effort: Effort, noun: str, kind: str = ""
) -> Iterator[Figure]:
    """Measure all sizes in turns; each is held against the first."""
    measured = in_turns(effort.rounds, {str(size): way for size, way in ways.items()})
    first = next(iter(ways))
    for size in ways:
        peers = {} if size == first else {SMALLEST: measured[str(first)]}
        yield Figure(kind + counted(size, noun), measured[str(size)], peers, at=float(size))


def _days(made: Mapping[int, Pipeline]) -> dict[int, Callable[[int], float]]:
    return {count: _day_cost(one) for count, one in made.items()}


def _day_cost(made: Pipeline) -> Callable[[int], float]:
    return lambda number: cpu_us(made, day(EVENTS, number))


def _phones_cost(made: Pipeline, count: int) -> Callable[[int], float]:
    def cost(number: int) -> float:
        given = [_record(_with_phones(count, number * TEXTS + n)) for n in range(TEXTS)]
        return cpu_us(made, given)

    return cost


def _denying(count: int) -> Pipeline:
    """Compile a policy with a list of fictitious company names, none of them in the events."""
    if not count:
        return pipeline()
    with tempfile.TemporaryDirectory() as folder:
        raw = "\n".join(f"云栖第{n}号商贸行" for n in range(count)).encode()
        place = Path(folder) / "denied.txt"
        place.write_bytes(raw)
        rule = {"file": str(place), "sha256": hashlib.sha256(raw).hexdigest(), "entity": "PERSON"}
        return pipeline(deny=[rule])


def _record(text: str) -> Record:
    return Record(Coordinates(SOURCE, 0, 0), 0, b"k", orjson.dumps({"text": text}))


def _cut(text: str, size: int) -> str:
    """Cut a text to a size in bytes of UTF-8."""
    return text.encode()[:size].decode("utf-8", "ignore")


def _with_phones(count: int, seed: int) -> str:
    """Spread numbers over a text in which nothing else is to be found."""
    filler = texts("nothing to find", 2_000 - 11 * count, 1, seed)[0]
    step = len(filler) // (count + 1)
    pieces = [filler[n * step : (n + 1) * step] for n in range(count)]
    numbers = (f"138{seed % 10_000:04d}{n:04d}" for n in range(count))
    joined = (piece + phone for piece, phone in zip(pieces, numbers, strict=True))
    return "".join(joined) + filler[count * step :]
