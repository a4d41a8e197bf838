"""Moments, periods and what is filled in where a question leaves it open."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from leaddash import agreement
from leaddash.agreed import band_name
from leaddash.errors import ScopeError
from leaddash.scope import BUCKETS, DIMENSIONS, Scope, bucket_start, midnight, moment, periods

MADRID, NEW_YORK, SANTIAGO = "Europe/Madrid", "America/New_York", "America/Santiago"
ZONES = (MADRID, NEW_YORK, SANTIAGO, "Asia/Kolkata", "Pacific/Apia", "UTC")
FIRST, NEWEST = datetime(2026, 1, 5, 8), datetime(2026, 9, 30, 21, 59, 51)
RULES = agreement.default()


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


def test_what_is_left_open_is_the_whole_of_the_data_up_to_one_second_after_as_of() -> None:
    filled = Scope().within(FIRST, NEWEST, RULES)
    assert (filled.since, filled.until, filled.as_of) == (FIRST, NEWEST + timedelta(seconds=1), NEWEST)
    assert filled.agreement is RULES
    early = Scope(as_of=datetime(2026, 1, 1)).within(FIRST, NEWEST, RULES)
    assert early.since == early.as_of  # before the data begin


def test_what_is_asked_stays_even_where_it_lies_after_as_of() -> None:
    asked = Scope(since=datetime(2027, 1, 1), until=datetime(2027, 2, 1)).within(FIRST, NEWEST, RULES)
    assert (asked.since, asked.until) == (datetime(2027, 1, 1), datetime(2027, 2, 1))
    values = asked.parameters(FIRST)
    assert values["closed"] == asked.since  # nothing moves after as-of
    assert values["periods"] == []


def test_a_period_that_ends_before_it_begins_is_empty() -> None:
    values = (
        Scope(since=datetime(2026, 5, 1), until=datetime(2026, 4, 1)).within(FIRST, NEWEST, RULES).parameters(FIRST)
    )
    assert values["until"] == values["closed"] == datetime(2026, 5, 1)
    assert values["periods"] == []


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


@pytest.mark.parametrize("asked", [{"by": "sorce"}, {"filters": {"sorce": ("web",)}}])
def test_an_unknown_dimension_is_refused_with_the_nearest_one(asked: dict[str, object]) -> None:
    with pytest.raises(ScopeError, match=r'no dimension "sorce".*"source"'):
        Scope(**asked)  # type: ignore[arg-type]
    with pytest.raises(ScopeError, match='no bucket "weeks"'):
        Scope(bucket="weeks")  # type: ignore[arg-type]


def test_every_dimension_has_a_filter_and_only_what_is_asked_is_looked_up() -> None:
    values = Scope(filters={"team": ("north",)}).within(FIRST, NEWEST, RULES).parameters(FIRST)
    assert tuple(values["filters"]) == DIMENSIONS
    assert (values["asks_holder"], values["asks_fit_band"]) == (True, False)
    assert Scope(by="fit_band").within(FIRST, NEWEST, RULES).parameters(FIRST)["asks_fit_band"]


def test_a_fit_band_is_named_by_its_lower_bound() -> None:
    assert [band_name(lower) for lower in (0, 20.0, 12.5, -10)] == ["0", "20", "12.5", "-10"]


def test_a_scope_that_is_not_filled_in_has_no_parameters() -> None:
    with pytest.raises(ValueError, match="within"):
        Scope().parameters(FIRST)
