"""The tables of a snapshot, made from the clean canonical tables by the files of `models/`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from leaddash import statements
from leaddash.agreement import Agreement
from leaddash.agreement.parameters import behaviour_rules, fit_rules, forecast_words
from leaddash.home import PACKAGE
from leaddash.snapshots import model_stages

MODELS = PACKAGE / "models"
MACROS = (MODELS / "macros.sql", MODELS / "deal_macros.sql")
MADE_BY_RULES = {"fits": "rules/fit_points", "signals": "rules/behaviour_signals"}
"""Tables that other rules would change: each is made by the statement that questions under other rules select from."""
ORDER = (
    "staging/stages",
    "staging/leads",
    "marts/activity_kinds",
    "marts/people",
    "marts/spend",
    "marts/assignments",
    "marts/holdings",
    "staging/opportunities",
    "staging/opportunity_states",
    "marts/opportunity_versions",
    "staging/derived_changes",
    "staging/stage_events",
    "staging/stage_links",
    "staging/episode_spans",
    "fits",
    "marts/deals",
    "marts/deal_states",
    "marts/episodes",
    "staging/episode_entries",
    "signals",
    "marts/stage_episodes",
    "staging/touches",
    "staging/hand_overs",
    "staging/clock_starts",
    "staging/clock_answers",
    "staging/clock_raises",
    "staging/episode_stages",
    "marts/clocks",
    "marts/episode_notes",
    "marts/warnings",
)
"""Tables in the order they are made."""
RESTING_ON_ENTRIES = ("staging/episode_entries", "marts/stage_episodes")
"""Tables made again once the scoring model has entered leads into its stages, where the agreement derives any so."""
LAST_OF_STAGES = RESTING_ON_ENTRIES[-1]
"""The table after which the model enters them."""
SCRATCH_TABLES = (
    "opportunity_states",
    "derived_changes",
    "stage_events",
    "stage_links",
    "episode_spans",
    "episode_entries",
    "signals",
    "touches",
    "hand_overs",
    "clock_starts",
    "clock_answers",
    "clock_raises",
    "episode_stages",
)
"""Tables that only a later one reads: they are left out of the snapshot."""


def make_tables(db: duckdb.DuckDBPyConnection, agreement: Agreement, progress: Callable[[str], None]) -> None:
    """Make every table of the snapshot in the database `snapshot`, those that are left out in `scratch`."""
    parameters = model_parameters(agreement)
    db.execute("set search_path = 'snapshot.main,scratch.main'")
    for macros in MACROS:
        db.execute(statements.read(macros))
    model_stages.make_empty(db)
    for path in ORDER:
        progress(path.rpartition("/")[2])
        _make(db, path, parameters)
        if path == LAST_OF_STAGES and model_stages.derived(agreement):
            model_stages.enter(db, agreement)
            for again in RESTING_ON_ENTRIES:
                _make(db, again, parameters)


def _make(db: duckdb.DuckDBPyConnection, path: str, parameters: dict[str, Any]) -> None:
    name = path.rpartition("/")[2]
    sql = statements.with_imports(MODELS / f"{MADE_BY_RULES.get(path, path)}.sql")
    home = "scratch" if name in SCRATCH_TABLES else "snapshot"
    db.execute(f"create or replace table {home}.main.{name} as {sql}", statements.named_in(sql, parameters))


def model_parameters(agreement: Agreement) -> dict[str, Any]:
    """Values of the `$parameters` that models name."""
    derives = {
        f"derives_{name}": name in agreement.stages.derive for name in ("engaged", "opportunity", "customer", "lost")
    }
    return {
        **derives,
        **fit_rules(agreement),
        **behaviour_rules(agreement),
        **forecast_words(agreement),
        "refits": True,
        "rematches": True,
        "meaningful": list(agreement.stages.meaningful),
    }


def evidence(db: duckdb.DuckDBPyConnection) -> list[str]:
    """What activities are evidence of: `touches` where any names a person, `contacts` where any got through."""
    found = db.execute(statements.read(Path(__file__).with_name("evidence.sql"))).fetchone() or (False, False)
    return [name for name, is_known in zip(("touches", "contacts"), found, strict=True) if is_known]


def extent(db: duckdb.DuckDBPyConnection) -> tuple[datetime | None, datetime | None]:
    """Creation of the first lead and newest moment of any table, naive UTC; None without leads."""
    row = db.execute(statements.read(Path(__file__).with_name("extent.sql"))).fetchone()
    return row if row else (None, None)
