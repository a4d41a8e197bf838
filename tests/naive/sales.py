"""Sales the slow way: who was given a lead when, who touched it, what an activity means, and whose slice it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from .company import Company, Row, Rules, apart, default_as_of, truncated
from .episodes import RANK, SECOND, STAGES, Episode, episodes
from .fit import band, fit
from .slices import DIMENSIONS, Filters
from .working_time import Calendar, is_open, local, never_opens_on

Agreement = Mapping[str, Any]
Period = tuple[datetime, datetime]

SATURDAY = 5
HOT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Life:
    """One lead: its passes, its assignments (one per second) and its activities in order, no moment before creation."""

    lead: Row
    episodes: list[Episode]
    assignments: list[tuple[datetime, str]]
    activities: list[Row]


@dataclass(frozen=True)
class Known:
    """What was known at as-of, and of what the whole snapshot, whenever, has any evidence.

    `assigned`: it holds an assignment; `touched`: an activity has a person; `contacted`: one has the outcome connected.
    """

    agreement: Agreement
    as_of: datetime
    assigned: bool
    touched: bool
    contacted: bool
    people: dict[str, Row]
    lives: list[Life]


def known(company: Company, rules: Rules, agreement: Agreement, as_of: datetime | None = None) -> Known:
    """Tell what was known of a company at as-of; to drop skipped stages is a reading of the funnel's numbers only."""
    moment = as_of if as_of is not None else default_as_of(company)
    people = {row["person_id"]: row for row in company.people}
    alone = sorted(apart(truncated(company, moment)).items())
    whole = replace(rules, skipped="passed")
    touched = any(row.get("person_id") for row in company.activities)
    contacted = any(is_contact(row) for row in company.activities)
    lives = [life(one, whole) for _, one in alone]
    return Known(agreement, moment, bool(company.assignments), touched, contacted, people, lives)


def life(alone: Company, rules: Rules) -> Life:
    """Put the rows of one lead in order."""
    lead = alone.leads[0]
    given: dict[datetime, str] = {}
    for row in alone.assignments:
        at = max(row["assigned_at"], lead["created_at"])
        given[at] = max(row["person_id"], given.get(at, ""))
    done = [{**row, "at": max(row["occurred_at"], lead["created_at"])} for row in alone.activities]
    return Life(lead, episodes(alone, rules), sorted(given.items()), sorted(done, key=lambda row: row["at"]))


def period(since: datetime | None, until: datetime | None, as_of: datetime) -> Period:
    """Fill in the period: from the beginning of time, to one second after as-of; one that was asked for stands."""
    begin = since if since is not None else datetime.min
    return begin, until if until is not None else as_of + SECOND


# Who and when


def belongs(episode: Episode, at: datetime) -> bool:
    """Say whether what happened at a moment belongs to an episode."""
    if at < episode.began_at:
        return False
    if episode.exited_at is not None:
        return at <= episode.exited_at
    return episode.ended_at is None or at < episode.ended_at


def holder_at(life: Life, moment: datetime) -> str | None:
    """Name who holds the lead at the end of a second, whenever it was assigned."""
    persons = [person for at, person in life.assignments if at <= moment]
    return persons[-1] if persons else None


def holdings(life: Life) -> list[tuple[datetime, str]]:
    """List who held the lead from when on; given to the one who has it, it does not change hands."""
    found: list[tuple[datetime, str]] = []
    for at, person in life.assignments:
        if not found or found[-1][1] != person:
            found.append((at, person))
    return found


def hand_over(known: Known, life: Life, episode: Episode) -> datetime | None:
    """Give the first assignment of an episode; the entry into mql where nobody was ever assigned anything."""
    if not known.assigned:
        return episode.entered.get("mql")
    return next((at for at, _ in life.assignments if belongs(episode, at)), None)


def is_touch(activity: Row) -> bool:
    """Say whether a person reached out, or was reached."""
    if not activity.get("person_id"):
        return False
    said = activity.get("direction")
    return said == "outbound" or (said == "inbound" and is_contact(activity))


def is_contact(activity: Row) -> bool:
    """Say whether the two sides talked."""
    return activity.get("outcome") == "connected"


def touches(life: Life, episode: Episode) -> list[datetime]:
    """List the moments at which a person touched the lead in an episode."""
    return [row["at"] for row in life.activities if is_touch(row) and belongs(episode, row["at"])]


def contacts(life: Life, episode: Episode) -> list[datetime]:
    """List the moments of contact in an episode."""
    return [row["at"] for row in life.activities if is_contact(row) and belongs(episode, row["at"])]


def first_from(moments: list[datetime], start: datetime) -> datetime | None:
    """Give the first of some moments at or after the start."""
    return min((at for at in moments if at >= start), default=None)


def first_form(life: Life, episode: Episode) -> datetime | None:
    """Give the first form of an episode that the lead, not we, submitted."""
    for row in life.activities:
        if row["activity_type"] == "form_submit" and row.get("direction") != "outbound" and belongs(episode, row["at"]):
            found: datetime = row["at"]
            return found
    return None


