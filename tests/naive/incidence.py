"""Aalen–Johansen the slow way: how many left how, by when, from the textbook's sums in exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .funnel import wilson_of

Times = Sequence[tuple[int, str | None]]


@dataclass(frozen=True)
class Estimate:
    """The share that left by one way up to and including a moment, with its variance and 95 % interval."""

    incidence: Fraction
    variance: Fraction
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Step:
    """One second in which somebody left: `survived` is S just before it, `incidence` is F_j just after it."""

    at: int
    at_risk: int
    left: int
    left_so: int
    survived: Fraction
    incidence: Fraction


def steps(times: Times, cause: str) -> list[Step]:
    """Walk through the seconds in which somebody left, whatever the way; censored in that second is at risk."""
    found = []
    survived, incidence = Fraction(1), Fraction(0)
    for at in sorted({time for time, way in times if way is not None}):
        at_risk = sum(1 for time, _ in times if time >= at)
        left = sum(1 for time, way in times if time == at and way is not None)
        left_so = sum(1 for time, way in times if time == at and way == cause)
        incidence += survived * Fraction(left_so, at_risk)
        found.append(Step(at, at_risk, left, left_so, survived, incidence))
        survived *= 1 - Fraction(left, at_risk)
    return found


def variance(past: list[Step]) -> Fraction:
    """Add up the variance of F_j at the end of the given steps by the delta method.

    Var F_j(t) = Σ [F_j(t) − F_j(t_i)]² d_i / (n_i (n_i − d_i)) + Σ S(t_i−)² (n_i − d_ij) d_ij / n_i³
    − 2 Σ [F_j(t) − F_j(t_i)] S(t_i−) d_ij / n_i² over t_i ≤ t, with n_i at risk just before t_i, d_i all who left in it
    and d_ij those who left by way j. Where n_i = d_i nobody is left to come: F_j(t) = F_j(t_i), the terms are 0.
    Source: Marubini and Valsecchi, Analysing Survival Data from Clinical Trials and Observational Studies (1995), 10.
    """
    total = Fraction(0)
    for step in past:
        ahead = past[-1].incidence - step.incidence
        n, d, d_j = step.at_risk, step.left, step.left_so
        if ahead:
            total += ahead**2 * Fraction(d, n * (n - d))
        total += step.survived**2 * Fraction((n - d_j) * d_j, n**3)
        total -= 2 * ahead * step.survived * Fraction(d_j, n**2)
    return total


def interval(share: Fraction, spread: Fraction, uncensored: int) -> tuple[float | None, float | None]:
    """Give Wilson's interval on the number of cases that would have this variance; without one, on those uncensored."""
    certain = share in (0, 1) or spread == 0
    size = Fraction(uncensored) if certain else share * (1 - share) / spread
    return wilson_of(float(share), float(size)) if size else (None, None)


def estimate(times: Times, walked: list[Step], at: int) -> Estimate:
    """Estimate how many left by one way up to and including a moment."""
    past = [step for step in walked if step.at <= at]
    share = past[-1].incidence if past else Fraction(0)
    spread = variance(past)
    uncensored = sum(1 for time, way in times if way is not None or time >= at)
    return Estimate(share, spread, *interval(share, spread, uncensored))


def aalen_johansen(times: Times, causes: Sequence[str], at: Sequence[int]) -> dict[tuple[str, int], Estimate]:
    """Estimate how many left by each way up to and including each moment; a time without a way is censored."""
    found = {}
    for cause in causes:
        walked = steps(times, cause)
        for moment in at:
            found[cause, moment] = estimate(times, walked, moment)
    return found
