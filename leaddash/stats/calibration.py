"""The chance of an outcome that a score promises, learnt from cases whose outcome is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leaddash.stats.logistic import learnt

Floats = NDArray[np.float64]
_NEARLY_FREE = 1e9
"""The strength of a penalty so slight that it only keeps the curve finite where a score separates outcomes entirely."""


def calibrated(scores: ArrayLike, outcomes: ArrayLike, new_scores: ArrayLike) -> Floats | None:
    """Chances at other scores, from a logistic regression of known outcomes on their scores by maximum likelihood.

    None where the known outcomes are not of both kinds.
    """
    known, had = np.asarray(scores, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    if len(had) == 0 or had.min() == had.max():
        return None
    return learnt(known[:, np.newaxis], had, _NEARLY_FREE).chances(np.asarray(new_scores)[:, np.newaxis])
