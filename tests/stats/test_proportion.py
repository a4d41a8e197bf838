"""Wilson's interval against published numbers."""

from __future__ import annotations

import numpy as np
import pytest

from leaddash.stats import wilson

# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
# table I, method 3 (score, without continuity correction).
PUBLISHED = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0000, 0.1611),
    (1, 29): (0.0061, 0.1718),
}


@pytest.mark.parametrize("counts", PUBLISHED)
def test_the_interval_is_newcombes(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert (round(float(low), 4), round(float(high), 4)) == PUBLISHED[counts]


def test_the_interval_lies_within_0_and_1_around_the_share() -> None:
    trials = np.repeat(np.arange(1, 60), 60)
    successes = np.minimum(np.tile(np.arange(60), 59), trials)
    low, high = wilson(successes, trials)
    share, rounding = successes / trials, 1e-15
    assert ((low >= 0) & (low <= share + rounding) & (share - rounding <= high) & (high <= 1)).all()


def test_failures_have_the_mirrored_interval() -> None:
    (low, high), (mirrored_low, mirrored_high) = wilson([3, 0, 20], 20), wilson([17, 20, 0], 20)
    assert low == pytest.approx(1 - mirrored_high)
    assert high == pytest.approx(1 - mirrored_low)


def test_no_trials_have_no_interval() -> None:
    low, high = wilson([0, 1], [0, 2])
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()


def test_the_bounds_of_none_are_0_and_of_all_1_exactly() -> None:
    # rounding left 2.7e-20 and 0.9999999999999999
    trials = range(1, 200)
    low, _ = wilson([0] * len(trials), list(trials))
    _, high = wilson(list(trials), list(trials))
    assert set(low) == {0.0}
    assert set(high) == {1.0}
