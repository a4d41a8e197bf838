"""Little stories of deals written by hand: monthly periods of 2025 in UTC, and what was agreed about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from .company import Company, Row

PEOPLE: list[Row] = [
    {"person_id": "ana", "role": "account_executive", "team": "north"},
    {"person_id": "ben", "role": "account_executive", "team": "north"},
    {"person_id": "cas", "role": "account_executive", "team": "south"},
]
CATEGORIES = {
    "omitted": ["omitted"],
    "pipeline": ["pipeline"],
    "best_case": ["best case"],
    "commit": ["commit"],
}

# When the story below is asked about, and what it teaches.
NOON = datetime(2025, 3, 15, 12)
# Of four deals open at the two reference moments two succeeded: p0 = 1/2. In class `in` two of three: p1 = 7/13.
# Of commits the same: p2 = (2 + 70/13)/13 = 96/169; in proposals too: p = (2 + 960/169)/13 = 1298/2197.
COMMIT = 1298 / 2197
IN = 7 / 13  # of a category never seen in this class nothing more is known
UNSEEN = 1 / 2  # of a class never seen only p0 is
G = 1.1  # (120 + 100) / (100 + 100)


def agreed(**more: Any) -> dict[str, Any]:
    """Write an agreement on monthly periods in UTC."""
    forecast = {"period": "month", "year_starts": 1, "history_periods": 4, "call": "mon 12:00", "stage_categories": {}}
    found = {"timezone": "UTC", "currency": "EUR", "rates": {}, "goals": {}, "quotas": []}
    return {**found, "forecast": {**forecast, "categories": CATEGORIES}, **more}


def on(month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """Name a moment of 2025."""
    return datetime(2025, month, day, hour, minute, second)


def last_second(month: int, day: int) -> datetime:
    """Name the last second of a date of 2025."""
    return on(month, day, 23, 59, 59)


def deal(name: str, created: datetime, person: str | None = "ana") -> Row:
    """Write an opportunity."""
    return {"opportunity_id": name, "lead_id": "l", "created_at": created, "person_id": person, "name": name}


def said(of: str, at: datetime, stage: str | None = None, amount: float | None = None, **more: Any) -> Row:
    """Write a change of an opportunity."""
    unsaid = {"forecast_category": None, "currency": None, "close_date": None}
    return {"opportunity_id": of, "changed_at": at, "stage": stage, "amount": amount, **unsaid, **more}


def committed(of: str, at: datetime, amount: float | None, closing: date) -> Row:
    """Write a change to a commit in the stage proposal."""
    return said(of, at, "proposal", amount, forecast_category="commit", close_date=closing)


def won(of: str, at: datetime, amount: float | None = None) -> Row:
    """Write that an opportunity was won."""
    return said(of, at, "won", amount)


def lost(of: str, at: datetime) -> Row:
    """Write that an opportunity was lost."""
    return said(of, at, "lost")


def company_of(opportunities: list[Row], changes: list[Row]) -> Company:
    """Write a company of one lead, born before 2025, with its opportunities."""
    lead = {"lead_id": "l", "created_at": datetime(2024, 12, 1), "source": "web"}
    return Company(leads=[lead], opportunities=opportunities, opportunity_changes=changes, people=PEOPLE)


def story(bought_for: float = 120, ahead: float | None = 1000) -> Company:
    """Write the story of January and February, from which March is learned; asked about on the 15th at noon.

    Open on 15 January: a (won for `bought_for`) and b (lost). Open on 12 February: d (won for 100) and e (not due yet).
    Came new: c for 50 and f for 70; x came and was lost. Open on 15 March: g, e and u; won by then: w for 30.
    """
    opportunities = [
        *(deal("a", on(1, 1)), deal("b", on(1, 1), "ben"), deal("c", on(1, 20), "ben"), deal("x", on(1, 18))),
        *(deal("d", on(2, 1)), deal("e", on(2, 1), "ben"), deal("f", on(2, 20), "cas")),
        *(deal("g", on(3, 1)), deal("u", on(3, 5), None), deal("w", on(3, 2), "cas")),
    ]
    january = [
        *(committed("a", on(1, 1), 100, date(2025, 1, 20)), won("a", on(1, 25), bought_for)),
        *(committed("b", on(1, 1), 100, date(2025, 1, 25)), lost("b", on(1, 28))),
        *(won("c", on(1, 30), 50), said("x", on(1, 18), "demo", 120), lost("x", on(1, 19))),
    ]
    february = [
        *(committed("d", on(2, 1), 100, date(2025, 2, 20)), won("d", on(2, 20))),
        said("e", on(2, 1), "demo", 200, forecast_category="pipeline", close_date=date(2025, 3, 20)),
        won("f", on(2, 25), 70),
    ]
    march = [
        committed("g", on(3, 1), ahead, date(2025, 3, 30)),
        *(said("u", on(3, 5), None, 100), won("w", on(3, 10), 30)),
    ]
    return company_of(opportunities, january + february + march)


def steady(months: int) -> Company:
    """Write a company that commits one deal of 100 on the first of each month, due and won on the 27th."""
    opportunities = [deal(f"m{month}", on(month, 1)) for month in range(1, months + 1)]
    changes = [committed(f"m{month}", on(month, 1), 100, date(2025, month, 27)) for month in range(1, months + 1)]
    return company_of(opportunities, changes + [won(f"m{month}", on(month, 27, 12)) for month in range(1, months + 1)])


def with_more(company: Company, opportunities: list[Row], changes: list[Row]) -> Company:
    """Add opportunities and changes to a company."""
    return replace(
        company,
        opportunities=company.opportunities + opportunities,
        opportunity_changes=company.opportunity_changes + changes,
    )
