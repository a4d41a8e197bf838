"""Shrunk rates against reference likelihoods, a plain second reckoning and simulated truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import check_grad
from scipy.special import expit, logit
from scipy.stats import beta, betabinom

from leaddash.stats import shrunk
from leaddash.stats.shrinkage import _loss, _reached, fitted


def drawn(number: int, groups: int = 12, most: int = 80) -> tuple[np.ndarray, np.ndarray]:
    """Successes and trials of groups of which some have no trials."""
    rng = np.random.default_rng(number)
    trials = rng.integers(0, most, groups)
    return rng.binomial(trials, rng.beta(2, 5, groups)), trials


def density(successes: np.ndarray, trials: np.ndarray, mean: float, alike: float) -> float:
    """Logarithm of what the prior maximises: the likelihood of a mean and ρ, times ρ (1 − ρ)."""
    precision = 1 / alike - 1
    likely = betabinom.logpmf(successes, trials, mean * precision, (1 - mean) * precision).sum()
    return float(likely + np.log(alike * (1 - alike)))


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(8))
def test_no_other_prior_of_a_fine_grid_is_better(number: int) -> None:
    successes, trials = drawn(number)
    found = fitted(successes, trials)
    best = density(successes, trials, found.mean, 1 / (found.precision + 1))
    means, alikes = expit(np.linspace(-5, 4, 91)), expit(np.linspace(-10, 5, 91))
    grid = np.array([[density(successes, trials, mean, alike) for alike in alikes] for mean in means])
    assert best >= grid.max() - 1e-9
    # And it is near the best of the grid, not on another hill: within two steps of it.
    row, column = np.unravel_index(grid.argmax(), grid.shape)
    assert abs(logit(found.mean) - logit(means[row])) <= 0.2
    assert abs(np.log(found.precision) + logit(alikes[column])) <= 0.4


@pytest.mark.parametrize("number", range(3))
def test_the_likelihood_is_that_of_scipy_and_its_slopes_are_right(number: int) -> None:
    successes, trials = drawn(number)
    reached = _reached(successes), _reached(trials - successes), _reached(trials)
    rng = np.random.default_rng(number)
    places = rng.uniform([-3, -6], [3, 2], (20, 2))
    ours = [_loss(place, *reached)[0] for place in places]
    theirs = [-density(successes, trials, expit(mean), 1 / (1 + np.exp(-spread))) for mean, spread in places]
    # Both leave out nothing but a constant: the ways to order successes and failures.
    np.testing.assert_allclose(np.diff(ours), np.diff(theirs), atol=1e-8)
    for place in places:
        error = check_grad(lambda at: _loss(at, *reached)[0], lambda at: _loss(at, *reached)[1], place)
        assert error < 1e-4 * max(1, float(np.abs(_loss(place, *reached)[1]).max()))


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(8))
def test_a_plain_reckoning_finds_the_same(number: int) -> None:
    successes, trials = drawn(number)
    prior, found = fitted(successes, trials), shrunk(successes, trials)
    a, b = prior.mean * prior.precision, (1 - prior.mean) * prior.precision
    # The mean of a beta distribution fitted to n trials varies like one of Σ n / (1 + (n − 1) ρ) alike trials.
    known = sum(n / (1 + (n - 1) / (a + b + 1)) for n in trials if n)
    for place, (k, n) in enumerate(zip(successes, trials, strict=True)):
        assert found.share[place] == pytest.approx(beta(a + k, b + n - k).mean(), rel=1e-9)
        doubt = ((a + b) / (a + b + n)) ** 2 * beta(prior.mean * known, (1 - prior.mean) * known).var()
        mean = found.share[place]
        variance = (mean * (1 - mean) - doubt) / (a + b + n + 1) + doubt
        size = mean * (1 - mean) / variance - 1
        reference = beta(mean * size, (1 - mean) * size)
        assert reference.var() == pytest.approx(variance, rel=1e-9)
        assert (found.low[place], found.high[place]) == pytest.approx(tuple(reference.ppf([0.025, 0.975])), rel=1e-7)


def test_two_groups_of_one_trial_by_hand() -> None:
    # One of one and none of one: likelihood mean (1 − mean), greatest at 1/2 whatever ρ; ρ (1 − ρ) at 1/2, a + b = 1.
    # Shares (1 + 1/2) / 2 and (0 + 1/2) / 2. The mean is known as by two trials: 1/4 / 3 · 1/4 = 1/48 of doubt,
    # variance (3/16 − 1/48) / 3 + 1/48 = 11/144, so a beta distribution of a + b = 3/16 · 144/11 − 1 = 16/11.
    prior, found = fitted([1, 0], [1, 1]), shrunk([1, 0], [1, 1])
    assert (prior.mean, prior.precision, prior.trials) == pytest.approx((0.5, 1.0, 2.0), rel=1e-5)
    np.testing.assert_allclose(found.share, [0.75, 0.25], rtol=1e-5)
    np.testing.assert_allclose(found.high[1], beta.ppf(0.975, 4 / 11, 12 / 11), rtol=1e-4)


@pytest.mark.in_part("arithmetic", first=2)
@pytest.mark.parametrize("number", range(8))
def test_rates_are_drawn_to_the_common_one_and_more_with_fewer_trials(number: int) -> None:
    successes, trials = drawn(number)
    prior, found = fitted(successes, trials), shrunk(successes, trials)
    some = trials > 0
    own = successes[some] / trials[some]
    kept = (found.share[some] - prior.mean) / (own - prior.mean)
    assert ((kept > 0) & (kept < 1)).all()
    assert (np.diff(kept[np.argsort(trials[some], kind="stable")]) >= -1e-9).all()
    assert ((found.low < found.share) & (found.share < found.high)).all()


def test_the_order_of_the_groups_does_not_matter() -> None:
    successes, trials = drawn(1)
    mixed = np.random.default_rng(1).permutation(len(trials))
    found, other = shrunk(successes, trials), shrunk(successes[mixed], trials[mixed])
    np.testing.assert_allclose(found.share[mixed], other.share, rtol=1e-6)
    np.testing.assert_allclose(found.high[mixed], other.high, rtol=1e-6)


def test_failures_have_the_mirrored_rates() -> None:
    successes, trials = drawn(2)
    found, failed = shrunk(successes, trials), shrunk(trials - successes, trials)
    np.testing.assert_allclose(failed.share, 1 - found.share, rtol=1e-5)
    np.testing.assert_allclose(failed.low, 1 - found.high, rtol=1e-5)


def test_a_group_without_trials_gets_the_common_rate_and_changes_no_other() -> None:
    successes, trials = np.array([3, 9, 20]), np.array([10, 40, 50])
    found, more = shrunk(successes, trials), shrunk([*successes, 0], [*trials, 0])
    np.testing.assert_array_equal(more.share[:3], found.share)
    np.testing.assert_array_equal(more.low[:3], found.low)
    assert more.share[3] == pytest.approx(fitted(successes, trials).mean)
    assert more.high[3] - more.low[3] > (found.high - found.low).max()


def test_nobody_with_a_trial_has_no_rate() -> None:
    found = shrunk([0, 0], [0, 0])
    assert np.isnan([found.share, found.low, found.high]).all()
    assert len(shrunk([], []).share) == 0


def test_one_group_alone_stays_next_to_its_own_rate() -> None:
    few, many = shrunk([3], [10]), shrunk([300], [1_000])
    assert few.share[0] == pytest.approx(0.3, abs=0.02)
    assert many.share[0] == pytest.approx(0.3, abs=0.0005)
    # About as uncertain as it is alone.
    assert many.high[0] - many.low[0] == pytest.approx(beta.ppf(0.975, 300, 700) - beta.ppf(0.025, 300, 700), rel=0.05)


def test_groups_that_all_fail_or_all_succeed_have_one_rate_just_inside() -> None:
    none, every = shrunk([0, 0, 0], [5, 0, 10]), shrunk([5, 0, 10], [5, 0, 10])
    np.testing.assert_allclose(none.share, 0.5 / 16, rtol=1e-5)
    np.testing.assert_allclose(every.share, 15.5 / 16, rtol=1e-5)
    np.testing.assert_allclose(none.high, beta.ppf(0.975, 0.5, 15.5), rtol=0.05)
    np.testing.assert_allclose(every.low, 1 - none.high, rtol=1e-5)


def test_groups_that_do_not_differ_get_nearly_one_rate_with_some_uncertainty() -> None:
    trials = np.array([40, 60, 100, 100, 200])
    found = shrunk([14, 16, 31, 29, 60], trials)
    own = np.array([14, 16, 31, 29, 60]) / trials
    assert np.ptp(found.share) < 0.35 * np.ptp(own)
    assert (found.high - found.low > beta.ppf(0.975, 150, 350) - beta.ppf(0.025, 150, 350)).all()


def test_groups_that_differ_wholly_keep_their_own_rates() -> None:
    found = shrunk([0, 50], [50, 50])
    np.testing.assert_allclose(found.share, [0, 1], atol=0.005)
    assert (found.low >= 0).all()
    assert (found.high <= 1).all()


def test_many_large_groups_show_the_beta_distribution_they_were_drawn_from() -> None:
    rng = np.random.default_rng(4)
    trials = rng.integers(1, 3_000, 500)
    found = fitted(rng.binomial(trials, rng.beta(3, 7, 500)), trials)
    assert found.mean == pytest.approx(0.3, abs=0.03)
    assert found.precision == pytest.approx(10, rel=0.2)


def test_the_factor_is_the_slope_of_an_even_spread_of_rho() -> None:
    # ρ = 1 / (1 + exp(−x)) even between 0 and 1 has the density ρ (1 − ρ) by x.
    assert quad(lambda x: expit(x) * expit(-x), -40, logit(0.3))[0] == pytest.approx(0.3)


@pytest.mark.in_part("arithmetic")
@pytest.mark.parametrize(("groups", "most", "alike"), [(8, 60, 20), (8, 300, 100), (30, 60, 20), (30, 20, 8)])
def test_the_intervals_cover_the_truth_nineteen_times_in_twenty(groups: int, most: int, alike: int) -> None:
    # Rates of people about 30 %, differing as a beta distribution of the precision `alike`. The intervals of one
    # sample hang together, so the mean over samples is judged: 95 %, less 2 % for what is not known of the prior.
    rng = np.random.default_rng(groups * most)
    held = []
    for _ in range(150):
        trials, rates = rng.integers(0, most, groups), rng.beta(0.3 * alike, 0.7 * alike, groups)
        found = shrunk(rng.binomial(trials, rates), trials)
        held.append(((found.low <= rates) & (rates <= found.high)).mean())
    error = np.std(held) / np.sqrt(len(held))
    assert 0.93 - 3 * error <= np.mean(held) <= 0.97 + 3 * error
