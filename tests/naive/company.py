"""A company's tables as plain rows, what its agreement says, and what of it was known on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Row = dict[str, Any]

EPOCH = datetime(1970, 1, 1)  # as-of of a company without a single moment


@dataclass
class Company:
    """The kept rows of the canonical tables; moments are naive UTC datetimes in whole seconds."""

    leads: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)
    stage_changes: list[Row] = field(default_factory=list)
    assignments: list[Row] = field(default_factory=list)
    opportunities: list[Row] = field(default_factory=list)
    opportunity_changes: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)


@dataclass
class Rules:
    """What the agreement says about the funnel."""

    derive: set[str] = field(default_factory=set)
    meaningful: set[str] = field(default_factory=set)
    skipped: str = "passed"
    window_days: dict[str, float] = field(default_factory=dict)
    timezone: str = "UTC"


MOMENTS = (
    ("leads", "created_at"),
    ("activities", "occurred_at"),
    ("stage_changes", "entered_at"),
    ("assignments", "assigned_at"),
    ("opportunities", "created_at"),
    ("opportunity_changes", "changed_at"),
)


def default_as_of(company: Company) -> datetime:
    """Give the newest moment of the whole company, as written (before any clamping)."""
    newest = EPOCH
    for table, column in MOMENTS:
        for row in getattr(company, table):
            newest = max(newest, row[column])
    return newest


def truncated(company: Company, as_of: datetime) -> Company:
    """Keep what was known at `as_of`, inclusive: a row needs its own moment, its lead and its opportunity."""
    kept: dict[str, list[Row]] = {}
    for table, column in MOMENTS:
        kept[table] = [row for row in getattr(company, table) if row[column] <= as_of]
    leads = {row["lead_id"] for row in kept["leads"]}
    for table in ("activities", "stage_changes", "assignments", "opportunities"):
        kept[table] = [row for row in kept[table] if row["lead_id"] in leads]
    deals = {row["opportunity_id"] for row in kept["opportunities"]}
    changes = [row for row in kept["opportunity_changes"] if row["opportunity_id"] in deals]
    kept["opportunity_changes"] = changes
    return Company(**kept, people=list(company.people))


def apart(company: Company) -> dict[str, Company]:
    """Take a company apart into its leads, each with its own rows."""
    found = {row["lead_id"]: Company(leads=[row], people=company.people) for row in company.leads}
    owners = {row["opportunity_id"]: row["lead_id"] for row in company.opportunities}
    for table in ("activities", "stage_changes", "assignments", "opportunities"):
        for row in getattr(company, table):
            getattr(found[row["lead_id"]], table).append(row)
    for row in company.opportunity_changes:
        found[owners[row["opportunity_id"]]].opportunity_changes.append(row)
    return found
