"""What a score promises: the chance of an outcome by score, learnt from some cases and told of others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
_MOST_STEPS = 50
_RIDGE = 1e-9
"""Keeps the curve finite where the score tells the two outcomes apart without a mistake."""


def calibrated(scores: ArrayLike, outcomes: ArrayLike, asked: ArrayLike) -> Floats | None:
    """Chances at the scores `asked`, from a logistic regression of the outcomes on the scores by maximum likelihood.

    None where the outcomes are not of both kinds.
    """
    known, had = np.asarray(scores, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    if len(had) == 0 or had.min() == had.max():
        return None
    middle, spread = known.mean(), known.std() or 1.0
    level, slope = _fitted((known - middle) / spread, had)
    return np.asarray(expit(level + slope * (np.asarray(asked, dtype=np.float64) - middle) / spread))


def _fitted(score: Floats, had: Floats) -> Floats:
    """Level and slope of the log-odds, by Newton's method."""
    columns, found = np.column_stack([np.ones_like(score), score]), np.zeros(2)
    for _ in range(_MOST_STEPS):
        chance = expit(columns @ found)
        slope = columns.T @ (had - chance) - _RIDGE * found
        curve = (columns * (chance * (1 - chance))[:, np.newaxis]).T @ columns + _RIDGE * np.eye(2)
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < 1e-10:
            break
    return found
