"""Stages that come from the scoring model, where a CRM records no target or MQL of its own."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from leaddash import agreement, scoring
from leaddash.agreement import STAGES, Agreement

STAGES_OF_MODEL = ("target", "mql")


def derived(rules: Agreement) -> list[str]:
    """The stages that the agreement says come from the model."""
    return [stage for stage in STAGES_OF_MODEL if stage in rules.stages.derive]


def make_empty(db: duckdb.DuckDBPyConnection) -> None:
    """Make the table of the entries that the model makes, with none in it."""
    db.execute(
        "create table scratch.main.model_entries (lead integer, episode integer, moved_at timestamp, rank integer)"
    )


def enter(db: duckdb.DuckDBPyConnection, rules: Agreement) -> None:
    """Write down when each episode enters the stages that come from the model."""
    tape = scoring.code(db, rules)
    for stage in derived(rules):
        found = scoring.first_moments(tape, scoring.numbers(tape, _reaching(stage, rules)))
        entries = pa.table(
            {
                "lead": scoring.lead_numbers(found.leads),
                "episode": tape.episode_numbers(found.rows, found.leads),
                "moved_at": pa.array(found.at.astype("datetime64[s]")),
                "rank": np.full(len(found.rows), STAGES.index(stage) + 1, dtype=np.int32),
            }
        )
        db.register("found_entries", entries)
        db.execute("insert into scratch.main.model_entries select * from found_entries")
        db.unregister("found_entries")


def _reaching(stage: str, rules: Agreement) -> Agreement:
    """The rules by which a lead reaches a stage; a target has `target_threshold` and need pass no floor."""
    if stage == "mql":
        return rules
    floors: dict[str, Any] = dict.fromkeys(("fit_floor", "intent_floor", "behaviour_floor"), "none")
    return agreement.parse({"scoring": {"threshold": rules.scoring.target_threshold, **floors}}, rules)
