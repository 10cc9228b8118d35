"""Microseconds a finding costs to mask: `python -m tests.bench.bench_masking`.

Prints the median of several rounds over the same fictitious values, in CPU time: other work on the
machine does not count. Must never print a value.
"""

import statistics
import time
from typing import Final

from redactor.masking.operator import Masker, OfSubject, Operator
from redactor.masking.partial import Partial
from redactor.masking.pseudonym import Hash, Pseudonym
from redactor.masking.reversible import Encrypt, Fpe
from redactor.masking.virtual import VirtualNumber
from redactor.masking.whole import Replace
from redactor.spans import PartSpan, Span
from tests.support.keys import bound

ROUNDS: Final = 7
COUNT: Final = 5_000
# The bounds, in microseconds a finding.
BOUNDS: Final = {"partial": 5.0, "pseudonym": 10.0}
OPERATORS: Final[dict[str, Operator]] = {
    "replace": Replace(),
    "partial": Partial(),
    "pseudonym": Pseudonym(),
    "pseudonym (fictitious)": Pseudonym(style="fictitious"),
    "hash": Hash(),
    "virtual_number": VirtualNumber(),
    "encrypt": Encrypt(),
    "fpe": Fpe(),
}
_PARTS: Final = (PartSpan(0, 3, "city"), PartSpan(3, 6, "county"), PartSpan(6, 9, "road"))


def drawn(n: int) -> tuple[str, Span]:
    """Give the nth fictitious value: a phone, a spaced phone, a name or an address in turn."""
    parts: tuple[PartSpan, ...] = ()
    if n % 4 == 0:
        raw, entity = f"138{n:08d}", "PHONE_NUMBER"
    elif n % 4 == 1:
        raw, entity = f"138-{n:04d}-8000", "PHONE_NUMBER"
    elif n % 4 == 2:
        raw, entity = "王小明李文静"[n % 3 : n % 3 + 3], "PERSON"
    else:
        raw, entity, parts = f"济南市历下区泉城路{n}号3单元", "ADDRESS", _PARTS
    return raw, Span(0, len(raw), entity, parts=parts)


def microseconds(masker: Masker, findings: list[tuple[str, Span]]) -> float:
    """Give the median cost of a finding over the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for raw, span in findings:
            masker.mask(raw, span)
        rounds.append((time.process_time() - start) / len(findings) * 1e6)
    return statistics.median(rounds)


def ready(operator: Operator) -> Masker:
    """Bind an operator, to one parcel if it asks for a subject."""
    masker = bound(operator)
    return masker.about("SF1") if isinstance(masker, OfSubject) else masker


def main() -> None:
    """Print a line for each operator, with its bound where the issue sets one."""
    findings = [drawn(n) for n in range(COUNT)]
    for name, operator in OPERATORS.items():
        cost = microseconds(ready(operator), findings)
        bound_us = BOUNDS.get(name)
        verdict = "" if bound_us is None else f"  (bound {bound_us:.0f}: {cost <= bound_us})"
        print(f"{name:24}{cost:7.2f} µs a finding{verdict}")  # noqa: T201 -- a script


if __name__ == "__main__":
    main()
