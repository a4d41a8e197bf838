"""Fiscal periods: the quarters or months that are forecast, and how far into them a moment lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice

from leaddash.agreement import Agreement
from leaddash.errors import ScopeError
from leaddash.moments import SECOND, bucket_start, days_before, local_date, midnight, months_on, next_bucket
from leaddash.scope import Question


@dataclass(frozen=True)
class Fiscal:
    """A fiscal period: the local dates from `first` on and before `after`, of some agreement."""

    first: date
    after: date
    zone: str

    @cached_property
    def since(self) -> datetime:
        """The moment with which it begins."""
        return midnight(self.first, self.zone)

    @cached_property
    def until(self) -> datetime:
        """The moment with which the next one begins."""
        return midnight(self.after, self.zone)

    @property
    def days(self) -> int:
        """Its local dates."""
        return (self.after - self.first).days

    def is_over(self, moment: datetime) -> bool:
        """Whether its last second has come."""
        return self.until - SECOND <= moment

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.since <= moment < self.until

    def days_gone(self, moment: datetime) -> int:
        """Its whole local dates before the midnight that follows a moment."""
        return min(max((local_date(moment, self.zone) - self.first).days + 1, 0), self.days)

    def days_left(self, moment: datetime) -> int:
        """Local dates from that of a moment to its end; the last date of the period is one."""
        return (self.after - local_date(moment, self.zone)).days

    def reference(self, moment: datetime, past: Fiscal) -> datetime:
        """The moment of a past period that is as far from its end as `moment` is from the end of this one.

        As many local dates before, at the same local time.
        """
        return days_before(moment, (self.after - past.after).days, self.zone)

    def to_go(self, weeks: int) -> datetime:
        """The last second before so many weeks of it are left."""
        return midnight(self.after - timedelta(weeks=weeks), self.zone) - SECOND


def holding(day: date, rules: Agreement) -> Fiscal:
    """The fiscal period that holds a local date."""
    kind = rules.forecast.period
    first = bucket_start(day, kind, rules.forecast.year_starts)
    return Fiscal(first, next_bucket(first, kind), rules.timezone)


def before(period: Fiscal, rules: Agreement) -> Iterator[Fiscal]:
    """The periods before one, the newest first."""
    while True:
        first = months_on(period.first, -rules.forecast.months)
        period = Fiscal(first, period.first, period.zone)
        yield period


def following(period: Fiscal, rules: Agreement) -> Fiscal:
    """The period after one."""
    return holding(period.after, rules)


def asked(question: Question) -> Fiscal:
    """The period that a question names by its dates; else the one that holds as-of.

    Raises ScopeError where the dates name none, with the nearest.
    """
    if question.is_beginless and question.is_endless:
        return holding(local_date(question.as_of, question.zone), question.agreement)
    inside = question.until - SECOND if question.is_beginless else question.since
    near = holding(local_date(inside, question.zone), question.agreement)
    begins = question.is_beginless or question.since == near.since
    if begins and (question.is_endless or question.until == near.until):
        return near
    raise ScopeError(
        f"A forecast is of one whole {question.agreement.forecast.period}; these dates name none. "
        f"The nearest: --since {near.first} --until {near.after}."
    )


def history(period: Fiscal, moment: datetime, begun: datetime, rules: Agreement) -> list[Fiscal]:
    """The past periods that a projection made at a moment learns from, the newest first.

    Those before the period that are over by then; each began, and its reference moment lies, at or after the company's
    first opportunity (`begun`).
    """
    known: list[Fiscal] = []
    for past in before(period, rules):
        if past.since < begun or period.reference(moment, past) < begun or len(known) == rules.forecast.history_periods:
            return known
        if past.is_over(moment):
            known.append(past)
    return known


def whole_before(moment: datetime, begun: datetime, rules: Agreement) -> Iterator[Fiscal]:
    """The periods that are over by a moment and began at or after the first opportunity, the newest first."""
    running = holding(local_date(moment, rules.timezone), rules)
    for past in (running, *islice(before(running, rules), 1200)):
        if past.since < begun:
            return
        if past.is_over(moment):
            yield past
