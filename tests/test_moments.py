"""Moments, days and periods of local calendars."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest

from leaddash.errors import ScopeError
from leaddash.moments import NEVER, bucket_start, midnight, moment, moment_of, periods, second, seconds_of, stamps
from leaddash.scope import BUCKETS

MADRID, NEW_YORK, SANTIAGO = "Europe/Madrid", "America/New_York", "America/Santiago"
ZONES = (MADRID, NEW_YORK, SANTIAGO, "Asia/Kolkata", "Pacific/Apia", "UTC")


def test_a_local_midnight_follows_the_clock_changes() -> None:
    # Madrid is an hour ahead in winter, two in summer; the clock changes on 29 March and 25 October 2026.
    assert midnight(date(2026, 3, 29), MADRID) == datetime(2026, 3, 28, 23)
    assert midnight(date(2026, 3, 30), MADRID) == datetime(2026, 3, 29, 22)
    assert midnight(date(2026, 10, 26), MADRID) == datetime(2026, 10, 25, 23)
    # In Santiago 00:00 of 6 September 2026 does not exist: the day begins at 01:00 summer time, 04:00 UTC.
    assert midnight(date(2026, 9, 6), SANTIAGO) == datetime(2026, 9, 6, 4)
    # On 5 April 2026 the hour before midnight comes twice: the day before lasts 25 hours.
    assert midnight(date(2026, 4, 5), SANTIAGO) - midnight(date(2026, 4, 4), SANTIAGO) == timedelta(hours=25)


def test_a_bare_date_is_its_midnight_or_its_last_second() -> None:
    assert moment("2026-03-31", MADRID) == datetime(2026, 3, 30, 22)
    assert moment("2026-03-31", MADRID, end_of_day=True) == datetime(2026, 3, 31, 21, 59, 59)
    # The day of the clock change has 23 hours.
    begin, end = (moment("2026-03-29", MADRID, end_of_day=last) for last in (False, True))
    assert end - begin == timedelta(hours=23) - timedelta(seconds=1)
    # However ISO 8601 writes it.
    assert moment("20260331", MADRID, end_of_day=True) == datetime(2026, 3, 31, 21, 59, 59)
    assert moment("2026-W14-2", MADRID, end_of_day=True) == datetime(2026, 3, 31, 21, 59, 59)


def test_a_local_time_is_in_the_agreements_zone_and_an_offset_is_kept() -> None:
    assert moment("2026-07-01T17:00", MADRID, end_of_day=True) == datetime(2026, 7, 1, 15)
    assert moment(" 2026-07-01T17:00:30.9Z ", MADRID) == datetime(2026, 7, 1, 17, 0, 30)
    assert moment("2026-07-01T17:00-03:00", MADRID) == datetime(2026, 7, 1, 20)
    # 02:30 of 29 March does not exist and moves forward by the gap; 02:30 of 25 October is the first of two.
    assert moment("2026-03-29T02:30", MADRID) == datetime(2026, 3, 29, 1, 30)
    assert moment("2026-10-25T02:30", MADRID) == datetime(2026, 10, 25, 0, 30)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "31/03/2026", "2026-03-31T25:00", "9999-12-31T23:00-05:00"]
)
def test_what_is_no_moment_is_refused_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(ScopeError, match="Write it like 2026-03-31"):
        moment(text, MADRID)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("bucket", BUCKETS)
def test_buckets_cut_the_period_without_gap_or_overlap(zone: str, bucket: str) -> None:
    since, until = datetime(2026, 2, 27, 13, 0, 1), datetime(2026, 11, 3, 7, 30)
    found = periods(since, until, bucket, zone)
    assert (found[0]["since"], found[-1]["until"]) == (since, until)
    for one, following in pairwise(found):
        assert one["until"] == following["since"] == midnight(following["period"], zone)
        assert one["period"] < following["period"]
    assert all(bucket_start(each["period"], bucket) == each["period"] for each in found)


def test_weeks_begin_on_monday_and_are_named_by_it_even_where_they_are_cut() -> None:
    # 1 April 2026 is a Wednesday: its week begins on 30 March.
    found = periods(datetime(2026, 4, 1), datetime(2026, 4, 7), "week", "UTC")
    assert [each["period"] for each in found] == [date(2026, 3, 30), date(2026, 4, 6)]
    assert found[0]["since"] == datetime(2026, 4, 1)


def test_periods_are_half_open() -> None:
    # Madrid's April ends at 22:00 UTC of the 30th: that second is May's.
    end = datetime(2026, 4, 30, 22)
    assert [each["period"] for each in periods(datetime(2026, 4, 1), end, "month", MADRID)] == [date(2026, 4, 1)]
    later = periods(datetime(2026, 4, 1), end + timedelta(seconds=1), "month", MADRID)
    assert [each["period"] for each in later] == [date(2026, 4, 1), date(2026, 5, 1)]
    assert periods(end, end, "month", MADRID) == []


def test_moments_are_seconds_of_utc_and_back() -> None:
    # 31 March 2026 is day 20,543 since 1970: 56 years of 365 days, 14 leap days, 31 + 28 + 30 days.
    assert second(datetime(2026, 3, 31, 0, 0, 5)) == 20_543 * 86_400 + 5
    assert moment_of(20_543 * 86_400 + 5) == datetime(2026, 3, 31, 0, 0, 5)


def test_a_moment_that_there_is_not_is_later_than_any_other() -> None:
    column = pa.chunked_array([pa.array([datetime(2026, 3, 31), None], pa.timestamp("us"))])
    assert seconds_of(column).tolist() == [20_543 * 86_400, NEVER]
    assert stamps(seconds_of(column)).to_pylist() == [datetime(2026, 3, 31), None]
    assert second(datetime.max) < NEVER
    assert stamps(np.zeros(0, dtype=np.int64)).to_pylist() == []
