"""One logistic regression for all: weights learnt from outcomes, and weights told as points people can agree on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
POINTS_STEP = 5.0
"""Points are told in fives, and in ones where there are fewer than that."""
_FLAT = 1e-8
"""Slope of the mean log-likelihood at which its top is found."""
_MOST_STEPS = 100


@dataclass(frozen=True)
class LogOdds:
    """The log-odds of an outcome: a level, and a weight for one more of each feature."""

    level: float
    weights: Floats

    def chances(self, features: ArrayLike) -> Floats:
        """Chances of cases whose features stand in columns."""
        return _chance(self.level + np.asarray(features, dtype=np.float64) @ self.weights)


def learnt(features: ArrayLike, outcomes: ArrayLike, strength: float = 1.0) -> LogOdds:
    """A logistic regression of the outcomes on the features (columns) with an L2 penalty on the weights.

    The features weigh alike in the penalty, each in units of its standard deviation; it is |weights|² / (2 × strength),
    scikit-learn's C. A feature that is the same in all cases weighs 0. Outcomes must be of both kinds.
    """
    columns = np.asarray(features, dtype=np.float64)
    told = varies(columns)
    middle, spread = columns.mean(axis=0), np.where(told, columns.std(axis=0), 1.0)
    cases = np.column_stack([np.ones(len(columns)), np.where(told, columns - middle, 0.0) / spread])
    found = _likeliest(cases, np.asarray(outcomes, dtype=np.float64), strength)
    weights = found[1:] / spread
    return LogOdds(float(found[0] - middle @ weights), weights)


def split_in_time(moments: ArrayLike, share: float) -> int:
    """The moment that splits some moments: about `share` of them lie before it, the others at or after it."""
    ordered = np.sort(np.asarray(moments))
    return int(ordered[min(round(len(ordered) * share), len(ordered) - 1)])


def varies(features: ArrayLike) -> NDArray[np.bool_]:
    """Which features are not the same in all cases."""
    columns = np.asarray(features, dtype=np.float64)
    return np.asarray(columns.min(axis=0, initial=np.inf) < columns.max(axis=0, initial=-np.inf))


def as_points(weights: Floats, scale: float) -> Floats:
    """Weights times a scale, rounded to whole fives, or to ones where that leaves fewer than five."""
    points = np.asarray(weights, dtype=np.float64) * scale
    return np.where(np.abs(points) < POINTS_STEP, np.round(points), POINTS_STEP * np.round(points / POINTS_STEP)) + 0.0


def _likeliest(cases: Floats, had: Floats, strength: float) -> Floats:
    """The level and the weights of greatest penalised likelihood, the first column being ones."""
    from scipy.optimize import minimize  # loaded when first asked: it takes half as long as the server does to start

    ridge = np.append(0.0, np.full(cases.shape[1] - 1, 1.0 / strength))

    def loss(weights: Floats) -> float:
        odds = cases @ weights
        return float(np.mean(np.logaddexp(0, odds) - had * odds) + ridge @ weights**2 / 2 / len(had))

    def slope(weights: Floats) -> Floats:
        return (cases.T @ (_chance(cases @ weights) - had) + ridge * weights) / len(had)

    def bend(weights: Floats) -> Floats:
        share = _chance(cases @ weights)
        return ((cases * (share * (1 - share))[:, np.newaxis]).T @ cases + np.diag(ridge)) / len(had)

    start, options = np.zeros(cases.shape[1]), {"gtol": _FLAT, "maxiter": _MOST_STEPS}
    return np.asarray(minimize(loss, start, method="trust-exact", jac=slope, hess=bend, options=options).x)


def _chance(odds: Floats) -> Floats:
    """The chance of which these are the log-odds."""
    return np.asarray(np.exp(-np.logaddexp(0, -odds)))
