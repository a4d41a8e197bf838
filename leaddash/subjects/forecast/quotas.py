"""How much is to be booked: of all, by a team, by a person; and how much pipeline is to be created."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd

from leaddash import statements
from leaddash.agreement import Agreement
from leaddash.cases.money import agreed
from leaddash.moments import months_between, next_bucket
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

TEAMS = Path(__file__).with_name("teams.sql")
Teams = Mapping[str, str | None]
"""The team of each person."""


def goals(question: Question, slices: Sequence[str | None], teams: Teams) -> list[Decimal | None]:
    """The bookings each slice of a question is to bring in its period; None where nobody agreed on any.

    All together the goal; a person or a team their own quota, a team without one those of its people. Nothing is agreed
    of any other slice.
    """
    rules, asked = question.agreement, {name for name, values in question.filters.items() if values}
    own = asked - {question.by} if question.by else asked
    if question.by is None and not own:
        return [_in_period(rules.goals.get("bookings"), rules)] * len(slices)
    if question.by in ("person", "team") and not own:
        return [_quota(question.by, name, rules, teams) for name in slices]
    if question.by is None and len(own) == 1 and own <= {"person", "team"}:
        (dimension,) = own
        quotas = [_quota(dimension, name, rules, teams) for name in question.filters[dimension]]
        return [sum((quota for quota in quotas if quota is not None), Decimal()) if any(quotas) else None] * len(slices)
    return [None] * len(slices)


def teams(snapshot: Snapshot) -> Teams:
    """The team of each person."""
    rows = snapshot.rows(statements.read(TEAMS)).itertuples(index=False)
    return {str(person): None if pd.isna(team) else str(team) for person, team in rows}


def _quota(dimension: str, name: str | None, rules: Agreement, teams: Teams) -> Decimal | None:
    own = next((quota.bookings for quota in rules.quotas if name and getattr(quota, dimension) == name), None)
    if own is not None or dimension == "person" or not name:
        return _in_period(own, rules)
    people = [quota.bookings for quota in rules.quotas if quota.person and teams.get(quota.person) == name]
    return sum((agreed(one) for one in people), Decimal()) * rules.forecast.months if people else None


def _in_period(monthly: float | None, rules: Agreement) -> Decimal | None:
    return None if monthly is None else agreed(monthly) * rules.forecast.months


def of_pipeline(question: Question, first: date) -> Decimal | None:
    """The amount of opportunities that is to be created in a bucket of a question, which begins on a date."""
    monthly = question.agreement.goals.get("pipeline")
    if monthly is None or question.by or any(question.filters.values()):
        return None
    return agreed(monthly * months_between(first, next_bucket(first, question.bucket)))
