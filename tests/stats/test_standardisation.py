"""Standardised rates against published intervals, a plain second reckoning and simulated truth."""

from __future__ import annotations

from dataclasses import astuple
from math import isnan, sqrt

import numpy as np
import pytest

from leaddash.stats import Comparison, compared, wilson

# R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17
# (1998), table II, method 10 (score, without continuity correction).
PUBLISHED = {
    (56, 70, 48, 80): (0.0524, 0.3339),
    (9, 10, 3, 10): (0.1705, 0.8090),
    (6, 7, 2, 7): (0.0582, 0.8062),
    (5, 56, 0, 29): (-0.0381, 0.1926),
    (0, 10, 0, 20): (-0.1611, 0.2775),
    (0, 10, 0, 10): (-0.2775, 0.2775),
    (10, 10, 0, 20): (0.6791, 1.0000),
    (10, 10, 0, 10): (0.6075, 1.0000),
}


def drawn(number: int, strata: int = 60) -> np.ndarray:
    """Cases, successes, cases and successes of the others, and weights, of few cases per stratum; some without."""
    rng = np.random.default_rng(number)
    cases, others = rng.negative_binomial(1, 0.25, (2, strata))
    rates = rng.uniform(0.02, 0.8, strata)
    weights = cases + others + rng.integers(0, 20, strata)
    return np.array([cases, rng.binomial(cases, rates), others, rng.binomial(others, rates**1.5), weights])


def plainly(strata: np.ndarray) -> tuple[float, ...]:
    """Comparison of strata that are not all alike in a group, one number after the other."""
    used = [[float(number) for number in column] for column in strata.T if min(column[[0, 2, 4]]) > 0]
    population = sum(column[4] for column in used)
    sides = []
    for place in (0, 2):
        rate = sum(column[4] / population * column[place + 1] / column[place] for column in used)
        alike = 1 / sum((column[4] / population) ** 2 / column[place] for column in used)
        variance = 0.0
        for column in used:
            n, p = column[place], column[place + 1] / column[place]
            own, common = n / (n - 1) * p * (1 - p) if n > 1 else 0.0, alike / (alike - 1) * rate * (1 - rate)
            variance += (column[4] / population) ** 2 / n * (own * (n - 1) + common * 2) / (n - 1 + 2)
        size = 1 + rate * (1 - rate) / variance
        sides.append((rate, *(float(bound) for bound in wilson(rate * size, size))))
    (rate, low, high), (other, other_low, other_high) = sides
    down, up = sqrt((rate - low) ** 2 + (other_high - other) ** 2), sqrt((high - rate) ** 2 + (other - other_low) ** 2)
    difference = rate - other
    cases, covered = sum(column[0] for column in used), population / strata[4].sum()
    return cases, covered, rate, low, high, other, difference, difference - down, difference + up


def holding(strata: int, sizes: tuple[int, int], seed: int, samples: int = 1_500) -> tuple[int, int]:
    """Of so many samples, how often the intervals of the rate and of the difference hold the truth."""
    rng = np.random.default_rng(seed)
    share, rates = rng.dirichlet(np.full(strata, 0.8)), rng.uniform(0.02, 0.8, strata)
    chances = share * rng.lognormal(0, 0.5, strata)
    others = np.clip(rates - 0.1, 0.01, 1)
    held = np.zeros(2, dtype=int)
    for _ in range(samples):
        n, m = rng.multinomial(sizes[0], chances / chances.sum()), rng.multinomial(sizes[1], share)
        weights = n + m + rng.poisson(share * sum(sizes))
        found = compared(n, rng.binomial(n, rates), m, rng.binomial(m, others), weights)
        used = np.where((n > 0) & (m > 0), weights, 0) / weights[(n > 0) & (m > 0)].sum()
        truth, difference = used @ rates, used @ (rates - others)
        held += (
            found.rate_low <= truth <= found.rate_high,
            found.difference_low <= difference <= found.difference_high,
        )
    return int(held[0]), int(held[1])


@pytest.mark.parametrize("counts", PUBLISHED)
def test_one_stratum_has_newcombes_published_interval(counts: tuple[int, int, int, int]) -> None:
    successes, cases, other_successes, other_cases = counts
    found = compared([cases], [successes], [other_cases], [other_successes], [7])
    assert (found.difference_low, found.difference_high) == pytest.approx(PUBLISHED[counts], abs=5.1e-5)
    assert (found.rate_low, found.rate_high) == pytest.approx([float(bound) for bound in wilson(successes, cases)])


def test_an_example_by_hand() -> None:
    # Two strata that hold 3/4 and 1/4 of those covered, 80 of 100. Treated 2 of 4 and 1 of 1: 3/4 · 1/2 + 1/4 = 5/8;
    # the others 1 of 2 and 0 of 2: 3/8. Alike: 1 / (9/64 + 1/16) = 64/13; variance of all 15/64 · 64/51 = 5/17.
    # Strata: (1 + 2 · 5/17) / 5 = 27/85 and (0 + 2 · 5/17) / 2 = 5/17; together 9/64 · 27/85 + 1/16 · 5/17 = 343/5440.
    # Effective cases 1 + 15/64 · 5440/343 = 1 + 1275/343.
    found = compared([4, 1, 3], [2, 1, 3], [2, 2, 0], [1, 0, 0], [60, 20, 20])
    assert (found.cases, found.covered) == (5.0, 0.8)
    assert (found.rate, found.other, found.difference) == pytest.approx((5 / 8, 3 / 8, 1 / 4))
    size = 1 + 1275 / 343
    assert (found.rate_low, found.rate_high) == pytest.approx(tuple(map(float, wilson(5 / 8 * size, size))))


