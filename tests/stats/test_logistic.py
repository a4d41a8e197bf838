"""Weights learnt from outcomes against scikit-learn, where they are split in time, and how they are told."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from leaddash.stats import logistic


def test_weights_come_out_as_they_were_put_in_whatever_the_unit() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(60_000, 3)) * [1, 100, 0.01]
    had = rng.random(60_000) < 1 / (1 + np.exp(1 - features @ [0.8, -0.005, 0]))
    found = logistic.learnt(features, had).weights
    assert found[:2] == pytest.approx([0.8, -0.005], rel=0.08)
    assert abs(found[2] * 0.01) < 0.03


@pytest.mark.parametrize("strength", [1.0, 0.05, 30.0])
def test_it_is_scikit_learns_with_as_much_penalty(strength: float) -> None:
    rng = np.random.default_rng(5)
    features = rng.poisson(2, size=(900, 6)) * rng.uniform(0.2, 3, 6)
    had = rng.random(900) < 1 / (1 + np.exp(2 - features @ [0.5, 0, -0.2, 1, 0.1, 0]))
    spread = features.std(axis=0)
    theirs = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-10).fit(features / spread, had)
    ours = logistic.learnt(features, had, strength)
    assert ours.weights * spread == pytest.approx(theirs.coef_[0], abs=1e-6)
    assert ours.level == pytest.approx(theirs.intercept_[0], abs=1e-6)


def test_features_that_tell_the_outcomes_apart_have_an_end_to_their_weights() -> None:
    features = np.repeat([[0.0, 3.0], [1.0, 3.0], [2.0, 5.0]], 20, axis=0)
    ours = logistic.learnt(features, [0] * 20 + [1] * 40, 1e9)
    assert np.isfinite(ours.weights).all()
    assert ours.chances([[0.0, 3.0], [1.0, 3.0], [2.0, 5.0]]) == pytest.approx([0, 1, 1], abs=1e-3)


def test_a_smaller_strength_draws_weights_to_nothing() -> None:
    features = np.repeat([[0.0], [1.0]], 10, axis=0)
    had = np.array([0] * 8 + [1] * 2 + [0] * 2 + [1] * 8)
    strong, weak = (float(logistic.learnt(features, had, strength).weights[0]) for strength in (1e6, 0.01))
    assert strong == pytest.approx(np.log(16), rel=1e-3)  # odds of 8 to 2 against 2 to 8
    assert 0 < weak < strong / 4


def test_a_feature_that_never_varies_has_no_weight() -> None:
    found = logistic.learnt([[0.3, 0], [0.3, 1], [0.3, 0], [0.3, 1]], [0, 1, 1, 0]).weights
    assert found[0] == 0
    assert logistic.varies([[0.3, 0], [0.3, 1]]).tolist() == [False, True]
    assert logistic.varies(np.empty((0, 2))).tolist() == [False, False]


def test_without_features_the_level_is_the_log_odds_of_all() -> None:
    found = logistic.learnt(np.empty((4, 0)), [1, 0, 0, 0])
    assert found.level == pytest.approx(-np.log(3))  # one of four
    assert found.chances(np.empty((2, 0))) == pytest.approx([0.25, 0.25])


def test_points_are_whole_fives_and_ones_below_five() -> None:
    weights = np.array([0.04, 0.26, 0.47, 0.499, 0.74, 0.76, -0.26, -1.31, 0.0])
    assert logistic.as_points(weights, 10).tolist() == [0, 3, 5, 5, 5, 10, -3, -15, 0]


def test_the_split_is_a_moment_so_that_no_second_is_on_both_sides() -> None:
    assert logistic.split_in_time([5, 1, 4, 2, 3, 10, 9, 8, 7, 6], 0.7) == 8
    assert logistic.split_in_time([1, 1, 2, 2], 0.7) == 2
    assert logistic.split_in_time([4], 0.7) == 4
