"""A company whose true conversion is known, looked at when it is young."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from leaddash import metrics
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import snapshot
from tests.naive.company import Company, Rules

START = datetime(2025, 1, 6)
COMPANIES, LEADS = 60, 150
TRUE_RATE, WINDOW_DAYS, ARRIVAL_DAYS = 0.30, 14, 50
AGES = (15, 17, 20, 25, 30, 40, 50, 64)
YOUNG = (15, 17, 20, 25, 30)


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    """Sixty companies side by side, told apart by campaign; every lead is an MQL from its creation.

    The time to sales lead is exponential: 1 - exp(-14 h) = 0.30 gives a hazard h of 0.0255 a day.
    """
    rng = np.random.default_rng(20260901)
    hazard = -np.log(1 - TRUE_RATE) / WINDOW_DAYS
    arrived = rng.uniform(0, ARRIVAL_DAYS * 86_400, COMPANIES * LEADS).astype(int)
    converted = arrived + (rng.exponential(1 / hazard, COMPANIES * LEADS) * 86_400).astype(int)
    company = Company()
    for number, (begin, following) in enumerate(zip(arrived.tolist(), converted.tolist(), strict=True)):
        lead_id, created = f"l{number}", START + timedelta(seconds=begin)
        campaign = f"company {number % COMPANIES}"
        company.leads.append({"lead_id": lead_id, "created_at": created, "campaign": campaign, "fit_band": None})
        for stage, at in (("mql", created), ("sales_lead", START + timedelta(seconds=following))):
            row = {"lead_id": lead_id, "stage": stage, "entered_at": at, "reason": None, "estimated": False}
            company.stage_changes.append(row)
    rules = Rules(window_days={"mql": WINDOW_DAYS})
    return snapshot(company, rules)


def cohorts(shot: Snapshot, age: int) -> pd.DataFrame:
    """The MQLs of each company as of an age in days since the first arrival."""
    frame = metrics.funnel(shot, Scope(as_of=START + timedelta(days=age), by="campaign"))
    return frame[frame["stage"] == "mql"]


@pytest.mark.parametrize("age", AGES)
def test_the_rate_over_closed_windows_is_unbiased_at_every_age(shot: Snapshot, age: int) -> None:
    rows = cohorts(shot, age)
    converted, closed = int(rows["rate_converted"].sum()), int(rows["rate_entered"].sum())
    # Binomial: four standard deviations either way, 1 in 16,000 by chance.
    band = 4 * np.sqrt(closed * TRUE_RATE * (1 - TRUE_RATE))
    assert closed > 100
    assert abs(converted - closed * TRUE_RATE) < band


@pytest.mark.parametrize("age", [30, 40, 64])
def test_the_interval_of_a_company_holds_the_true_rate_in_about_95_of_100(shot: Snapshot, age: int) -> None:
    rows = cohorts(shot, age)
    holds = (rows["rate_low"] <= TRUE_RATE) & (rows["rate_high"] >= TRUE_RATE)
    # Of 60 companies 57 are expected, 52 is three standard deviations below.
    assert holds.sum() >= 52


@pytest.mark.parametrize("age", YOUNG)
def test_the_share_of_all_who_entered_is_far_too_low_while_the_company_is_young(shot: Snapshot, age: int) -> None:
    rows = cohorts(shot, age)
    converted, entered = int(rows["converted"].sum()), int(rows["entered"].sum())
    # Steady arrivals: those of the last 14 days have converted in part; the mean share of a lead d days old
    # is 1 - exp(-h d), so that of the last 14 days is 1 - (1 - exp(-14 h)) / (14 h) = 0.159 instead of 0.30.
    recent = 1 + TRUE_RATE / np.log(1 - TRUE_RATE)
    expected = (WINDOW_DAYS * recent + (age - WINDOW_DAYS) * TRUE_RATE) / age
    spread = np.sqrt(TRUE_RATE * (1 - TRUE_RATE) / entered)
    assert abs(converted / entered - expected) < 4 * spread
    assert converted / entered < TRUE_RATE - 4 * spread


def projections(shot: Snapshot, age: int, by: str | None = None) -> pd.DataFrame:
    """The projection of the MQLs as of an age."""
    frame = metrics.projection(shot, Scope(as_of=START + timedelta(days=age), by=by))
    return frame[frame["stage"] == "mql"]


@pytest.mark.parametrize("age", AGES)
def test_the_projection_is_unbiased_at_every_age_and_closer_than_the_rate(shot: Snapshot, age: int) -> None:
    row = projections(shot, age).iloc[0]
    # The interval is 3.92 standard errors wide; four of them either way.
    error = (row["projected_high"] - row["projected_low"]) / 3.92
    assert abs(row["projected"] - TRUE_RATE) < 4 * error
    if age in YOUNG:
        assert row["projected_high"] - row["projected_low"] < row["rate_high"] - row["rate_low"]


@pytest.mark.parametrize("age", AGES)
def test_the_interval_of_a_projection_holds_the_true_rate_in_about_95_of_100(shot: Snapshot, age: int) -> None:
    rows = projections(shot, age, "campaign")
    told = rows[rows["projected"].notna()]
    holds = (told["projected_low"] <= TRUE_RATE) & (told["projected_high"] >= TRUE_RATE)
    # Of 60 companies 57 are expected, 52 is three standard deviations below.
    assert holds.sum() >= 52 / 60 * len(told)


def test_the_projection_of_a_cohort_with_every_window_over_is_its_rate(shot: Snapshot) -> None:
    for row in projections(shot, 64, "campaign").itertuples():
        assert row.rate_entered == row.cases
        projected = (row.projected, row.projected_low, row.projected_high)
        assert projected == pytest.approx((row.rate, row.rate_low, row.rate_high), rel=1e-9)
