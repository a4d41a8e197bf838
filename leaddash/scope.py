"""The question asked of a metric: period, as-of, slice and the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from leaddash import agreed
from leaddash.agreed import SECOND
from leaddash.agreement import Agreement
from leaddash.errors import ScopeError, did_you_mean

DIMENSIONS = ("source", "campaign", "country", "industry", "marketing_role", "team", "person", "fit_band")
BUCKETS = ("day", "week", "month")
Bucket = Literal["day", "week", "month"]


@dataclass(frozen=True)
class Scope:
    """What a metric is asked: naive UTC moments, a half-open period, filters and one `by` dimension.

    A filter value of "" asks for the slice where the dimension is missing. `lead` names one lead, where a metric is of
    one.
    """

    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str | None = None
    bucket: Bucket = "month"
    agreement: Agreement | None = None
    lead: str | None = None

    def __post_init__(self) -> None:
        """Refuse dimensions and buckets that do not exist."""
        for name in (*self.filters, *([self.by] if self.by else [])):
            _known("dimension", name, DIMENSIONS)
        _known("bucket", self.bucket, BUCKETS)

    def within(self, first: datetime, newest: datetime, kept: Agreement) -> Scope:
        """Fill in what was left open: the snapshot's first and newest moment and its agreement."""
        as_of = self.as_of or newest
        return replace(
            self,
            since=self.since or min(first, as_of),
            until=self.until or as_of + SECOND,
            as_of=as_of,
            agreement=self.agreement or kept,
        )

    def parameters(self, first: datetime) -> dict[str, Any]:
        """Values of every `$parameter` a metric's SQL may name, of a scope that is filled in."""
        if self.agreement is None or self.as_of is None or self.since is None or self.until is None:
            raise ValueError("fill the scope in with `within` first")
        closed = max(self.since, min(self.until, self.as_of + SECOND))
        return {
            "since": self.since,
            "until": max(self.since, self.until),
            "closed": closed,
            "as_of": self.as_of,
            "by": self.by,
            "filters": {name: list(self.filters.get(name, ())) for name in DIMENSIONS},
            "asks_holder": bool({"team", "person"} & {*self.filters, self.by}),
            "asks_fit_band": bool({"fit_band"} & {*self.filters, self.by}),
            "periods": periods(max(self.since, first), closed, self.bucket, self.agreement.timezone),
            "zone": self.agreement.timezone,
            **agreed.stage_rules(self.agreement, self.as_of),
            **agreed.fit_rules(self.agreement),
            **agreed.behaviour_rules(self.agreement),
            **agreed.clock_rules(self.agreement),
        }


def moment(text: str, zone: str, *, end_of_day: bool = False) -> datetime:
    """Naive UTC moment of an ISO 8601 text; a local time is in `zone`, a bare date its midnight or last second."""
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
    """Naive UTC moment at which a local day begins; one that a clock change skips moves forward by the gap."""
    return _utc(datetime.combine(day, time(), tzinfo=ZoneInfo(zone)))


def local_date(stamp: datetime, zone: str) -> date:
    """Local date of a naive UTC moment."""
    return stamp.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def bucket_start(day: date, bucket: str) -> date:
    """First date of the day, week (from Monday) or month that holds `day`."""
    return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[bucket]


def periods(since: datetime, until: datetime, bucket: str, zone: str) -> list[dict[str, Any]]:
    """Local calendar buckets overlapping `[since, until)`, clipped to it: label, since, until."""
    found: list[dict[str, Any]] = []
    day = bucket_start(local_date(since, zone), bucket)
    while (start := midnight(day, zone)) < until:
        following = next_bucket(day, bucket)
        ends = min(midnight(following, zone), until)
        if ends > since:
            found.append({"period": day, "since": max(start, since), "until": ends})
        day = following
    return found


def _bare_date(text: str) -> date | None:
    """The date a text says, in any of ISO 8601's forms, or None if it says more (or nothing)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def next_bucket(day: date, bucket: str) -> date:
    """First date of the bucket after the one that begins on `day`."""
    return bucket_start(day + {"day": timedelta(1), "week": timedelta(7), "month": timedelta(32)}[bucket], bucket)


def _utc(stamp: datetime) -> datetime:
    return stamp.astimezone(UTC).replace(tzinfo=None)


def _known(kind: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise ScopeError(f'There is no {kind} "{name}"; known are {", ".join(known)}.{did_you_mean(name, known)}')
