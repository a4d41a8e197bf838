"""The naive bookings, made pipeline and goals checked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from .bookings import bookings, pipeline_created
from .company import Company, Row
from .deal_stories import NOON, agreed, deal, on, said, sold
from .goals import goals

BORN = on(1, 1)
LEADS: tuple[Row, ...] = (
    {"lead_id": "l", "created_at": BORN, "marketing_role": "demand_generation"},
    {"lead_id": "m", "created_at": BORN},
)


def did(lead: str, direction: str, person: str | None, day: int) -> Row:
    """Write an activity in January."""
    return {
        "lead_id": lead,
        "occurred_at": on(1, day),
        "activity_type": "call",
        "direction": direction,
        "person_id": person,
    }


ACTIVITIES = (did("l", "outbound", "ana", 2), did("l", "inbound", None, 3), did("m", "inbound", None, 4))


def year(**more: Any) -> Company:
    """Write a year of three opportunities won, one lost and one open."""
    made = (
        deal("a", on(1, 11), said(on(1, 31, 23, 59, 59), "won", "100")),
        deal("b", on(1, 21), said(on(2, 1), "won", "300"), lead="m"),
        deal("c", on(2, 11), said(on(2, 21), "won"), lead="m"),
        deal("d", on(2, 12), said(on(2, 13), "lost", "7")),
        deal("e", on(4, 1), said(on(4, 2), "demo", "20")),
    )
    return sold(*made, leads=LEADS, activities=ACTIVITIES, **more)


def months(**forecast: Any) -> list[Row]:
    """Count bookings month by month."""
    return bookings(year(), agreed(forecast), as_of=NOON)


def test_each_month_says_what_was_booked_also_where_it_is_nothing() -> None:
    rows = months()
    assert [(row["period"], row["deals"], row["amount"]) for row in rows] == [
        ("2025-01-01", 1, 100),
        ("2025-02-01", 2, 300),
        ("2025-03-01", 0, 0),
        ("2025-04-01", 0, 0),
        ("2025-05-01", 0, 0),
    ]
    assert [(row["mean"], row["median"]) for row in rows[:3]] == [(100, 100), (150, 150), (None, None)]


def test_days_run_from_the_lead_the_mql_and_the_opportunity() -> None:
    january, february = months()[:2]
    # From 11 January to the last second of 31 January; from 1 January to 1 and 21 February 31 and 51 days.
    assert january["days_from_opportunity"] == pytest.approx(21 - 1 / 86_400)
    assert (february["days_from_created"], february["days_from_opportunity"]) == (41.0, 10.5)
    # The opportunity of 21 January made m an MQL. That of 11 February begins a second pass above `mql`, the customer of
    # 1 February being ten days old: the newest entry into `mql` is still that of 21 January, 11 and 31 days before.
    assert february["days_from_mql"] == pytest.approx((11 + 31) / 2)


def test_it_is_sourced_by_the_role_or_by_who_touched_first() -> None:
    january, february = months(sourced="touched_first")[:2]
    assert (january["marketing_role_deals"], january["touched_first_deals"], january["sourced_share"]) == (1, 0, 0.0)
    assert (february["marketing_role_amount"], february["touched_first_amount"]) == (0, 300)
    assert [row["sourced_share"] for row in months()[:3]] == [1.0, 0.0, None]


def test_quarters_are_fiscal_and_clipped_like_any_period() -> None:
    rows = bookings(year(), agreed({"year_starts": 2}), as_of=NOON, bucket="quarter", since=on(1, 15), until=on(2, 10))
    assert [(row["period"], row["deals"]) for row in rows] == [("2024-11-01", 1), ("2025-02-01", 1)]


def test_pipeline_made_says_what_became_of_it() -> None:
    rows = pipeline_created(year(), agreed(goals={"pipeline": 310}), as_of=NOON)
    # b was made in January and won in February.
    assert [list(row.values()) for row in rows[:2]] == [
        ["2025-01-01", 2, 400, 0, 400, 0, 100, 310],
        ["2025-02-01", 2, 7, 0, 0, 7, 0, 310],
    ]
    weeks = pipeline_created(year(), agreed(goals={"pipeline": 310}), as_of=NOON, bucket="week")
    # Five days of January at 10 a day; the week of 27 January has two of February at 310/28 as well.
    assert weeks[4]["goal"] == pytest.approx(Decimal(50 + 2 * 310 / 28))
    sliced = pipeline_created(year(), agreed(goals={"pipeline": 310}), as_of=NOON, by="source")
    assert {row["goal"] for row in sliced} == {None}


# goals


def told(**more: Any) -> dict[str, Row]:
    """Set the second quarter beside its goals."""
    return {row["measure"]: row for row in goals(year(), agreed(**more), as_of=NOON)}


def test_counts_are_expected_by_days_and_projected_by_the_rest_of_past_periods() -> None:
    monthly = agreed({"period": "month", "history_periods": 2}, goals={"opportunity": 31})
    (row,) = goals(year(), monthly, as_of=on(3, 10, 12))
    # 10 of 31 days are gone. Nothing came in March. 22 dates are left, so February is asked about at noon of the 7th: m
    # came again on the 11th, l on the 12th. January began before the first opportunity.
    assert (row["goal"], row["actual"], row["share"], row["expected_by_now"]) == (31, 0, 0.0, 10)
    assert (row["projected"], row["projected_low"], row["projected_high"]) == (2, 2, 2)


def test_bookings_are_expected_as_they_usually_come() -> None:
    monthly = agreed({"period": "month"}, goals={"bookings": 1000})
    (row,) = goals(year(), monthly, as_of=on(3, 8, 12))
    # 24 dates are left: by noon of 5 February all of the 300 had come.
    assert (row["actual"], row["share"], row["expected_by_now"], row["projected"]) == (0, 0.0, 1000, None)


def test_new_pipeline_is_expected_by_days() -> None:
    row = told(goals={"pipeline": 10})["pipeline"]
    # 20 of 30; a whole month and 15 of 31 days. Nothing is past: the winter began before the first opportunity.
    assert (row["goal"], row["actual"], row["share"]) == (30, 20, pytest.approx(2 / 3))
    assert row["expected_by_now"] == pytest.approx(Decimal(10 + 150 / 31))
    assert row["projected"] is None


def test_only_bookings_have_goals_by_person() -> None:
    said_so = agreed(goals={"bookings": 9, "opportunity": 2}, quotas=[{"person": "ana", "bookings": 4}])
    made = deal("a", on(4, 1), said(on(4, 11), "won", "3", date(2025, 4, 11)), person="ana")
    rows = goals(sold(made), said_so, as_of=NOON, by="person")
    assert [tuple(row.values())[:4] for row in rows] == [
        ("ana", "opportunity", None, 0),
        ("ana", "bookings", 12, 3),
        (None, "opportunity", None, 1),
        (None, "bookings", None, 0),
    ]
