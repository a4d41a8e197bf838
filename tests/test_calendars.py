"""Working time by hand: the reference cases, the nights the clock changes, holidays, and how far a calendar reaches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from leaddash import agreement
from leaddash.agreement import WEEKDAYS, Calendar
from leaddash.calendars import WorkingTime, working_time
from leaddash.errors import AgreementError

MADRID, NEW_YORK, LORD_HOWE, SAO_PAULO = "Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo"
HOUR = 3_600
OFFICE = dict.fromkeys(WEEKDAYS[:5], ("09:00-18:00",))
NIGHTS = {"sat": ("22:00-06:00",)}


def at(text: str, zone: str = MADRID) -> int:
    """A local time (or one with its offset) as seconds of UTC."""
    told = datetime.fromisoformat(text)
    return int((told if told.tzinfo else told.replace(tzinfo=ZoneInfo(zone))).timestamp())


def local(moment: int, zone: str = MADRID) -> str:
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M:%S")


def calendar(
    hours: Mapping[str, tuple[str, ...]], zone: str = MADRID, holidays: str = "", closed: tuple[date, ...] = ()
) -> Calendar:
    return Calendar.model_validate({"zone": zone, "hours": hours, "holidays": holidays, "closed": closed})


def working(
    hours: Mapping[str, tuple[str, ...]], zone: str = MADRID, holidays: str = "", closed: tuple[date, ...] = ()
) -> WorkingTime:
    """Working time over 2026."""
    asked = calendar(hours, zone, holidays, closed)
    return working_time("default", asked, at("2026-01-01", zone), at("2026-12-31", zone))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-02-07T15:00", 1, "Mon 2026-02-09 10:00:00"),
        ("2026-02-06T16:00", 4, "Mon 2026-02-09 11:00:00"),
        ("2026-02-06T17:00", 1, "Fri 2026-02-06 18:00:00"),
        ("2026-02-09T09:00", 45, "Fri 2026-02-13 18:00:00"),
        ("2026-02-09T08:59:59", 1, "Mon 2026-02-09 10:00:00"),
        ("2026-02-06T18:00", 1, "Mon 2026-02-09 10:00:00"),
    ],
)
def test_an_office_week_gives_the_reference_moments(start: str, hours: int, due: str) -> None:
    assert local(int(working(OFFICE).due(at(start), hours * HOUR))) == due


def test_a_week_of_one_tuesday_waits_for_the_next() -> None:
    week = working({"tue": ("10:00-12:00",)})
    assert local(int(week.due(at("2026-02-03T11:00"), 2 * HOUR))) == "Tue 2026-02-10 11:00:00"
    assert local(int(week.due(at("2026-02-04T11:00"), 5 * HOUR))) == "Tue 2026-02-24 11:00:00"
    assert week.elapsed(at("2026-02-03T11:00"), at("2026-02-24T10:00")) == 5 * HOUR


def test_a_moment_is_earliest_where_an_hour_of_closing_would_do_as_well() -> None:
    office = working(OFFICE)
    # On Saturday nothing has passed since Friday 18:00; nor has it on Monday 09:00.
    for start in ("2026-02-07T15:00", "2026-02-09T09:00"):
        assert local(int(office.due(at(start), 0))) == "Fri 2026-02-06 18:00:00"
    assert local(int(office.due(at("2026-02-09T09:00:01"), 0))) == "Mon 2026-02-09 09:00:01"


def test_a_negative_time_goes_back() -> None:
    office = working(OFFICE)
    assert local(int(office.due(at("2026-02-09T10:00"), -2 * HOUR))) == "Fri 2026-02-06 17:00:00"
    assert local(int(office.due(at("2026-02-07T15:00"), -1))) == "Fri 2026-02-06 17:59:59"
    assert local(int(office.due(at("2026-02-09T10:00"), -HOUR))) == "Fri 2026-02-06 18:00:00"
    assert office.elapsed(at("2026-02-09T10:00"), at("2026-02-06T17:00")) == -2 * HOUR


def test_overlapping_hours_count_once_and_breaks_not_at_all() -> None:
    day = working({"mon": ("09:00-13:00", "12:00-14:00", "14:00-15:00", "16:00-18:00")})
    assert day.elapsed(at("2026-02-09"), at("2026-02-10")) == 8 * HOUR
    assert local(int(day.due(at("2026-02-09T14:30"), HOUR))) == "Mon 2026-02-09 16:30:00"
    # Sunday's night shift runs into Monday's hours.
    week = working({"sun": ("22:00-10:00",), "mon": ("09:00-12:00",)})
    assert week.elapsed(at("2026-02-08"), at("2026-02-10")) == 14 * HOUR


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_a_night_of_any_weekday_ends_on_the_next_even_on_monday(weekday: str) -> None:
    night = working({weekday: ("22:00-06:00",)})
    begin = at(f"2026-02-{2 + WEEKDAYS.index(weekday):02}T22:00")
    assert night.elapsed(begin - 12 * HOUR, begin + 24 * HOUR) == 8 * HOUR
    assert night.due(begin - 12 * HOUR, 8 * HOUR) == begin + 8 * HOUR


def test_an_interval_as_long_as_the_day_and_one_to_midnight() -> None:
    assert working({"mon": ("08:00-08:00",)}).elapsed(at("2026-02-09"), at("2026-02-11")) == 24 * HOUR
    for interval in ("18:00-24:00", "18:00-00:00"):
        assert working({"mon": (interval,)}).elapsed(at("2026-02-09"), at("2026-02-11")) == 6 * HOUR
    always = working(dict.fromkeys(WEEKDAYS, ("00:00-24:00",)))
    assert always.due(at("2026-02-09T15:00"), 1_000_001) == at("2026-02-09T15:00") + 1_000_001


@pytest.mark.parametrize(
    ("zone", "saturday", "hours"),
    [
        (MADRID, "2026-03-28", 7),
        (MADRID, "2026-10-24", 9),
        (MADRID, "2026-06-06", 8),
        (NEW_YORK, "2026-03-07", 7),
        (NEW_YORK, "2026-10-31", 9),
        (LORD_HOWE, "2026-04-04", 8.5),
        (LORD_HOWE, "2026-10-03", 7.5),
        ("Asia/Kolkata", "2026-03-28", 8),
        (SAO_PAULO, "2018-11-03", 7),  # midnight did not exist
        (SAO_PAULO, "2019-02-16", 9),  # the hour before midnight came twice
        (SAO_PAULO, "2025-11-01", 8),  # no longer
        ("Antarctica/Troll", "2026-03-28", 6),
        ("America/Santiago", "2026-04-04", 9),
    ],
)
def test_a_night_shift_is_as_long_as_the_clock_makes_it(zone: str, saturday: str, hours: float) -> None:
    night = working(NIGHTS, zone)
    begin = at(f"{saturday}T22:00", zone)
    assert night.elapsed(begin, begin + 12 * HOUR) == hours * HOUR
    assert local(int(night.due(begin, int(hours * HOUR))), zone)[-8:] == "06:00:00"
    assert local(int(night.due(begin, int(hours * HOUR) - 60)), zone)[-8:] == "05:59:00"


def test_an_hour_the_clock_skips_is_never_open_and_one_it_repeats_is_open_twice() -> None:
    small = working({"sun": ("02:00-03:00",)})
    assert small.elapsed(at("2026-03-29"), at("2026-03-30")) == 0
    assert small.elapsed(at("2026-10-25"), at("2026-10-26")) == 2 * HOUR
    assert local(int(small.due(at("2026-03-23"), 60))) == "Sun 2026-04-05 02:01:00"
    # In New York 01:30 to 01:45 comes twice, 45 minutes apart.
    quarter = working({"sun": ("01:30-01:45",)}, NEW_YORK)
    assert quarter.due(at("2026-11-01T01:30-04:00"), 20 * 60) == at("2026-11-01T01:35-05:00")
    assert quarter.due(at("2026-11-01T01:30-04:00"), 15 * 60) == at("2026-11-01T01:45-04:00")


def test_a_clock_that_changed_at_an_odd_second_is_followed_to_the_second() -> None:
    # Liberia went from 00:44:30 behind to UTC on Friday 7 January 1972, at local midnight.
    friday = working({"fri": ("00:00-01:00",)}, "Africa/Monrovia")
    change = at("1972-01-07T00:44:30+00:00")
    assert friday.is_open([change - 1, change, change + 929, change + 930]).tolist() == [False, True, True, False]
    assert friday.elapsed(change - HOUR, change + HOUR) == 15.5 * 60


def test_a_date_the_clock_skipped_has_no_hours() -> None:
    # Samoa had no Friday 30 December 2011.
    friday = working({"fri": ("00:00-24:00",)}, "Pacific/Apia")
    assert friday.elapsed(at("2011-12-24", "Pacific/Apia"), at("2012-01-06", "Pacific/Apia")) == 0
    assert friday.elapsed(at("2011-12-23", "Pacific/Apia"), at("2012-01-07", "Pacific/Apia")) == 48 * HOUR


def test_a_holiday_and_a_closed_day_do_not_count() -> None:
    spain = working(OFFICE, holidays="ES", closed=(date(2026, 1, 7),))
    # Tuesday 6 January is Epiphany, Wednesday is closed.
    assert local(int(spain.due(at("2026-01-05T17:00"), 2 * HOUR))) == "Thu 2026-01-08 10:00:00"
    assert spain.elapsed(at("2026-01-05T17:00"), at("2026-01-09")) == 10 * HOUR
    assert working(OFFICE).elapsed(at("2026-01-05T17:00"), at("2026-01-09")) == 28 * HOUR


def test_what_runs_past_midnight_is_closed_where_its_own_date_is() -> None:
    shifts = {"mon": ("22:00-06:00",), "tue": ("22:00-06:00",)}
    spain = working(shifts, holidays="ES")
    assert spain.elapsed(at("2026-01-05T12:00"), at("2026-01-06T12:00")) == 2 * HOUR  # until Epiphany begins
    assert spain.elapsed(at("2026-01-06T12:00"), at("2026-01-07T12:00")) == 6 * HOUR  # from its end


def test_arrivals_are_of_working_hours_evenings_and_weekends_of_the_calendars_own_zone() -> None:
    spain = working(OFFICE, holidays="ES")
    classes = {
        "2026-02-06T09:00": 0,
        "2026-02-06T08:59:59": 1,
        "2026-02-06T18:00": 1,
        "2026-02-07T12:00": 2,
        "2026-02-08T23:59:59": 2,
        "2026-02-09T00:00": 1,
        "2026-01-06T10:00": 2,  # Epiphany
    }
    found = spain.arrival_class([at(text) for text in classes])
    assert found.tolist() == list(classes.values())
    assert found.dtype == np.int8
    # Sunday evening in New York is Monday morning in Madrid.
    assert spain.arrival_class(at("2026-02-08T19:00", NEW_YORK)) == 1
    assert working(OFFICE, NEW_YORK).arrival_class(at("2026-02-08T19:00", NEW_YORK)) == 2


def test_a_day_that_never_opens_is_a_weekend_and_an_open_saturday_is_work() -> None:
    week = working({"tue": ("09:00-18:00",), "fri": ("22:00-06:00",)})
    moments = ["2026-02-03T20:00", "2026-02-04T12:00", "2026-02-06T12:00", "2026-02-07T03:00", "2026-02-07T12:00"]
    assert week.arrival_class([at(text) for text in moments]).tolist() == [1, 2, 1, 0, 2]
    # In Cairo the clock skips the first hour of Friday 24 April 2026, the only one that would have been open.
    cairo = working({"fri": ("00:00-01:00",)}, "Africa/Cairo")
    fridays = [at(f"2026-04-{day}T12:00", "Africa/Cairo") for day in (17, 24)]
    assert cairo.arrival_class(fridays).tolist() == [1, 2]


def test_a_moment_is_open_from_the_first_second_to_before_the_last() -> None:
    moments = [at(f"2026-02-06T{time}") for time in ("08:59:59", "09:00:00", "17:59:59", "18:00:00")]
    assert working(OFFICE).is_open(moments).tolist() == [False, True, True, False]


def test_arrays_and_single_numbers_broadcast_and_nothing_gives_nothing() -> None:
    office = working(OFFICE)
    starts = np.array([at("2026-02-06T16:00"), at("2026-02-07T15:00")])
    assert office.due(starts, 4 * HOUR).tolist() == [at("2026-02-09T11:00"), at("2026-02-09T13:00")]
    assert office.elapsed(starts[:, None], starts).tolist() == [[0, 2 * HOUR], [-2 * HOUR, 0]]
    nothing = np.array([], dtype=np.int64)
    assert office.due(nothing, nothing).dtype == office.elapsed(nothing, 0).dtype == np.int64
    assert office.is_open(nothing).size == office.arrival_class(nothing).size == 0


def test_moments_far_outside_are_right_and_what_was_said_stays_true() -> None:
    office = WorkingTime("default", calendar(OFFICE), 2026, 2026)
    counted, ahead = office.open_seconds(at("2026-02-09T10:00")), at("2051-02-09T10:00")
    assert local(int(office.due(at("2026-02-09T10:00"), 100 * 45 * HOUR))) == "Mon 2028-01-10 10:00:00"
    weeks = (ahead - at("2026-02-09T10:00")) // (7 * 24 * HOUR)
    assert office.elapsed(at("2026-02-09T10:00"), ahead) // (45 * HOUR) == weeks
    assert local(int(office.due(at("1990-07-06T16:00"), 4 * HOUR))) == "Mon 1990-07-09 11:00:00"
    # 100,000 hours are 2,222 weeks, a day and an hour.
    assert local(int(office.due(at("1990-07-06T16:00"), -100_000 * HOUR))) == "Thu 1947-12-04 15:00:00"
    assert office.open_seconds(at("2026-02-09T10:00")) == counted


def test_what_lies_just_before_a_calendars_first_second_is_looked_up() -> None:
    tuesday = WorkingTime("default", calendar({"tue": ("10:00-12:00",)}), 2026, 2026)
    assert local(int(tuesday.due(at("2026-01-05T12:00"), 0))) == "Tue 2025-12-30 12:00:00"
    # In UTC it is 2026 already, yet the Wednesday was open.
    new_york = WorkingTime("default", calendar(OFFICE, NEW_YORK), 2026, 2026)
    assert new_york.arrival_class(at("2025-12-31T20:00", NEW_YORK)) == 1


def test_a_calendar_that_opens_only_after_many_years_is_worked_out_until_then() -> None:
    mondays = tuple(date(2020, 1, 6) + timedelta(weeks=week) for week in range(2_000))
    late = working({"mon": ("09:00-10:00",)}, closed=mondays)
    assert local(int(late.due(at("2026-02-09"), 60))) == "Mon 2058-05-06 09:01:00"


def test_the_same_calendar_over_the_same_years_is_worked_out_once() -> None:
    rules = agreement.default().calendars["default"]
    one = working_time("default", rules, at("2026-01-05"), at("2026-03-01"))
    assert one is working_time("default", rules.model_copy(), at("2026-05-05"), at("2026-09-30"))
    assert one is not working_time("default", rules, at("2024-05-05"), at("2026-09-30"))


def test_a_calendar_without_hours_is_refused_with_what_to_do() -> None:
    nothing: tuple[Mapping[str, tuple[str, ...]], ...] = ({}, {"mon": (), "tue": ()})
    for hours in nothing:
        with pytest.raises(AgreementError, match=r'"default" is never open: no weekday has hours. Give it some'):
            working(hours)


def test_a_calendar_whose_days_are_all_closed_is_refused_with_what_to_do() -> None:
    mondays = tuple(date(1700, 1, 4) + timedelta(weeks=week) for week in range(36_000))
    with pytest.raises(AgreementError, match=r'"default" is never open from 1724 to 2327: .* fewer closed ones'):
        working({"mon": ("09:00-10:00",)}, closed=mondays)


def test_what_lies_centuries_ahead_is_refused_with_what_to_do() -> None:
    office = WorkingTime("nights", calendar(OFFICE), 2026, 2026)
    with pytest.raises(AgreementError, match=r'"nights" has too few open hours from 2026 to 2326 .* fewer minutes'):
        office.due(at("2026-02-09"), 10**11)
    with pytest.raises(AgreementError, match=r'"nights" is worked out from 1726 to 2326, .* the year 4712 .* Correct'):
        office.is_open(at("4712-02-09"))
