"""Random companies, rules and cuts: few leads, few moments, so that everything ties with everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from .company import Company, Row, Rules
from .episodes import EXITS, STAGES

T0 = datetime(2025, 3, 3)  # a Monday, where lives written by hand begin
BASE = datetime(2025, 3, 5)  # spring clock change of Madrid (30 March) and New York (9 March) inside
STEPS = 160  # of six hours: forty days
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

COLUMNS: dict[str, list[str]] = {
    "leads": [
        "lead_id",
        "created_at",
        "source",
        "campaign",
        "country",
        "industry",
        "marketing_role",
        "grade",
    ],
    "activities": ["lead_id", "occurred_at", "activity_type", "direction", "person_id", "outcome"],
    "stage_changes": ["lead_id", "stage", "entered_at", "reason", "estimated"],
    "assignments": ["lead_id", "person_id", "assigned_at"],
    "opportunities": ["opportunity_id", "lead_id", "created_at"],
    "opportunity_changes": ["opportunity_id", "changed_at", "stage"],
    "people": ["person_id", "name", "role", "team"],
}

# The column `grade` stands for the fit band: with SCORING below, a grade gives exactly this band.
BANDS: dict[str, str | None] = {"a": "40", "b": "20", "c": "0", "z": None}
GRADES = {band: grade for grade, band in BANDS.items()}
SCORING: dict[str, Any] = {
    "fit_cap": 70,
    "fit_at_least_zero": False,
    "fit_bands": [0, 20, 40],
    "fit": [
        {"name": f"grade {grade}", "column": "grade", "equals": grade, "points": points}
        for grade, points in (("a", 45), ("b", 25), ("c", 5), ("z", -10))
    ],
}

MEANINGFUL = ("form_submit", "webinar_attended", "call")
ACTIVITY_TYPES = (*MEANINGFUL, "email_open")
DERIVABLE = ("engaged", "opportunity", "customer", "lost")
PERSONS = ("p1", "p2", "p3")
TEAMS = {"p1": "north", "p2": "south", "p3": None}
REASONS = (None, None, "price", "spam", "Timing", "éclair")
DEAL_STAGES = ("won", "lost", "proposal", "won", "lost", None, " Won ", "LOST", "negotiation")

moments = st.integers(0, STEPS).map(lambda step: BASE + step * timedelta(hours=6))
nudges = st.sampled_from([0, 0, 0, 0, 0, 1, -1]).map(lambda seconds: seconds * SECOND)
persons = st.sampled_from(PERSONS)


@dataclass(frozen=True)
class Cut:
    """A question's period and as-of."""

    since: datetime | None
    until: datetime | None
    as_of: datetime | None


def day(number: float, seconds: int = 0) -> datetime:
    """Give the moment so many days (and seconds) after the beginning of the lives written by hand."""
    return T0 + timedelta(days=number, seconds=seconds)


def lead(lead_id: str = "l", at: datetime = T0, **more: str | None) -> Row:
    """Write one lead by hand."""
    return {"lead_id": lead_id, "created_at": at, **more}


def moved(stage: str, at: datetime, reason: str | None = None, estimated: bool = False, of: str = "l") -> Row:
    """Write one row of stage_changes by hand."""
    return {"lead_id": of, "stage": stage, "entered_at": at, "reason": reason, "estimated": estimated}


def one(*changes: Row, **more: list[Row]) -> Company:
    """Write a company of the single lead `l` by hand."""
    return Company(leads=[lead()], stage_changes=list(changes), **more)


def some(lives: dict[str, list[Row]]) -> Company:
    """Write a company of several leads by hand, each with its changes."""
    rows = [{**row, "lead_id": name} for name, life in lives.items() for row in life]
    return Company(leads=[lead(name) for name in lives], stage_changes=rows)


def deal(name: str, created: datetime, *changes: tuple[datetime, str | None]) -> tuple[Row, list[Row]]:
    """Write an opportunity of the lead `l` and its changes by hand."""
    rows = [{"opportunity_id": name, "changed_at": at, "stage": stage} for at, stage in changes]
    return {"opportunity_id": name, "lead_id": "l", "created_at": created}, rows


