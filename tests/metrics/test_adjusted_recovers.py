"""The adjusted response curve finds what is planted, the raw one more; `benchmarks.adjusted_curve` asks 200 times."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest

from leaddash import metrics
from leaddash.metrics import registry
from leaddash.moments import moment
from leaddash.scope import Scope
from tests.metrics import planted

SEEDS, LEADS = range(1, 13), 10_000
FEW = SEEDS[:3]
NULL_SEEDS = range(1, 7)
ONE_BLOCK = 50_000
NO_EFFECT = ("response_effect", "sdr_team")
ALL_ALIKE = (*NO_EFFECT, "best_first", "webinar_flood")
"""Without these nobody is answered sooner for what they are, and who comes is much the same all the time."""
DAYS = ("2025-06-30", "2025-12-31", "2026-08-20")
WEEK = pd.Timedelta(days=7)
UNLIKELY = 24.3
"""What chi-square of 7 degrees of freedom exceeds once in a thousand."""
Company = Callable[..., planted.Company]


@pytest.fixture(scope="module")
def company() -> Company:
    """A company of a seed and size, without some of its truths; built once."""

    @cache
    def made(seed: int, leads: int, *without: str) -> planted.Company:
        return planted.make(leads, seed, without)

    return made


@pytest.fixture(scope="module")
def asked(company: Company) -> pd.DataFrame:
    """What the curve says of every company with all truths, and what is true."""
    return together([planted.answers(company(seed, LEADS), Scope()) for seed in SEEDS])


@pytest.fixture(scope="module")
def few(company: Company) -> pd.DataFrame:
    """The same of the first companies alone: enough for `make test`."""
    return together([planted.answers(company(seed, LEADS), Scope()) for seed in FEW])


def together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(dict(enumerate(frames)), names=["company"])


def as_of(day: str) -> Scope:
    return Scope(as_of=moment(day, "Europe/Madrid", end_of_day=True))


def held(rows: pd.DataFrame, value: pd.Series | float) -> pd.Series:
    """Which intervals hold a value; one that is not told holds nothing."""
    return (rows["low"] <= value) & (value <= rows["high"])


def unequal(cases: pd.Series, had: pd.Series) -> float:
    """Chi-square of shares against the share of all."""
    share = had.sum() / cases.sum()
    return float(((had - cases * share) ** 2 / (cases * share * (1 - share))).sum())


def test_the_difference_is_the_one_of_strata_as_the_generator_knows_them(few: pd.DataFrame) -> None:
    np.testing.assert_allclose(few["adjusted"], few["again"], atol=1e-12)


def test_the_intervals_of_a_few_companies_hold_the_truth(few: pd.DataFrame) -> None:
    # Binomial: of 21 intervals of 95 % 20 are expected, fewer than 16 once in two thousand.
    assert held(few, few["truth"]).sum() >= 16
    assert len(few) == 21


@pytest.mark.long("planted")
def test_in_every_company_it_is_the_one_of_strata_as_the_generator_knows_them(asked: pd.DataFrame) -> None:
    np.testing.assert_allclose(asked["adjusted"], asked["again"], atol=1e-12)


@pytest.mark.long("planted")
def test_an_interval_of_95_percent_holds_the_truth_in_about_95_of_100(asked: pd.DataFrame) -> None:
    holds = held(asked, asked["truth"])
    # Binomial: of 84 intervals 80 are expected, fewer than 73 once in a thousand; of 12 headlines fewer than 9 once in
    # five thousand.
    assert len(holds) == 84
    assert holds.sum() >= 73
    assert holds.xs("le_5m", level="bucket").sum() >= 9


@pytest.mark.long("planted")
def test_over_all_companies_the_adjusted_difference_is_the_planted_one(asked: pd.DataFrame) -> None:
    off = asked["adjusted"] - asked["truth"]
    error = (asked["high"] - asked["low"]) / 3.92
    for bucket, rows in asked.groupby("bucket"):
        weights = 1 / error[rows.index] ** 2
        # The mean by precision; three standard errors either way, once in 370 by chance for one bucket, in 53 for all.
        assert abs((weights * off[rows.index]).sum() / weights.sum()) < 3 / weights.sum() ** 0.5, bucket
    assert asked["truth"].xs("le_5m", level="bucket").between(0.06, 0.11).all()


@pytest.mark.long("planted")
def test_the_raw_difference_is_too_large_because_the_best_are_called_first(asked: pd.DataFrame) -> None:
    more = pd.DataFrame({"planned": asked["expected"] - asked["truth"], "chance": asked["raw"] - asked["expected"]})
    companies = more.groupby("company").mean()
    mean, error = companies.mean(), companies.std() / len(companies) ** 0.5
    # Planted: about 0.02. Student's t of 12 companies exceeds 8 once in 300,000 by chance: the chances of contact show
    # it; and what came of them differs from these by chance alone (3.1 either way is once in 100).
    assert mean["planned"] > 8 * error["planned"]
    assert abs(mean["chance"]) < 3.1 * error["chance"]


@pytest.mark.long("planted")
@pytest.mark.parametrize("day", DAYS)
def test_where_time_does_nothing_the_adjusted_curve_finds_nothing(company: Company, day: str) -> None:
    rows = together([planted.answers(company(seed, LEADS, *NO_EFFECT), as_of(day)) for seed in NULL_SEEDS])
    # Of 42 intervals 40 are expected to hold 0, fewer than 36 once in 500.
    assert held(rows, 0.0)[rows["adjusted"].notna()].sum() >= 36 / 42 * rows["adjusted"].notna().sum()
    assert rows["truth"].abs().max() < 0.02


@pytest.mark.long("planted")
@pytest.mark.parametrize("day", DAYS)
def test_where_nobody_is_called_first_and_time_does_nothing_the_raw_curve_is_flat(company: Company, day: str) -> None:
    shot = company(1, ONE_BLOCK, *ALL_ALIKE).shot
    curve = metrics.response_curve(shot, as_of(day)).set_index("bucket").loc[list(planted.BUCKETS)]
    counts = curve[["contact_leads", "contacted"]].astype(float)
    assert counts["contact_leads"].min() > 30
    assert unequal(counts["contact_leads"], counts["contacted"]) < UNLIKELY


@pytest.mark.long("planted")
@pytest.mark.parametrize("day", DAYS)
def test_counted_from_the_hand_over_the_same_leads_would_show_an_effect(company: Company, day: str) -> None:
    scope = as_of(day)
    listed = registry.cases(company(1, ONE_BLOCK, *ALL_ALIKE).shot, scope, "response_curve")
    rows = listed[listed["bucket"].isin(planted.BUCKETS) & (listed["started_at"] + WEEK <= scope.as_of)]
    early = (rows["contacted_at"] <= rows["started_at"] + WEEK).groupby(rows["bucket"])
    assert unequal(early.size(), early.sum()) > 2 * UNLIKELY
