"""Some leads' pasts activity by activity: what each was worth, and how two models see the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from leaddash import statements
from leaddash.agreement import Agreement
from leaddash.agreement.parameters import behaviour_rules
from leaddash.clock_changes import DAY
from leaddash.scoring.coding import Coded, coded
from leaddash.scoring.numbers import decay
from leaddash.scoring.tape import Array

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Past:
    """Every activity of some leads by as-of in running order, and the events that a model makes of them.

    `activities`: lead, at, place of the rule, activity_type, asset, activity_id. `origin` is by event the activity's
    place, -1 for events that only tell time.
    """

    activities: pa.Table
    coded: Coded
    origin: Array


def past(db: duckdb.DuckDBPyConnection, rules: Agreement, leads: Array | None, as_of: datetime) -> Past:
    """What a model's rules and limits make of the past of some leads, in the order of their numbers; None: of all."""
    sql = statements.with_imports(HERE / "lead_activities.sql")
    asked = {**behaviour_rules(rules), "as_of": as_of, "leads": None if leads is None else leads.tolist()}
    done = db.sql(sql, params=asked).to_arrow_table()
    place = np.asarray(done["place"].fill_null(-1).to_numpy())
    mine = np.flatnonzero(place >= 0)
    told = {name: np.asarray(done[name].to_numpy())[mine] for name in ("lead", "at")}
    events = coded(db, rules, {**told, "place": place[mine]}, leads)
    origins = events.events.origins
    return Past(done, events, np.where(origins < 0, -1, np.append(mine, -1)[origins]))


@dataclass(frozen=True)
class Contributions:
    """Counted activities: place among the activities, place of the rule, days to the moment asked, points left then."""

    activities: Array
    rules: Array
    days: Array
    points: Array


def contributions(of: Past, rules: Agreement, second: int) -> Contributions:
    """What each counted activity is worth at a second of UTC."""
    events, behaviour = of.coded.events, rules.scoring.behaviour
    counted = np.flatnonzero((of.origin >= 0) & (events.codes < len(behaviour)))
    days = local_days(of.coded, np.array([second]))[0] - local_days(of.coded, events.at[counted])
    worth = np.array([*(rule.points for rule in behaviour), 0.0])
    points = worth[events.codes[counted]]
    left = decay(rules.scoring.half_life_days)
    return Contributions(
        of.origin[counted], events.codes[counted], days, points * left[np.clip(days, 0, len(left) - 1)]
    )


def local_days(of: Coded, seconds: Array) -> Array:
    """Local dates of seconds of UTC, in days since 1970."""
    shifts, clock = of.limits.shifts, of.limits.clock
    return np.asarray((seconds + clock[np.searchsorted(shifts, seconds, side="right") - 1]) // DAY)
