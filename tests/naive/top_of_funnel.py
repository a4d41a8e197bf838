"""What stands at the top of the funnel and will still come into it, week by week to the end of two periods."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import floor

from .company import Company, Row, Rules, truncated
from .deals import Agreement, next_period
from .episodes import RANK, SECOND, STAGES, Episode, episodes, highest
from .learned import booked, worth
from .projection import Asked, asked
from .rest_of_funnel import has_real_moments, time_of

TOP = ("new_name", "engaged", "target", "mql", "sales_lead")
WEEK = timedelta(weeks=1)
LEARNED_WEEKS = 104
BEGINS_WEEKS = 26
Times = Sequence[tuple[int, str | None]]
"""Seconds until somebody left, and the way; none while they are still there."""


@dataclass(frozen=True)
class Curve:
    """The shares that had gone on, and that still stood, after each moment at which somebody left."""

    moments: list[int]
    gone_on: list[float]
    standing: list[float]

    def gone_on_by(self, weeks: int) -> float:
        """Give the share gone on within some weeks; none at a negative age."""
        return self.gone_on[self.place(weeks)]

    def standing_at(self, weeks: int) -> float:
        """Give the share still standing after some weeks."""
        return self.standing[self.place(weeks)]

    def place(self, weeks: int) -> int:
        """Find the last moment of leaving by the end of some weeks; 0 stands for the time before the first."""
        return bisect_right(self.moments, weeks * (WEEK // SECOND))


def curve(times: Times, way: str) -> Curve:
    """Estimate by Aalen and Johansen how many leave by one way; who is censored in a second is at risk in it."""
    leaving, leaving_so = Counter(at for at, out in times if out), Counter(at for at, out in times if out == way)
    there, every = len(times), Counter(at for at, _ in times)
    found = Curve([], [0.0], [1.0])
    for at in sorted(every):
        if leaving[at]:
            found.moments.append(at)
            found.gone_on.append(found.gone_on[-1] + found.standing[-1] * leaving_so[at] / there)
            found.standing.append(found.standing[-1] * (1 - leaving[at] / there))
        there -= every[at]
    return found


# What is learned


def entered_lately(passes: list[Episode], stage: str, as_of: datetime, weeks: int) -> list[Episode]:
    """List the episodes that entered a stage in the last so many weeks."""
    return [one for one in passes if stage in one.entered and one.entered[stage] > as_of - weeks * WEEK]


def to_next(passes: list[Episode], stage: str, as_of: datetime) -> Curve:
    """Learn M and T: how many go on to the next stage, and how many still stand."""
    lately = entered_lately(passes, stage, as_of, LEARNED_WEEKS)
    return curve([time_of(one, stage, as_of) for one in lately if has_real_moments(one, stage)], "converted")


def time_to_customer(episode: Episode, stage: str, as_of: datetime) -> tuple[int, str | None]:
    """Give the seconds from entering a stage to becoming a customer or leaving otherwise, or to as-of, and the way."""
    bought = episode.entered.get("customer")
    left = bought or episode.ended_at
    way = "customer" if bought else ("left" if left else None)
    return ((left or as_of) - episode.entered[stage]) // SECOND, way


def is_dated(episode: Episode, stage: str) -> bool:
    """Say whether neither the entry into a stage nor the end of the way to customer is estimated."""
    if stage in episode.estimated:
        return False
    if "customer" in episode.entered:
        return "customer" not in episode.estimated
    return episode.ended_at is None or not episode.exit_estimated


def to_customer(passes: list[Episode], stage: str, as_of: datetime) -> Curve:
    """Learn G: how many become customers."""
    lately = entered_lately(passes, stage, as_of, LEARNED_WEEKS)
    return curve([time_to_customer(one, stage, as_of) for one in lately if is_dated(one, stage)], "customer")


# What it says


def weeks_until(moment: datetime, as_of: datetime) -> int:
    """Count the weeks from as-of to a moment, rounded, half up; none to one that is past."""
    return max(0, floor((moment - as_of) / WEEK + 0.5))


def goes_on_and_buys(on: Curve, bought: Curve, stood: int, begin: int, end: int) -> float:
    """Give the chance that who has stood some weeks goes on, and buys between two horizons."""
    there = on.standing_at(stood)
    if there == 0:
        return 0.0
    found = 0.0
    for week in range(end):
        moving = on.gone_on_by(stood + week + 1) - on.gone_on_by(stood + week)
        found += moving / there * (bought.gone_on_by(end - week - 1) - bought.gone_on_by(begin - week - 1))
    return found


def buys_of_one_a_week(bought: Curve, weeks: int) -> float:
    """Give the customers made within some weeks if one episode begins in each of them."""
    ages = [weeks - week for week in range(1, weeks + 1)]
    return sum((bought.gone_on_by(age) + bought.gone_on_by(age + 1)) / 2 for age in ages)


def standing_at(passes: list[Episode], stage: str) -> list[Episode]:
    """List the episodes that stand at a stage."""
    return [one for one in passes if one.ended_at is None and highest(one) == RANK[stage]]


def begins_a_week(passes: list[Episode], stage: str, as_of: datetime) -> float:
    """Give how many episodes began at a stage per week of late."""
    lately = [one for one in passes if one.entered and one.began_at > as_of - BEGINS_WEEKS * WEEK]
    return sum(1 for one in lately if min(RANK[name] for name in one.entered) == RANK[stage]) / BEGINS_WEEKS


def stage_row(passes: list[Episode], stage: str, as_of: datetime, begin: int, end: int) -> Row:
    """Say of one stage who stands there, and how many customers they and those to come will be between two horizons."""
    on, next_buys = to_next(passes, stage, as_of), to_customer(passes, STAGES[RANK[stage]], as_of)
    buys, there = to_customer(passes, stage, as_of), standing_at(passes, stage)
    ages = [(as_of - one.entered[stage]) // WEEK for one in there]
    a_week = begins_a_week(passes, stage, as_of)
    return {
        "standing": len(there),
        "in_hand_customers": sum(goes_on_and_buys(on, next_buys, age, begin, end) for age in ages),
        "to_come_customers": a_week * (buys_of_one_a_week(buys, end) - buys_of_one_a_week(buys, begin)),
    }


def mean_of_booked(question: Asked) -> float | None:
    """Average what was booked in H, deals without an amount among it."""
    book, past = question.desk.book, question.desk.learned(question.period, question.moment).past
    every = [one for period, _ in past for one in booked(book, period, question.moment)]
    return float(worth(every)) / len(every) if every else None


def horizons(question: Asked) -> list[tuple[str, int, int]]:
    """Name the rest of the period and the next one, each with the weeks to its begin and end."""
    following = next_period(question.period, question.desk.book.agreement)
    moments = (question.period.since, question.period.until, following.until)
    first, second, third = (weeks_until(moment, question.moment) for moment in moments)
    return [("rest", first, second), ("next", second, third)]


def top_of_funnel(
    company: Company,
    rules: Rules,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
) -> list[Row]:
    """Say per stage and horizon what stands there, and what it and those to come will bring."""
    question = asked(company, agreement, since, until, as_of)
    passes = episodes(truncated(company, question.moment), replace(rules, skipped="passed"))
    each, rows = mean_of_booked(question), []
    for stage in TOP:
        for horizon, begin, end in horizons(question):
            row: Row = {"stage": stage, "horizon": horizon}
            row.update(stage_row(passes, stage, question.moment, begin, end))
            for name in ("in_hand", "to_come"):
                row[name] = row[f"{name}_customers"] * each if each is not None else None
            rows.append(row)
    return rows
