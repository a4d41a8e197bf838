"""What stands in the funnel and what will come into it, and when it usually becomes a customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from leaddash.cases.deal_tape import Floats, Ints
from leaddash.stats import Cases, counted, incidence

WEEK = 7 * 86_400
BEGIN_WEEKS = 26
"""Weeks before as-of over which begins are counted."""
MOST_WEEKS = 104
"""Weeks of entries from which curves are learned, and so the longest stay that they tell of."""


@dataclass(frozen=True)
class Curve:
    """A stage's shares by whole weeks since its entry: gone on, still there, become a customer."""

    gone_on: Floats
    standing: Floats
    customer: Floats


@dataclass(frozen=True)
class Horizon:
    """From so many weeks after as-of to so many."""

    since: int
    until: int


def curve(stays: Any, ends: Any) -> Curve:
    """The curves of a stage from its stays (seconds · 3 + way: gone on 1, left 2, still there 0) and its ends."""
    weeks = np.arange(2 * MOST_WEEKS + 2) * WEEK
    some, last = _cases(stays), _cases(ends)
    return Curve(_incidence(some, weeks), _left(some, weeks), _incidence(last, weeks))


def customers_in_hand(stood: Any, here: Curve, following: Curve, horizon: Horizon) -> float:
    """How many of those that have stood so many whole weeks become customers within a horizon.

    They go on in some week, with the chance of those that stand for so long, and then take their time from the next
    stage on.
    """
    weeks = np.asarray(stood if isinstance(stood, np.ndarray) else [], dtype=np.int64)
    ages, counts = np.unique(np.minimum(weeks, MOST_WEEKS), return_counts=True)
    found = [
        float(count) * _chance(int(age), here, following, horizon) for age, count in zip(ages, counts, strict=True)
    ]
    return sum(found)


def customers_to_come(begun: int, here: Curve, horizon: Horizon) -> float:
    """How many of those that will begin at a stage become customers within a horizon, at the mean of weekly begins."""
    return begun / BEGIN_WEEKS * (_by(here, horizon.until) - _by(here, horizon.since))


def _by(here: Curve, weeks: int) -> float:
    """Customers by some week of those that begin one a week, on the average in the middle of it."""
    ages = np.arange(weeks)
    return float((_at(here.customer, ages) + _at(here.customer, ages + 1)).sum() / 2)


def _chance(age: int, here: Curve, following: Curve, horizon: Horizon) -> float:
    standing = float(_at(here.standing, np.array([age]))[0])
    if not standing > 0:
        return 0.0
    passed = np.arange(horizon.until)
    goes_on = (_at(here.gone_on, age + passed + 1) - _at(here.gone_on, age + passed)) / standing
    then = _at(following.customer, horizon.until - passed - 1) - _at(following.customer, horizon.since - passed - 1)
    return float((goes_on * then).sum())


def _at(shares: Floats, weeks: Any) -> Floats:
    """A share at some ages in weeks: nothing before the entry, the last one known after all others."""
    return np.where(weeks < 0, 0.0, shares[np.clip(weeks, 0, len(shares) - 1)])


def _cases(stays: Any) -> Cases:
    return counted(np.asarray(stays if isinstance(stays, np.ndarray) else [], dtype=np.int64), 2)


def _incidence(some: Cases, weeks: Ints) -> Floats:
    return incidence(some, 1, _watched(some, weeks)).share if some.total else np.zeros(len(weeks))


def _left(some: Cases, weeks: Ints) -> Floats:
    return some.left(_watched(some, weeks)) if some.total else np.zeros(len(weeks))


def _watched(some: Cases, weeks: Ints) -> Ints:
    """The moments up to which anybody was watched: later ones are told as the last."""
    return np.asarray(np.minimum(weeks, some.seconds[-1]))
