"""How far projections of past periods were right: what periods have of their own, and which ranges held."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import numpy as np

from leaddash import fiscal
from leaddash.agreement import Agreement
from leaddash.cases.deal_tape import Ints
from leaddash.fiscal import Fiscal
from leaddash.moments import local_date, moment_of, second
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.stats import gamma
from leaddash.subjects.forecast.projection.askings import Asking, asking, of_weeks
from leaddash.subjects.forecast.projection.booked import Booked, booked
from leaddash.subjects.forecast.projection.made import FEWEST_PERIODS, Made, Making

MOST_PERIODS = 8
"""Newest past periods from which it is learned what periods have of their own."""
UNKNOWN_SPREAD, PRIOR_SPREAD, PRIOR_PERIODS = 0.15, 0.1, 2
"""The spread between periods where too few tell it; the one assumed beforehand, and for how many periods it counts."""
Grid = Mapping[Fiscal, list[Made]]
"""The projections of each whole past period at its whole weeks to go, the newest period first."""


@dataclass(frozen=True)
class Spread:
    """How much of a projection's variance is that of periods themselves, in shares of its mean, told by `periods`."""

    square: float
    periods: int

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the variance."""
        return self.periods + 2


@dataclass(frozen=True)
class Range:
    """A projection with its 80 and 95 % bounds, in hundredths: of one slice, with what is won by then."""

    projected: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float


@dataclass(frozen=True)
class Record:
    """The whole company's projections of past periods, each as it was made then."""

    making: Making
    grid: Grid
    rules: Agreement

    def periods(self, moment: datetime) -> list[Fiscal]:
        """The newest whole periods at a moment that had two of their own to learn from, the newest first."""
        known = (period for period, made in self.grid.items() if period.is_over(moment) and any(map(_is_usable, made)))
        return list(islice(known, MOST_PERIODS))

    def of_weeks(self, period: Fiscal) -> list[Made]:
        """The projections of a past period at its whole weeks to go, of the slices asked."""
        if self.making.whole is self.making:
            return self.grid[period]
        return self.making.of([made.asking for made in self.grid[period]])

    def spread(self, moment: datetime) -> Spread:
        """What periods have of their own, as known at a moment."""
        periods = self.periods(moment)
        if len(periods) < FEWEST_PERIODS:
            return Spread(UNKNOWN_SPREAD**2, len(periods))
        excess = float(np.mean([self._excess(period, moment) for period in periods]))
        weighed = len(periods) * max(0.0, excess) + PRIOR_PERIODS * PRIOR_SPREAD**2
        return Spread(min(1.0, weighed / (len(periods) + PRIOR_PERIODS)), len(periods))

    def held(self, moment: datetime, period: Fiscal) -> tuple[int, Ints]:
        """Of how many past periods a projection was made so far from their end, and how many 80 % ranges then held.

        The second of each slice.
        """
        made = self.making.of([self._as_far(moment, period, past) for past in self.periods(moment)])
        held = np.zeros(len(self.making.slices), dtype=np.int64)
        for one in made:
            came = booked(self.making.tape, one.asking.period, second(moment)).by(*self.making.slicing)[1]
            ranges = ranges_of(one, self.spread(one.asking.at))
            held += [
                bool(own and own.low_80 <= actual <= own.high_80) for own, actual in zip(ranges, came, strict=True)
            ]
        return len(made), held

    def _as_far(self, moment: datetime, period: Fiscal, past: Fiscal) -> Asking:
        return asking(period.reference(moment, past), past, moment_of(self.making.tape.begun), self.rules)

    def _excess(self, period: Fiscal, moment: datetime) -> float:
        """By how much squared errors exceed the variance, in squares of what was projected: the mean of the weeks."""
        came: Booked = booked(self.making.tape, period, second(moment))
        usable = [made for made in self.grid[period] if _is_usable(made)]
        return float(np.mean([_excess(made, came.after(second(made.asking.at))) for made in usable]))


def record(snapshot: Snapshot, question: Question, making: Making) -> Record:
    """The record of the company of a question; the projections of past periods are made once for all who ask."""
    rules, tape = question.agreement, making.tape
    running = fiscal.holding(local_date(question.as_of, rules.timezone), rules).first
    of = (rules.forecast, rules.timezone, rules.rates, rules.currency, running, question.as_of >= question.data.newest)
    key = hashlib.sha256(repr(of).encode()).hexdigest()
    periods = list(fiscal.whole_before(question.as_of, moment_of(tape.begun), rules))
    grid = snapshot.answers.get(("forecast record", key, len(periods)), lambda: _grid(making.whole, periods, rules))
    return Record(making, grid, rules)


def ranges_of(made: Made, spread: Spread) -> list[Range | None]:
    """The projection of each slice with its bounds; what it has won where the period is over."""
    won = made.won[1]
    if made.projected is None:
        return [None] * len(won)
    means, variances = made.projected.mean, made.projected.variance
    return [_range(float(w), float(m), float(v), spread) for w, m, v in zip(won, means, variances, strict=True)]


def variance(mean: float, own: float, spread: Spread) -> float:
    """The variance of what is still to be booked, with what periods have of their own."""
    return own + spread.square * mean**2


def _range(won: float, mean: float, own: float, spread: Spread) -> Range:
    if mean == 0:
        return Range(*[won + mean] * 5)
    whole = variance(mean, own, spread)
    bounds = []
    for z in (gamma.Z_80, gamma.Z_95):
        wide = gamma.student(z, spread.freedom)
        bounds += [
            won + min(mean, gamma.quantile(mean, whole, -wide)),
            won + max(mean, gamma.quantile(mean, whole, wide)),
        ]
    return Range(won + mean, *bounds)


def _grid(making: Making, periods: Sequence[Fiscal], rules: Agreement) -> Grid:
    begun = moment_of(making.tape.begun)
    askings = [of_weeks(period, begun, rules) for period in periods]
    made = iter(making.of([one for of_period in askings for one in of_period]))
    return {period: list(islice(made, len(some))) for period, some in zip(periods, askings, strict=True)}


def _is_usable(made: Made) -> bool:
    return made.projected is not None and float(made.projected.mean[0]) > 0


def _excess(made: Made, came: float) -> float:
    assert made.projected is not None  # noqa: S101 - only those that are usable are asked
    mean = float(made.projected.mean[0])
    return ((came - mean) ** 2 - float(made.projected.variance[0])) / mean**2
