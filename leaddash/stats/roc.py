"""How well a score puts those with an outcome before those without."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

DECIMALS_COMPARED = 9
"""Decimals to which two scores are the same: the order of adding up must not decide."""


def roc_area(scores: ArrayLike, outcomes: ArrayLike) -> float | None:
    """The share of pairs, one with the outcome and one without, in which the one with it scores higher.

    Ties count one half; None where there is no such pair. Source: J. A. Hanley and B. J. McNeil, Radiology 143 (1982),
    29-36.
    """
    had = np.asarray(outcomes, dtype=np.bool_)
    levels, level = np.unique(np.round(np.asarray(scores, dtype=np.float64), DECIMALS_COMPARED), return_inverse=True)
    with_it = np.bincount(level[had], minlength=len(levels)).astype(np.float64)
    without = np.bincount(level[~had], minlength=len(levels)).astype(np.float64)
    pairs = with_it.sum() * without.sum()
    wins = with_it @ (np.cumsum(without) - without / 2)
    return float(wins / pairs) if pairs else None
