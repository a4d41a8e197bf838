"""What a slice is to book: the goal of the whole, a person's quota, a team's or that of its people."""

from __future__ import annotations

from decimal import Decimal

from .deals import MONTHS, Agreement
from .forecast_questions import Call


def amount_of(number: float) -> Decimal:
    """Read a number of the agreement by its shortest decimal text."""
    return Decimal(repr(number))


def bookings_goal(call: Call, value: str | None) -> Decimal | None:
    """Give what is to be booked in the period by a slice; nothing where nobody agreed on it.

    Filters narrow like the dimension: by anything but person and team there is no goal, and of several persons or teams
    it is the sum of theirs.
    """
    monthly = monthly_goal(call, value)
    return None if monthly is None else monthly * MONTHS[call.agreement["forecast"]["period"]]


def monthly_goal(call: Call, value: str | None) -> Decimal | None:
    """Give what a slice is to book a month."""
    asked = {name: list(values) for name, values in call.filters.items()}
    if call.by is not None:
        asked[call.by] = [value]
    if not asked:
        goal = call.agreement.get("goals", {}).get("bookings")
        return None if goal is None else amount_of(goal)
    if not set(asked) <= {"person", "team"}:
        return None
    if "person" in asked:
        return of_persons(call, asked["person"], asked.get("team"))
    return added([of_team(call, team) for team in set(asked["team"])])


def of_persons(call: Call, persons: list[str | None], teams: list[str | None] | None) -> Decimal | None:
    """Add up the quotas of persons, of those in some teams if teams are asked for."""
    mine = {person for person in persons if teams is None or team_of(call, person) in teams}
    return added([quota(call.agreement, "person", person) for person in mine])


def of_team(call: Call, team: str | None) -> Decimal | None:
    """Give a team's own quota, else the sum of those of its people."""
    own = quota(call.agreement, "team", team)
    people = {row["person_id"] for row in call.company.people if team is not None and row.get("team") == team}
    return own if own is not None else added([quota(call.agreement, "person", person) for person in people])


def team_of(call: Call, person: str | None) -> str | None:
    """Name a person's team."""
    return next((row.get("team") for row in call.company.people if row["person_id"] == person), None)


def quota(agreement: Agreement, kind: str, name: str | None) -> Decimal | None:
    """Give the quota of a person or team by name."""
    found = [one["bookings"] for one in agreement.get("quotas", []) if name is not None and one.get(kind) == name]
    return amount_of(found[0]) if found else None


def added(parts: list[Decimal | None]) -> Decimal | None:
    """Add up what is known; nothing where nothing is."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None
