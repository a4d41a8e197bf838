"""The lists of deals behind the figures of the forecast: what it counts, what moved, what is open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa

from leaddash.blocks.figure import Given, LeadList
from leaddash.cases import file
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import moments_asked

HERE = Path(__file__).parent
KIND, KIND_OF_MOVES = "deals", "moves"
DECIDED = ("in", "overdue", "undated")
"""Classes of open deals that this period's call is to decide about."""
OMITTED = "omitted"
FORECAST = LeadList(
    file("forecast_behind"),
    moments_asked.now,
    kind=KIND,
    shown=HERE / "forecast_shown.sql",
    counted=HERE / "forecast_counted.sql",
)
MOVED = LeadList(
    file("moved_behind"),
    moments_asked.both_ends,
    kind=KIND_OF_MOVES,
    shown=HERE / "moved_shown.sql",
    counted=HERE / "moved_counted.sql",
    of="movement",
)


def open_deals(given: Given) -> LeadList:
    """The list of open deals, of the tables that the metric of them is given."""

    def told(snapshot: Snapshot, question: Question) -> dict[str, pa.Table]:
        statement = HERE / "metrics" / "forecast_deals.sql"
        return {"deals_told": snapshot.table(statement, question, given(snapshot, question))}

    shown, counted = HERE / "open_shown.sql", HERE / "open_counted.sql"
    return LeadList(file("open_behind"), told, kind=KIND, shown=shown, counted=counted)


def forecastable(frame: pd.DataFrame, _as_of: datetime) -> pd.DataFrame:
    """Of the rows of `forecast_deals` those that nobody called omitted."""
    return frame[frame["category"] != OMITTED]


def undecided(frame: pd.DataFrame, as_of: datetime) -> pd.DataFrame:
    """Of the rows of `forecast_deals` those that need a decision in the period: with a flag, and not omitted."""
    called = forecastable(frame, as_of)
    return called[(called["flags"] != "") & called["class"].isin(DECIDED)]
