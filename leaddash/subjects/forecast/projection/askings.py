"""Projections that are to be made: when, of which period, learning from which past ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leaddash.agreement import Agreement
from leaddash.fiscal import Fiscal, history

Place = tuple[Fiscal, datetime]
"""A moment, and the period against which deals are classed at it."""


@dataclass(frozen=True)
class Asking:
    """A projection of a period made at a moment, from past periods (the newest first)."""

    at: datetime
    period: Fiscal
    past: tuple[Fiscal, ...]

    @property
    def place(self) -> Place:
        """Where its own deals stand."""
        return self.period, self.at

    @property
    def is_over(self) -> bool:
        """Whether the period is over at the moment."""
        return self.period.is_over(self.at)

    @property
    def references(self) -> list[Place]:
        """Where the deals that it learns from stood: as far from the end of each past period."""
        return [(past, self.period.reference(self.at, past)) for past in self.past]


def asking(moment: datetime, period: Fiscal, begun: datetime, rules: Agreement) -> Asking:
    """The projection of a period made at a moment; `begun` is when the company's first opportunity was created."""
    return Asking(moment, period, tuple(history(period, moment, begun, rules)))


def weeks(period: Fiscal) -> range:
    """The whole weeks to go at which a period is asked."""
    return range(1, period.days // 7 + 1)


def of_weeks(period: Fiscal, begun: datetime, rules: Agreement) -> list[Asking]:
    """The projections of a past period at each of its whole weeks to go, each as it was made then."""
    return [asking(period.to_go(week), period, begun, rules) for week in weeks(period)]
