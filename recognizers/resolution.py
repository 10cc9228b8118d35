"""Decides between findings that overlap: one rule for the fast path and for Presidio's.

Must never leave a character that some finding covered without a finding: a weaker one is cut
back to what the stronger ones leave of it, and dropped only where that is no value of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

from recognizers.finding import Finding
from recognizers.native import KERNEL

# How much a label says by itself, strongest first: what carries a checksum or an unmistakable
# form beats what is only a run of digits, and both beat what was read from words around it.
_STRENGTH: Final = (
    "EMAIL_ADDRESS",
    "CN_RESIDENT_ID",
    "CN_USCC",
    "CN_BANK_CARD",
    "IP_ADDRESS",
    "COORDINATES",
    "CN_LICENSE_PLATE",
    "WAYBILL_NO",
    "CN_PASSPORT",
    "CN_HK_MACAU_PERMIT",
    "CN_TAIWAN_PERMIT",
    "HK_ID_CARD",
    "TW_ID_CARD",
    "MO_ID_CARD",
    "WECHAT_ID",
    "QQ",
    "PICKUP_CODE",
    "PHONE_NUMBER",
)
_OTHER: Final = len(_STRENGTH)
# Free text gives way to values with a form of their own, and is cut back instead of dropped.
_FREE: Final = frozenset(("ADDRESS", "PERSON"))
_RANK: Final = {label: rank for rank, label in enumerate(_STRENGTH)} | dict.fromkeys(
    _FREE, _OTHER + 1
)
_start, _end, _score = itemgetter(0), itemgetter(1), itemgetter(3)


def resolve_all(found: Sequence[Sequence[Finding]]) -> list[tuple[Finding, ...]]:
    """Give for each text's findings what `resolve` leaves of them; the kernel knows most."""
    if KERNEL is None:
        return [resolve(findings) if len(findings) > 1 else tuple(findings) for findings in found]
    resolved: list[tuple[Finding, ...]] = KERNEL.resolve(found, resolve)
    return resolved


def resolve(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings that do not overlap, in text order.

    Args:
        findings: Findings of one text in any order, overlapping as they may; all offsets into
            the same text.
    """
    ordered = sorted(findings, key=_start)
    if len(ordered) == 2:  # noqa: PLR2004  # most have no more
        first, second = ordered
        return (first, second) if first[1] <= second[0] else tuple(_of_two(first, second))
    border = 0
    for finding in ordered:
        if finding.start < border:
            return _parted(ordered)
        border = finding.end
    return tuple(ordered)


def _parted(ordered: Iterable[Finding]) -> tuple[Finding, ...]:
    """Decide within each crowd of findings that hang together."""
    found: list[Finding] = []
    crowd, border = 0, 0  # where in `found` a crowd begins; where it ends
    for finding in ordered:
        end = finding.end
        if finding.start >= border:
            if crowd < len(found) - 1:
                found[crowd:] = _decided(found[crowd:])
            crowd, border = len(found), end
        elif end > border:
            border = end
        found.append(finding)
    if crowd < len(found) - 1:
        found[crowd:] = _decided(found[crowd:])
    return tuple(found)


def _decided(crowd: list[Finding]) -> list[Finding]:
    """What is left of findings that hang together, in text order."""
    if len(crowd) == 2:  # noqa: PLR2004  # most are
        return _of_two(*crowd)
    if len({finding[:2] for finding in crowd}) == 1:  # found twice, as names often are
        alike = len({(finding.label, finding.masked) for finding in crowd}) == 1
        return [max(crowd, key=_score) if alike else strongest(crowd)]
    kept: list[Finding] = []  # in text order and disjoint, so that rivals are a bisection away
    for finding in sorted(crowd, key=_order):
        first = bisect_right(kept, finding.start, key=_end)
        last = bisect_left(kept, finding.end, key=_start)
        if first >= last:
            kept.insert(first, finding)
        elif finding.label in _FREE:
            rivals = kept[first:last]
            kept[first:last] = sorted([*rivals, *_remainders(finding, rivals)], key=_start)
    return kept


def _of_two(first: Finding, second: Finding) -> list[Finding]:
    """The same for two that overlap."""
    if first[:3] == second[:3] and first.masked == second.masked:  # found twice
        return [second if second.score > first.score else first]
    if _order(second) < _order(first):
        first, second = second, first
    if second.label not in _FREE:
        return [first]
    return sorted([first, *_remainders(second, [first])], key=_start)


def strongest(findings: Sequence[Finding]) -> Finding:
    """The finding that wins over all others; there must be one."""
    return min(findings, key=_order)


def _order(finding: Finding) -> tuple[int, int, int, float, int, str]:
    """Strongest first; equal findings in an order that does not depend on who found them."""
    return (
        _RANK.get(finding.label, _OTHER),
        finding.start - finding.end,
        not finding.masked,
        -finding.score,
        finding.start,
        finding.label,
    )


def _remainders(finding: Finding, rivals: Sequence[Finding]) -> list[Finding]:
    """What the rivals leave of a finding: each stretch with the parts that lie in it."""
    stretches = []
    start = finding.start
    for rival in sorted(rivals, key=lambda f: f.start):
        stretches.append((start, rival.start))
        start = max(start, rival.end)
    stretches.append((start, finding.end))
    return [_cut(finding, a, b) for a, b in stretches if b - a > 1]


def _cut(finding: Finding, start: int, end: int) -> Finding:
    parts = tuple(
        type(p)(max(p.start, start), min(p.end, end), p.level)
        for p in finding.parts
        if p.start < end and start < p.end
    )
    return finding.at(start, end, parts)
