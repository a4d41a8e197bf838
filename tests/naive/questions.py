"""A question put to the naive implementation: the episodes or stays it is about, slice by slice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from .company import Company, Row, Rules, default_as_of
from .episodes import STAGES, Episode
from .funnel import limits
from .slices import Filters, Stay, sliced, sliced_stays, values_of


@dataclass(frozen=True)
class Question:
    """What was asked, whatever it is about."""

    rules: Rules
    as_of: datetime
    period: tuple[datetime, datetime]
    by: str | None

    def holds(self, moment: datetime | None) -> bool:
        """Say whether a moment lies in the period."""
        return moment is not None and self.period[0] <= moment < self.period[1]

    def told(self, value: str | None, row: Row) -> Row:
        """Put the slice, if there is one, before a row."""
        return {self.by: value, **row} if self.by else row


@dataclass(frozen=True)
class OfEpisodes(Question):
    """A question about the episodes known at as-of that pass the filters, each with its slice."""

    chosen: list[tuple[Episode, str | None]]


@dataclass(frozen=True)
class OfStays(Question):
    """A question about the stages they stood at, each with the slice of who held the lead before it left."""

    chosen: list[Stay]


def of_episodes(
    company: Company,
    rules: Rules,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    by: str | None,
    filters: Filters | None,
) -> OfEpisodes:
    """Fill in what was not asked, and find the episodes."""
    moment = as_of if as_of is not None else default_as_of(company)
    chosen = sliced(company, rules, moment, by, filters)
    return OfEpisodes(rules, moment, limits(since, until, moment), by, chosen)


def of_stays(
    company: Company,
    rules: Rules,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    by: str | None,
    filters: Filters | None,
) -> OfStays:
    """Fill in what was not asked, and find the stages that episodes stood at."""
    moment = as_of if as_of is not None else default_as_of(company)
    chosen = sliced_stays(company, rules, moment, by, filters)
    return OfStays(rules, moment, limits(since, until, moment), by, chosen)


def in_each_slice(asked: OfEpisodes, answer: Callable[[list[Episode]], Iterable[Row]]) -> list[Row]:
    """Answer for the episodes of one slice after the other, the `by` dimension first."""
    rows = []
    for value in values_of(asked.chosen, asked.by):
        mine = [episode for episode, of in asked.chosen if of == value]
        rows += [asked.told(value, row) for row in answer(mine)]
    return rows


def at_each_stage(asked: OfStays, answer: Callable[[str, list[Episode]], Iterable[Row]]) -> list[Row]:
    """Answer for the episodes that stood at one stage after the other in one slice after the other."""
    rows = []
    for value in values_of(asked.chosen, asked.by):
        for stage in STAGES:
            mine = [episode for episode, at, of in asked.chosen if (at, of) == (stage, value)]
            rows += [asked.told(value, row) for row in answer(stage, mine)]
    return rows


def but_the_last(answer: Callable[[str, list[Episode]], Row]) -> Callable[[str, list[Episode]], list[Row]]:
    """Answer with one row for every stage from which there is a next one."""
    return lambda stage, mine: [answer(stage, mine)] if stage != STAGES[-1] else []


def cohort(asked: Question, mine: list[Episode], stage: str) -> list[Episode]:
    """List the episodes that entered a stage in the period."""
    return [episode for episode in mine if asked.holds(episode.entered.get(stage))]
