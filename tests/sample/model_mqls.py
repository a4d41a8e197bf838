"""Model MQLs the slow way: one lead, one episode, one activity at a time, straight from the text of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq

from leaddash import agreement
from tests.naive.company import Company, Row, Rules, apart
from tests.naive.episodes import STAGES, Episode, run_lead
from tests.naive.fit import fit

DATES_BETWEEN = {"every": 0, "1/day": 1, "1/week": 7, "1/month": 30, "1/90 days": 90}
TINY = 1e-6
TABLES = ("leads", "activities", "stage_changes", "assignments", "opportunities", "opportunity_changes")


@dataclass(frozen=True)
class Verdict:
    """One episode: when the model makes it an MQL, and when the CRM first recorded that."""

    episode: Episode
    modelled: datetime | None
    recorded: datetime | None


def read(folder: Path) -> Company:
    """Read a generated company's Parquet files as plain rows."""
    return Company(**{name: _rows(folder / f"{name}.parquet") for name in TABLES})


def _rows(path: Path) -> list[Row]:
    """The rows of a file, moments of UTC without saying so."""
    found = pq.read_table(path).to_pylist()
    return [{name: _plain(cell) for name, cell in row.items()} for row in found]


def _plain(cell: Any) -> Any:
    return cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell


def verdicts(company: Company) -> Iterator[Verdict]:
    """Say of each episode what the default agreement's model and the CRM make of it."""
    rules = agreement.default()
    stages = Rules(set(rules.stages.derive), set(rules.stages.meaningful), timezone=rules.timezone)
    scoring = agreement.dump(rules)["scoring"]
    for _, alone in sorted(apart(company).items()):
        lead, run = alone.leads[0], run_lead(alone, stages, alone.leads[0])
        for number, episode in enumerate(run):
            ends = run[number + 1].began_at if number + 1 < len(run) else datetime.max
            modelled = model_mql(alone, lead, episode, ends, scoring, ZoneInfo(rules.timezone))
            yield Verdict(episode, modelled, recorded_mql(alone, episode, ends))


def recorded_mql(company: Company, episode: Episode, ends: datetime) -> datetime | None:
    """Give the first entry into the stage that the CRM wrote down for the episode."""
    moments = [row["entered_at"] for row in company.stage_changes if row["stage"] == "mql"]
    return min((at for at in moments if episode.began_at <= at < ends), default=None)


def model_mql(
    company: Company, lead: Row, episode: Episode, ends: datetime, scoring: dict[str, Any], zone: ZoneInfo
) -> datetime | None:
    """Give the first moment of an episode at which it becomes a model MQL."""
    points = fit(scoring, lead)
    past: list[tuple[dict[str, Any], date]] = []
    if is_mql(points, past, local_date(lead["created_at"], zone), scoring) and episode.began_at == lead["created_at"]:
        return episode.began_at
    for at, row in in_order(company, lead):
        rule = next((one for one in scoring["behaviour"] if matches(one, row)), None)
        if rule is None:
            continue
        today = local_date(at, zone)
        counts = is_counted(rule, past, today)
        if counts:
            past.append((rule, today))
        if not belongs(episode, at, ends) or at >= proven_at(episode):
            continue
        raised = rule["hand_raise"] and (scoring["fit_floor"] == "none" or points >= scoring["fit_floor"] - TINY)
        if raised or (counts and is_mql(points, past, today, scoring)):
            return at
    return None


def in_order(company: Company, lead: Row) -> list[tuple[datetime, Row]]:
    rows = [(max(row["occurred_at"], lead["created_at"]), row) for row in company.activities]
    return sorted(rows, key=lambda one: (one[0], one[1]["activity_type"], one[1]["asset"] or "", one[1]["activity_id"]))


def belongs(episode: Episode, at: datetime, ends: datetime) -> bool:
    return episode.began_at <= at < ends and (episode.exited_at is None or at <= episode.exited_at)


def proven_at(episode: Episode) -> datetime:
    """Give the earliest entry into sales lead or a later stage: what follows it proves nothing."""
    return min((episode.entered[stage] for stage in STAGES[4:] if stage in episode.entered), default=datetime.max)


def matches(rule: dict[str, Any], row: Row) -> bool:
    if row["activity_type"] not in rule["activity_type"]:
        return False
    if rule.get("direction") not in (None, row["direction"]):
        return False
    if rule.get("asset") is None:
        return True
    glob = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in rule["asset"])
    return bool(row["asset"] and re.fullmatch(glob, row["asset"], re.IGNORECASE | re.DOTALL))


def is_counted(rule: dict[str, Any], past: list[tuple[dict[str, Any], date]], today: date) -> bool:
    before = [day for counted, day in past if counted is rule]
    if not before:
        return True
    return rule["limit"] != "once" and (today - before[-1]).days >= DATES_BETWEEN[rule["limit"]]


def is_mql(points: float, past: list[tuple[dict[str, Any], date]], today: date, scoring: dict[str, Any]) -> bool:
    """Compare the score, its intent and its behaviour with the threshold and the floors."""
    halves = scoring["half_life_days"]
    parts = [(rule, rule["points"] * (2 ** (-(today - day).days / halves) if halves else 1.0)) for rule, day in past]
    behaviour = sum(part for _, part in parts)
    intent = sum(part for rule, part in parts if rule["kind"] == "intent")
    return (
        points + behaviour >= scoring["threshold"] - TINY
        and at_least(points, scoring["fit_floor"])
        and at_least(intent, scoring["intent_floor"])
        and (scoring["behaviour_floor"] == "none" or behaviour > scoring["behaviour_floor"] + TINY)
    )


def at_least(points: float, floor: float | str) -> bool:
    return isinstance(floor, str) or points >= floor - TINY


def local_date(at: datetime, zone: ZoneInfo) -> date:
    return at.replace(tzinfo=UTC).astimezone(zone).date()
