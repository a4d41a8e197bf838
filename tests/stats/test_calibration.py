"""Chances by score: at two levels by hand, else against scikit-learn without a penalty."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from leaddash.stats import calibrated


def test_two_levels_of_a_score_promise_their_shares() -> None:
    # One of four at 10 and three of four at 30; halfway the log-odds are halfway: -log 3 and log 3, so 0.
    found = calibrated([10] * 4 + [30] * 4, [1, 0, 0, 0, 1, 1, 1, 0], [10, 20, 30])
    assert found == pytest.approx([0.25, 0.5, 0.75])


def test_a_score_that_never_varies_promises_the_share_of_all() -> None:
    assert calibrated([7, 7, 7, 7], [1, 0, 0, 0], [7, 7]) == pytest.approx([0.25, 0.25])


def test_a_score_that_never_errs_is_promised_nearly_everything() -> None:
    found = calibrated([1, 2, 8, 9], [0, 0, 1, 1], [1, 9])
    assert found is not None
    assert found[0] < 0.001
    assert found[1] > 0.999


def test_outcomes_all_alike_teach_nothing() -> None:
    assert calibrated([1, 2], [1, 1], [1]) is None
    assert calibrated([], [], [1]) is None


def test_it_is_scikit_learns_without_a_penalty() -> None:
    rng = np.random.default_rng(2)
    scores = rng.normal(90, 40, 2_000)
    had = rng.random(2_000) < 1 / (1 + np.exp(2 - scores / 50))
    theirs = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(scores[:, np.newaxis] / 50, had)
    asked = np.linspace(-50, 300, 8)
    assert calibrated(scores, had, asked) == pytest.approx(
        theirs.predict_proba(asked[:, np.newaxis] / 50)[:, 1], abs=1e-6
    )