def with_deals(*made: tuple[Row, list[Row]], changes: tuple[Row, ...] = ()) -> Company:
    """Write a company of the single lead `l` with opportunities by hand."""
    rows = [row for _, changed in made for row in changed]
    return one(*changes, opportunities=[row for row, _ in made], opportunity_changes=rows)


@st.composite
def pools(draw: st.DrawFn) -> list[datetime]:
    """Draw the few moments one lead's life is made of, in order; some a day and a second apart."""
    found = set(draw(st.lists(moments, min_size=2, max_size=5)))
    first = draw(st.sampled_from(sorted(found)))
    for step in draw(st.lists(st.sampled_from([DAY, DAY + SECOND, SECOND]), max_size=2)):
        found.add(first + step)
    return sorted(found)


@st.composite
def single(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw one entry or exit, anywhere: out of order, before creation, tied, estimated."""
    stage = draw(st.sampled_from(STAGES + EXITS))
    at = draw(st.sampled_from(pool)) + draw(nudges)
    reason = draw(st.sampled_from(REASONS)) if stage in EXITS else None
    return [moved(stage, at, reason, draw(st.sampled_from([False, False, True])), lead_id)]


@st.composite
def climb(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a walk up the funnel from some stage, perhaps jumping over some."""
    stages = sorted(draw(st.sets(st.sampled_from(STAGES), min_size=2, max_size=6)), key=STAGES.index)
    times = sorted(draw(st.lists(st.sampled_from(pool), min_size=len(stages), max_size=len(stages))))
    flag = draw(st.sampled_from([False, False, False, True]))
    return [moved(stage, at, None, flag, lead_id) for stage, at in zip(stages, times, strict=True)]


@st.composite
def returning(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw an exit, a later (or tied) entry, and perhaps one more exit of the lead already out."""
    at = draw(st.sampled_from(pool))
    gap = draw(st.sampled_from([timedelta(0), SECOND, DAY, 3 * DAY]))
    exit_ = moved(draw(st.sampled_from(EXITS)), at, draw(st.sampled_from(REASONS)), of=lead_id)
    back = moved(draw(st.sampled_from(STAGES)), at + gap, of=lead_id)
    again = moved(draw(st.sampled_from(EXITS)), at + draw(st.sampled_from([SECOND, gap])), of=lead_id)
    return [exit_, back, again] if draw(st.booleans()) else [exit_, back]


@st.composite
def echo(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a customer followed by another stage after exactly one day, or one second more."""
    at = draw(st.sampled_from(pool))
    gap = draw(st.sampled_from([timedelta(0), SECOND, DAY, DAY + SECOND, DAY + SECOND]))
    after = draw(st.sampled_from(STAGES + EXITS))
    return [moved("customer", at, of=lead_id), moved(after, at + gap, of=lead_id)]


@st.composite
def stage_histories(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a lead's rows of stage_changes, in any order."""
    pieces = st.one_of([kind(lead_id, pool) for kind in (single, single, climb, returning, returning, echo)])
    rows = [row for piece in draw(st.lists(pieces, max_size=5)) for row in piece]
    return draw(st.permutations(rows))


@st.composite
def deals(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> tuple[list[Row], list[Row]]:
    """Draw a lead's opportunities and their changes."""
    made, changed = [], []
    for number in range(draw(st.sampled_from([0, 0, 1, 2, 3]))):
        name = f"{lead_id}-o{number}"
        made.append({"opportunity_id": name, "lead_id": lead_id, "created_at": draw(st.sampled_from(pool))})
        for _ in range(draw(st.integers(0, 5))):
            at = draw(st.sampled_from(pool)) + draw(nudges)
            stage = draw(st.sampled_from(DEAL_STAGES))
            changed.append({"opportunity_id": name, "changed_at": at, "stage": stage})
    return made, changed


@st.composite
def activity_rows(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a lead's activities."""
    return [
        {
            "lead_id": lead_id,
            "occurred_at": draw(st.sampled_from(pool)) + draw(nudges),
            "activity_type": draw(st.sampled_from(ACTIVITY_TYPES)),
            "direction": draw(st.sampled_from(["inbound", "inbound", "outbound", None])),
            "person_id": draw(st.sampled_from([None, *PERSONS])),
            "outcome": draw(st.sampled_from([None, "connected", "attempted"])),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]


@st.composite
def assignment_rows(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> list[Row]:
    """Draw a lead's assignments."""
    size = draw(st.integers(0, 3))
    return [
        {"lead_id": lead_id, "person_id": draw(persons), "assigned_at": draw(st.sampled_from(pool))}
        for _ in range(size)
    ]


@st.composite
def lead_rows(draw: st.DrawFn, lead_id: str, pool: list[datetime]) -> Row:
    """Draw a lead, usually created early in its own life."""
    return {
        "lead_id": lead_id,
        "created_at": draw(st.sampled_from([pool[0], pool[0], pool[0], *pool])),
        "source": draw(st.sampled_from(["web", "event", None])),
        "campaign": draw(st.sampled_from(["spring", None])),
        "country": draw(st.sampled_from(["ES", "US", None])),
        "industry": draw(st.sampled_from(["software", None])),
        "marketing_role": draw(st.sampled_from(["demand_generation", None])),
        "fit_band": draw(st.sampled_from(list(BANDS.values()))),
    }


@st.composite
def companies(draw: st.DrawFn, max_leads: int = 6) -> Company:
    """Draw a company of a few leads."""
    found = Company(people=[{"person_id": name, "team": TEAMS[name]} for name in PERSONS])
    for number in range(draw(st.integers(1, max_leads))):
        lead_id, pool = f"l{number}", draw(pools())
        found.leads.append(draw(lead_rows(lead_id, pool)))
        found.stage_changes += draw(stage_histories(lead_id, pool))
        found.activities += draw(activity_rows(lead_id, pool))
        found.assignments += draw(assignment_rows(lead_id, pool))
        made, changed = draw(deals(lead_id, pool))
        found.opportunities += made
        found.opportunity_changes += changed
    return found


@st.composite
def rule_sets(draw: st.DrawFn) -> Rules:
    """Draw what an agreement may say about the funnel."""
    return Rules(
        derive=draw(st.one_of(st.just(set(DERIVABLE)), st.sets(st.sampled_from(DERIVABLE)))),
        meaningful=draw(st.sets(st.sampled_from(ACTIVITY_TYPES), min_size=1)),
        skipped=draw(st.sampled_from(["passed", "passed", "dropped"])),
        window_days={stage: draw(st.sampled_from([0, 1, 2, 5, 10, 60])) for stage in STAGES[:-1]},
        timezone=draw(st.sampled_from(["UTC", "Europe/Madrid", "America/New_York", "Asia/Kolkata"])),
    )


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    """Draw a period and an as-of from the same grid; the period is never turned round."""
    ends = sorted(draw(st.lists(moments, min_size=2, max_size=2, unique=True)))
    since = draw(st.sampled_from([None, ends[0], ends[0], ends[0] + SECOND]))
    until = draw(st.sampled_from([None, ends[1], ends[1], ends[1] + SECOND]))
    as_of = draw(st.one_of(st.none(), moments))
    return Cut(since, until, as_of)


def text(value: object) -> object:
    """Write one value as the canonical folder has it."""
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def to_tables(company: Company) -> dict[str, list[dict[str, Any]]]:
    """Give the canonical tables (columns in COLUMNS, None = empty), moments as ISO 8601 with Z."""
    leads = [{**row, "grade": GRADES[row["fit_band"]]} for row in company.leads]
    people = [{**row, "name": f"Person {row['person_id']}", "role": "sdr"} for row in company.people]
    tables = {**vars(company), "leads": leads, "people": people}
    return {
        name: [{column: text(row.get(column)) for column in COLUMNS[name]} for row in tables[name]] for name in COLUMNS
    }


def to_agreement(rules: Rules) -> dict[str, Any]:
    """Give the rules as the tables of an agreement file, with the scoring that makes `grade` the fit band."""
    return {
        "timezone": rules.timezone,
        "stages": {
            "derive": sorted(rules.derive, key=DERIVABLE.index),
            "meaningful": sorted(rules.meaningful),
            "skipped": rules.skipped,
            "window_days": dict(rules.window_days),
        },
        "scoring": SCORING,
    }