def response_start(known: Known, life: Life, episode: Episode) -> datetime | None:
    """Give the moment at which the response clock of an episode starts."""
    start = known.agreement["response"]["start"]
    if start == "created":
        return episode.began_at if episode.number == 1 else None  # a later pass was not created
    return first_form(life, episode) if start == "form" else hand_over(known, life, episode)


def entry(episode: Episode, stage: str) -> datetime | None:
    """Give the earliest entry of an episode into a stage or any later one."""
    later = STAGES[RANK[stage] - 1 :]
    return min((at for name, at in episode.entered.items() if name in later), default=None)


def entry_is_estimated(episode: Episode, stage: str) -> bool:
    """Say whether that entry is estimated."""
    later = [name for name in STAGES[RANK[stage] - 1 :] if name in episode.entered]
    return bool(later) and later[0] in episode.estimated


def hand_over_is_estimated(known: Known, episode: Episode) -> bool:
    """Say whether the hand-over is: only where it is the entry into mql."""
    return not known.assigned and "mql" in episode.estimated


def gone_on(episode: Episode, start: datetime) -> datetime | None:
    """Give the first entry of an episode into sales_lead or later, if that came at or after the start."""
    at = entry(episode, "sales_lead")
    return at if at is not None and at >= start else None


def is_not_a_lead(agreement: Agreement, episode: Episode) -> bool:
    """Say whether an episode ended because it was no lead."""
    reasons = {reason.strip().lower() for reason in agreement["response"]["not_a_lead"]}
    return episode.exit == "disqualified" and (episode.reason or "").strip().lower() in reasons


# What an activity means


def first_rule(scoring: Mapping[str, Any], activity: Row) -> Row | None:
    """Find the first behaviour rule that matches an activity."""
    return next((rule for rule in scoring["behaviour"] if matches(rule, activity)), None)


def matches(rule: Mapping[str, Any], activity: Row) -> bool:
    """Compare type, asset and direction of an activity with a rule's."""
    types = rule["activity_type"]
    if activity["activity_type"] not in ([types] if isinstance(types, str) else types):
        return False
    if rule.get("direction") and activity.get("direction") != rule["direction"]:
        return False
    return not rule.get("asset") or is_like(activity.get("asset") or "", rule["asset"])


def is_like(asset: str, pattern: str) -> bool:
    """Compare a whole name with a pattern of `*` and `?`, case ignored; an empty name is like nothing."""
    return bool(asset) and glob(pattern).fullmatch(asset.lower()) is not None


@cache
def glob(pattern: str) -> re.Pattern[str]:
    """Spell a pattern of `*` and `?` as a regular expression."""
    return re.compile("".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern.lower()), re.DOTALL)


def raised_hand(known: Known, life: Life, start: datetime) -> bool:
    """Say whether the lead raised its hand in the 24 hours up to and including the start."""
    recent = [row for row in life.activities if start - HOT_FOR < row["at"] <= start]
    rules = [first_rule(known.agreement["scoring"], row) for row in recent]
    return any(rule is not None and rule.get("hand_raise", False) for rule in rules)


# Whose calendar, whose slice


def calendar_of(known: Known, person: str | None) -> Calendar:
    """Give the calendar of a person; the default one to nobody, and to who has none the agreement knows."""
    calendars: dict[str, Calendar] = known.agreement["calendars"]
    name = known.people.get(person or "", {}).get("calendar")
    return calendars.get(name or "default", calendars["default"])


def arrival_class(calendar: Calendar, moment: datetime) -> str:
    """Say whether a moment is in working hours, in the evening, or on a weekend (a day that never opens is one)."""
    if is_open(calendar, moment):
        return "working"
    day = local(calendar, moment).date()
    return "weekend" if day.weekday() >= SATURDAY or never_opens_on(calendar, day) else "evening"


def fit_band(scoring: Mapping[str, Any], lead: Row) -> str | None:
    """Name the fit band of a lead."""
    return band(scoring, fit(scoring, lead))


def early(scoring: Mapping[str, Any]) -> dict[str, Any]:
    """Give the rules without those on columns that reps fill in after talking."""
    late = {column.lower() for column in scoring["after_contact"]}
    return {**scoring, "fit": [rule for rule in scoring["fit"] if rule["column"].lower() not in late]}


def dimensions(known: Known, lead: Row, person: str | None) -> dict[str, str | None]:
    """Give the value of every dimension for a lead in somebody's hands."""
    found: dict[str, str | None] = {name: lead.get(name) for name in DIMENSIONS}
    found["fit_band"] = fit_band(known.agreement["scoring"], lead)
    found["person"], found["team"] = person, known.people.get(person or "", {}).get("team")
    return found


def passes(values: Mapping[str, str | None], filters: Filters | None) -> bool:
    """Say whether the values of the dimensions are among those wanted."""
    wanted = {name: chosen for name, chosen in (filters or {}).items() if chosen}
    return all(values[name] in wanted[name] for name in wanted)


def in_order(values: set[str | None]) -> list[str | None]:
    """List the values of a dimension, the missing one last."""
    return sorted(values, key=lambda value: (value is None, value or ""))
