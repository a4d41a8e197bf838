"""Local days, weeks, months and calendar quarters as pairs of naive UTC moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo


@cache
def local_date(moment: datetime, timezone: str) -> date:
    """Give the local date of a naive UTC moment."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone)).date()


def local_midnight(day: date, timezone: str) -> datetime:
    """Give the naive UTC moment of a local midnight; missing moves forward, repeated is the first."""
    local = datetime.combine(day, time(0), tzinfo=ZoneInfo(timezone))
    return local.astimezone(UTC).replace(tzinfo=None)


def bucket_start(day: date, bucket: str) -> date:
    """Give the first date of the day, week (Monday), month or calendar quarter that holds `day`."""
    if bucket == "day":
        return day
    if bucket == "week":
        return day - timedelta(days=day.weekday())
    if bucket == "month":
        return day.replace(day=1)
    if bucket == "quarter":
        return day.replace(day=1, month=day.month - (day.month - 1) % 3)
    raise ValueError(f"unknown bucket {bucket!r}")


def buckets(since: datetime, until: datetime, bucket: str, timezone: str) -> list[tuple[date, datetime, datetime]]:
    """List the buckets that overlap `[since, until)` as (first local date, clipped begin, clipped end)."""
    found: list[tuple[date, datetime, datetime]] = []
    if since >= until:
        return found
    day = bucket_start(local_date(since, timezone), bucket)
    while True:
        following = day + timedelta(days=1)
        while bucket_start(following, bucket) == day:
            following += timedelta(days=1)
        begin = max(since, local_midnight(day, timezone))
        end = min(until, local_midnight(following, timezone))
        if begin < end:
            found.append((day, begin, end))
        if end >= until:
            return found
        day = following
