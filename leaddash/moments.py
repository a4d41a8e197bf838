"""Moments and dates: what a text says, where a local day begins, and both as seconds of UTC.

Moments are naive and of UTC, to the second; dates are local ones of some time zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leaddash.errors import ScopeError

Seconds = NDArray[np.int64]
SECOND = timedelta(seconds=1)
NEVER = np.iinfo(np.int64).max
"""What stands for a missing moment in seconds of UTC: it is later than any other."""
MONTHS_OF_QUARTER = 3
_MONTHS = {"month": 1, "quarter": MONTHS_OF_QUARTER}
_MISSING = np.iinfo(np.int64).min
"""What numpy's missing moment (NaT) is as a whole number."""


def moment(text: str, zone: str, *, end_of_day: bool = False) -> datetime:
    """The moment of an ISO 8601 text; a local time is in `zone`, a bare date its midnight or last second."""
    text = text.strip()
    try:
        day = _bare_date(text)
        if day:
            return midnight(day + timedelta(days=1), zone) - SECOND if end_of_day else midnight(day, zone)
        stamp = datetime.fromisoformat(text).replace(microsecond=0)
        return _utc(stamp if stamp.tzinfo else stamp.replace(tzinfo=ZoneInfo(zone)))
    except (ValueError, OverflowError) as problem:
        raise ScopeError(f'"{text}" is no date or moment. Write it like 2026-03-31 or 2026-03-31T17:00.') from problem


def midnight(day: date, zone: str) -> datetime:
    """The moment at which a local day begins; one that a clock change skips moves forward by the gap."""
    return _utc(datetime.combine(day, time(), tzinfo=ZoneInfo(zone)))


def local_date(stamp: datetime, zone: str) -> date:
    """Local date of a moment."""
    return stamp.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def bucket_start(day: date, bucket: str, year_starts: int = 1) -> date:
    """First date of the day, week (from Monday), month or quarter (of years that begin in a month) that holds `day`."""
    if bucket == "quarter":
        return months_on(day.replace(day=1), -((day.month - year_starts) % MONTHS_OF_QUARTER))
    return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[bucket]


def next_bucket(day: date, bucket: str) -> date:
    """First date of the bucket after the one that begins on `day`."""
    if bucket in _MONTHS:
        return months_on(day, _MONTHS[bucket])
    return day + timedelta(days=1 if bucket == "day" else 7)


def months_on(first: date, months: int) -> date:
    """The first date of the month so many months after (or before) the one that begins on `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def months_between(first: date, after: date) -> float:
    """The months between two dates; parts of months by their days."""
    months, day = 0.0, first
    while day < after:
        begins = day.replace(day=1)
        following = months_on(begins, 1)
        months += (min(following, after) - day).days / (following - begins).days
        day = following
    return months


def periods(since: datetime, until: datetime, bucket: str, zone: str, year_starts: int = 1) -> list[dict[str, Any]]:
    """Local calendar buckets overlapping `[since, until)`, clipped to it: period (its first date), since, until."""
    buckets: list[dict[str, Any]] = []
    day = bucket_start(local_date(since, zone), bucket, year_starts)
    while (start := midnight(day, zone)) < until:
        following = next_bucket(day, bucket)
        ends = min(midnight(following, zone), until)
        if ends > since:
            buckets.append({"period": day, "since": max(start, since), "until": ends})
        day = following
    return buckets


def days_before(stamp: datetime, days: int, zone: str) -> datetime:
    """The moment at the same local time so many dates earlier; one that a clock change skips moves forward."""
    local = stamp.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return _utc((local - timedelta(days=days)).replace(tzinfo=ZoneInfo(zone)))


def second(moment: datetime) -> int:
    """A moment as seconds of UTC."""
    return int(np.datetime64(moment, "s").astype(np.int64))


def moment_of(second: int) -> datetime:
    """Seconds of UTC as a moment."""
    return datetime.fromtimestamp(second, UTC).replace(tzinfo=None)


def seconds_of(column: pa.ChunkedArray) -> Seconds:
    """A column of moments as seconds of UTC, `NEVER` where there is none."""
    moments: Any = column.to_numpy()
    seconds = np.asarray(moments.astype("datetime64[s]").astype(np.int64))
    return np.where(seconds == _MISSING, NEVER, seconds)


def stamps(seconds: Seconds) -> pa.Array:
    """Seconds of UTC as a column of moments, empty where they are `NEVER`."""
    is_never = seconds == NEVER
    return pa.array(np.where(is_never, 0, seconds).astype("datetime64[s]"), mask=is_never)


def _bare_date(text: str) -> date | None:
    """The date a text says, in any of ISO 8601's forms, or None if it says more (or nothing)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _utc(stamp: datetime) -> datetime:
    return stamp.astimezone(UTC).replace(tzinfo=None)
