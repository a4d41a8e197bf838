"""The tables of a snapshot, made from the clean canonical tables by the files of `models/`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from leaddash import metrics, statements
from leaddash.agreement import Agreement
from leaddash.scope import fit_rules

FIT_POINTS = Path(metrics.__file__).with_name("fit_points.sql")
MODELS = Path(__file__).parent.parent / "models"
ORDER = (
    "staging/stages",
    "staging/leads",
    "marts/people",
    "marts/spend",
    "marts/holdings",
    "staging/opportunities",
    "staging/opportunity_states",
    "marts/opportunity_versions",
    "staging/derived_changes",
    "staging/stage_events",
    "staging/stage_links",
    "staging/episode_spans",
    "marts/episodes",
    "staging/episode_entries",
    "fits",
    "marts/stage_episodes",
    "marts/episode_notes",
    "marts/warnings",
)
"""Tables in the order they are made."""
PASSING = (
    "opportunity_states",
    "derived_changes",
    "stage_events",
    "stage_links",
    "episode_spans",
    "episode_entries",
)
"""Tables that only a later one reads: they are left out of the snapshot."""


def make_tables(db: duckdb.DuckDBPyConnection, agreement: Agreement, progress: Callable[[str], None]) -> None:
    """Make every table of the snapshot in the database `snapshot`, the passing ones in `scratch`."""
    parameters = model_parameters(agreement)
    db.execute("set search_path = 'snapshot.main,scratch.main'")
    for path in ORDER:
        name = path.rpartition("/")[2]
        progress(name)
        sql = statements.read(FIT_POINTS if path == "fits" else MODELS / f"{path}.sql")
        home = "scratch" if name in PASSING else "snapshot"
        db.execute(f"create table {home}.main.{name} as {sql}", statements.named_in(sql, parameters))


def model_parameters(agreement: Agreement) -> dict[str, Any]:
    """Values of the `$parameters` that models name."""
    derives = {
        f"derives_{name}": name in agreement.stages.derive for name in ("engaged", "opportunity", "customer", "lost")
    }
    return {
        **derives,
        **fit_rules(agreement),
        "refits": True,
        "meaningful": list(agreement.stages.meaningful),
    }


def extent(db: duckdb.DuckDBPyConnection) -> tuple[datetime | None, datetime | None]:
    """Creation of the first lead and newest moment of any table, naive UTC; None without leads."""
    row = db.execute(statements.read(Path(__file__).with_name("extent.sql"))).fetchone()
    return row if row else (None, None)
