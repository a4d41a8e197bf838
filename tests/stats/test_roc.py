"""The ROC area by hand and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from leaddash.stats import roc_area


def test_pairs_are_won_by_the_higher_score_and_ties_count_half() -> None:
    # With: 2, 3. Without: 1, 2. Pairs: 2>1, 2=2, 3>1, 3>2: three and a half of four.
    assert roc_area([1, 2, 2, 3], [False, True, False, True]) == 3.5 / 4


def test_the_order_of_adding_up_does_not_break_a_tie() -> None:
    assert roc_area([0.1 + 0.2, 0.3], [True, False]) == 0.5


def test_one_kind_of_outcome_has_no_area() -> None:
    assert roc_area([1, 2], [True, True]) is None
    assert roc_area([], []) is None


def test_it_is_scikit_learns() -> None:
    rng = np.random.default_rng(1)
    scores = rng.integers(0, 40, 500) / 4
    had = rng.random(500) < 0.2 + scores / 20
    assert roc_area(scores, had) == pytest.approx(roc_auc_score(had, scores), abs=1e-12)
