"""Little stories of opportunities written by hand: quarters of 2025 in UTC, asked about at noon of 15 May."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .company import Company, Row
from .deal_settings import CATEGORIES
from .deals import State, deals

NOON = datetime(2025, 5, 15, 12)
APRIL = datetime(2025, 4, 1)
PEOPLE: list[Row] = [
    {"person_id": "ana", "role": "account_executive", "team": "north"},
    {"person_id": "ben", "role": "account_executive", "team": "north"},
    {"person_id": "cas", "role": "account_executive", "team": None},
]
Sold = tuple[Row, list[Row]]


def agreed(forecast: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Write an agreement on calendar quarters in UTC and euros."""
    calls: dict[str, Any] = {"period": "quarter", "year_starts": 1, "history_periods": 4, "sourced": "marketing_role"}
    calls |= {"categories": CATEGORIES[0], "stage_categories": {}, **(forecast or {})}
    stages = {"derive": ["opportunity", "customer"], "meaningful": [], "skipped": "passed", "window_days": {}}
    nothing: dict[str, Any] = {"rates": {}, "goals": {}, "quotas": []}
    return {"timezone": "UTC", "currency": "EUR", "stages": stages, **nothing, **more, "forecast": calls}


def on(month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, *, year: int = 2025) -> datetime:
    """Name a moment, of 2025 unless another year is named."""
    return datetime(year, month, day, hour, minute, second)


def said(
    at: datetime, stage: str | None = None, amount: str | None = None, close: date | None = None, **more: Any
) -> Row:
    """Write a change: where it stands, what it is worth, when it will close."""
    nothing = {"forecast_category": None, "currency": None}
    worth = None if amount is None else Decimal(amount)
    return {"changed_at": at, "stage": stage, "amount": worth, "close_date": close, **nothing, **more}


def deal(name: str, created: datetime, *changes: Row, lead: str = "l", person: str | None = None) -> Sold:
    """Write an opportunity with its changes."""
    made = {"opportunity_id": name, "lead_id": lead, "created_at": created, "person_id": person, "name": None}
    return made, [{"opportunity_id": name, **row} for row in changes]


def sold(*made: Sold, leads: tuple[Row, ...] = (), activities: tuple[Row, ...] = ()) -> Company:
    """Write a company of the single lead `l`, born at New Year 2024, or of the leads given."""
    return Company(
        leads=[*leads] or [{"lead_id": "l", "created_at": on(1, 1, year=2024)}],
        activities=[*activities],
        opportunities=[one for one, _ in made],
        opportunity_changes=[row for _, rows in made for row in rows],
        people=PEOPLE,
    )


def state_of(*changes: Row, at: datetime = NOON, created: datetime = APRIL, **more: Any) -> State:
    """Say how an opportunity with these changes stands."""
    (one,) = deals(sold(deal("o", created, *changes)))
    found = one.at(at, agreed(**more))
    assert found is not None
    return found
