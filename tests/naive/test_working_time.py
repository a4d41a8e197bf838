"""The naive working time checked by hand, before it is used to check anything else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.long import examples

from .sales_histories import starts
from .sales_settings import CALENDARS, WEEK, hours
from .sales_stories import OFFICE, when
from .working_time import due, elapsed, is_open, never_opens_on

HOUR = 3_600
SECOND = timedelta(seconds=1)


def madrid(**changes: Any) -> dict[str, Any]:
    found = {"zone": "Europe/Madrid", "hours": hours(WEEK, "09:00-18:00"), "holidays": "", "closed": []}
    return {**found, **changes}


@pytest.mark.parametrize(
    ("start", "worked", "expected"),
    [
        (when("sat 15:00"), 1, when("mon 10:00", 1)),
        (when("fri 16:00"), 4, when("mon 11:00", 1)),
        (when("fri 17:00"), 1, when("fri 18:00")),
        (when("fri 18:00"), 1, when("mon 10:00", 1)),
        (when("mon 8:00"), 9, when("mon 18:00")),
        (when("mon 8:00"), 90, when("fri 18:00", 1)),
    ],
)
def test_a_due_moment_is_the_earliest_after_so_much_work(start: datetime, worked: int, expected: datetime) -> None:
    assert due(OFFICE, start, worked * HOUR) == expected
    assert elapsed(OFFICE, start, expected) == worked * HOUR


def test_the_second_before_an_interval_ends_is_open_and_the_end_is_not() -> None:
    edges = ("mon 8:59:59", "mon 9:00", "mon 17:59:59", "mon 18:00", "sat 12:00")
    assert [is_open(OFFICE, when(edge)) for edge in edges] == [False, True, True, False, False]


def test_going_back_one_lands_just_after_an_open_second() -> None:
    # From Monday 10:00 one hour back there is as much work behind Monday 9:00 as behind Friday 18:00: the earliest.
    assert due(OFFICE, when("mon 10:00", 1), -HOUR) == when("fri 18:00")
    assert due(OFFICE, when("mon 10:00", 1), -HOUR + 1) == when("mon 9:00:01", 1)
    assert due(OFFICE, when("mon 10:00", 1), -2 * HOUR) == when("fri 17:00")
    assert due(OFFICE, when("sun 12:00"), 0) == when("fri 18:00")
    assert due(OFFICE, when("fri 12:00"), 0) == when("fri 12:00")


def test_a_week_of_one_tuesday_waits_for_the_next() -> None:
    calendar = {**OFFICE, "hours": hours("tue", "09:00-18:00")}
    # Tuesday 17:00 + 2 h: one hour that day, the other a week later.
    assert due(calendar, when("tue 17:00"), 2 * HOUR) == when("tue 10:00", 1)


def test_a_missing_hour_is_not_worked_and_a_repeated_one_twice() -> None:
    night = madrid(hours=hours("sat", "22:00-06:00"))
    # 29 March 2025, 22:00 in Madrid is 21:00 UTC; 6:00 is 4:00 UTC, as 2:00 became 3:00: seven hours.
    assert elapsed(night, datetime(2025, 3, 29), datetime(2025, 3, 31)) == 7 * HOUR
    assert due(night, datetime(2025, 3, 29, 21), 7 * HOUR) == datetime(2025, 3, 30, 4)
    # 25 October 2025, 22:00 is 20:00 UTC; 6:00 is 5:00 UTC: nine hours.
    assert elapsed(night, datetime(2025, 10, 25), datetime(2025, 10, 27)) == 9 * HOUR
    assert due(night, datetime(2025, 10, 25, 20), 9 * HOUR) == datetime(2025, 10, 26, 5)
    only_two = madrid(hours=hours("sun", "02:00-03:00"))
    assert elapsed(only_two, datetime(2025, 3, 30), datetime(2025, 3, 31)) == 0
    assert elapsed(only_two, datetime(2025, 10, 26), datetime(2025, 10, 27)) == 2 * HOUR


def test_a_holiday_and_a_closed_day_are_not_worked() -> None:
    # Good Friday 18 April 2025: Thursday 17:00 in Madrid (15:00 UTC) + 2 h = Monday 10:00 (8:00 UTC).
    start = datetime(2025, 4, 17, 15)
    assert due(madrid(holidays="ES"), start, 2 * HOUR) == datetime(2025, 4, 21, 8)
    assert due(madrid(), start, 2 * HOUR) == datetime(2025, 4, 18, 8)
    closed = madrid(holidays="ES", closed=["2025-04-21"])
    assert due(closed, start, 2 * HOUR) == datetime(2025, 4, 22, 8)
    assert [never_opens_on(closed, date(2025, 4, day)) for day in (17, 18, 20, 21, 22)] == [False, *[True] * 3, False]


def test_past_midnight_it_is_the_next_date_that_must_be_no_holiday() -> None:
    calendar = {**OFFICE, "hours": hours("mon", "22:00-06:00"), "closed": ["2025-03-04"]}
    # Closed on Tuesday: Monday's shift ends at midnight. Closed on Monday a week on: only Tuesday's part is worked.
    assert elapsed(calendar, when("mon 0:00"), when("sun 0:00")) == 2 * HOUR
    calendar["closed"] = ["2025-03-10"]
    assert elapsed(calendar, when("mon 0:00", 1), when("sun 0:00", 1)) == 6 * HOUR
    assert not never_opens_on(calendar, date(2025, 3, 4))


def test_overlaps_count_once_and_an_end_at_the_begin_is_a_whole_day() -> None:
    calendar = {**OFFICE, "hours": hours("mon tue", "08:00-12:00", "11:00-13:00")}
    assert elapsed(calendar, when("mon 0:00"), when("sun 0:00")) == 10 * HOUR
    whole = {**OFFICE, "hours": hours("mon", "09:00-09:00")}
    assert elapsed(whole, when("mon 0:00"), when("sun 0:00")) == 24 * HOUR
    assert due(whole, when("mon 9:00"), 24 * HOUR) == when("tue 9:00")


def test_a_calendar_that_never_opens_has_no_due_moments() -> None:
    never = {**OFFICE, "hours": hours("")}
    assert elapsed(never, when("mon 0:00"), when("sun 0:00")) == 0
    with pytest.raises(ValueError, match="never opens"):
        due(never, when("mon 9:00"), 1)


@examples(100, "arithmetic")
@given(st.sampled_from(CALENDARS), starts, st.integers(-90_000, 90_000))
def test_before_a_due_moment_is_an_open_second_and_the_work_between_is_what_was_asked(
    calendar: dict[str, Any], start: datetime, seconds: int
) -> None:
    at = due(calendar, start, seconds)
    assert is_open(calendar, at - SECOND)
    assert elapsed(calendar, min(start, at), max(start, at)) == abs(seconds)
    assert (at > start) == (seconds > 0)
