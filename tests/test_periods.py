"""Which days a period holds, seen from an as-of day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leaddash.periods import PERIODS, Period, period
from leaddash.words import LANGUAGES, load

LAST_FULL = [
    ("week", "2026-09-30", "2026-09-21", "2026-09-28", "a Wednesday: the week before"),
    ("week", "2026-09-27", "2026-09-21", "2026-09-28", "a Sunday: its own week is over"),
    ("week", "2026-09-28", "2026-09-21", "2026-09-28", "a Monday: the week before"),
    ("week", "2026-01-03", "2025-12-22", "2025-12-29", "a Saturday after New Year: the week before Christmas ends"),
    ("month", "2026-09-30", "2026-09-01", "2026-10-01", "the last day of a month: that month"),
    ("month", "2026-09-29", "2026-08-01", "2026-09-01", "the day before: the month before"),
    ("month", "2026-01-30", "2025-12-01", "2026-01-01", "over the turn of the year"),
    ("month", "2025-12-31", "2025-12-01", "2026-01-01", "New Year's Eve"),
    ("month", "2024-02-28", "2024-01-01", "2024-02-01", "28 February of a leap year: not over"),
    ("month", "2024-02-29", "2024-02-01", "2024-03-01", "29 February"),
    ("month", "2025-02-28", "2025-02-01", "2025-03-01", "28 February of another year"),
    ("quarter", "2026-09-30", "2026-07-01", "2026-10-01", "the last day of a quarter: that quarter"),
    ("quarter", "2026-09-29", "2026-04-01", "2026-07-01", "the day before: the quarter before"),
    ("quarter", "2026-01-15", "2025-10-01", "2026-01-01", "over the turn of the year"),
    ("quarter", "2025-12-31", "2025-10-01", "2026-01-01", "New Year's Eve"),
    ("year", "2026-09-30", "2025-10-01", "2026-10-01", "twelve months to the day"),
    ("year", "2024-02-28", "2023-02-28", "2024-02-29", "to the day before 29 February"),
    ("year", "2024-02-29", "2023-03-01", "2024-03-01", "to 29 February"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("kind", "as_of", "since", "until", "_"), LAST_FULL, ids=lambda told: str(told))
def test_a_period_is_the_last_full_one(kind: str, as_of: str, since: str, until: str, _: str) -> None:
    found = period(kind, day(as_of))
    assert (found.since, found.until) == (day(since), day(until))


@pytest.mark.parametrize(
    ("kind", "as_of", "since"),
    [
        ("week", "2026-09-30", "2026-09-14"),
        ("month", "2026-03-31", "2026-02-01"),
        ("month", "2026-01-31", "2025-12-01"),
        ("quarter", "2026-03-31", "2025-10-01"),
        ("year", "2026-09-30", "2024-10-01"),
        ("year", "2024-02-29", "2022-03-01"),
    ],
)
def test_the_period_before_is_the_one_of_its_kind_just_before(kind: str, as_of: str, since: str) -> None:
    found = period(kind, day(as_of))
    before = found.before()
    assert before is not None
    assert (before.since, before.until) == (day(since), found.since)


@pytest.mark.parametrize("kind", ["week", "month", "quarter", "year"])
def test_on_every_day_of_five_years_a_period_is_over_is_recent_and_adjoins_the_one_before(kind: str) -> None:
    longest = {"week": 7, "month": 31, "quarter": 92, "year": 366}[kind]
    for number in range(5 * 366):
        as_of = day("2023-01-01") + timedelta(days=number)
        found = period(kind, as_of)
        before = found.before()
        assert found.since is not None
        assert before is not None
        assert before.since is not None
        assert found.until <= as_of + timedelta(days=1) < found.until + timedelta(days=longest)
        assert timedelta(days=7) <= found.until - found.since <= timedelta(days=longest)
        assert before.until == found.since
        assert abs((before.until - before.since) - (found.until - found.since)) <= timedelta(days=3)


def test_a_custom_period_holds_its_last_day_and_is_compared_with_as_many_days_before() -> None:
    found = period("custom", day("2026-09-30"), day("2026-03-01"), day("2026-03-10"))
    assert (found.since, found.until) == (day("2026-03-01"), day("2026-03-11"))
    before = found.before()
    assert before is not None
    assert (before.since, before.until) == (day("2026-02-19"), day("2026-03-01"))


def test_a_custom_period_turned_round_is_turned_back() -> None:
    forth = period("custom", day("2026-09-30"), day("2026-03-01"), day("2026-03-10"))
    assert period("custom", day("2026-09-30"), day("2026-03-10"), day("2026-03-01")) == forth


def test_all_of_the_data_has_no_beginning_and_nothing_before() -> None:
    found = period("all", day("2026-09-30"))
    assert (found.since, found.until) == (None, day("2026-10-01"))
    assert found.before() is None


def test_a_custom_period_without_days_and_an_unknown_one_are_all_of_the_data() -> None:
    assert period("custom", day("2026-09-30")).since is None
    assert period("decade", day("2026-09-30")).kind == "all"


@pytest.mark.parametrize(
    ("kind", "english", "spanish"),
    [
        ("week", "the week of 21 Sep 2026", "la semana del 21 sept 2026"),
        ("month", "September 2026", "septiembre de 2026"),
        ("quarter", "Q3 2026", "T3 2026"),
        ("year", "the 12 months to 30 Sep 2026", "los 12 meses hasta el 30 sept 2026"),
        ("all", "all of the data up to 30 Sep 2026", "todos los datos hasta el 30 sept 2026"),
    ],
)
def test_a_period_is_named_in_the_language(kind: str, english: str, spanish: str) -> None:
    found = period(kind, day("2026-09-30"))
    assert (found.name(load("en")), found.name(load("es"))) == (english, spanish)


def test_a_custom_period_is_named_by_its_first_and_last_day() -> None:
    found = period("custom", day("2026-09-30"), day("2026-03-01"), day("2026-03-10"))
    assert found.name(load("en")) == "the days from 1 Mar 2026 to 10 Mar 2026"
    assert found.name(load("es")) == "los días del 1 mar 2026 al 10 mar 2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_period_has_a_name_in_every_language(language: str) -> None:
    for kind in PERIODS:
        name = period(kind, day("2026-09-30"), day("2026-01-01"), day("2026-02-01")).name(load(language))
        assert name
        assert "{" not in name


def test_months_of_a_period_are_whole_ones_and_parts_by_their_days() -> None:
    # all of July, 20 of the 31 days of August
    assert Period("custom", date(2026, 7, 1), date(2026, 8, 21)).months == 1 + 20 / 31
    assert Period("quarter", date(2026, 7, 1), date(2026, 10, 1)).months == 3
    assert Period("all", None, date(2026, 7, 1)).months == 0
