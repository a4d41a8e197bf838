"""Working time the slow way: every minute of a day is looked up on the calendar's own clock on the wall."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

Calendar = Mapping[str, Any]
Span = tuple[datetime, datetime]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MINUTES_A_DAY = 1_440
LONGEST_WAIT_DAYS = 3_000


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Say whether the second that begins at a moment is working time."""
    return any(begin <= moment < end for begin, end in open_spans(_said(calendar), moment.date()))


def elapsed(calendar: Calendar, since: datetime, until: datetime) -> int:
    """Count the open seconds of `[since, until)`."""
    total = timedelta(0)
    for begin, end in _spans_from(calendar, since.date(), until.date()):
        total += max(timedelta(0), min(end, until) - max(begin, since))
    return total // timedelta(seconds=1)


def due(calendar: Calendar, start: datetime, seconds: int) -> datetime:
    """Give the earliest moment with so many open seconds more (or less) behind it than `start` has."""
    if not any(calendar["hours"].values()):
        raise ValueError("a calendar that never opens has no due moments")
    left = timedelta(seconds=abs(seconds))
    return _ahead(calendar, start, left) if seconds > 0 else _back(calendar, start, left)


def never_opens_on(calendar: Calendar, day: date) -> bool:
    """Say whether no second of a local date is open."""
    return not _open_minutes(_said(calendar), day.weekday()) or _is_closed(_said(calendar), day)


def local(calendar: Calendar, moment: datetime) -> datetime:
    """Give a moment as the calendar's clock on the wall shows it."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(calendar["zone"])).replace(tzinfo=None)


@cache
def open_spans(said: str, day: date) -> list[Span]:
    """List the open `[begin, end)` of one UTC day, minute by minute."""
    zone = ZoneInfo(_read(said)["zone"])
    midnight = datetime.combine(day, datetime.min.time())
    found: list[Span] = []
    for number in range(MINUTES_A_DAY):
        moment = midnight + number * MINUTE
        wall = moment.replace(tzinfo=UTC).astimezone(zone)
        if not _opens(said, wall.date(), wall.hour * 60 + wall.minute):
            continue
        if found and found[-1][1] == moment:
            found[-1] = (found[-1][0], moment + MINUTE)
        else:
            found.append((moment, moment + MINUTE))
    return found


def _ahead(calendar: Calendar, start: datetime, left: timedelta) -> datetime:
    for begin, end in _spans_from(calendar, start.date(), start.date() + LONGEST_WAIT_DAYS * DAY):
        begin = max(begin, start)
        if begin >= end:
            continue
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise ValueError("the calendar does not open again")


def _back(calendar: Calendar, start: datetime, left: timedelta) -> datetime:
    """Walk back; the earliest moment is the one just after an open second."""
    said = _said(calendar)
    for number in range(LONGEST_WAIT_DAYS):
        for begin, end in reversed(open_spans(said, start.date() - number * DAY)):
            end = min(end, start)
            if begin >= end:
                continue
            if left < end - begin:
                return end - left
            left -= end - begin
    raise ValueError("the calendar was never open before")


def _spans_from(calendar: Calendar, first: date, last: date) -> Iterator[Span]:
    said = _said(calendar)
    day = first
    while day <= last:
        yield from open_spans(said, day)
        day += DAY


def _opens(said: str, day: date, minute: int) -> bool:
    """Say whether a minute after midnight of a local date is open: its own date must be a working day."""
    return minute in _open_minutes(said, day.weekday()) and not _is_closed(said, day)


@cache
def _open_minutes(said: str, weekday: int) -> frozenset[int]:
    """List the minutes of a weekday that lie in its intervals, or in one of the day before past midnight."""
    today = {minute for minute in _shifts(said, weekday) if minute < MINUTES_A_DAY}
    yesterday = {minute - MINUTES_A_DAY for minute in _shifts(said, (weekday - 1) % 7) if minute >= MINUTES_A_DAY}
    return frozenset(today | yesterday)


def _shifts(said: str, weekday: int) -> set[int]:
    found: set[int] = set()
    for interval in _read(said)["hours"].get(WEEKDAYS[weekday], []):
        begin, end = (int(text[:2]) * 60 + int(text[3:]) for text in interval.split("-"))
        found.update(range(begin, end if end > begin else end + MINUTES_A_DAY))
    return found


@cache
def _is_closed(said: str, day: date) -> bool:
    calendar = _read(said)
    if day.isoformat() in calendar["closed"]:
        return True
    return bool(calendar["holidays"]) and day in _holidays(calendar["holidays"])


@cache
def _holidays(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


def _said(calendar: Calendar) -> str:
    """Say a calendar as text, by which what was looked up is remembered."""
    return json.dumps(calendar, sort_keys=True, default=str)


@cache
def _read(said: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said)
    return found
