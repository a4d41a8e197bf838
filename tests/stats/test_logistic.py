"""Weights learnt from outcomes, where they are split in time, and how they are rounded."""

from __future__ import annotations

import numpy as np
import pytest

from leaddash.stats import logistic


def test_weights_come_out_as_they_were_put_in_whatever_the_unit() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(60_000, 3)) * [1, 100, 0.01]
    had = rng.random(60_000) < 1 / (1 + np.exp(1 - features @ [0.8, -0.005, 0]))
    found = logistic.learnt(features, had)
    assert found[:2] == pytest.approx([0.8, -0.005], rel=0.08)
    assert abs(found[2] * 0.01) < 0.03


def test_a_smaller_strength_draws_weights_to_nothing() -> None:
    features = np.repeat([[0.0], [1.0]], 10, axis=0)
    had = np.array([0] * 8 + [1] * 2 + [0] * 2 + [1] * 8)
    strong, weak = (float(logistic.learnt(features, had, strength)[0]) for strength in (1e6, 0.01))
    assert strong == pytest.approx(np.log(16), rel=1e-3)  # odds of 8 to 2 against 2 to 8
    assert 0 < weak < strong / 4


def test_a_feature_that_never_varies_has_no_weight() -> None:
    found = logistic.learnt([[0.3, 0], [0.3, 1], [0.3, 0], [0.3, 1]], [0, 1, 1, 0])
    assert found[0] == 0
    assert logistic.varies([[0.3, 0], [0.3, 1]]).tolist() == [False, True]
    assert logistic.varies(np.empty((0, 2))).tolist() == [False, False]


def test_points_are_whole_fives_and_ones_below_five() -> None:
    weights = np.array([0.04, 0.26, 0.47, 0.499, 0.74, 0.76, -0.26, -1.31, 0.0])
    assert logistic.as_points(weights, 10).tolist() == [0, 3, 5, 5, 5, 10, -3, -15, 0]


def test_the_split_is_a_moment_so_that_no_second_is_on_both_sides() -> None:
    assert logistic.split_in_time([5, 1, 4, 2, 3, 10, 9, 8, 7, 6], 0.7) == 8
    assert logistic.split_in_time([1, 1, 2, 2], 0.7) == 2
    assert logistic.split_in_time([4], 0.7) == 4
