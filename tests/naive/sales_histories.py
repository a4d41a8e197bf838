"""Random companies made for response and SLA: few moments, on the edges of working hours and of buckets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from . import histories
from .company import Company, Row, Rules
from .episodes import EXITS, STAGES
from .fit import band, fit
from .histories import BANDS, Cut, deals, moved, text
from .sales_settings import SCORING, Settings

PERSONS = ("p1", "p2", "p3", "p4", "stranger")
PEOPLE: list[Row] = [
    {"person_id": "p1", "role": "sdr", "team": "north", "manager_id": "m1", "calendar": None},
    {"person_id": "p2", "role": "sdr", "team": "south", "manager_id": "m2", "calendar": "other"},
    {"person_id": "p3", "role": "sdr", "team": None, "manager_id": None, "calendar": "night"},
    {"person_id": "p4", "role": "account_executive", "team": "north", "manager_id": "m1", "calendar": "unheard of"},
    {"person_id": "m1", "role": "manager", "team": "north", "manager_id": "x1", "calendar": "default"},
    {"person_id": "m2", "role": "manager", "team": "south", "manager_id": None, "calendar": None},
    {"person_id": "x1", "role": "executive", "team": None, "manager_id": None, "calendar": None},
    {"person_id": "x2", "role": "executive", "team": "south", "manager_id": "x1", "calendar": "night"},
]

COLUMNS: dict[str, list[str]] = {
    **histories.COLUMNS,
    "leads": [*histories.COLUMNS["leads"], "budget", "priority"],
    "activities": [*histories.COLUMNS["activities"], "asset"],
    "people": ["person_id", "name", "role", "team", "manager_id", "calendar"],
}

# New York springs forward on 9 March and falls back on 2 November 2025, Madrid on 30 March and 26 October; Good Friday
# and Labour Day are holidays of Spain, Veterans Day of the United States, All Saints' (a Saturday) of Spain.
DATES = (
    *(date(2025, 3, day) for day in (7, 8, 9, 10, 11, 28, 29, 30, 31)),
    *(date(2025, 4, day) for day in (17, 18, 22, 30)),
    *(date(2025, 10, day) for day in (24, 25, 26, 27, 31)),
    *(date(2025, 11, day) for day in (1, 2, 3, 10, 11)),
)
HOURS = (0, 1, 2, 4, 5, 6, 7, 8, 8, 12, 13, 14, 16, 16, 17, 22, 23)
ODD_SECONDS = (0, 0, 0, 0, 1, -1, 30, 1_771)
SECONDS = (0, 1, 30, 299, 300, 301, 600, 601, 900, 1_800, 2_400, 3_600, 3_601)
HOURS_ON = tuple(hours * 3_600 for hours in (2, 3, 4, 6, 9, 13, 20))
DAYS_ON = tuple(days * 86_400 for days in (1, 1, 2, 3, 4, 5, 7, 10, 30, 35))
REASONS = (None, "duplicate", "Spam", "Invalid Number", "price", "spam and more", "Timing")
ASSETS = (None, "", "Contact us", "contact", "newsletter", "Pricing 2025", "pricing")
DID = (
    "call",
    "call",
    "email",
    "email",
    "form_submit",
    "form_submit",
    "demo_request",
    "pricing_page",
    "webinar_attended",
)
PRIORITIES = (None, None, None, "Hot", "gold", "VIP", "otherwise", "nobody's")
PADDED = ("Spam", "Hot")

starts = st.builds(
    lambda day, hour, odd: datetime(day.year, day.month, day.day, hour) + timedelta(seconds=odd),
    st.sampled_from(DATES),
    st.sampled_from(HOURS),
    st.sampled_from(ODD_SECONDS),
)
gaps = st.sampled_from([*SECONDS, *HOURS_ON, *DAYS_ON, -1, -3_600]).map(lambda seconds: timedelta(seconds=seconds))
persons = st.sampled_from(PERSONS)
outcomes = st.sampled_from([None, "connected", "connected", "attempted"])
endings = st.sampled_from(["sales_lead", "sales_lead", "customer", "disqualified", "disqualified", *EXITS])


@st.composite
def moments_of(draw: st.DrawFn) -> list[datetime]:
    """Draw the few moments one lead's life is made of, in order: exactly so far apart as buckets and targets are."""
    found = [draw(starts)]
    for gap in draw(st.lists(gaps, min_size=2, max_size=7)):
        found.append(draw(st.sampled_from(found)) + gap)
    return sorted(set(found))


