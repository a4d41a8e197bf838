"""Tapes of small companies, coded from tables in memory that the naive episodes fill, and the naive answers to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from leaddash import agreement, scoring, statements
from leaddash.agreement import Agreement
from leaddash.scoring import Array, Mqls, Numbers, Tape
from leaddash.snapshots.tables import MODELS
from tests.naive import scoring as naive
from tests.naive import scoring_histories as histories
from tests.naive import scoring_settings as settings
from tests.naive.company import Company, Rules
from tests.naive.episodes import RANK, Episode
from tests.naive.histories import DAY, SECOND, rule_sets
from tests.naive.sales import Life, known

Told = dict[str, Any]
Key = tuple[str, int]
EPOCH = datetime(1970, 1, 1)
LONG_GAPS = (65_534, 65_535, 65_536, 65_537, 131_070, 131_071, 200_000)
"""Days at the edges of what one event, or two, can tell: 179 years and more."""
MOMENT = pa.timestamp("us")
LEAD = {"lead": pa.int32(), "lead_id": pa.string(), "created_at": MOMENT}
ACTIVITY = {
    "lead": pa.int32(),
    "occurred_at": MOMENT,
    **dict.fromkeys(("activity_type", "asset", "direction", "activity_id"), pa.string()),
}
EPISODE = {"lead": pa.int32(), "episode": pa.int32(), "began_at": MOMENT, "holds_until": MOMENT}
STAGE = {
    "lead": pa.int32(),
    "episode": pa.int32(),
    "rank": pa.int8(),
    "entered_at": MOMENT,
    "skipped_before": pa.bool_(),
}
ATTRIBUTE = {
    **dict.fromkeys(("lead_id", "source", "country", "industry", "job_title", "grade"), pa.string()),
    "employees": pa.float64(),
    "budget": pa.bool_(),
}


@dataclass(frozen=True)
class World:
    """A company, what its agreement says about the funnel, its leads in the tape's order, and its tables."""

    company: Company
    rules: Rules
    lives: list[Life]
    db: duckdb.DuckDBPyConnection

    def told(self, model: settings.Settings) -> Told:
        """The whole agreement with a scoring model, as the naive implementation reads it."""
        return histories.to_agreement(self.rules, model)

    def parsed(self, model: settings.Settings) -> Agreement:
        """The same, as ours reads it."""
        return agreement.parse(self.told(model))

    def coded(self, model: settings.Settings) -> Tape:
        """The tape of a scoring model."""
        return scoring.code(self.db, self.parsed(model))

    def recoded(self, own: Tape, model: settings.Settings) -> Tape:
        """A tape for a proposal: as much of the one there is as its rules let stand."""
        rules = self.parsed(model)
        if own.coded_by != scoring.coded_by(rules):
            return scoring.code(self.db, rules)
        return own.with_fits(*scoring.fits(self.db, rules), scoring.fitted_by(rules))

    def numbers(self, tape: Tape, model: settings.Settings) -> Numbers:
        """What a scoring model comes to on a tape."""
        return scoring.numbers(tape, self.parsed(model))

    def keys(self, tape: Tape, mqls: Mqls) -> list[Key]:
        """The lead and the number of the episode of some MQLs."""
        numbers = mqls.rows - tape.rows[mqls.leads].astype(np.int64) + 1
        return [(self.lives[lead].lead["lead_id"], int(n)) for lead, n in zip(mqls.leads, numbers, strict=True)]

    def found(self, tape: Tape, numbers: Numbers) -> dict[Key, tuple[datetime, list[float]]]:
        """By episode that becomes an MQL its second, and fit, behaviour and intent then."""
        mqls = scoring.first_moments(tape, numbers)
        scores = scoring.scores_after(tape, numbers, mqls).tolist()
        moments = [EPOCH + timedelta(seconds=int(at)) for at in mqls.at]
        return dict(zip(self.keys(tape, mqls), zip(moments, scores, strict=True), strict=True))

    def expected(self, model: settings.Settings) -> dict[Key, tuple[datetime, list[float]]]:
        """The same by the naive replay."""
        rows = naive.replay(self.company, self.rules, self.told(model))
        return {
            (row["lead_id"], row["episode"]): (row["mql_at"], [row["fit"], row["behaviour"], row["intent"]])
            for row in rows
            if row["mql_at"] is not None
        }


def second(moment: datetime) -> int:
    """A moment as seconds since 1970."""
    return (moment - EPOCH) // SECOND


