"""Dates and times as they are written in events, made coarser or moved in their own form.

Must never give back a text of which a part was not understood.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

# 2026-03-16T14:05:33.120+08:00 · 2026/3/16 14:05 · 2026年3月16日14时05分 · 20260316140533
_WRITTEN: Final = re.compile(
    r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
    r"(?:(?:T| {0,2})(?P<hour>[0-9]{1,2})(?:[:：时点](?P<minute>[0-9]{1,2})?"
    r"(?:[:：分](?P<second>[0-9]{1,2})?(?:[.,](?P<fraction>[0-9]{1,9}))?秒?)?)?)?"
    r" ?(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)
_COMPACT: Final = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})(?P<fraction>[0-9]{3})?)?",
    re.ASCII,
)
_EPOCH: Final = re.compile(r"[0-9]{10}(?:[0-9]{3})?", re.ASCII)
CHINA_S: Final = 8 * 3_600  # a day of an epoch time is a day in China, which has one zone
_CHINA: Final = timezone(timedelta(seconds=CHINA_S))
_HOUR_S: Final = 3_600
_DAY_S: Final = 86_400


class Coarse(StrEnum):
    """How coarse a time is made."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


_CLEARED: Final[Mapping[Coarse, tuple[str, ...]]] = {
    Coarse.HOUR: ("minute", "second", "fraction"),
    Coarse.DAY: ("hour", "minute", "second", "fraction"),
    Coarse.MONTH: ("hour", "minute", "second", "fraction"),
}


def floored(text: str, to: Coarse) -> str | None:
    """Take a time back to the start of its hour, day or month, in the form it is written in.

    Args:
        text: A date, with or without a time, or an epoch time in seconds or milliseconds.
        to: How coarse.

    Returns:
        The text of the same form and length; None for what is no date of a known form.
    """
    found = _read(text)
    if found is None:
        return _floor_epoch(text, to)
    put = {name: "0" * len(found[name]) for name in _CLEARED[to] if found[name]}
    if to is Coarse.MONTH:
        put["day"] = "1".zfill(len(found["day"]))
    return _rewritten(found, put)


def shifted(text: str, days: int) -> str | None:
    """Move a date by whole days; the time of day stays. See `floored` for forms and None."""
    found = _read(text)
    if found is None:
        return _shift_epoch(text, days)
    try:
        moved = _date(found) + timedelta(days=days)
    except OverflowError:
        return None
    fields = {"year": moved.year, "month": moved.month, "day": moved.day}
    return _rewritten(found, {n: str(v).zfill(len(found[n])) for n, v in fields.items()})


def _read(text: str) -> re.Match[str] | None:
    found = _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text)
    try:
        if found is not None:
            _date(found)
    except ValueError:
        return None
    return found


def _date(found: re.Match[str]) -> date:
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def _rewritten(found: re.Match[str], put: Mapping[str, str]) -> str:
    """Give the text with some groups replaced."""
    text, done, pieces = found.string, 0, []
    for name in sorted(put, key=found.start):
        pieces += [text[done : found.start(name)], put[name]]
        done = found.end(name)
    return "".join([*pieces, text[done:]])


def _floor_epoch(text: str, to: Coarse) -> str | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text[:10])
    if to is Coarse.HOUR:
        start = seconds - seconds % _HOUR_S
    else:
        start = seconds - (seconds + CHINA_S) % _DAY_S
        if to is Coarse.MONTH:
            start -= (datetime.fromtimestamp(start, _CHINA).day - 1) * _DAY_S
    return str(start).zfill(10) + "0" * (len(text) - 10)


def _shift_epoch(text: str, days: int) -> str | None:
    if not _EPOCH.fullmatch(text):
        return None
    return str(max(0, int(text[:10]) + days * _DAY_S)).zfill(10) + text[10:]