@st.composite
def entries(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a walk up some of the stages that sales works with."""
    some = st.sampled_from(("engaged", "mql", "mql", "sales_lead", "sales_lead", "opportunity", "customer"))
    stages = sorted(draw(st.sets(some, min_size=1, max_size=4)), key=STAGES.index)
    times = sorted(draw(st.lists(st.sampled_from(pool), min_size=len(stages), max_size=len(stages))))
    return [moved(stage, at, None, draw(st.booleans()), lead_id) for stage, at in zip(stages, times, strict=True)]


@st.composite
def leaving(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw an exit, most often as no lead."""
    exit_ = draw(st.sampled_from(("disqualified", "disqualified", "disqualified", *EXITS)))
    return [moved(exit_, draw(st.sampled_from(pool)), draw(st.sampled_from(REASONS)), of=lead_id)]


@st.composite
def returning(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw an exit and a second pass, which may begin anywhere in the funnel."""
    out = draw(leaving(lead_id, pool))
    back = draw(st.sampled_from(("new_name", "mql", "mql", "sales_lead", "customer")))
    at = max(out[0]["entered_at"] + timedelta(seconds=1), draw(st.sampled_from(pool)))
    return [*out, moved(back, at, of=lead_id)]


@st.composite
def again(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a customer who begins again, without an exit between."""
    at = draw(st.sampled_from(pool))
    after = max(at + timedelta(seconds=86_401), draw(st.sampled_from(pool)))
    return [moved("customer", at, of=lead_id), moved(draw(st.sampled_from(("mql", "sales_lead"))), after, of=lead_id)]


@st.composite
def stage_rows(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a lead's rows of stage_changes, in any order."""
    kinds = (entries, entries, entries, leaving, returning, returning, again)
    pieces = st.one_of([kind(lead_id, pool) for kind in kinds])
    rows = [row for piece in draw(st.lists(pieces, max_size=3)) for row in piece]
    return draw(st.permutations(rows))


@st.composite
def activity_rows(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a lead's activities: theirs and ours, with and without a person, before and after anything else."""
    return [
        {
            "lead_id": lead_id,
            "occurred_at": draw(st.sampled_from(pool)),
            "activity_type": draw(st.sampled_from(DID)),
            "asset": draw(st.sampled_from(ASSETS)),
            "direction": draw(st.sampled_from(["inbound", "inbound", "outbound", "outbound", None])),
            "person_id": draw(st.sampled_from([None, *PERSONS])),
            "outcome": draw(outcomes),
        }
        for _ in range(draw(st.sampled_from([0, 0, 1, 2, 3, 4, 6])))
    ]


@st.composite
def assignment_rows(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a lead's assignments: none, ties, and again to the same person."""
    return [
        {"lead_id": lead_id, "person_id": draw(persons), "assigned_at": draw(st.sampled_from(pool))}
        for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2, 3, 4])))
    ]


@st.composite
def answers(draw: st.DrawFn, lead_id: str, given: list[Row]) -> tuple[list[Row], list[Row]]:
    """Draw what usually follows an assignment: a touch, and a sales lead or an exit; both soon or late, or never."""
    if not given or draw(st.sampled_from([False, False, True])):
        return [], []
    touch: Row = {"activity_type": "call", "asset": None, "direction": "outbound", "person_id": draw(persons)}
    at = draw(st.sampled_from(given))["assigned_at"] + draw(gaps)
    end = moved(draw(endings), at + draw(gaps), draw(st.sampled_from(REASONS)), of=lead_id)
    rows = [{**touch, "lead_id": lead_id, "occurred_at": at, "outcome": draw(outcomes)}]
    which = draw(st.sampled_from(["both", "touch", "touch", "end"]))
    return rows if which != "end" else [], [end] if which != "touch" else []


@st.composite
def lead_rows(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> Row:
    """Draw a lead, usually created first in its own life; `fit_band` is what the scoring makes of it."""
    row: Row = {
        "lead_id": lead_id,
        "created_at": draw(st.sampled_from([pool[0], pool[0], pool[0], *pool])),
        "source": draw(st.sampled_from(["web", "web", "web", "event", None])),
        "campaign": draw(st.sampled_from(["spring", None])),
        "country": draw(st.sampled_from(["ES", "US", None])),
        "industry": draw(st.sampled_from(["software", None])),
        "marketing_role": draw(st.sampled_from(["demand_generation", None])),
        "grade": draw(st.sampled_from(["a", "a", "a", *BANDS])),
        "budget": draw(st.sampled_from([None, True, False])),
        "priority": draw(st.sampled_from(PRIORITIES)),
    }
    return {**row, "fit_band": band(SCORING, fit(SCORING, row))}


@st.composite
def companies(draw: st.DrawFn, max_leads: int = 6) -> Company:
    """Draw a company of a few leads; the people are always the same."""
    found = Company(people=[dict(row) for row in PEOPLE])
    for number in range(draw(st.integers(1, max_leads))):
        lead_id, pool = f"l{number}", draw(moments_of())
        found.leads.append(draw(lead_rows(lead_id, pool)))
        found.stage_changes += draw(stage_rows(lead_id, pool))
        found.activities += draw(activity_rows(lead_id, pool))
        given = draw(assignment_rows(lead_id, pool))
        touched, ended = draw(answers(lead_id, given))
        found.assignments += given
        found.activities += touched
        found.stage_changes += ended
        if draw(st.sampled_from([False, False, True])):
            made, changed = draw(deals(lead_id, pool))
            found.opportunities += made
            found.opportunity_changes += changed
    return found


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    """Draw a period and an as-of around the same dates; the period is never turned round, and may end after as-of."""
    since, until = sorted(draw(st.lists(starts, min_size=2, max_size=2, unique=True)))
    as_of = draw(st.one_of(st.none(), starts, starts.map(lambda at: at + timedelta(days=2))))
    return Cut(draw(st.sampled_from([None, since])), draw(st.sampled_from([None, until])), as_of)


def written(value: object) -> object:
    """Write one value as a careless CRM does, some words with spaces around them; what reads them trims them."""
    return f" {value} " if value in PADDED else text(value)


def to_tables(company: Company) -> dict[str, list[dict[str, Any]]]:
    """Give the canonical tables (columns in COLUMNS, None = empty), moments as ISO 8601 with Z."""
    people = [{**row, "name": f"Person {row['person_id']}"} for row in company.people]
    tables = {**vars(company), "people": people}
    return {
        name: [{column: written(row.get(column)) for column in COLUMNS[name]} for row in tables[name]]
        for name in COLUMNS
    }


def to_agreement(rules: Rules, settings: Settings) -> dict[str, Any]:
    """Give the rules and settings as the tables of an agreement file; the naive functions read the same dict."""
    return {**histories.to_agreement(rules), **settings}
