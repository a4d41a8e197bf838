"""What both rivals are told: the files, the columns, and the default agreement's rules."""

from __future__ import annotations

from pathlib import Path

from leaddash import agreement
from leaddash.agreement import EXITS, STAGES

DAY = 86_400
CUSTOMER = 7
EXIT = 8
OPEN, WON, LOST = 1, 2, 3

RANKS = {**{stage: rank for rank, stage in enumerate(STAGES, 1)}, **dict.fromkeys(EXITS, EXIT)}
"""Rank of each stage; one for all exits, since which of them it was changes no number of the funnel."""

_RULES = agreement.default().stages
MEANINGFUL = list(_RULES.meaningful)
WINDOWS = {RANKS[stage]: days * DAY for stage, days in _RULES.window_days.items()}
"""Seconds an episode has to go on, by rank; no stage of the default agreement is without."""

MOMENTS = {
    "leads": "created_at",
    "activities": "occurred_at",
    "stage_changes": "entered_at",
    "assignments": "assigned_at",
    "opportunities": "created_at",
    "opportunity_changes": "changed_at",
}
"""The tables and columns whose newest moment is the as-of."""

CONVERSION = ["converted", "late", "exited", "open", "stalled", "rate_converted", "rate_entered"]
FLOW = ["rate", "median_days", "p90_days", "flow_out"]
BALANCE = ["balance_start", "came_in", "went_out", "balance_end"]
COLUMNS = ["stage", "rank", "entered", "skipped", *CONVERSION, *FLOW, *BALANCE]


def files(folder: Path, table: str) -> list[Path]:
    """The Parquet files of a table: one, or several parts."""
    return sorted([*folder.glob(f"{table}.parquet"), *folder.glob(f"{table}-*.parquet")])
