"""What a period is to bring the slow way: goals and quotas, the odds of reaching them, and what they still need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from math import floor
from typing import Any

from scipy.special import gammaincc

from .deals import MONTHS, Period
from .learned import NOTHING, SALES, Book, Past, booked, days_left, of_the_period, worth

LAST_DAYS = 7


# Goals


def goal_of(book: Book, by: str | None, value: str | None) -> Decimal | None:
    """Give what a slice is to book in a period: the whole by the goal, a person or a team by quotas, others nothing."""
    quotas: list[Mapping[str, Any]] = list(book.agreement.get("quotas", []))
    a_month: object = None
    if by is None:
        a_month = book.agreement.get("goals", {}).get("bookings")
    elif by == "person":
        a_month = quota_of(quotas, "person", value)
    elif by == "team":
        a_month = quota_of(quotas, "team", value)
        if a_month is None:
            a_month = sum_of_people(book, quotas, value)
    if a_month is None or a_month == "none":
        return None
    return Decimal(str(a_month)) * MONTHS[book.agreement["forecast"]["period"]]


def quota_of(quotas: list[Mapping[str, Any]], kind: str, name: str | None) -> Decimal | None:
    """Give the quota of a person or a team, a month."""
    found = [Decimal(str(quota["bookings"])) for quota in quotas if name is not None and quota.get(kind) == name]
    return sum(found, NOTHING) if found else None


def sum_of_people(book: Book, quotas: list[Mapping[str, Any]], team: str | None) -> Decimal | None:
    """Add up the quotas of the people of a team, if any has one."""
    names = {row["person_id"] for row in book.people if team is not None and row.get("team") == team}
    found = [quota for name in names if (quota := quota_of(quotas, "person", name)) is not None]
    return sum(found, NOTHING) if found else None


# Odds


def goal_odds(goal: Decimal | None, won: Decimal, to_come: float, variance: float) -> int | None:
    """Give the gamma's share above what is missing to the goal, in steps of 5 from 5 to 95; none without a gamma."""
    if goal is None or to_come <= 0:
        return None
    shape, missing = to_come**2 / variance, float(goal - won)
    share = float(gammaincc(shape, missing * shape / to_come)) if missing > 0 else 1.0
    return min(95, max(5, 5 * floor(20 * share + 0.5)))


# Needs


def created_then_booked(book: Book, past: list[Past], moment: datetime) -> float | None:
    """Give which share of the amount of opportunities created in the rest of the periods of H was booked in them."""
    created = came = NOTHING
    for period, reference in past:
        new = [one for one in book.at(moment) if reference < one[0].created_at < period.until]
        names = {deal.opportunity_id for deal, _ in new}
        created += worth(new)
        came += worth(one for one in booked(book, period, moment) if one[0].opportunity_id in names)
    return float(came) / float(created) if created else None


def to_create(
    book: Book, past: list[Past], moment: datetime, goal: Decimal | None, projected: float | None
) -> float | None:
    """Give the amount of new opportunities that would close the gap to the goal, as far as any ever do."""
    share = created_then_booked(book, past, moment)
    if goal is None or projected is None or not share:
        return None
    return max(0.0, float(goal) - projected) / share


def open_amount(book: Book, period: Period, moment: datetime) -> Decimal:
    """Add up the open deals of a period, but for those omitted."""
    return worth(one for one in of_the_period(book, period, moment) if one[1].category in SALES)


def coverage_needed(book: Book, past: list[Past], period: Period, moment: datetime) -> float | None:
    """Give how much was open at this distance in H for each unit booked after; none in the last seven days."""
    if days_left(period, moment, book.timezone) <= LAST_DAYS:
        return None
    opened = sum((open_amount(book, of, reference) for of, reference in past), NOTHING)
    rest = sum((worth(booked(book, of, moment, reference)) for of, reference in past), NOTHING)
    return float(opened) / float(rest) if rest else None
