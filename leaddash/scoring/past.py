"""The pasts of some leads, activity by activity: which of them a model counts, and what each is worth at a moment."""

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
from leaddash.clock_changes import DAY_SECONDS
from leaddash.scoring.coding import Coded, coded
from leaddash.scoring.numbers import decay
from leaddash.scoring.tape import Array

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Past:
    """Every activity of some leads by as-of in running order, and the events that a model makes of them.

    `activities` has the columns lead, at, place of the rule, activity_type, asset, activity_id. `origin` is by event
    the row of the activity it comes from; -1 for events that only fill a gap or begin an episode.
    """

    activities: pa.Table
    coded: Coded
    origin: Array


def past(db: duckdb.DuckDBPyConnection, rules: Agreement, leads: Array | None, as_of: datetime) -> Past:
    """What a model's rules and limits make of the past of some leads, given by rising numbers (None: of all leads)."""
    sql = statements.with_imports(HERE / "lead_activities.sql")
    parameters = {**behaviour_rules(rules), "as_of": as_of, "leads": None if leads is None else leads.tolist()}
    done = db.sql(sql, params=parameters).to_arrow_table()
    place = np.asarray(done["place"].fill_null(-1).to_numpy())
    matched = np.flatnonzero(place >= 0)
    columns = {name: np.asarray(done[name].to_numpy())[matched] for name in ("lead", "at")}
    events = coded(db, rules, {**columns, "place": place[matched]}, leads)
    origins = events.events.origins
    return Past(done, events, np.where(origins < 0, -1, np.append(matched, -1)[origins]))


@dataclass(frozen=True)
class Contributions:
    """The counted activities of a past as they are worth at a moment, one value of each array per activity.

    Its row among the `activities`, the place of its rule, local days from it to the moment, and the points left then.
    """

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
    return np.asarray((seconds + clock[np.searchsorted(shifts, seconds, side="right") - 1]) // DAY_SECONDS)
