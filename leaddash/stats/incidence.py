"""What share has gone which way by when, of cases that were watched for different lengths of time.

Aalen–Johansen with competing ways out: a case still there when its watching ends is censored, not failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leaddash.stats.proportion import wilson

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CENSORED = 0
"""The way of a case that was still there when its watching ended; ways out are 1, 2, …"""
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Estimate:
    """Shares gone one way by some moments, with variance and 95 % interval; NaN where nobody was watched so far."""

    share: Floats
    variance: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Cases:
    """Cases in the order of how long they stayed, in whole seconds, and the way each left (0: censored).

    `starts` says where each distinct time begins; within one, censored cases stand first.
    """

    seconds: Ints
    ways: NDArray[np.int8]
    starts: Ints

    @property
    def total(self) -> int:
        """How many cases there are."""
        return len(self.ways)

    @cached_property
    def events(self) -> Events:
        """The times at which anybody left."""
        leaving = self._per_time(self.ways != CENSORED)
        some = leaving > 0
        at_risk = (self.total - self.starts[some]).astype(float)
        return Events(some, self.seconds[self.starts[some]], at_risk, leaving[some].astype(float))

    def gone(self, way: int) -> Floats:
        """Cases that left one way at each time at which anybody left."""
        chosen = self.ways == way
        if not chosen.any():
            return np.zeros(len(self.events.times))
        return self._per_time(chosen)[self.events.among].astype(float)

    def left(self, moments: ArrayLike) -> Floats:
        """Share still there after each moment; NaN where nobody was watched so far."""
        place = np.searchsorted(self.events.times, np.asarray(moments), side="right")
        return np.where(self.reach(moments), self.events.staying[place], np.nan)

    def watched(self, moments: ArrayLike) -> Ints:
        """Cases still there and watched just before each moment."""
        return np.asarray(self.total - np.searchsorted(self.seconds, np.asarray(moments)), dtype=np.int64)

    def known(self, moments: ArrayLike) -> Ints:
        """Cases whose watching did not end before each moment."""
        return np.asarray(self.total - self._ended[self.total - self.watched(moments)], dtype=np.int64)

    def reach(self, moments: ArrayLike) -> NDArray[np.bool_]:
        """Whether anybody was watched up to each moment, or nobody was left to watch."""
        if not self.total:
            return np.zeros(np.shape(moments), dtype=bool)
        ended = self.ways[self.starts[-1]] == CENSORED
        return np.asarray((np.asarray(moments) <= self.seconds[-1]) | (not ended))

    @cached_property
    def _ended(self) -> Ints:
        """Cases censored among the first, for each number of cases."""
        return np.append(0, np.cumsum(self.ways == CENSORED))

    def _per_time(self, chosen: NDArray[np.bool_]) -> Ints:
        """How many of the chosen cases each distinct time has."""
        return np.add.reduceat(chosen, self.starts, dtype=np.int64) if self.total else np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Events:
    """The times at which cases left, `among` all distinct ones: how many were at risk just before, how many left."""

    among: NDArray[np.bool_]
    times: Ints
    at_risk: Floats
    leaving: Floats

    @cached_property
    def staying(self) -> Floats:
        """Share still there before the first time and after each (Kaplan–Meier of leaving any way)."""
        return np.append(1.0, np.cumprod(1.0 - self.leaving / self.at_risk))

    @cached_property
    def spread(self) -> Floats:
        """Greenwood's term of each time; none where nobody stays, for nothing follows."""
        stayed = self.at_risk - self.leaving
        return np.divide(self.leaving, self.at_risk * stayed, out=np.zeros_like(stayed), where=stayed > 0)

    @cached_property
    def spread_so_far(self) -> Floats:
        """Greenwood's sum up to each time."""
        return np.cumsum(self.spread)


def cases(seconds: ArrayLike, ways: ArrayLike, kinds: int) -> Cases:
    """Count cases by time in whole seconds and way out, of which there are `kinds`."""
    return counted(np.asarray(seconds, dtype=np.int64) * (kinds + 1) + np.asarray(ways, dtype=np.int64), kinds)


def counted(stays: ArrayLike, kinds: int) -> Cases:
    """Count cases told as one number each: seconds · (kinds + 1) + way."""
    keys = np.asarray(stays)
    is_small = len(keys) and keys.max() <= np.iinfo(np.int32).max
    keys = np.sort(keys.astype(np.int32 if is_small else np.int64))
    seconds = keys // (kinds + 1)
    starts = np.flatnonzero(np.append(True, seconds[1:] != seconds[:-1])[: len(keys)])
    return Cases(seconds, (keys - seconds * (kinds + 1)).astype(np.int8), starts)


def incidence(cases: Cases, way: int, moments: ArrayLike) -> Estimate:
    """Share gone one way up to and including each moment, among all cases.

    Interval: Wilson's on the effective number of cases F(1 − F) / variance (F. J. Dorey and E. L. Korn,
    Statistics in Medicine 6 (1987), 679-687); on those not censored before, where F is 0 or 1.
    """
    place = np.searchsorted(cases.events.times, np.asarray(moments), side="right")
    share, variance = (np.append(0.0, curve)[place] for curve in _curves(cases.events, cases.gone(way)))
    share = np.clip(share, 0.0, 1.0)
    certain = np.minimum(share, 1 - share) < _ROUNDING
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(certain, cases.known(moments), share * (1 - share) / variance)
    low, high = wilson(share * size, size)
    seen = cases.reach(moments)
    return Estimate(*(np.where(seen, curve, np.nan) for curve in (share, variance, low, high)))


def _curves(events: Events, gone: Floats) -> tuple[Floats, Floats]:
    """Incidence of one way and its variance by the delta method, at each time.

    Var F(t) = Σ [F(t) − Fᵢ]² dᵢ / (nᵢ(nᵢ − dᵢ)) + Σ Sᵢ² (nᵢ − eᵢ) eᵢ / nᵢ³ − 2 Σ [F(t) − Fᵢ] Sᵢ eᵢ / nᵢ² over tᵢ ≤ t,
    with n at risk, d leaving, e leaving this way, S staying just before (S. J. Gaynor et al., Journal of the
    American Statistical Association 88 (1993), 400-409); multiplied out, so that each sum runs once.
    """
    if not gone.any():
        return np.zeros_like(gone), np.zeros_like(gone)
    step = events.staying[:-1] * gone / events.at_risk
    share = np.cumsum(step)
    each = step / events.at_risk
    pull = share * events.spread
    own = each * events.staying[:-1] * (1 - gone / events.at_risk)
    mixed = np.cumsum(pull + each)
    rest = np.cumsum(share * (pull + 2 * each) + own)
    return share, share**2 * events.spread_so_far - 2 * share * mixed + rest
