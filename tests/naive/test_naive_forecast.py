"""The naive forecast checked by hand: a quarter at noon of 15 May, and the quarters it is held to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from .company import Row
from .deal_stories import NOON, Sold, agreed, deal, on, said, sold
from .forecast import forecast, forecast_summary
from .forecast_deals import forecast_deals
from .forecast_questions import Past, call_of, history, named_period
from .quotas import bookings_goal

JUNE, JULY = date(2025, 6, 10), date(2025, 7, 10)
ASKED = on(4, 10)


def called(category: str | None, amount: str | None, close: date = JUNE, **more: Any) -> Row:
    """Write what is said of an opportunity in the quarter."""
    return said(ASKED, "proposal", amount, close, forecast_category=category, **more)


QUARTER: tuple[Sold, ...] = (
    deal("won", on(4, 1), called(None, "1000", JULY), said(on(5, 1), "won"), person="ana"),
    deal("commit", on(4, 1), called("commit", "200"), person="ana"),
    deal("best", on(4, 1), called("upside", "30", date(2025, 5, 1)), person="ben"),
    deal("pipeline", on(4, 1), called(None, "4"), person="cas"),
    deal("without", on(4, 1), called(None, None)),
    deal("none", on(4, 1), called(None, "0")),
    deal("francs", on(4, 1), called("commit", "500", currency="CHF"), person="ana"),
    deal("omitted", on(4, 1), called("omitted", "70")),
    deal("lost", on(4, 1), called("commit", "900"), said(on(5, 1), "lost")),
    deal("later", on(4, 1), called("commit", "900", JULY)),
    deal("earlier", on(1, 2), said(on(3, 1), "won", "50", date(2025, 5, 1))),
)


def summed(*made: Sold, **more: Any) -> Row:
    """Sum up the quarter of some opportunities."""
    (row,) = forecast_summary(sold(*made), agreed(**more), as_of=NOON)
    return row


# forecast


def test_categories_count_what_is_booked_and_what_is_open_and_of_the_period_and_add_up() -> None:
    rows = forecast(sold(*QUARTER), agreed(), as_of=NOON)
    assert [tuple(row.values()) for row in rows] == [
        # deals, amount, cumulative, overdue, without an amount, unconverted
        ("closed", 1, 1000, 1, 1000, 0, 0, 0),
        ("commit", 2, 200, 3, 1200, 0, 0, 1),
        ("best_case", 1, 30, 4, 1230, 1, 0, 0),
        ("pipeline", 3, 4, 7, 1234, 0, 2, 0),
        ("omitted", 1, 70, None, None, 0, 0, 0),
    ]


def test_slices_are_those_of_the_owners_and_filters_leave_the_rest_out() -> None:
    rows = forecast(sold(*QUARTER), agreed(), as_of=NOON, by="person", filters={"team": ["north"]})
    assert [(row["person"], row["amount"]) for row in rows if row["deals"]] == [
        ("ana", 1000),
        ("ana", 200),
        ("ben", 30),
    ]
    with pytest.raises(ValueError, match="unknown dimension"):
        forecast(sold(), agreed(), by="weather")


def test_a_company_without_opportunities_knows_no_money() -> None:
    assert forecast(sold(), agreed(), as_of=NOON) == forecast_summary(sold(), agreed(), as_of=NOON) == []


def test_a_period_is_exactly_one_fiscal_period_or_the_nearest_is_named() -> None:
    def named(since: datetime | None, until: datetime | None) -> date:
        return named_period(since, until, NOON, agreed()).first

    assert named(None, None) == named(on(4, 1), None) == named(None, on(7, 1)) == date(2025, 4, 1)
    assert named(on(10, 1), on(1, 1, year=2026)) == date(2025, 10, 1)
    with pytest.raises(ValueError, match="2025-07-01 to 2025-10-01"):
        named(on(6, 29), on(10, 1))


# forecast_summary


def test_the_summary_adds_up_categories_and_says_how_far_it_is_to_the_goal() -> None:
    row = summed(*QUARTER, goals={"bookings": 500})
    # 30 + 31 + 30 dates, 30 of April and 15 of May gone. 3 · 500 = 1500; 1500 − 1000 = 500; 234 / 500.
    assert (row["since"], row["until"], row["days"], row["days_gone"]) == (date(2025, 4, 1), date(2025, 7, 1), 91, 45)
    assert (row["won_deals"], row["won"], row["commit"], row["best_case"], row["open"]) == (1, 1000, 1200, 1230, 234)
    assert (row["goal"], row["to_go"], row["coverage"]) == (1500, 500, 0.468)
    # Its close date lies in July.
    assert row["stamped_elsewhere"] == 1


def test_without_a_goal_or_with_nothing_to_go_there_is_no_coverage() -> None:
    assert [summed(*QUARTER)[name] for name in ("goal", "to_go", "coverage", "pace")] == [None] * 4
    row = summed(*QUARTER, goals={"bookings": 100})
    assert (row["to_go"], row["coverage"]) == (0, None)


def test_days_gone_are_those_before_the_next_midnight_within_the_period() -> None:
    def gone(at: datetime) -> int:
        (row,) = forecast_summary(sold(*QUARTER), agreed(), as_of=at, since=on(4, 1), until=on(7, 1))
        found: int = row["days_gone"]
        return found

    moments = (on(3, 31, 23, 59, 59), on(4, 1), on(6, 29, 23, 59, 59), on(6, 30), on(8, 1))
    assert [gone(at) for at in moments] == [0, 1, 90, 91, 91]


PAST: tuple[Sold, ...] = (
    # Of the winter: 100 by noon of 13 February, 300 after it; of the autumn 50 and 50.
    deal("a", on(9, 1, year=2024), said(on(2, 13, 12), "won", "100")),
    deal("b", on(10, 1, year=2024), said(on(2, 1), "demo", "240", date(2025, 3, 1)), said(on(3, 1), "won", "300")),
    deal("c", on(10, 1, year=2024), said(on(11, 1, year=2024), "won", "50")),
    deal("d", on(10, 1, year=2024), said(on(12, 1, year=2024), "won", "50")),
    deal("e", on(4, 1), said(on(5, 1), "won", "90")),
)


def test_past_periods_are_asked_about_at_the_same_distance_from_their_end() -> None:
    call = call_of(sold(*PAST), agreed(), None, None, NOON, None, None)
    # 47 dates are left on 15 May: 1 April − 47 = 13 February, 1 January − 47 = 15 November. The summer began before
    # the first opportunity.
    assert [past.reference for past in history(call)] == [on(2, 13, 12), on(11, 15, 12, year=2024)]
    assert all(isinstance(past, Past) for past in history(call))
    last = call_of(sold(*PAST), agreed({"history_periods": 1}), None, None, NOON, None, None)
    assert [past.reference for past in history(last)] == [on(2, 13, 12)]
    # Of the next quarter this one is no past yet, and the winter's reference moment is 139 dates before its end.
    ahead = call_of(sold(*PAST), agreed(), on(7, 1), on(10, 1), NOON, None, None)
    assert [past.reference for past in history(ahead)] == [on(11, 13, 12, year=2024)]


def test_pace_and_coverage_needed_are_held_to_the_past() -> None:
    row = summed(*PAST, goals={"bookings": 100})
    # Booked by then: 100/400 and 50/100, mean 3/8. 90 / (300 · 3/8) = 0.8.
    assert row["pace"] == pytest.approx(0.8)
    # Open and of the period by then: 240, nothing; came after: 300 + 50.
    assert row["coverage_needed"] == pytest.approx(240 / 350)
    (late,) = forecast_summary(sold(*PAST), agreed(), as_of=on(6, 24))
    (earlier,) = forecast_summary(sold(*PAST), agreed(), as_of=on(6, 23, 23, 59, 59))
    assert late["coverage_needed"] is None
    # A week from the end: nothing was open, nothing came; there is nothing to divide by.
    assert earlier["coverage_needed"] is None


QUOTAS = [{"person": "ana", "bookings": 10}, {"person": "cas", "bookings": 5}, {"team": "south", "bookings": 7}]


@pytest.mark.parametrize(
    ("by", "value", "filters", "goal"),
    [
        (None, None, {}, 300),
        ("person", "ana", {}, 30),
        ("person", "ben", {}, None),
        ("person", None, {}, None),
        ("team", "north", {}, 30),
        ("team", "south", {}, 21),
        ("team", None, {}, None),
        ("source", "web", {}, None),
        (None, None, {"person": ["ana", "cas"]}, 45),
        (None, None, {"source": ["web"]}, None),
        ("person", "ana", {"team": ["north"]}, 30),
    ],
)
def test_a_slice_has_its_quota_for_a_goal(by: str | None, value: str | None, filters: Any, goal: int | None) -> None:
    call = call_of(sold(), agreed(goals={"bookings": 100}, quotas=QUOTAS), None, None, NOON, by, filters)
    assert bookings_goal(call, value) == goal


# forecast_deals


def listed(*made: Sold, activities: tuple[Row, ...] = ()) -> dict[str, Row]:
    """List the open opportunities by their ids."""
    rows = forecast_deals(sold(*made, activities=activities), agreed(), as_of=NOON)
    return {row["opportunity_id"]: row for row in rows}


def test_every_open_opportunity_is_listed_with_what_it_says() -> None:
    rows = listed(*QUARTER)
    assert list(rows) == sorted(
        {name for (one, _) in QUARTER if (name := one["opportunity_id"])} - {"won", "lost", "earlier"}
    )
    row = rows["francs"]
    assert (row["team"], row["stage"], row["class"], row["amount"], row["currency"]) == (
        "north",
        "proposal",
        "in",
        None,
        "CHF",
    )
    # From midnight of 1 and 10 April to noon of 15 May.
    assert (row["age_days"], row["stage_days"]) == (44.5, 35.5)
    flags = {name: one["flags"] for name, one in rows.items()}
    assert (flags["best"], flags["none"], flags["francs"]) == (
        ["overdue", "silent"],
        ["no_amount", "silent"],
        ["silent"],
    )


def test_who_was_heard_of_in_the_last_fourteen_days_is_not_silent() -> None:
    edge = NOON - timedelta(days=14)

    def is_silent(created: datetime, heard: datetime | None = None) -> bool:
        did = () if heard is None else ({"lead_id": "l", "occurred_at": heard, "activity_type": "call"},)
        return "silent" in listed(deal("o", created), activities=did)["o"]["flags"]

    assert [is_silent(edge - timedelta(seconds=1)), is_silent(edge)] == [True, False]
    assert [is_silent(on(4, 1), edge - timedelta(seconds=1)), is_silent(on(4, 1), edge)] == [True, False]


def test_flags_come_in_order() -> None:
    days = [date(2025, month, 30) for month in (3, 4, 5, 6)]
    pushed = deal("o", on(3, 1), *(said(on(3, 2 + number), None, "0", day) for number, day in enumerate(days)))
    assert listed(pushed)["o"]["flags"] == ["no_amount", "pushed", "silent", "period_end"]
    assert listed(deal("o", on(5, 14)))["o"]["flags"] == ["undated", "no_amount"]


def crowd(won: int, lost: int) -> list[Sold]:
    """Write commits that stood in a stage from 1 January to 1 March and then were won or lost, and one that is open."""
    commit = said(on(1, 1), "demo", "1", forecast_category="commit")
    ends = ["won"] * won + ["lost"] * lost
    found = [deal(f"{number}", on(1, 1), commit, said(on(3, 1), end)) for number, end in enumerate(ends)]
    return [deal("old", on(10, 1, year=2024)), *found, deal("o", on(2, 1), {**commit, "changed_at": on(2, 1)})]


@pytest.mark.parametrize(
    ("won", "lost", "flags"), [(30, 0, ["old"]), (29, 0, []), (15, 14, []), (14, 15, ["ahead"]), (0, 28, [])]
)
def test_it_is_old_or_ahead_where_thirty_in_its_stage_say_so(won: int, lost: int, flags: list[str]) -> None:
    # It stands there for 103.5 days, the others did for 59. It is one more commit of 13 February that did not come.
    found = listed(*crowd(won, lost))["o"]["flags"]
    assert [flag for flag in found if flag in ("old", "ahead")] == flags


def test_sums_are_exact() -> None:
    made = [deal(f"{number}", on(4, 1), called("commit", "0.1")) for number in range(3)]
    rows = forecast(sold(*made), agreed(), as_of=NOON)
    assert rows[1]["amount"] == Decimal("0.30")
