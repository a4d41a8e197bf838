"""The worklist the slow way: the rows of what is at risk, laid out by hand for each who owes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from .company import Row
from .working_time import local

MOST_IN_TIME, MOST_LATE, MOST_NOBODYS = 10, 5, 20


def is_late(row: Row, as_of: datetime) -> bool:
    """Say whether a promise has fallen due."""
    return bool(row["due_at"] <= as_of)


def time_left(row: Row, as_of: datetime, zone: str) -> str:
    """Name the time that a promise has left, or is late by."""
    left = row["due_at"] - as_of
    if left <= timedelta(0):
        late = [("late_day", 1), ("late_week", 7), ("late_month", 30)]
        return next((name for name, days in late if -left <= timedelta(days=days)), "late_longer")
    if left <= timedelta(hours=1):
        return "hour"
    same = local({"zone": zone}, row["due_at"]).date() == local({"zone": zone}, as_of).date()
    return "today" if same else "later"


def one_by_one(rows: list[Row], as_of: datetime) -> list[tuple[str, str]]:
    """List lead and promise of those told one by one: in time the soonest first, then late the last due first."""
    in_time = sorted((row["due_at"], row["lead_id"], row["promise"]) for row in rows if not is_late(row, as_of))
    late = [(row["due_at"], row["lead_id"], row["promise"]) for row in rows if is_late(row, as_of)]
    late = sorted(late, key=lambda one: (as_of - one[0], one[1], one[2]))
    return [(lead, promise) for _, lead, promise in [*in_time[:MOST_IN_TIME], *late[:MOST_LATE]]]


def groups(rows: list[Row], as_of: datetime, key: Callable[[Row], Any]) -> list[Row]:
    """Lay the open promises out by a key, the most savable first."""
    owed = [row for row in rows if row["promise"] is not None]
    found = []
    for value in {key(row) for row in owed}:
        mine = [row for row in owed if key(row) == value]
        late = [row["due_at"] for row in mine if is_late(row, as_of)]
        first = one_by_one(mine, as_of)
        hidden = [row["due_at"] for row in mine if (row["lead_id"], row["promise"]) not in first]
        told = {
            "key": value,
            "late": len(late),
            "in_time": len(mine) - len(late),
            "late_since": min(late, default=None),
            "next_at": min((row["next_notice_at"] for row in mine if row["next_notice_at"]), default=None),
            "first": first,
            "rest": len(mine) - len(first),
            "rest_since": min((due for due in hidden if due <= as_of), default=None),
        }
        found.append(told)
    return sorted(found, key=most_savable)


def most_savable(group: Row) -> tuple[Any, ...]:
    """Put who has more to save first, then who has more late, then who has the oldest; leads of nobody last."""
    oldest = group["late_since"] or datetime.max
    return (group["key"] is None, -group["in_time"], -group["late"], oldest, group["key"] or "")


def nobodys(rows: list[Row], as_of: datetime, zone: str) -> Row:
    """Count the MQLs nobody was given, and those of the local month of as-of."""
    mine = [(row["started_at"], row["lead_id"]) for row in rows if row["promise"] is None]
    now = local({"zone": zone}, as_of)
    walls = [local({"zone": zone}, began) for began, _ in mine]
    newest = sorted(mine, key=lambda one: (as_of - one[0], one[1]))
    return {
        "count": len(mine),
        "of_month": sum(1 for wall in walls if (wall.year, wall.month) == (now.year, now.month)),
        "since": min(mine)[0] if mine else None,
        "first": [lead for _, lead in newest[:MOST_NOBODYS]],
    }
