"""Fiscal periods: which one is asked, and where in a past one a moment as far from the end lies."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import Any

import pytest

from leaddash import agreement, fiscal
from leaddash.agreement import Agreement
from leaddash.errors import ScopeError
from leaddash.fiscal import Fiscal
from leaddash.scope import Data, Question, Scope

NOON = datetime(2026, 8, 20, 10)  # noon in Madrid


def rules(**forecast: Any) -> Agreement:
    return agreement.parse({"forecast": forecast})


def question(agreed: Agreement, **asked: Any) -> Question:
    data = Data(datetime(2023, 1, 1), NOON, agreed, knows_touches=True, knows_contacts=True)
    return Scope(**asked).of(data)


def dates(period: Fiscal) -> tuple[str, str]:
    return str(period.first), str(period.after)


@pytest.mark.parametrize(
    ("period", "starts", "expected"),
    [
        ("quarter", 1, ("2026-07-01", "2026-10-01")),
        ("quarter", 2, ("2026-08-01", "2026-11-01")),
        ("quarter", 3, ("2026-06-01", "2026-09-01")),
        ("quarter", 12, ("2026-06-01", "2026-09-01")),
        ("month", 5, ("2026-08-01", "2026-09-01")),
    ],
)
def test_the_period_that_holds_as_of_is_asked_where_none_is_named(
    period: str, starts: int, expected: tuple[str, str]
) -> None:
    assert dates(fiscal.asked(question(rules(period=period, year_starts=starts)))) == expected


def test_one_end_is_enough_to_name_a_period() -> None:
    since, until = datetime(2026, 3, 31, 22), datetime(2026, 6, 30, 22)
    for named in ({"since": since}, {"until": until}, {"since": since, "until": until}):
        assert dates(fiscal.asked(question(rules(), **named))) == ("2026-04-01", "2026-07-01")


@pytest.mark.parametrize(
    "named",
    [
        {"since": datetime(2026, 4, 1, 22)},
        {"since": datetime(2026, 3, 31, 22), "until": datetime(2026, 5, 31, 22)},
        {"until": datetime(2026, 6, 1)},
    ],
)
def test_other_dates_are_refused_with_the_nearest_period(named: dict[str, Any]) -> None:
    with pytest.raises(ScopeError, match=r"one whole quarter.*--since 2026-04-01 --until 2026-07-01"):
        fiscal.asked(question(rules(), **named))


def test_a_past_moment_is_as_many_dates_from_the_end_at_the_same_local_time() -> None:
    now = fiscal.holding(date(2026, 8, 20), rules())
    first, second = islice(fiscal.before(now, rules()), 2)
    # 20 August is 42 dates before 1 October; 42 before 1 July is 20 May, before 1 April 18 February (winter time)
    assert now.days_left(NOON) == 42
    assert now.reference(NOON, first) == datetime(2026, 5, 20, 10)
    assert now.reference(NOON, second) == datetime(2026, 2, 18, 11)


def test_a_time_that_the_clock_skips_is_moved_on() -> None:
    now = fiscal.holding(date(2026, 6, 29), rules())
    (before,) = islice(fiscal.before(now, rules()), 1)
    at = datetime(2026, 6, 28, 0, 30)  # 2:30 in Madrid, three dates before July
    assert now.reference(at, before) == datetime(2026, 3, 29, 1, 30)  # 2:30 is skipped on 29 March: 3:30 summer time


def test_days_count_up_to_the_midnight_that_follows() -> None:
    quarter = fiscal.holding(date(2026, 8, 20), rules())
    ends = [quarter.days_gone(at) for at in (NOON, quarter.since, datetime(2027, 1, 1), datetime(2026, 1, 1))]
    assert (quarter.days, ends) == (92, [51, 1, 92, 0])


def test_a_period_is_over_with_its_last_second() -> None:
    quarter = fiscal.holding(date(2026, 8, 20), rules())
    assert [quarter.is_over(datetime(2026, 9, 30, 21, 59, second)) for second in (58, 59)] == [False, True]


def test_what_is_learned_from_began_with_the_first_opportunity_or_after_it() -> None:
    now, agreed = fiscal.holding(date(2026, 8, 20), rules()), rules(history_periods=6)
    known = fiscal.history(now, NOON, datetime(2025, 7, 1), agreed)
    assert [dates(one)[0] for one in known] == ["2026-04-01", "2026-01-01", "2025-10-01"]  # July began in June, in UTC
    # 20 August is 224 dates before April 2027; 224 before July 2026 is 19 November, before April 20 August 2025
    ahead = fiscal.holding(date(2027, 2, 1), agreed)
    assert [dates(one)[0] for one in fiscal.history(ahead, NOON, datetime(2025, 11, 1), agreed)] == ["2026-04-01"]
