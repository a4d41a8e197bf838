"""Working time of random calendars against a count by the second, around midnights and changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from hypothesis import given, seed
from hypothesis import strategies as st

from leaddash.agreement import WEEKDAYS, Calendar
from leaddash.calendars import WorkingTime, working_time
from tests.long import examples

DAY, HOUR, MINUTE = 86_400, 3_600, 60
COUNTRIES = ("", "ES", "US", "IN", "BR")
TURNS = (
    ("Europe/Madrid", "2026-03-29T01:00"),
    ("Europe/Madrid", "2026-10-25T01:00"),
    ("Europe/Dublin", "2025-10-26T01:00"),
    ("America/New_York", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01T06:00"),
    ("America/Sao_Paulo", "2018-11-04T03:00"),
    ("America/Sao_Paulo", "2019-02-17T02:00"),
    ("America/Santiago", "2026-04-05T03:00"),
    ("America/St_Johns", "2011-03-13T03:31"),
    ("Africa/Cairo", "2026-04-23T22:00"),
    ("Africa/Casablanca", "2026-02-15T02:00"),
    ("Antarctica/Troll", "2026-03-29T01:00"),
    ("Australia/Lord_Howe", "2026-04-04T15:00"),
    ("Australia/Lord_Howe", "2026-10-03T15:30"),
    ("Pacific/Apia", "2011-12-30T10:00"),
    ("Pacific/Chatham", "2026-09-26T14:00"),
    ("Asia/Kolkata", "2026-01-25T18:30"),  # the midnight before Republic Day
    ("UTC", "2026-01-01T00:00"),
)
"""Moments, in UTC, at which a zone's clock or only its date changes."""

