"""Periods by name: the last full week, month or quarter before a day, and the one before that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from leaddash.moments import months_between
from leaddash.scope import Bucket
from leaddash.words import Words

PERIODS = ("week", "month", "quarter", "year", "all", "custom")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Local dates `[since, until)`, None where the data begin, and the length it is compared with."""

    kind: str
    since: date | None
    until: date

    def before(self) -> Period | None:
        """The period of the same kind just before, or None where there is none."""
        if self.since is None:
            return None
        if self.kind == "year":
            return Period(self.kind, _years_back(self.since), self.since)
        return Period(self.kind, _start_before(self.kind, self.since, self.until), self.since)

    @property
    def months(self) -> float:
        """How many months it has, parts of months by their days; none where it has no beginning."""
        return months_between(self.since or self.until, self.until)

    def name(self, words: Words) -> str:
        """What the period is called in a sentence."""
        last = self.until - DAY
        if self.since is None:
            return words("period_name.all", last=words.day(last))
        told = {
            "since": words.day(self.since),
            "last": words.day(last),
            "month": words.day(self.since, words("style.month")),
            "quarter": words.day(self.since, words("style.quarter")),
        }
        return words(f"period_name.{self.kind}", **told)


@dataclass(frozen=True)
class Span:
    """What the periods of a trend are: days, weeks or months, the last one cut after the day `last`."""

    bucket: Bucket
    last: date


def period(kind: str, as_of: date, since: date | None = None, until: date | None = None) -> Period:
    """The last full period of a kind up to and including the day `as_of`.

    `custom` is from `since` to `until`, both included, in whichever order they come.
    """
    after = as_of + DAY
    if kind == "week":
        end = after - timedelta(days=after.weekday())
        return Period(kind, end - timedelta(days=7), end)
    if kind == "month":
        end = after.replace(day=1)
        return Period(kind, _month_before(end), end)
    if kind == "quarter":
        end = date(after.year, 3 * ((after.month - 1) // 3) + 1, 1)
        return Period(kind, _month_before(_month_before(_month_before(end))), end)
    if kind == "year":
        return Period(kind, _years_back(after), after)
    if kind == "custom" and since and until:
        return Period(kind, min(since, until), max(since, until) + DAY)
    return Period("all", None, after)


def _start_before(kind: str, since: date, until: date) -> date:
    if kind == "month":
        return _month_before(since)
    if kind == "quarter":
        return _month_before(_month_before(_month_before(since)))
    return since - (until - since)


def _month_before(first: date) -> date:
    return (first - DAY).replace(day=1)


def _years_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
