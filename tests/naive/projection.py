"""The projection the slow way: won so far, and what is to come with its bounds, its record and what the goal needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from math import sqrt
from statistics import fmean

from .company import Company, Row, default_as_of
from .deals import Agreement, Period, period_of
from .forecast_targets import coverage_needed, goal_odds, goal_of, to_create
from .learned import booked, is_over, of_slice, past_periods, reference_moment, week_moments, worth
from .moments import local_date
from .outlook import Desk, Outlook, chances, desk_of, outlook
from .slices import Filters, wanted_of

NORMAL = {80: 1.2816, 95: 1.959964}
NEWEST = 8  # past periods that the spread is judged by
OWN_LUCK = 0.1  # τ before any period is over, worth two periods
FIRST_LUCK = 0.15  # τ where fewer than two can be judged
THIN = 150
BOUNDS = ("low_80", "high_80", "low_95", "high_95")
PARTS = ("from_period", "from_other", "from_new")
Range = dict[str, float | None]


@dataclass(frozen=True)
class Luck:
    """How far past periods were from what was projected, beyond the chance of their deals: the J of them, and τ²."""

    periods: list[Period]
    square: float

    @property
    def freedom(self) -> int:
        """Give ν."""
        return len(self.periods) + 2


# τ


def misses(desk: Desk, period: Period, moment: datetime) -> list[float]:
    """List by how much more than chance each week's projection of a past period missed what came, in squares of μ."""
    found = []
    for _, week in week_moments(period, desk.book.timezone):
        then = outlook(desk, period, week, {})
        if then is not None and then.to_come > 0:
            came = float(worth(booked(desk.book, period, moment, week)))
            found.append(((came - then.to_come) ** 2 - then.variance) / then.to_come**2)
    return found


def luck(desk: Desk, moment: datetime) -> Luck:
    """Learn τ from the newest whole periods that could be projected while they ran."""
    tried = ((period, misses(desk, period, moment)) for period in past_periods(desk.book, moment))
    judged = list(islice(((period, missed) for period, missed in tried if missed), NEWEST))
    periods, count = [period for period, _ in judged], len(judged)
    if count < 2:
        return Luck(periods, FIRST_LUCK**2)
    excess = max(0.0, fmean(fmean(missed) for _, missed in judged))
    return Luck(periods, min(1.0, (count * excess + 2 * OWN_LUCK**2) / (count + 2)))


# The bounds


def whole_variance(ahead: Outlook, of: Luck) -> float:
    """Give V."""
    return ahead.variance + of.square * ahead.to_come**2


def widened(z: float, freedom: int) -> float:
    """Widen a quantile of the normal towards that of Student's t, for a spread that is itself only estimated."""
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def quantile(to_come: float, variance: float, z: float) -> float:
    """Give q, a quantile of the gamma with this mean and variance (Wilson and Hilferty's)."""
    shape = to_come**2 / variance
    return to_come * max(0.0, 1 - 1 / (9 * shape) + z / (3 * sqrt(shape))) ** 3


def bounds(ahead: Outlook, of: Luck) -> Range:
    """Give the projection of a slice and its bounds."""
    won, to_come = float(ahead.won), ahead.to_come
    found: Range = {"projected": won + to_come, **dict.fromkeys(BOUNDS, won)}
    if to_come == 0:
        return found
    for level, normal in NORMAL.items():
        z, variance = widened(normal, of.freedom), whole_variance(ahead, of)
        found[f"low_{level}"] = won + min(to_come, quantile(to_come, variance, -z))
        found[f"high_{level}"] = won + max(to_come, quantile(to_come, variance, z))
    return found


@dataclass
class Projector:
    """A desk with what it knows of its own luck."""

    desk: Desk
    lucks: dict[datetime, Luck] = field(default_factory=dict)

    def luck(self, moment: datetime) -> Luck:
        """Learn τ as known at a moment, once."""
        if moment not in self.lucks:
            self.lucks[moment] = luck(self.desk, moment)
        return self.lucks[moment]

    def range_at(self, period: Period, moment: datetime, wanted: Filters) -> Range:
        """Give the projection of a slice of a period at a moment with its bounds, or nothing five times."""
        ahead = outlook(self.desk, period, moment, wanted)
        return bounds(ahead, self.luck(moment)) if ahead is not None else dict.fromkeys(("projected", *BOUNDS))


