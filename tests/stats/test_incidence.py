"""Incidence with competing ways out, against reference packages, published numbers and plain shares."""

from __future__ import annotations

import numpy as np
import pytest
from lifelines import AalenJohansenFitter

from leaddash.stats import cases, incidence, wilson

DAYS = np.array([2, 10, 30, 60, 89])


def drawn(number: int, count: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Times without ties (1 to 100,000, all different) and ways 0, 1, 2."""
    rng = np.random.default_rng(number)
    return rng.permutation(100_000)[:count] + 1, rng.integers(0, 3, count)


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("way", [1, 2])
def test_without_ties_share_and_variance_are_those_of_lifelines(number: int, way: int) -> None:
    seconds, ways = drawn(number)
    moments = np.array([500, 20_000, 50_000, 80_000])
    fitted = AalenJohansenFitter(calculate_variance=True).fit(seconds, ways, event_of_interest=way)
    found = incidence(cases(seconds, ways, 2), way, moments)
    for reference, curve in ((fitted.cumulative_density_.iloc[:, 0], found.share), (fitted.variance_, found.variance)):
        expected = [reference[reference.index <= moment].iloc[-1] for moment in moments]
        np.testing.assert_allclose(curve, expected, rtol=1e-9)


def test_with_ties_it_agrees_with_the_published_example() -> None:
    # The data and the numbers of statsmodels' own test of cumulative incidence (test_survfunc.py, test_incidence):
    # shares by R's cmprsk::cuminc, standard errors by Stata's stcompet, at the times 1, 2, 4, 6, 7, 8, 9.
    seconds = [1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4]
    ways = [1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    shares = (
        [0.11111111, *[0.17037037] * 6],
        [0.0, 0.0, *[0.20740741] * 5],
        [0.0, 0.0, 0.0, 0.17777778, *[0.26666667] * 3],
    )
    errors = (
        [0.07407407, *[0.08976251] * 6],
        [0.0, 0.0, *[0.10610391] * 5],
        [0.0, 0.0, 0.0, 0.11196147, *[0.12787781] * 3],
    )
    counted = cases(seconds, ways, 3)
    for way in (1, 2, 3):
        found = incidence(counted, way, [1, 2, 4, 6, 7, 8, 9])
        np.testing.assert_allclose(found.share, shares[way - 1], atol=1e-8)
        np.testing.assert_allclose(np.sqrt(found.variance), errors[way - 1], atol=1e-8)


def test_a_small_example_by_hand() -> None:
    # Five cases: at 1 one goes on and one leaves, at 2 one is censored, at 3 one goes on, at 4 one is censored.
    # F(1) = 1/5. S after 1 = 3/5. At 3 two are at risk: F(3) = 1/5 + 3/5 · 1/2 = 1/2, and S after 3 = 3/10.
    counted = cases([1, 1, 2, 3, 4], [1, 2, 0, 1, 0], 2)
    np.testing.assert_allclose(incidence(counted, 1, [0, 1, 2, 3, 4]).share, [0, 0.2, 0.2, 0.5, 0.5])
    np.testing.assert_allclose(counted.left([0, 1, 2, 3, 4]), [1, 0.6, 0.6, 0.3, 0.3])
    assert list(counted.watched([0, 1, 2, 3, 4, 5])) == [5, 5, 3, 2, 1, 0]


def test_nothing_is_said_beyond_the_last_censored_case() -> None:
    assert np.isnan(incidence(cases([3, 5], [1, 0], 1), 1, [6]).share).all()
    # Where everybody left, the end is known for ever.
    assert incidence(cases([3, 5], [1, 1], 1), 1, [6]).share == pytest.approx([1.0])
    assert np.isnan(incidence(cases([], [], 1), 1, [0]).share).all()


def test_an_event_comes_before_a_censoring_of_the_same_second() -> None:
    # Both are at risk at 5: 1 of 2 goes on. Censored first it would be 1 of 1.
    assert incidence(cases([5, 5], [0, 1], 1), 1, [5]).share == pytest.approx([0.5])


@pytest.mark.parametrize("number", range(3))
def test_without_censoring_it_is_the_share_with_its_wilson_interval(number: int) -> None:
    rng = np.random.default_rng(number)
    seconds, ways = rng.integers(0, 100, 250), rng.integers(1, 4, 250)
    found = incidence(cases(seconds, ways, 3), 2, DAYS)
    gone = np.array([((seconds <= day) & (ways == 2)).sum() for day in DAYS])
    low, high = wilson(gone, np.full(len(DAYS), 250))
    np.testing.assert_allclose(found.share, gone / 250, rtol=1e-12)
    np.testing.assert_allclose(found.variance, gone / 250 * (1 - gone / 250) / 250, rtol=1e-9)
    np.testing.assert_allclose((found.low, found.high), (low, high), rtol=1e-9)


@pytest.mark.parametrize("number", range(3))
def test_all_ways_and_those_who_stay_make_one(number: int) -> None:
    rng = np.random.default_rng(number)
    counted = cases(rng.integers(0, 100, 300), rng.integers(0, 4, 300), 3)
    total = sum(incidence(counted, way, DAYS).share for way in (1, 2, 3))
    np.testing.assert_allclose(total + counted.left(DAYS), 1.0, rtol=1e-12)


def test_the_interval_of_none_rests_on_the_cases_not_censored_before() -> None:
    # Ten cases, four censored at 1, nobody goes on by 2: none of six, Wilson 0 to 0.39.
    found = incidence(cases([1] * 4 + [3] * 6, [0] * 10, 1), 1, [2])
    assert found.share[0] == 0.0
    assert found.low[0] == pytest.approx(0.0, abs=1e-15)
    assert found.high[0] == pytest.approx(wilson(0, 6)[1])


def test_the_interval_covers_the_truth_nineteen_times_in_twenty() -> None:
    # Exponential times with hazard 1 for going on and 1 for leaving, watched for a uniform time up to 2:
    # F(1) = (1 - exp(-2)) / 2. Of 1,000 samples about 950 intervals hold it; five standard deviations are 34.
    rng = np.random.default_rng(11)
    truth, held = (1 - np.exp(-2)) / 2, 0
    for _ in range(1_000):
        leaves, watched = rng.exponential(0.5, 150) * 10_000, rng.uniform(0, 2, 150) * 10_000
        ways = np.where(leaves > watched, 0, rng.integers(1, 3, 150))
        found = incidence(cases(np.minimum(leaves, watched).astype(int), ways, 2), 1, [10_000])
        held += bool(found.low[0] <= truth <= found.high[0])
    assert 916 <= held <= 984
