"""Random companies made for scoring: busy leads, seconds full of ties, and gaps from nothing to years."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from . import histories, sales_histories
from .company import Company, Row, Rules
from .episodes import EXITS, SECOND, STAGES
from .histories import DAY, moved
from .sales_histories import PEOPLE, PERSONS
from .scoring_settings import TYPES, Settings

COLUMNS: dict[str, list[str]] = {
    **sales_histories.COLUMNS,
    "leads": [*sales_histories.COLUMNS["leads"], "employees", "job_title"],
    "activities": [*sales_histories.COLUMNS["activities"], "activity_id"],
}

ASSETS = (None, None, "", "Contact us", "contact", "newsletter", "Pricing 2025", "pricing", "PRICING", "a", "Precio.1")
STARTS = (date(2024, 12, 30), date(2025, 3, 8), date(2025, 3, 29), date(2025, 10, 24), date(2025, 11, 1))
GAPS = (  # within a second, around local midnights, at the edges of limits and half lives, and years
    *(timedelta(0),) * 8,
    *(timedelta(seconds=seconds) for seconds in (1, 59, 300, 3_600, 7_200)),
    *(timedelta(hours=hours) for hours in (5, 5, 8, 8, 11, 11, 14, 14, 22, 23, 25)),
    *(timedelta(days=days) for days in (1, 1, 2, 6, 7, 8, 14, 29, 30, 31, 60, 89, 90, 91)),
    DAY - SECOND,
    DAY + SECOND,
    7 * DAY - SECOND,
    timedelta(days=365),
    timedelta(days=1_100),
)
STAGE_GAPS = (timedelta(0), SECOND, timedelta(hours=6), DAY, 3 * DAY, 10 * DAY, 30 * DAY, 120 * DAY)


# Leads and what they go through, by a plain random number generator


def moments(rng: Random) -> list[datetime]:
    """Draw the few moments one lead's life is made of, in order."""
    day, hour = rng.choice(STARTS), rng.choice((0, 4, 5, 12, 18, 22, 23))
    found = [datetime(day.year, day.month, day.day, hour) + timedelta(days=rng.randint(0, 20))]
    for _ in range(rng.randint(2, 7)):
        found.append(rng.choice(found) + rng.choice(STAGE_GAPS))
    return sorted(set(found))


def lead(rng: Random, lead_id: str, at: datetime) -> Row:
    """Draw a lead, every column now and then empty."""
    return {
        "lead_id": lead_id,
        "created_at": at,
        "source": rng.choice(("web", "web", "event", None)),
        "campaign": rng.choice(("spring", None)),
        "country": rng.choice(("ES", "US", None)),
        "industry": rng.choice(("software", "finance", None)),
        "marketing_role": rng.choice(("demand_generation", None)),
        "grade": rng.choice(("a", "b", "c", "z", None)),
        "budget": rng.choice((None, True, False)),
        "priority": None,
        **who(rng),
    }


def who(rng: Random) -> Row:
    """Draw the columns that only rules of fit look at."""
    titles = ("Student", "PhD student, physics", "Head of IT", "head of ", None)
    return {"employees": rng.choice((1, 9, 10, 50, 250, 5000, None)), "job_title": rng.choice(titles)}


