"""Weights learnt from outcomes by a logistic regression, and told as points people can agree on.

Not among the names of `leaddash.stats`: scikit-learn takes most of a second to load, and only a suggestion needs it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
STEP = 5.0
"""Points are told in fives, and in ones where there are fewer than that."""


def split_in_time(moments: ArrayLike, share: float) -> int:
    """The moment that splits some moments: about `share` of them lie before it, the others at or after it."""
    ordered = np.sort(np.asarray(moments))
    return int(ordered[min(round(len(ordered) * share), len(ordered) - 1)])


def learnt(features: ArrayLike, outcomes: ArrayLike, strength: float = 1.0) -> Floats:
    """Log-odds by one more of each feature (columns), from a logistic regression with an L2 penalty.

    The features weigh alike in the penalty, each in units of its standard deviation; `strength` is scikit-learn's C. 0
    for a feature that is the same in all cases. Outcomes must be of both kinds.
    """
    columns = np.asarray(features, dtype=np.float64)
    found, told = np.zeros(columns.shape[1]), varies(columns)
    if told.any():
        middle, spread = columns[:, told].mean(axis=0), columns[:, told].std(axis=0)
        model = LogisticRegression(C=strength, solver="newton-cholesky", max_iter=200)
        found[told] = model.fit((columns[:, told] - middle) / spread, outcomes).coef_[0] / spread
    return found


def varies(features: ArrayLike) -> NDArray[np.bool_]:
    """Which features are not the same in all cases."""
    columns = np.asarray(features, dtype=np.float64)
    return np.asarray(columns.min(axis=0, initial=np.inf) < columns.max(axis=0, initial=-np.inf))


def as_points(weights: Floats, scale: float) -> Floats:
    """Weights times a scale, rounded to whole fives, or to ones where that leaves fewer than five."""
    points = np.asarray(weights, dtype=np.float64) * scale
    return np.where(np.abs(points) < STEP, np.round(points), STEP * np.round(points / STEP)) + 0.0
