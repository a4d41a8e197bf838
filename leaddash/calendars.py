"""Working time on one calendar: which seconds are open, how many lie between moments, when so many have passed.

A moment is open if its local wall time lies in an interval of its weekday and its own local date is neither a holiday
nor a closed day. What runs past midnight belongs to the weekday it began on, but is closed where its own date is. An
hour the clock repeats counts twice, one it skips not at all. Holidays are as far known as the `holidays` package knows
them for the country.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple, get_args
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from numpy.typing import ArrayLike, NDArray

from leaddash.agreement import Calendar, Weekday
from leaddash.clock_changes import DAY_SECONDS, clock_changes
from leaddash.errors import AgreementError

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Intervals = tuple[Ints, Ints]
"""Begins and ends, in order and without overlap."""

MOST_YEARS_BEYOND: Final = 300
"""Years before and after the span first asked for up to which a calendar is worked out."""

_MINUTES_A_DAY: Final = 1_440
_MARGIN_SECONDS: Final = 3 * DAY_SECONDS
"""How far beyond a moment a table must reach to hold the whole of its local date."""
_EARLIEST, _LATEST = 2, 9_998
"""The years for which local times can be told in every zone."""


class _Table(NamedTuple):
    """The open intervals of the years from `first` to `last`, in seconds of UTC, and what tells local dates.

    The years are the seconds [`low`, `high`). Interval i is open from `begins[i]` to `ends[i]`; before it `before[i]`
    and after it `after[i]` open seconds are counted, from the calendar's origin. The first interval is empty, so that
    every moment has one that began before it. Local time is ahead of UTC by `offsets` seconds from each of `shifts` on;
    `opens` says of local days, counted from `first_day` (days since 1970), whether any of their hours is open.
    """

    first: int
    last: int
    low: int
    high: int
    begins: Ints
    ends: Ints
    before: Ints
    after: Ints
    shifts: Ints
    offsets: Ints
    first_day: int
    opens: Bools


class WorkingTime:
    """One calendar, asked about arrays (or single numbers) of whole seconds of UTC since 1970, which broadcast.

    Its table grows to the years it is asked about, up to `MOST_YEARS_BEYOND`; no answer changes when it does.
    """

    def __init__(self, name: str, calendar: Calendar, first: int, last: int) -> None:
        self._name, self._calendar = name, calendar
        self._weekly = _weekly(calendar)
        if not any(len(begins) for begins, _ in self._weekly):
            raise AgreementError(
                f'The calendar "{name}" is never open: no weekday has hours. Give it some, like mon = ["09:00-18:00"].'
            )
        first, last = (min(max(year, _EARLIEST), _LATEST) for year in (first, last))
        self._limits = max(first - MOST_YEARS_BEYOND, _EARLIEST), min(last + MOST_YEARS_BEYOND, _LATEST)
        self._origin = _new_year(first)
        self._table = self._tabulated(first, last)
        while not self._table.opens.any():
            self._table = self._grown(self._table, back=True, ahead=True)

    def open_seconds(self, moments: ArrayLike) -> Ints:
        """Open seconds from this calendar's origin to each moment, negative before it: only differences count."""
        asked = np.asarray(moments, dtype=np.int64)
        table = self._covering(asked)
        at = _last_begun(table, asked)
        found: Ints = np.minimum(table.ends[at], asked)
        found -= table.begins[at]
        found += table.before[at]
        return found

    def elapsed(self, starts: ArrayLike, stops: ArrayLike) -> Ints:
        """Open seconds from each start to its stop; negative where the stop comes first."""
        found: Ints = self.open_seconds(stops) - self.open_seconds(starts)
        return found

    def due(self, starts: ArrayLike, seconds: ArrayLike) -> Ints:
        """The earliest moment with so many open seconds since each start, or before it where they are negative.

        With 0 seconds and a start out of hours that is the end of the hours before.
        """
        targets: Ints = self.open_seconds(starts) + np.asarray(seconds, dtype=np.int64)
        table = self._counting_to(targets)
        at = np.searchsorted(table.after, targets)
        found: Ints = table.begins[at] - table.before[at]
        found += targets
        return found

    def is_open(self, moments: ArrayLike) -> Bools:
        """Whether each moment is open."""
        asked = np.asarray(moments, dtype=np.int64)
        table = self._covering(asked)
        found: Bools = asked < table.ends[_last_begun(table, asked)]
        return found

    def arrival_class(self, moments: ArrayLike) -> NDArray[np.int8]:
        """0 where open; 2 on local Saturdays, Sundays and dates that never open; else 1, an evening."""
        asked = np.asarray(moments, dtype=np.int64)
        table = self._covering(asked)
        days = (asked + table.offsets[np.searchsorted(table.shifts, asked, side="right") - 1]) // DAY_SECONDS
        weekend = (_weekday(days) >= 5) | ~table.opens[days - table.first_day]
        return np.where(self.is_open(asked), 0, np.where(weekend, 2, 1)).astype(np.int8)

    def _covering(self, moments: Ints) -> _Table:
        """A table that holds all moments, which stays for the next questions."""
        table = self._table
        if not moments.size:
            return table
        low, high = int(moments.min()) - _MARGIN_SECONDS, int(moments.max()) + _MARGIN_SECONDS
        if table.low <= low and high < table.high:
            return table
        self._table = self._tabulated(min(self._within(low), table.first), max(self._within(high), table.last))
        return self._table

    def _within(self, moment: int) -> int:
        """The year of a moment; an `AgreementError` beyond the limits."""
        year, (first, last) = _year(moment), self._limits
        if not first <= year <= last:
            raise AgreementError(
                f'The calendar "{self._name}" is worked out from {first} to {last}, and a moment in the year {year} is '
                "asked for. Correct that date."
            )
        return year

    def _counting_to(self, targets: Ints) -> _Table:
        """A table in which all these numbers of open seconds are reached, which stays for the next questions."""
        table = self._table
        if not targets.size:
            return table
        least, most = int(targets.min()), int(targets.max())
        while least <= table.after[0] or most > table.after[-1]:
            table = self._grown(table, back=bool(least <= table.after[0]), ahead=bool(most > table.after[-1]))
        self._table = table
        return table

    def _grown(self, table: _Table, *, back: bool, ahead: bool) -> _Table:
        """A table with as many years more before it, after it or both, within the limits."""
        years = table.last - table.first + 1
        first = max(table.first - years, self._limits[0]) if back else table.first
        last = min(table.last + years, self._limits[1]) if ahead else table.last
        if (first, last) == (table.first, table.last):
            raise AgreementError(self._too_little_open(table))
        return self._tabulated(first, last)

    def _too_little_open(self, table: _Table) -> str:
        years = f"from {table.first} to {table.last}"
        if not table.opens.any():
            return (
                f'The calendar "{self._name}" is never open {years}: all its hours fall on holidays or closed days, or '
                "in hours the clock skips. Give it hours on other days, or fewer closed ones."
            )
        return (
            f'The calendar "{self._name}" has too few open hours {years} to reach a moment that is asked for. '
            "Give it more hours, or ask for fewer minutes."
        )

    def _tabulated(self, first: int, last: int) -> _Table:
        low, high = _new_year(first), _new_year(last + 1)
        shifts, offsets = clock_changes(ZoneInfo(self._calendar.zone), low, high)
        days = np.arange(low // DAY_SECONDS - 2, high // DAY_SECONDS + 3)
        opened = np.setdiff1d(days, _closed_days(self._calendar, first - 1, last + 1), assume_unique=True)
        pieces = list(_pieces(_local_intervals(self._weekly, opened), shifts, offsets, high))
        begins, ends = (np.concatenate([[low], *(piece[side] for piece in pieces)]) for side in (0, 1))
        opens = np.zeros(len(days), dtype=np.bool_)
        for (local, _), offset in zip(pieces, offsets, strict=True):
            opens[(local + offset) // DAY_SECONDS - days[0]] = True
        counted = np.cumsum(ends - begins) - np.maximum(np.minimum(ends, self._origin) - begins, 0).sum()
        before = counted - (ends - begins)
        return _Table(first, last, low, high, begins, ends, before, counted, shifts, offsets, int(days[0]), opens)


def working_time(name: str, calendar: Calendar, since: int, until: int) -> WorkingTime:
    """The working time of a named calendar over a span of seconds of UTC, and around it; cached by whole years."""
    early, late = sorted((since, until))
    return _cached(name, calendar.model_dump_json(), _year(early) - 1, _year(late) + 1)


@lru_cache(maxsize=256)
def _cached(name: str, calendar: str, first: int, last: int) -> WorkingTime:
    return WorkingTime(name, Calendar.model_validate_json(calendar), first, last)


def _last_begun(table: _Table, moments: Ints) -> NDArray[np.intp]:
    """The place of the last interval begun at each moment."""
    return np.searchsorted(table.begins, moments, side="right") - 1


def _weekday(days: Ints) -> Ints:
    """0 on Mondays: day 0, the first of 1970, was a Thursday."""
    return (days + 3) % 7


def _year(moment: int) -> int:
    return int(np.datetime64(moment, "s").astype("datetime64[Y]").astype(np.int64)) + 1970


def _new_year(year: int) -> int:
    return int(np.datetime64(year - 1970, "Y").astype("datetime64[s]").astype(np.int64))


def _weekly(calendar: Calendar) -> list[Intervals]:
    """The open intervals of each weekday, in seconds after midnight; hours that run past it are on the next weekday."""
    week = np.zeros(7 * _MINUTES_A_DAY, dtype=np.bool_)
    for place, weekday in enumerate(get_args(Weekday)):
        for begin, end in calendar.open_minutes(weekday):
            week[(np.arange(begin, end) + place * _MINUTES_A_DAY) % week.size] = True
    edges = np.diff(np.pad(week.reshape(7, _MINUTES_A_DAY), ((0, 0), (1, 1))).astype(np.int8))
    return [(np.flatnonzero(day == 1) * 60, np.flatnonzero(day == -1) * 60) for day in edges]


def _closed_days(calendar: Calendar, first: int, last: int) -> Ints:
    """Holidays of the years and the calendar's own closed days, in days since 1970."""
    dates = set(calendar.closed)
    if calendar.holidays:
        with warnings.catch_warnings():  # of years for which a country's movable feasts are not announced
            warnings.simplefilter("ignore")
            dates.update(holidays.country_holidays(calendar.holidays, years=range(first, last + 1)))
    return np.array(sorted(dates), dtype="datetime64[D]").astype(np.int64)


def _local_intervals(weekly: list[Intervals], days: Ints) -> Intervals:
    """The open intervals of these days in local seconds."""
    of_weekday = [days[_weekday(days) == weekday, np.newaxis] * DAY_SECONDS for weekday in range(7)]
    begins, ends = (
        np.sort(np.concatenate([(mine + hours[side]).ravel() for mine, hours in zip(of_weekday, weekly, strict=True)]))
        for side in (0, 1)
    )
    return begins, ends


def _pieces(local: Intervals, shifts: Ints, offsets: Ints, high: int) -> Iterator[Intervals]:
    """Local intervals in UTC, in parts from one clock change to the next: in each, the local times that it has."""
    begins, ends = local
    for (since, until), offset in zip(pairwise([*shifts, high]), offsets, strict=True):
        earliest, latest = since + offset, until + offset
        within = slice(np.searchsorted(ends, earliest, side="right"), np.searchsorted(begins, latest))
        yield np.maximum(begins[within], earliest) - offset, np.minimum(ends[within], latest) - offset