@pytest.mark.parametrize("number", range(10))
def test_a_plain_reckoning_finds_the_same(number: int) -> None:
    strata = drawn(number)
    assert astuple(compared(*strata)) == pytest.approx(plainly(strata), rel=1e-12)


@pytest.mark.parametrize("number", range(5))
def test_the_order_of_the_strata_does_not_matter(number: int) -> None:
    strata = drawn(number)
    mixed = strata[:, np.random.default_rng(number).permutation(strata.shape[1])]
    assert astuple(compared(*mixed)) == pytest.approx(astuple(compared(*strata)), rel=1e-12)


@pytest.mark.parametrize("number", range(5))
def test_only_the_proportions_of_the_weights_matter(number: int) -> None:
    strata = drawn(number)
    assert astuple(compared(*strata[:4], strata[4] / 7)) == pytest.approx(astuple(compared(*strata)), rel=1e-12)


@pytest.mark.parametrize("number", range(5))
def test_changing_the_sides_mirrors_the_difference(number: int) -> None:
    strata = drawn(number)
    found, mirrored = compared(*strata), compared(*strata[[2, 3, 0, 1, 4]])
    assert (mirrored.rate, mirrored.other) == pytest.approx((found.other, found.rate))
    assert mirrored.difference == pytest.approx(-found.difference)
    assert mirrored.difference_low == pytest.approx(-found.difference_high)
    assert mirrored.difference_high == pytest.approx(-found.difference_low)


@pytest.mark.parametrize("number", range(5))
def test_failures_have_the_mirrored_rates(number: int) -> None:
    cases, successes, others, other_successes, weights = drawn(number)
    found = compared(cases, successes, others, other_successes, weights)
    failed = compared(cases, cases - successes, others, others - other_successes, weights)
    assert (failed.rate, failed.rate_low, failed.rate_high) == pytest.approx(
        (1 - found.rate, 1 - found.rate_high, 1 - found.rate_low)
    )


@pytest.mark.parametrize("stratum", [(5, 3, 0, 0, 40), (0, 0, 5, 3, 40), (0, 0, 0, 0, 40)])
def test_a_stratum_without_cases_on_both_sides_only_lowers_what_is_covered(stratum: tuple[int, ...]) -> None:
    strata = drawn(3)
    found, more = compared(*strata), compared(*np.column_stack([strata, stratum]))
    assert astuple(more)[2:] == astuple(found)[2:]
    assert more.cases == found.cases
    assert more.covered == pytest.approx(found.covered * strata[4].sum() / (strata[4].sum() + 40))


@pytest.mark.parametrize("number", range(20))
def test_the_intervals_lie_around_what_they_are_of(number: int) -> None:
    found, rounding = compared(*drawn(number, strata=1 + number % 7)), 1e-15
    if found.cases:
        assert 0 <= found.rate_low <= found.rate + rounding <= found.rate_high + 2 * rounding <= 1 + 2 * rounding
        assert -1 <= found.difference_low <= found.difference + rounding
        assert found.difference - rounding <= found.difference_high <= 1


def unknown(found: Comparison) -> bool:
    """Whether nothing is compared, and nothing said."""
    return (found.cases, found.covered) == (0.0, 0.0) and all(isnan(value) for value in astuple(found)[2:])


def test_where_no_stratum_has_both_nothing_is_said() -> None:
    assert unknown(compared([3, 0], [1, 0], [0, 4], [0, 2], [5, 5]))
    assert unknown(compared([], [], [], [], []))
    assert unknown(compared([3], [1], [4], [2], [0]))


def test_cases_that_all_fail_have_the_interval_of_their_size_as_if_alike() -> None:
    # Weights as the cases: none of 30. Weighed otherwise, as none of 1 / (9/16 / 10 + 1/16 / 20).
    even, uneven = (compared([10, 20], [0, 0], [5, 5], [1, 2], weights) for weights in ([10, 20], [75, 25]))
    assert even.rate == uneven.rate == 0.0
    assert even.rate_high == pytest.approx(float(wilson(0, 30)[1]))
    assert uneven.rate_high == pytest.approx(float(wilson(0, 1 / (9 / 160 + 1 / 320))[1]))


def test_strata_that_differ_make_the_interval_narrower() -> None:
    alike, apart = (compared([50, 50], successes, [50, 50], successes, [1, 1]) for successes in ([25, 25], [2, 48]))
    assert alike.rate == apart.rate == 0.5
    assert apart.rate_high - apart.rate_low < 0.6 * (alike.rate_high - alike.rate_low)


def test_strata_of_one_case_are_as_uncertain_as_all_together() -> None:
    # Of 40 strata with one case half succeed: without the cases of others no stratum says how sure it is.
    ones, turns = np.ones(40), np.tile([0, 1], 20)
    found = compared(ones, turns, ones, turns, ones)
    assert (found.rate_low, found.rate_high) == pytest.approx(tuple(map(float, wilson(20, 40))))


@pytest.mark.parametrize(("strata", "sizes"), [(10, (300, 900)), (60, (120, 400)), (200, (300, 1_500))])
def test_the_intervals_cover_the_truth_nineteen_times_in_twenty(strata: int, sizes: tuple[int, int]) -> None:
    # Of 1,500 samples about 1,425 intervals hold it; four standard deviations are 34. Strata of which many have few
    # cases may be wider than need be, by 2 %.
    rate, difference = holding(strata, sizes, seed=strata)
    assert 1_391 <= rate <= 1_425 + 34 + 30
    assert 1_391 <= difference <= 1_425 + 34 + 30
