"""What a forecast says of a few deals, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from leaddash import agreement, metrics
from leaddash.errors import ScopeError
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import opened
from tests.naive import deal_histories as histories
from tests.naive.company import Company, Row

UTC = {"timezone": "UTC", "forecast": {"period": "month"}, "stages": {"derive": ["opportunity", "customer", "lost"]}}
JULY = datetime(2026, 7, 15, 12)


def deal(name: str, created: datetime, *changes: tuple[datetime, dict[str, Any]]) -> tuple[Row, list[Row]]:
    opportunity = {"opportunity_id": name, "lead_id": "l", "created_at": created, "person_id": "p1"}
    return opportunity, [{"opportunity_id": name, "changed_at": at, **said} for at, said in changes]


def shot(*deals: tuple[Row, list[Row]], **rules: Any) -> Snapshot:
    lead = {"lead_id": "l", "created_at": datetime(2026, 1, 1), "fit_band": "20"}
    company = Company(
        leads=[lead],
        people=[dict(row) for row in histories.PEOPLE],
        opportunities=[opportunity for opportunity, _ in deals],
        opportunity_changes=[change for _, changes in deals for change in changes],
    )
    return opened(company, agreement.parse({**UTC, **rules}), written=histories)


def said(
    stage: str | None = None, amount: float | None = None, close: date | None = None, **more: Any
) -> dict[str, Any]:
    return {"stage": stage, "amount": amount, "close_date": close, **more}


def won(name: str, month: int, amount: float, day: int = 20) -> tuple[Row, list[Row]]:
    """A deal that is created on the 2nd of a month and won on a day of it."""
    begun = datetime(2026, month, 2)
    told = said("Proposal", amount, date(2026, month, 25), forecast_category="Commit")
    return deal(name, begun, (begun, told), (datetime(2026, month, day), said("won")))


def test_amounts_are_told_to_the_cent_in_the_agreements_currency() -> None:
    open_ones = [
        deal("a", JULY, (JULY, said("x", 0.015, date(2026, 7, 20)))),  # half a cent is rounded away from zero: 0.02
        deal("b", JULY, (JULY, said("x", 100, date(2026, 7, 20), currency="usd "))),  # 92.00
        deal("c", JULY, (JULY, said("x", 0.125, date(2026, 7, 20), currency="USD"))),  # 0.13 · 0.92 = 0.1196: 0.12
        deal("d", JULY, (JULY, said("x", 50, date(2026, 7, 20), currency="CHF"))),  # no rate
        deal("e", JULY, (JULY, said("x", None, date(2026, 7, 20)))),
    ]
    row = metrics.forecast(shot(*open_ones, rates={"USD": 0.92}), Scope()).set_index("category").loc["pipeline"]
    assert (row["deals"], row["amount"], row["unconverted"], row["without_amount"]) == (5, Decimal("92.14"), 1, 1)


def test_an_overdue_deal_is_of_the_period_while_that_runs() -> None:
    late = deal("a", datetime(2026, 5, 2), (datetime(2026, 5, 2), said("x", 10, date(2026, 5, 20))))
    now = deal("b", JULY, (JULY, said("x", 1, date(2026, 8, 1))))
    company = shot(late, now)
    assert metrics.forecast(company, Scope())["deals"].tolist() == [0, 0, 0, 1, 0]
    august = Scope(since=datetime(2026, 8, 1), until=datetime(2026, 9, 1))
    assert metrics.forecast(company, august)["deals"].tolist() == [0, 0, 0, 1, 0]  # only the one dated in August
    assert metrics.forecast(company, august)["amount"].sum() == 1


def test_an_empty_field_means_unchanged_and_a_category_that_nobody_knows_is_pipeline() -> None:
    first = said("Proposal", 10, date(2026, 7, 20), forecast_category="COMMIT ")
    told = deal("a", JULY, (JULY, first), (datetime(2026, 7, 16), said(amount=20)))
    other = deal("b", JULY, (JULY, said(None, 5, date(2026, 7, 20), forecast_category="Wild guess")))
    staged = deal("c", JULY, (JULY, said(" negotiation", 7, date(2026, 7, 20))))
    company = shot(told, other, staged, forecast={"period": "month", "stage_categories": {"Negotiation": "best_case"}})
    rows = metrics.forecast(company, Scope()).set_index("category")["amount"]
    assert rows[["commit", "best_case", "pipeline"]].tolist() == [20, 7, 5]


def test_goals_tell_what_is_reached_and_what_past_periods_say_of_the_rest() -> None:
    # won on the 10th and the 20th of each of April, May and June: by the 15th half of each month's 200 is booked
    past = [won(f"{month}-{day}", month, 100, day) for month in (4, 5, 6) for day in (10, 20)]
    now = won("now", 7, 100, 10)
    company = shot(*past, now, goals={"bookings": 300, "pipeline": 310, "opportunity": 4})
    found = metrics.goals(company, Scope(as_of=JULY)).set_index("measure")
    booked = found.loc["bookings"]
    assert (booked["goal"], booked["actual"], booked["expected_by_now"]) == (300, 100, pytest.approx(150))  # 300 · ½
    pipeline = found.loc["pipeline"]  # 15 of 31 days are gone; nothing came in the rest of past months
    assert pipeline["expected_by_now"] == pytest.approx(150)
    assert pipeline[["actual", "projected", "projected_low", "projected_high"]].tolist() == [100, 100, 100, 100]


def test_a_projection_is_what_usually_becomes_of_open_deals_and_moves_with_what_is_won() -> None:
    # at noon of the 15th, 17 dates before the end of a month: of each month's two deals one is open, and is won
    past = [won(f"{month}-{day}", month, 100, day) for month in (3, 4, 5, 6) for day in (10, 20)]
    begun = datetime(2026, 7, 2)
    told = said("Proposal", 100, date(2026, 7, 25), forecast_category="Commit")
    company = shot(*past, deal("now", begun, (begun, told)), forecast={"period": "month", "history_periods": 4})
    at = Scope(as_of=datetime(2026, 7, 15, 12))
    (row,) = metrics.forecast_summary(company, at).to_dict("records")
    # March began before the first opportunity: April, May and June are learned from. n = y = 3 in one cell, so every
    # step is (3 + 10 · 1) / (3 + 10) = 1; growth 100 / 100 = 1; nothing came new
    assert (row["history"], row["won"], row["projected"]) == (3, 0, pytest.approx(100))
    assert (row["from_period"], row["from_other"], row["from_new"]) == (pytest.approx(100), 0, 0)
    moved = metrics.projection_movement(company, at).set_index("movement")["amount"]
    # a week before, on the 8th, two deals of each month were still open and both were won: the share was 1 as well
    assert moved.tolist() == pytest.approx([100, 0, 0, 0, 0, 100])


def test_what_was_said_of_a_past_period_is_told_beside_what_came() -> None:
    past = [won(f"{month}-{day}", month, 100, day) for month in (2, 3, 4, 5, 6) for day in (10, 20)]
    company = shot(*past)
    rows = metrics.forecast_accuracy(company, Scope(as_of=JULY))
    june = rows[rows["since"] == pd.Timestamp(2026, 6, 1)].set_index("weeks_to_go")
    assert list(june.index) == [1, 2, 3, 4]
    # 14 days before July are left after 16 June: 100 of 200 is won, the other deal is open as a commit
    two = june.loc[2]
    assert (two["actual"], two["commit"], two["last_period"]) == (200, 200, 200)
    assert two["run_off"] == pytest.approx(200)  # 100 ÷ ½
    assert two["conversion"] == pytest.approx(200)  # 100 + 100 · 1
    assert june["called"].isna().all()


def test_a_period_that_is_over_is_worth_what_it_brought() -> None:
    company = shot(won("a", 3, 100), won("b", 4, 250))
    april = Scope(since=datetime(2026, 4, 1), until=datetime(2026, 5, 1), as_of=datetime(2026, 6, 1))
    (row,) = metrics.forecast_summary(company, april).to_dict("records")
    assert [row[name] for name in ("projected", "low_80", "high_80", "low_95", "high_95")] == [250] * 5
    assert pd.isna(row["goal_odds"])


def test_without_opportunities_nothing_is_said_of_money() -> None:
    company = shot()
    for name in ("forecast", "forecast_summary", "forecast_trend", "forecast_deals", "pipeline_movement", "bookings"):
        assert not len(getattr(metrics, name)(company, Scope())), name


def test_only_what_compares_measures_is_asked_by_measure() -> None:
    with pytest.raises(ScopeError, match="forecast compares no measures"):
        metrics.forecast(shot(), Scope(by="measure"))


def test_a_moment_to_compare_with_lies_before_as_of() -> None:
    with pytest.raises(ScopeError, match="lies after as-of"):
        metrics.pipeline_movement(shot(won("a", 3, 1)), Scope(as_of=JULY, compared=datetime(2026, 7, 16)))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"by": "person"}, {"p1": 3000, "p2": 600, None: None}),
        ({"by": "team"}, {"north": 9000, "south": 600, None: None}),
        ({"by": "source"}, {None: None}),
        ({"filters": {"person": ("p1", "p2")}}, {"": 3600}),
        ({"filters": {"source": ("",)}}, {"": None}),
        ({}, {"": 15_000}),
    ],
)
def test_a_goal_is_the_companys_or_a_quota(asked: dict[str, Any], expected: dict[Any, Any]) -> None:
    quotas = [
        {"person": "p1", "bookings": 1000},
        {"person": "p2", "bookings": 200},
        {"team": "north", "bookings": 3000},
    ]
    deals = [won("a", 4, 10), won("b", 5, 10), won("c", 6, 10)]
    for (opportunity, _), person in zip(deals, ("p1", "p2", None), strict=True):
        opportunity["person_id"] = person
    company = shot(*deals, quotas=quotas, goals={"bookings": 5000}, forecast={"period": "quarter"})
    frame = metrics.forecast_summary(company, Scope(as_of=JULY, **asked))
    names = frame[asked["by"]].astype(object) if "by" in asked else pd.Series([""])
    found = dict(zip(names.where(names.notna(), None), frame["goal"], strict=True))
    assert {name: None if pd.isna(goal) else goal for name, goal in found.items()} == expected
