"""A question put to the naive implementation: the episodes it is about, slice by slice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from .company import Company, Row, Rules, default_as_of
from .episodes import Episode
from .funnel import Filters, limits, sliced, slices


@dataclass(frozen=True)
class Question:
    """What was asked, with the episodes known at as-of that pass the filters, each with its slice."""

    rules: Rules
    as_of: datetime
    period: tuple[datetime, datetime]
    by: str | None
    chosen: list[tuple[Episode, str | None]]

    def holds(self, moment: datetime | None) -> bool:
        """Say whether a moment lies in the period."""
        return moment is not None and self.period[0] <= moment < self.period[1]


def question(
    company: Company,
    rules: Rules,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    by: str | None,
    filters: Filters | None,
) -> Question:
    """Fill in what was not asked, and find the episodes."""
    moment = as_of if as_of is not None else default_as_of(company)
    chosen = sliced(company, rules, moment, by, filters)
    return Question(rules, moment, limits(since, until, moment), by, chosen)


def in_each_slice(asked: Question, answer: Callable[[list[Episode]], Iterable[Row]]) -> list[Row]:
    """Answer for the episodes of one slice after the other, the `by` dimension first."""
    rows = []
    for value in slices(asked.chosen, asked.by):
        mine = [episode for episode, of in asked.chosen if of == value]
        rows += [{asked.by: value, **row} if asked.by else row for row in answer(mine)]
    return rows


def cohort(asked: Question, mine: list[Episode], stage: str) -> list[Episode]:
    """List the episodes that entered a stage in the period."""
    return [episode for episode in mine if asked.holds(episode.entered.get(stage))]
