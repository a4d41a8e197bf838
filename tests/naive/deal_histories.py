"""Random companies made for forecasts: eight quarters of opportunities, on the edges of periods and seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from . import histories
from .company import Company, Row, default_as_of
from .deal_settings import settings as settings
from .deal_tales import GRID, LIFE, changes_of, nudges
from .deals import next_period, period_of, previous_period
from .episodes import SECOND
from .histories import climb, lead_rows, single
from .moments import local_date

PERSONS = ("p1", "p2", "p3", "stranger")
PEOPLE: list[Row] = [
    {"person_id": "p1", "role": "account_executive", "team": "north"},
    {"person_id": "p2", "role": "account_executive", "team": "south"},
    {"person_id": "p3", "role": "account_executive", "team": None},
    {"person_id": "p4", "role": "sdr", "team": "north"},
]
COLUMNS: dict[str, list[str]] = {
    **histories.COLUMNS,
    "activities": [*histories.COLUMNS["activities"], "activity_id"],
    "opportunities": ["opportunity_id", "lead_id", "created_at", "person_id", "name"],
    "opportunity_changes": [
        "opportunity_id",
        "changed_at",
        "stage",
        "forecast_category",
        "amount",
        "currency",
        "close_date",
    ],
}

BUSY = len(GRID) * 3 // 5
"""Where in the grid half of the lives begin: in spring 2025."""
MOVES = ((), (), (), (), (), (), (previous_period,), (previous_period,) * 2, (next_period,), (next_period,) * 2)
"""How to come from the period that holds as-of to the one that is asked about."""


@dataclass(frozen=True)
class Cut:
    """A question's period, as-of and the moment it is compared with."""

    since: datetime | None
    until: datetime | None
    as_of: datetime | None
    compared: datetime | None


# Companies


@st.composite
def opportunities_of(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> tuple[list[Row], list[Row]]:
    """Draw the opportunities of a lead and their changes; some are older than the lead, or than what is first said."""
    made, changed = [], []
    for number in range(draw(st.sampled_from([0, 1, 1, 1, 2, 2, 3]))):
        name = f"{lead_id}-o{number}"
        made.append(
            {
                "opportunity_id": name,
                "lead_id": lead_id,
                "created_at": draw(st.sampled_from([pool[0], pool[0], *pool])) + draw(nudges),
                "person_id": draw(st.sampled_from([None, *PERSONS])),
                "name": draw(st.sampled_from([None, f"Deal {number}"])),
            }
        )
        changed += draw(changes_of(name, pool))
    return made, changed


@st.composite
def pools(draw: st.DrawFn) -> list[datetime]:
    """Draw the few moments the life of a lead is made of, in order, anywhere in the eight quarters."""
    begin = draw(st.one_of(st.integers(0, len(GRID) - LIFE), st.integers(BUSY - 10, BUSY + 10)))
    return sorted(draw(st.lists(st.sampled_from(GRID[begin : begin + LIFE]), min_size=3, max_size=6, unique=True)))


@st.composite
def activities_of(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw what a lead did and what was done to it; each has an id."""
    return [
        {
            "lead_id": lead_id,
            "occurred_at": draw(st.sampled_from(pool)) + draw(nudges),
            "activity_type": draw(st.sampled_from(histories.ACTIVITY_TYPES)),
            "direction": draw(st.sampled_from(["inbound", "inbound", "outbound", None])),
            "person_id": draw(st.sampled_from([None, None, *PERSONS])),
            "outcome": None,
            "activity_id": f"{lead_id}-a{number}",
        }
        for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def companies(draw: st.DrawFn, max_leads: int = 16) -> Company:
    """Draw a company of a few leads, most with opportunities; the people are always the same."""
    found = Company(people=[dict(row) for row in PEOPLE])
    for number in range(draw(st.sampled_from([1, max_leads // 2, max_leads, max_leads]))):
        lead_id, pool = f"l{number}", draw(pools())
        found.leads.append(draw(lead_rows(lead_id, pool)))
        pieces = st.one_of(single(lead_id, pool), climb(lead_id, pool))
        found.stage_changes += [row for piece in draw(st.lists(pieces, max_size=1)) for row in piece]
        found.activities += draw(activities_of(lead_id, pool))
        made, changed = draw(opportunities_of(lead_id, pool))
        found.opportunities += made
        found.opportunity_changes += changed
    return found


@st.composite
def cuts(draw: st.DrawFn, agreement: dict[str, Any], company: Company) -> Cut:
    """Draw an as-of, a period before, around or after it, and a moment it is compared with.

    Often these are moments at which something happened, or the second before.
    """
    happened = sorted({row["changed_at"] for row in company.opportunity_changes if row["changed_at"] >= GRID[LIFE]})
    late, busy = st.sampled_from([*happened, *GRID[len(GRID) // 2 :]]), st.sampled_from(GRID[BUSY + 12 : BUSY + LIFE])
    as_of = draw(st.one_of(busy, busy, late, late, st.none()))
    moment = as_of if as_of is not None else default_as_of(company)
    period = period_of(local_date(moment, agreement["timezone"]), agreement)
    for move in draw(st.sampled_from(MOVES)):
        period = move(period, agreement)
    named = draw(st.sampled_from([(None, None), (period.since, period.until), (period.since, period.until)]))
    back = [moment - timedelta(days=days) for days in (0, 7, 30, 60, 100)]
    before = [at for at in happened if at <= moment][-4:]
    compared = draw(st.sampled_from([None, *back, *before, *(at - SECOND for at in before)]))
    return Cut(*named, as_of, compared)


@st.composite
def worlds(draw: st.DrawFn, max_leads: int = 16) -> tuple[Company, dict[str, Any], Cut]:
    """Draw a company, its agreement and a question's cut."""
    agreement, company = draw(settings()), draw(companies(max_leads))
    return company, agreement, draw(cuts(agreement, company))


def with_own_ids(company: Company, number: int) -> Company:
    """Tell the activities of a company from those of others, before many are merged into one."""
    rows = [{**row, "activity_id": f"{number}-{row['activity_id']}"} for row in company.activities]
    return replace(company, activities=rows)


def written(value: object) -> object:
    """Write one value as the canonical folder has it; amounts as plain decimal text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return histories.text(value)


def to_tables(company: Company) -> dict[str, list[dict[str, Any]]]:
    """Give the canonical tables (columns in COLUMNS, None = empty), moments as ISO 8601 with Z."""
    leads = [{**row, "grade": histories.GRADES[row["fit_band"]]} for row in company.leads]
    people = [{**row, "name": f"Person {row['person_id']}"} for row in company.people]
    tables = {**vars(company), "leads": leads, "people": people}
    return {
        name: [{column: written(row.get(column)) for column in COLUMNS[name]} for row in tables[name]]
        for name in COLUMNS
    }