def world(company: Company, rules: Rules) -> World:
    """A company's tables as a build would make them, its episodes from the naive implementation."""
    lives = known(company, replace(rules, skipped="passed"), {}).lives
    tables: dict[str, list[dict[str, Any]]] = {"leads": [], "activities": [], "episodes": [], "stage_episodes": []}
    for number, life in enumerate(lives, start=1):
        tables["leads"].append({**life.lead, "lead": number})
        tables["activities"] += [{**row, "lead": number, "occurred_at": row["at"]} for row in life.activities]
        for one in life.episodes:
            row = {"lead": number, "episode": one.number, "began_at": one.began_at, "holds_until": _holds(one)}
            tables["episodes"].append(row)
            tables["stage_episodes"] += [{**row, **stage} for stage in _stages(one)]
    tables["lead_attributes"] = [life.lead for life in lives]
    db = duckdb.connect(config={"threads": 1})
    db.execute(statements.read(MODELS / "macros.sql"))
    for name, columns in zip(tables, (LEAD, ACTIVITY, EPISODE, STAGE, ATTRIBUTE), strict=True):
        rows = [
            {column: None if row.get(column) == "" else row.get(column) for column in columns} for row in tables[name]
        ]
        db.register(name, pa.Table.from_pylist(rows, schema=pa.schema(columns)))
    db.execute(f"create table activity_kinds as {statements.read(MODELS / 'marts' / 'activity_kinds.sql')}")
    return World(company, rules, lives, db)


def _holds(one: Episode) -> datetime | None:
    """The last second that belongs to an episode."""
    if one.exited_at is not None or one.ended_at is None:
        return one.exited_at
    return one.ended_at - SECOND


def _stages(one: Episode) -> list[dict[str, Any]]:
    first = min((RANK[stage] for stage in one.skipped), default=len(RANK) + 1)
    return [
        {"rank": RANK[stage], "entered_at": at, "skipped_before": RANK[stage] >= first}
        for stage, at in one.entered.items()
    ]


def random_world(number: int, leads: int = 20, most: int = 40) -> tuple[World, Random]:
    """The company of a number, the same one every time, and the chance that drew it."""
    rng = Random(f"tape {number}")
    rules = Rules(
        derive={"engaged", "opportunity", "customer", "lost"},
        meaningful={"form_submit", "call"},
        skipped=rng.choice(("passed", "dropped")),
        window_days={},
        timezone=rng.choice(("UTC", "Europe/Madrid", "America/New_York", "Asia/Kolkata")),
    )
    return world(histories.random_company(rng, leads, most), rules), rng


@st.composite
def cases(draw: st.DrawFn, max_leads: int = 4, most: int = 14) -> tuple[World, list[settings.Settings]]:
    """A small company, an agreed scoring model, and two proposals: one near it, one that is nothing like it."""
    company, rules = draw(histories.companies(max_leads, most)), draw(rule_sets())
    rng = draw(settings.randoms)
    agreed = settings.scoring(rng)
    return world(company, rules), [agreed, settings.changed(rng, agreed), settings.scoring(rng)]


@st.composite
def ancient(draw: st.DrawFn) -> tuple[World, list[settings.Settings]]:
    """The same, with leads that were created, and did something, centuries before all else."""
    found, models = draw(cases(max_leads=3, most=8))
    leads, activities = [], list(found.company.activities)
    for lead in found.company.leads:
        mine = [row["occurred_at"] for row in activities if row["lead_id"] == lead["lead_id"]]
        born = min([lead["created_at"], *mine]) - draw(st.sampled_from(LONG_GAPS)) * DAY
        leads.append({**lead, "created_at": born})
        rule = draw(st.sampled_from(models[0]["behaviour"] or [{"activity_type": "call"}]))
        kind = rule["activity_type"]
        row = {"lead_id": lead["lead_id"], "occurred_at": born, "activity_id": None, "direction": rule.get("direction")}
        activities.append({**row, "activity_type": kind if isinstance(kind, str) else kind[0], "asset": "pricing"})
    company = Company(**{**vars(found.company), "leads": leads, "activities": activities})
    return world(company, found.rules), models


def thresholds(tape: Tape, numbers: Numbers) -> Array:
    """Rising thresholds: those a model may ask, and scores that are met exactly."""
    places = np.arange(min(12, len(tape.codes)))
    leads = np.searchsorted(tape.offsets, places, side="right") - 1
    met = scoring.scores_after(tape, numbers, Mqls(places, leads, places, places))[:, :2].sum(axis=1)
    exact = [round(float(score), 6) for score in met]
    return np.array(sorted({*settings.THRESHOLDS, *exact, -1e6}), dtype=np.float64)