def stage_rows(rng: Random, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw entries, exits and returns; a walk up the funnel most often stops before sales take the lead."""
    rows = []
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        low = STAGES[: rng.choice((3, 4, 4, 4, 5, 7))]
        stages = sorted(rng.sample(low, rng.randint(1, len(low))), key=STAGES.index)
        times = sorted(rng.choice(pool) for _ in stages)
        flag = rng.random() < 0.1
        rows += [moved(stage, at, None, flag, lead_id) for stage, at in zip(stages, times, strict=True)]
        if rng.random() < 0.45:
            rows += leaving(rng, lead_id, rng.choice(pool))
    rng.shuffle(rows)
    return rows


def leaving(rng: Random, lead_id: str, at: datetime) -> list[Row]:
    """Draw an exit, and most often a return: at once, later, or above where it begins."""
    out = moved(rng.choice(EXITS), at, rng.choice((None, "spam", "price")), of=lead_id)
    back = moved(rng.choice((*STAGES[:4], *STAGES[:4], *STAGES)), at + rng.choice(STAGE_GAPS), of=lead_id)
    return [out, back] if rng.random() < 0.75 else [out]


def assignment_rows(rng: Random, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw assignments, often none."""
    size = rng.choice((0, 0, 1, 1, 2, 3))
    return [
        {"lead_id": lead_id, "person_id": rng.choice(PERSONS), "assigned_at": rng.choice(pool)} for _ in range(size)
    ]


def deals(rng: Random, lead_id: str, pool: list[datetime]) -> tuple[list[Row], list[Row]]:
    """Draw an opportunity and its changes, most often none."""
    if rng.random() < 0.8:
        return [], []
    name = f"{lead_id}-o"
    changes = [(rng.choice(pool), rng.choice(("won", "lost", "proposal"))) for _ in range(rng.randint(0, 3))]
    rows: list[Row] = [{"opportunity_id": name, "changed_at": at, "stage": stage} for at, stage in changes]
    return [{"opportunity_id": name, "lead_id": lead_id, "created_at": rng.choice(pool)}], rows


def random_company(rng: Random, leads: int = 20, most: int = 40, assigned: bool = True) -> Company:
    """Draw a company of so many leads, each with at most so many activities; perhaps nobody is assigned anything."""
    found = Company(people=[dict(row) for row in PEOPLE])
    for number in range(leads):
        lead_id, pool = f"l{number}", moments(rng)
        found.leads.append(lead(rng, lead_id, rng.choice((pool[0], pool[0], pool[0], *pool))))
        found.stage_changes += stage_rows(rng, lead_id, pool)
        found.assignments += assignment_rows(rng, lead_id, pool) if assigned else []
        made, changes = deals(rng, lead_id, pool)
        found.opportunities += made
        found.opportunity_changes += changes
    return busy(rng, found, most)


# Activities


def busy(rng: Random, company: Company, most: int) -> Company:
    """Give every lead of a company at most so many activities more, and some of all activities an id."""
    rows = [dict(row) for row in company.activities]
    for one in company.leads:
        rows += activity_rows(rng, company, one, rng.choice((0, rng.randint(0, min(6, most)), rng.randint(0, most))))
    names = rng.sample(range(10 * len(rows)), len(rows))  # of different lengths: "10" comes before "9"
    for name, row in zip(names, rows, strict=True):
        row["activity_id"] = f"x{name}" if rng.random() < 0.7 else None
    leads = [{**who(rng), **row} for row in company.leads]
    found = Company(**{**vars(company), "leads": leads, "activities": decided(leads, rows)})
    rng.shuffle(found.activities)
    return found


def activity_rows(rng: Random, company: Company, one: Row, size: int) -> list[Row]:
    """Draw the activities of a lead: around what happens to it, at gaps, in bursts, before its creation."""
    mine = [row for row in (*company.stage_changes, *company.assignments) if row["lead_id"] == one["lead_id"]]
    anchors = [one["created_at"], *(row.get("entered_at") or row["assigned_at"] for row in mine)]
    at, rows = rng.choice(anchors) - rng.choice((timedelta(0), timedelta(0), SECOND, DAY, 40 * DAY)), []
    for _ in range(size):
        rows.append(
            {
                "lead_id": one["lead_id"],
                "occurred_at": at,
                "activity_type": rng.choice((*TYPES, "unheard_of")),
                "asset": rng.choice(ASSETS),
                "direction": rng.choice(("inbound", "inbound", "outbound", None)),
                "person_id": rng.choice((None, *PERSONS)),
                "outcome": rng.choice((None, "connected", "attempted")),
            }
        )
        at = rng.choice(anchors) + rng.choice((timedelta(0), SECOND, -SECOND)) if rng.random() < 0.1 else at
        at += rng.choice(GAPS) if rng.random() < 0.8 else timedelta(0)
    return rows


def decided(leads: list[Row], rows: list[Row]) -> list[Row]:
    """Keep one of activities without an id that differ in nothing but direction: no rule says which is first."""
    born = {row["lead_id"]: row["created_at"] for row in leads}
    said: dict[tuple[object, ...], object] = {}
    found = []
    for row in rows:
        at = max(row["occurred_at"], born[row["lead_id"]])
        key = (row["lead_id"], at, row["activity_type"], row["asset"] or "", row["activity_id"])
        direction = row["direction"] or ""
        if said.setdefault(key, direction) == direction:
            found.append(row)
    return found


@st.composite
def companies(draw: st.DrawFn, max_leads: int = 4, most: int = 12) -> Company:
    """Draw a company as for response and SLA, with more activities."""
    return busy(draw(st.randoms(use_true_random=False)), draw(sales_histories.companies(max_leads)), most)


def with_own_ids(company: Company, number: int) -> Company:
    """Tell the activity ids of one company apart from those of others it is merged with."""
    rows = [
        {**row, "activity_id": row["activity_id"] and f"{number}-{row['activity_id']}"} for row in company.activities
    ]
    return Company(**{**vars(company), "activities": rows})


# As the real one reads them


def to_tables(company: Company) -> dict[str, list[dict[str, Any]]]:
    """Give the canonical tables (columns in COLUMNS, None = empty), moments as ISO 8601 with Z."""
    people = [{**row, "name": f"Person {row['person_id']}"} for row in company.people]
    tables = {**vars(company), "people": people}
    return {
        name: [{column: histories.text(row.get(column)) for column in COLUMNS[name]} for row in tables[name]]
        for name in COLUMNS
    }


def to_agreement(rules: Rules, scoring: Settings, **more: Any) -> dict[str, Any]:
    """Give the rules and a scoring model as the tables of an agreement file; the naive functions read the same dict."""
    return {**histories.to_agreement(rules), "scoring": scoring, **more}
