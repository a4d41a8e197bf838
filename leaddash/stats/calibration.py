"""What a score promises: the chance of an outcome by score, learnt from some cases and told of others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leaddash.stats.logistic import learnt

Floats = NDArray[np.float64]
_NEARLY_FREE = 1e9
"""So little penalty that it only keeps the curve finite, where the score tells the two outcomes apart without error."""


def calibrated(scores: ArrayLike, outcomes: ArrayLike, asked: ArrayLike) -> Floats | None:
    """Chances at the scores `asked`, from a logistic regression of the outcomes on the scores by maximum likelihood.

    None where the outcomes are not of both kinds.
    """
    known, had = np.asarray(scores, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    if len(had) == 0 or had.min() == had.max():
        return None
    return learnt(known[:, np.newaxis], had, _NEARLY_FREE).chances(np.asarray(asked)[:, np.newaxis])