def holds(then: Range, level: int, came: float) -> bool:
    """Say whether a range held what came; none holds nothing."""
    low, high = then[f"low_{level}"], then[f"high_{level}"]
    return low is not None and high is not None and low <= came <= high


def held(projector: Projector, period: Period, moment: datetime, wanted: Filters) -> int:
    """Count the judged periods whose 80 % range, made at their reference moment, held what came."""
    book, count = projector.desk.book, 0
    for past in projector.luck(moment).periods:
        then = projector.range_at(past, reference_moment(past, period, moment, book.timezone), wanted)
        count += holds(then, 80, float(worth(of_slice(booked(book, past, moment), wanted))))
    return count


# Questions


@dataclass(frozen=True)
class Asked:
    """A question about a period at a moment, slice by slice."""

    projector: Projector
    period: Period
    moment: datetime
    by: str | None
    wanted: Filters

    @property
    def desk(self) -> Desk:
        """Give the desk at which it is answered."""
        return self.projector.desk

    def slices(self) -> Iterator[tuple[Row, str | None, Filters]]:
        """List the slices there are, the missing one last: how its rows begin, its value, its filters."""
        if self.by is None:
            yield {}, None, self.wanted
            return
        values = {deal.values[self.by] for deal, _ in of_slice(self.desk.book.at(self.moment), self.wanted)}
        for value in sorted(values, key=lambda value: (value is None, value or "")):
            yield {self.by: value}, value, {**self.wanted, self.by: [value]}


def asked(
    company: Company,
    agreement: Agreement,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> Asked:
    """Fill in what was not asked: as-of is the newest moment, and the period the one that holds it."""
    moment = as_of if as_of is not None else default_as_of(company)
    period = period_of(local_date(since if since is not None else moment, agreement["timezone"]), agreement)
    if (since, until) not in ((None, None), (period.since, period.until)):
        raise ValueError(f"not a period; the nearest begins on {period.first}")
    return Asked(Projector(desk_of(company, agreement)), period, moment, by, wanted_of(by, filters))


# Rows


def row_of(question: Asked, value: str | None, wanted: Filters) -> Row:
    """Describe what is projected of one slice."""
    projector, period, moment = question.projector, question.period, question.moment
    book, past = question.desk.book, question.desk.learned(period, moment).past
    ahead, of = outlook(question.desk, period, moment, wanted), projector.luck(moment)
    goal = goal_of(book, question.by, value)
    row: Row = {**projector.range_at(period, moment, wanted)}
    row["goal_odds"] = goal_odds(goal, ahead.won, ahead.to_come, whole_variance(ahead, of)) if ahead else None
    row.update({name: getattr(ahead, name) if ahead else None for name in PARTS})
    row["history"] = len(past)
    row["thin"] = sum(len(booked(book, of_past, moment)) for of_past, _ in past) < THIN
    row["imputed"] = ahead.imputed if ahead else 0
    row["record_periods"] = len(of.periods)
    row["record_held"] = held(projector, period, moment, wanted)
    row["to_create"] = to_create(book, past, moment, goal, row["projected"])
    row["coverage_needed"] = coverage_needed(book, past, period, moment)
    return row


def projection(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
) -> list[Row]:
    """Project a period: one row per slice, as `forecast_summary` has it."""
    question = asked(company, agreement, since, until, as_of, by, filters)
    return [{**head, **row_of(question, value, wanted)} for head, value, wanted in question.slices()]


def expected(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    filters: Filters | None = None,
) -> dict[str, tuple[float | None, float | None]]:
    """Give win_share and expected of every open deal; nothing of both where nothing is projected."""
    question = asked(company, agreement, since, until, as_of, None, filters)
    desk, period, moment = question.desk, question.period, question.moment
    standing = of_slice(desk.book.at(moment), question.wanted)
    mine = [deal.opportunity_id for deal, state in standing if state.ending == "open"]
    if is_over(period, moment):
        return dict.fromkeys(mine, (0.0, 0.0))
    if outlook(desk, period, moment, {}) is None:
        return dict.fromkeys(mine, (None, None))
    found = chances(desk, period, moment, question.wanted, desk.learned(period, moment))
    return {one.opportunity_id: (one.share, one.expected) for one in found}
