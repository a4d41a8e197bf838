"""The uncertainty of a share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z_95 = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""
THIN = 30
"""Below this many cases a share is thin: shown greyed, never ranked."""


def wilson(successes: ArrayLike, trials: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower and upper 95 % bound of each share, NaN where there are no trials.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    k, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    n = np.where(n > 0, n, np.nan)
    share, z2 = k / n, Z_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 / (1 + z2 / n) * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = np.clip(centre - half, 0.0, 1.0), np.clip(centre + half, 0.0, 1.0)
    return np.where(k == 0, n * 0, low), np.where(k == n, n / n, high)
