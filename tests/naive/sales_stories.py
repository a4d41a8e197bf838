"""Little stories of sales written by hand: one lead of one week, 9 to 18 in UTC, and what was agreed about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .company import Company, Row, Rules
from .histories import T0
from .sales_settings import SCORING, WEEK, hours
from .working_time import WEEKDAYS

RULES = Rules()
PEOPLE: list[Row] = [
    {"person_id": "ana", "role": "sdr", "team": "north", "manager_id": "mia", "calendar": None},
    {"person_id": "ben", "role": "sdr", "team": "south", "manager_id": None, "calendar": "late"},
    {"person_id": "mia", "role": "manager", "team": "north", "manager_id": None, "calendar": None},
    {"person_id": "eve", "role": "executive", "team": None, "manager_id": None, "calendar": None},
]
OFFICE = {"zone": "UTC", "hours": hours(WEEK, "09:00-18:00"), "holidays": "", "closed": []}
LATE = {"zone": "UTC", "hours": hours(WEEK, "12:00-20:00"), "holidays": "", "closed": []}
FIRST_TOUCH: Row = {
    "name": "first_touch",
    "start": "hand_over",
    "keep": ["touch"],
    "clock": "working",
    "target_minutes": {"hot": 5, "otherwise": 240},
    "ladder": [],
}


def when(said: str, weeks: int = 0) -> datetime:
    """Read a moment of the week of the stories, like `tue 9:30` or `sat 23:59:59`."""
    day, wall = said.split()
    hour, minute, second = (int(part) for part in f"{wall}:0".split(":")[:3])
    return T0 + timedelta(days=WEEKDAYS.index(day) + 7 * weeks, hours=hour, minutes=minute, seconds=second)


def given(person: str, at: datetime, of: str = "l") -> Row:
    """Write an assignment."""
    return {"lead_id": of, "person_id": person, "assigned_at": at}


def did(at: datetime, activity_type: str = "call", of: str = "l", **more: str | None) -> Row:
    """Write an activity."""
    return {"lead_id": of, "occurred_at": at, "activity_type": activity_type, "direction": None, **more}


def called(at: datetime, outcome: str | None = "attempted", of: str = "l") -> Row:
    """Write a call of ours."""
    return did(at, direction="outbound", person_id="ana", outcome=outcome, of=of)


def rang(at: datetime, person: str | None = None, of: str = "l") -> Row:
    """Write a call of the lead's that got through; to a person, if one is named."""
    return did(at, direction="inbound", person_id=person, outcome="connected", of=of)


def sold(
    *changes: Row, assignments: list[Row] | None = None, activities: list[Row] | None = None, leads: Any = ()
) -> Company:
    """Write a company of the single lead `l`, born on Monday at 0:00, or of the leads given.

    A note with a person, which is no touch, shows that touches are recorded here.
    """
    found = [*leads] or [{"lead_id": "l", "created_at": T0}]
    note = did(T0, "note", of=found[0]["lead_id"], direction="inbound", person_id="ana")
    return Company(found, [note, *(activities or [])], [*changes], assignments or [], people=PEOPLE)


def agreed(*promises: Row, **response: Any) -> dict[str, Any]:
    """Write an agreement; by default the clock starts at the hand-over and runs on the wall, without horizons."""
    horizons = {"contact": 0, "qualify": 0, "win": 0, **response.pop("horizon_days", {})}
    said = {"start": "hand_over", "clock": "wall", "not_a_lead": ["duplicate"], **response, "horizon_days": horizons}
    return {
        "timezone": "UTC",
        "response": said,
        "calendars": {"default": OFFICE, "late": LATE},
        "promises": [{**FIRST_TOUCH, **promise} for promise in promises],
        "scoring": SCORING,
    }
