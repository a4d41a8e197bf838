"""The naive top of the funnel checked by hand: five leads, of which four are twenty weeks old and one is one."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given

from tests.long import examples

from .company import Company, Row, Rules
from .histories import moved
from .incidence import Times, steps
from .projection_stories import agreed, deal, on, won
from .test_incidence import times_of_few
from .top_of_funnel import TOP, curve, top_of_funnel, weeks_until

NOW = on(3, 11)  # April begins in 3 weeks, May in 7.29
WEEK = timedelta(weeks=1)
OLD, YOUNG = NOW - 20 * WEEK, NOW - WEEK
RULES = Rules(skipped="dropped")


def lead(name: str, born: datetime, *after: tuple[float, str]) -> tuple[Row, list[Row]]:
    """Write a lead that is a sales lead as it is born, and moves on some weeks later."""
    row: Row = {"lead_id": name, "created_at": born}
    return row, [moved("sales_lead", born, of=name), *(moved(to, born + weeks * WEEK, of=name) for weeks, to in after)]


def company(*more: tuple[Row, list[Row]], deals: list[Row] | None = None, changes: list[Row] | None = None) -> Company:
    """Of four old sales leads two went on after 1.5 weeks, one of them to buy at 2; one left; one stays."""
    told = [
        lead("l", OLD, (1.5, "opportunity"), (2, "customer")),
        lead("on", OLD, (1.5, "opportunity")),
        lead("out", OLD, (1.5, "disqualified")),
        lead("stays", OLD),
        lead("young", YOUNG),
        *more,
    ]
    rows = [row for _, moves in told for row in moves]
    return Company([row for row, _ in told], [], rows, opportunities=deals or [], opportunity_changes=changes or [])


def at(of: Company, stage: str, horizon: str, as_of: datetime = NOW, **asked: datetime) -> Row:
    rows = top_of_funnel(of, RULES, agreed(), as_of=as_of, **asked)
    (row,) = [row for row in rows if (row["stage"], row["horizon"]) == (stage, horizon)]
    return row


def test_every_stage_before_the_opportunity_has_two_horizons() -> None:
    rows = top_of_funnel(company(), RULES, agreed(), as_of=NOW)
    assert [(row["stage"], row["horizon"]) for row in rows] == [
        (stage, end) for stage in TOP for end in ("rest", "next")
    ]
    counts = {row["stage"]: row["standing"] for row in rows}
    # Those who reached the opportunity are deals, and counted there.
    assert counts == {"new_name": 0, "engaged": 0, "target": 0, "mql": 0, "sales_lead": 2}


def test_who_stands_goes_on_and_buys_by_the_curves_of_those_before() -> None:
    # From sales_lead, four at risk at 1.5 weeks (the young one is a week old): M(2) = 2/4, T(1) = 1. From opportunity
    # one of two buys after half a week: G(1) = 1/2. The young one has M(2) − M(1) = 1/2 in its next week, and then
    # 3 − 1 weeks: 1/2 · G(2) = 1/4. The old one that stays has nothing ahead.
    assert at(company(), "sales_lead", "rest")["in_hand_customers"] == pytest.approx(1 / 4)
    # In the next period: 1/2 · (G(6) − G(2)) = 0.
    assert at(company(), "sales_lead", "next")["in_hand_customers"] == 0


def test_what_goes_on_too_late_for_this_period_buys_in_the_next() -> None:
    # A week before April: u1 = 1. 1/2 · G(0) = 0 in March; in April u1 = 1 + 4.29, rounded 5: 1/2 · (G(4) − G(0)).
    as_of, shift = on(3, 25), timedelta(weeks=2)
    early = company()
    for row in (*early.leads, *early.stage_changes):
        for name in {"created_at", "entered_at"} & set(row):
            row[name] += shift
    assert at(early, "sales_lead", "rest", as_of)["in_hand_customers"] == 0
    assert at(early, "sales_lead", "next", as_of)["in_hand_customers"] == pytest.approx(1 / 4)


def test_what_is_to_come_begins_as_often_as_of_late_and_buys_by_the_whole_curve() -> None:
    # All five are born as new names. One left at 1.5 weeks (S = 3/4), one of the three left buys at 2: G(2) = 1/4.
    # Three weeks: (G(2) + G(3))/2 + (G(1) + G(2))/2 + (G(0) + G(1))/2 = 1/4 + 1/8 + 0.
    assert at(company(), "new_name", "rest")["to_come_customers"] == pytest.approx(5 / 26 * 3 / 8)
    # Seven weeks: 1/4 five times and 1/8; less the first three.
    assert at(company(), "new_name", "next")["to_come_customers"] == pytest.approx(5 / 26 * 4 / 4)
    # Nobody begins as a sales lead.
    assert at(company(), "sales_lead", "rest")["to_come_customers"] == 0


def test_a_later_pass_begins_at_its_own_stage_and_is_counted_there() -> None:
    row, moves = lead("back", OLD, (3, "recycled"), (4, "mql"))
    # Of seven passes only this one did not move on in the second it came.
    found = at(company((row, moves)), "mql", "rest")
    assert found["standing"] == 1
    assert found["in_hand_customers"] == 0
    # To customer: six at risk at 1.5 weeks (not the young one), one leaves: S = 5/6; of five one buys: G(2) = 1/6.
    assert found["to_come_customers"] == pytest.approx(1 / 26 * (1 / 6 + 1 / 12))


def test_only_two_years_of_entries_and_half_a_year_of_begins_count() -> None:
    ancient = lead("ancient", NOW - 104 * WEEK, (1.5, "opportunity"), (2, "customer"))
    assert at(company(ancient), "new_name", "rest") == at(company(), "new_name", "rest")
    second = timedelta(seconds=1)
    within = lead("within", NOW - 104 * WEEK + second, (1.5, "opportunity"), (2, "customer"))
    # Two of five buy at 2 weeks: S = 4/5, G(2) = 4/5 · 2/4.
    found = at(company(within), "new_name", "rest")["to_come_customers"]
    assert found == pytest.approx(5 / 26 * (2 / 5 + 1 / 5))
    half = lead("half", NOW - 26 * WEEK + second)
    assert at(company(half), "new_name", "rest")["to_come_customers"] == pytest.approx(6 / 26 * (1 / 5 + 1 / 10))


def test_customers_are_worth_the_mean_booking_of_history() -> None:
    deals = [deal("a", on(1, 1)), deal("b", on(2, 1)), deal("c", on(2, 1))]
    changes = [won("a", on(1, 5), 100), won("b", on(2, 5), 500), won("c", on(2, 6))]
    found = at(company(deals=deals, changes=changes), "sales_lead", "rest")
    # 600 in three deals, one of them without an amount.
    assert (found["in_hand"], found["to_come"]) == (pytest.approx(200 / 4), 0)
    assert [at(company(), "sales_lead", "rest")[name] for name in ("in_hand", "to_come")] == [None, None]


def test_a_period_ahead_begins_when_it_begins_and_one_that_is_over_gets_nothing() -> None:
    ahead = {"since": on(4, 1), "until": on(5, 1)}
    assert at(company(), "new_name", "rest", **ahead)["to_come_customers"] == pytest.approx(5 / 26)
    over = at(company(), "new_name", "rest", since=on(2, 1), until=on(3, 1))
    assert (over["in_hand_customers"], over["to_come_customers"]) == (0, 0)


def test_estimated_moments_are_in_no_curve() -> None:
    told = company()
    for row in told.stage_changes:
        row["estimated"] = row["stage"] == "customer"
    # The buyer is in no curve to customer: nobody else bought.
    assert at(told, "sales_lead", "rest")["in_hand_customers"] == 0
    assert at(told, "new_name", "rest")["to_come_customers"] == 0


def test_weeks_are_rounded() -> None:
    half = timedelta(days=3.5)
    assert [weeks_until(NOW + ahead, NOW) for ahead in (half, half - timedelta(seconds=1), -WEEK)] == [1, 0, 0]


@examples(200, "arithmetic", derandomize=True)
@given(times_of_few)
def test_the_curve_is_aalen_and_johansens(times: Times) -> None:
    found = curve(times, "a")
    exact = {step.at: step.incidence for step in steps(times, "a")}
    assert dict(zip(found.moments, found.gone_on[1:], strict=True)) == pytest.approx(exact)
    others = [max((one.incidence for one in steps(times, way)), default=Fraction(0)) for way in ("a", "b", "c")]
    assert found.standing[-1] == pytest.approx(float(1 - sum(others)))
