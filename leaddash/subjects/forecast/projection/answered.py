"""A question's projection with all that is told beside it: its ranges, how it compares with the goal, its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from leaddash.fiscal import Fiscal
from leaddash.moments import moment_of
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.stats import gamma
from leaddash.subjects.forecast.projection.askings import Asking, asking
from leaddash.subjects.forecast.projection.made import Made, Making, making
from leaddash.subjects.forecast.projection.record import Range, Record, Spread, ranges_of, record, variance
from leaddash.subjects.forecast.projection.rivals import EverWon

ODDS_STEP = 5
FEW_BOOKED = 150
"""Deals booked in the past periods below which a projection is thin."""


@dataclass(frozen=True)
class Answer:
    """A projection with what is told of it: what periods have of their own, and the range of each slice."""

    made: Made
    spread: Spread
    ranges: dict[str | None, tuple[int, Range | None]]
    """The place of each slice that has deals, and its projection with its bounds."""


@dataclass(frozen=True)
class Projections:
    """What makes a question's projections, and tells how far such ones were right."""

    question: Question
    making: Making
    record: Record

    @cached_property
    def ever_won(self) -> EverWon:
        """The shares of stages that were ever won."""
        return EverWon(self.making.tape)

    def at(self, moments: Sequence[datetime], period: Fiscal) -> list[Made]:
        """The projections of a period as they were made at some moments."""
        return self.making.of([self.asking(at, period) for at in moments])

    def asking(self, moment: datetime, period: Fiscal) -> Asking:
        """A projection of a period that is to be made at a moment."""
        return asking(moment, period, moment_of(self.making.tape.begun), self.question.agreement)

    def answer(self, moment: datetime, period: Fiscal) -> Answer:
        """The projection of a period as it is made at a moment, with all that is told of it."""
        (made,) = self.at([moment], period)
        spread = self.record.spread(moment)
        ranges = enumerate(ranges_of(made, spread))
        return Answer(made, spread, dict(zip(self.making.slices, ranges, strict=True)))

    def ranges(self, made: Made) -> list[Range | None]:
        """The projection of each slice with its bounds."""
        return ranges_of(made, self.record.spread(made.asking.at))


def projections(snapshot: Snapshot, question: Question) -> Projections:
    """What makes the projections of a question."""
    made = making(snapshot, question)
    return Projections(question, made, record(snapshot, question, made))


def odds(made: Made, number: int, spread: Spread, goal: float) -> int | None:
    """The chance in percent that a slice's bookings reach a goal (in hundredths), in steps of 5 from 5 to 95.

    Nothing where nothing is still to come.
    """
    if made.projected is None or made.projected.mean[number] <= 0:
        return None
    mean, own = float(made.projected.mean[number]), float(made.projected.variance[number])
    share = gamma.share_above(mean, variance(mean, own, spread), goal - float(made.won[1][number]))
    return int(np.clip(int(share * 100 / ODDS_STEP + 0.5) * ODDS_STEP, ODDS_STEP, 100 - ODDS_STEP))
