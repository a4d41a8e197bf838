"""Bounds and odds of a sum that cannot be negative, by a gamma distribution of known mean and variance."""

from __future__ import annotations

import math

Z_80, Z_95 = 1.2816, 1.959964
"""Deviations of a normal distribution that hold 80 % and 95 % of it between them."""


def student(z: float, freedom: float) -> float:
    """A normal deviate widened to Student's distribution, for a variance that is itself estimated.

    The expansion of Fisher and Cornish to the second order in 1 / `freedom` (Abramowitz and Stegun 26.7.5).
    """
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def quantile(mean: float, variance: float, z: float) -> float:
    """The value of a gamma distribution at a normal deviate, by Wilson and Hilferty's cube root; 0 at least."""
    if variance <= 0:
        return mean
    shape = mean**2 / variance
    return mean * max(0.0, 1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))) ** 3


def share_above(mean: float, variance: float, bound: float) -> float:
    """The share of a gamma distribution above a bound."""
    if bound <= 0:
        return 1.0
    if variance <= 0:
        return float(mean > bound)
    from scipy.special import gammaincc  # loaded when first asked: a server that starts need not wait for it

    return float(gammaincc(mean**2 / variance, bound * mean / variance))