Case = tuple[Calendar, int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A calendar and a moment in its zone at which something happens to the clock or the date."""
    zone, turn = draw(st.sampled_from(TURNS))
    moment = datetime.fromisoformat(turn).replace(tzinfo=UTC)
    around = st.integers(-2, 2).map(lambda days: moment.date() + timedelta(days=days))
    weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True)
    hours = {day: draw(st.lists(intervals(), min_size=1, max_size=3)) for day in draw(weekdays)}
    told = {"zone": zone, "hours": hours, "holidays": draw(st.sampled_from(COUNTRIES))}
    return Calendar.model_validate({**told, "closed": draw(st.lists(around, max_size=2))}), int(moment.timestamp())


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """Any interval, more often than not one of whole hours."""
    minutes = st.one_of(st.integers(0, 24).map(lambda hour: hour * 60), st.integers(0, 1_440))
    begin, end = draw(minutes) % 1_440, draw(minutes)
    return f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"


def is_open(calendar: Calendar, moment: int) -> bool:
    """Tell whether a second is open, straight from the rule."""
    shown = datetime.fromtimestamp(moment, ZoneInfo(calendar.zone))
    if shown.date() in calendar.closed or shown.date() in feasts(calendar.holidays):
        return False
    time, weekday = f"{shown:%H:%M}", shown.weekday()
    today, before = (calendar.hours.get(WEEKDAYS[day], ()) for day in (weekday, weekday - 1))  # type: ignore[call-overload]
    begun = any(one[:5] <= time and (time < one[6:] or one[6:] <= one[:5]) for one in today)
    return begun or any(one[6:] <= one[:5] and time < one[6:] for one in before)


@cache
def feasts(country: str) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=range(2010, 2031)) if country else ())


def count(calendar: Calendar, since: int, until: int) -> int:
    """Open seconds of a span, minute by minute of UTC: hours and offsets are of whole minutes."""
    if until < since:
        return -count(calendar, until, since)
    return sum(
        min(minute + MINUTE, until) - max(minute, since)
        for minute in range(since // MINUTE * MINUTE, until, MINUTE)
        if is_open(calendar, minute)
    )


def worked(case: Case) -> WorkingTime:
    calendar, turn = case
    return working_time("random", calendar, turn - DAY, turn + DAY)


@seed(20261125)
@examples(40, "arithmetic")
@given(cases(), st.integers(-2 * HOUR, 0), st.integers(1, 3 * HOUR))
def test_every_second_counts_as_a_count_by_the_second_says(case: Case, ahead: int, seconds: int) -> None:
    calendar, turn = case
    time, since = worked(case), turn + ahead
    opened = [is_open(calendar, moment) for moment in range(since, since + seconds)]
    span = np.arange(since, since + seconds)
    assert time.is_open(span).tolist() == opened
    assert time.elapsed(since, span + 1).tolist() == list(accumulate(opened))
    # The n-th open second ends at the earliest moment with n of them.
    ends = [moment + 1 for moment, told in zip(span.tolist(), opened, strict=True) if told]
    assert time.due(since, np.arange(1, len(ends) + 1)).tolist() == ends


@seed(20261125)
@examples(150, "arithmetic")
@given(cases(), st.integers(-2 * DAY, 2 * DAY), st.integers(-2 * DAY, 2 * DAY))
def test_a_span_of_days_has_as_many_open_seconds_as_a_count_says(case: Case, start: int, stop: int) -> None:
    calendar, turn = case
    assert worked(case).elapsed(turn + start, turn + stop) == count(calendar, turn + start, turn + stop)


@seed(20261125)
@examples(150, "arithmetic")
@given(cases(), st.integers(-DAY, DAY), st.integers(-DAY, DAY))
def test_the_due_moment_has_the_seconds_and_ends_an_open_one(case: Case, start: int, seconds: int) -> None:
    calendar, turn = case
    due = int(worked(case).due(turn + start, seconds))
    # Had the second before been closed, the moment before would have had as many.
    assert is_open(calendar, due - 1)
    if abs(due - turn) < 4 * DAY:
        assert count(calendar, turn + start, due) == seconds


@seed(20261125)
@examples(200, "arithmetic")
@given(cases(), st.integers(-30 * DAY, 30 * DAY), st.integers(0, 2**32))
def test_what_passed_until_a_moment_leads_back_to_it(case: Case, start: int, chance: int) -> None:
    time, start = worked(case), case[1] + start
    moments = case[1] + np.random.default_rng(chance).integers(-30 * DAY, 30 * DAY, 2_000)
    back = time.due(start, time.elapsed(start, moments))
    assert (back <= moments).all()
    ends = time.is_open(moments - 1)  # within open hours, or just at the end of some
    assert (back[ends] == moments[ends]).all()
    # Elsewhere the hours before ended earlier, and nothing has passed since.
    assert (time.elapsed(back, moments) == 0).all()
    assert (back[~ends] < moments[~ends]).all()


@seed(20261125)
@examples(100, "arithmetic")
@given(cases(), st.integers(0, 2**32))
def test_open_seconds_never_run_backwards_nor_faster_than_the_clock(case: Case, chance: int) -> None:
    moments = np.sort(case[1] + np.random.default_rng(chance).integers(-400 * DAY, 400 * DAY, 2_000))
    gained = np.diff(worked(case).open_seconds(moments))
    assert (gained >= 0).all()
    assert (gained <= np.diff(moments)).all()


@seed(20261125)
@examples(40, "arithmetic")
@given(cases(), st.lists(st.integers(-3_000 * DAY, 3_000 * DAY), min_size=1, max_size=6), st.integers(-(10**8), 10**8))
def test_a_calendar_that_had_to_grow_says_what_a_wide_one_says(case: Case, apart: list[int], seconds: int) -> None:
    calendar, turn = case
    narrow, wide = (WorkingTime("random", calendar, *years) for years in ((2015, 2015), (1990, 2050)))
    before = narrow.elapsed(turn, turn + DAY)
    moments = turn + np.array(apart)
    assert (narrow.elapsed(turn, moments) == wide.elapsed(turn, moments)).all()
    assert (narrow.due(moments, seconds) == wide.due(moments, seconds)).all()
    assert (narrow.arrival_class(moments) == wide.arrival_class(moments)).all()
    assert narrow.elapsed(turn, turn + DAY) == before


@seed(20261125)
@examples(60, "arithmetic")
@given(cases(), st.integers(-2 * DAY, 2 * DAY))
def test_a_moment_is_of_the_class_its_local_date_says(case: Case, apart: int) -> None:
    calendar, turn = case
    moment = turn + apart
    shown = datetime.fromtimestamp(moment, ZoneInfo(calendar.zone))
    # A date lasts from 22 to 26 hours here: those of its minutes that show it.
    minutes = range(moment // MINUTE * MINUTE - 26 * HOUR, moment + 26 * HOUR, MINUTE)
    dated = (one for one in minutes if datetime.fromtimestamp(one, ZoneInfo(calendar.zone)).date() == shown.date())
    free = shown.weekday() >= 5 or not any(is_open(calendar, one) for one in dated)
    expected = 0 if is_open(calendar, moment) else 2 if free else 1
    assert worked(case).arrival_class(moment) == expected
