"""Rates of two groups as if both were made up like the whole population, and their difference.

Direct standardisation: a group's rate is the mean of its rates in the strata, weighted by how much of the population
each stratum holds. The weights are taken as given, the successes as binomial within each stratum.

Its interval is Wilson's on the effective number of cases, 1 + rate (1 − rate) / variance (L. Kish, Survey Sampling,
1965; E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201). The variance is Σ w² s² / n with s² a
stratum's variance between cases. A stratum with one case shows none, and taking it as 0 makes intervals far too
narrow; so s² is drawn to the variance of the standardised rate, which counts like two more cases.
The interval of the difference squares and adds the distances to the two Wilson bounds (R. G. Newcombe, Statistics in
Medicine 17 (1998), 873-890, method 10; for any pair of intervals G. Y. Zou and A. Donner, Statistics in Medicine 27
(2008), 1693-1702). With one stratum both are exactly Wilson's and Newcombe's.

Simulated over 10 to 300 strata, 20 to 3,000 cases and rates of 2 % to 80 %, it covers 95.6 % (rate) and 96.0 %
(difference) on average and 90 % at worst; with the strata's own variances it is 83 % and 85 %, 51 % at worst.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leaddash.stats.proportion import wilson

Floats = NDArray[np.float64]
_CASES_OF_THE_WHOLE = 2.0
"""As how many cases the variance of the standardised rate counts in that of a stratum."""
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Comparison:
    """Standardised rates of the treated and of the others, and their difference; NaN where no stratum has both.

    `cases`: treated in the strata used; `covered`: the share of the population that these strata hold.
    """

    cases: float
    covered: float
    rate: float
    rate_low: float
    rate_high: float
    other: float
    difference: float
    difference_low: float
    difference_high: float


NOT_COMPARED = Comparison(0.0, 0.0, *[float("nan")] * 7)
"""What is known where no stratum has cases on both sides."""


def compared(
    cases: ArrayLike, successes: ArrayLike, other_cases: ArrayLike, other_successes: ArrayLike, weights: ArrayLike
) -> Comparison:
    """Compare the treated with the others over strata, of which `weights` says how much of the population each holds.

    Strata without cases on both sides, or that hold nobody of the population, are left out.
    """
    given = np.array([cases, successes, other_cases, other_successes, weights], dtype=float)
    n, k, other_n, other_k, weight = given[:, (given[[0, 2, 4]] > 0).all(axis=0)]
    if not len(n):
        return NOT_COMPARED
    share = weight / weight.sum()
    rate, low, high = _standardised(n, k, share)
    other, other_low, other_high = _standardised(other_n, other_k, share)
    return Comparison(
        cases=float(n.sum()),
        covered=float(weight.sum() / given[4].sum()),
        rate=rate,
        rate_low=low,
        rate_high=high,
        other=other,
        difference=rate - other,
        difference_low=rate - other - float(np.hypot(rate - low, other_high - other)),
        difference_high=rate - other + float(np.hypot(high - rate, other - other_low)),
    )


def _standardised(cases: Floats, successes: Floats, share: Floats) -> tuple[float, float, float]:
    """Rate over strata that hold these shares of the population, with its 95 % interval."""
    rate = float(np.clip(share @ (successes / cases), 0.0, 1.0))
    size = _size(cases, successes, share, rate)
    low, high = wilson(rate * size, size)
    return rate, float(low), float(high)


def _size(cases: Floats, successes: Floats, share: Floats, rate: float) -> float:
    """The number of cases without strata that would say as much about the rate.

    If all strata had the same rate (as where it is 0 or 1): 1 / Σ w² / n.
    """
    alike = float(1 / np.sum(share**2 / cases))
    if min(rate, 1 - rate) < _ROUNDING:
        return alike
    overall = rate * (1 - rate) * alike / (alike - 1)
    within = successes * (cases - successes) / cases
    variance = np.sum(share**2 / cases * (within + _CASES_OF_THE_WHOLE * overall) / (cases - 1 + _CASES_OF_THE_WHOLE))
    return float(1 + rate * (1 - rate) / variance)
