"""Where a cohort's conversion will stand when its window is over, from what it shows so far."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.stats import counted, incidence
from leaddash.subjects.funnel import lists

WAY_COUNT = 2
"""Ways out of a stage: going on, and leaving any other way."""
DAY = 86_400
COUNTS = ["cases", "rate_converted", "rate_entered"]
RATE = ["rate", "rate_low", "rate_high"]
PROJECTED = ["projected", "projected_low", "projected_high"]
COLUMNS = ["stage", "rank", "window_days", *COUNTS, *RATE, *PROJECTED]
KINDS_OF_COLUMNS = {Kind.PLACE: ["rank"], Kind.DAYS: ["window_days"], Kind.SHARE: [*RATE, *PROJECTED]}


@metric(listed=lists.FUNNEL, key=("stage",), kinds=KINDS_OF_COLUMNS)
def projection(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Share of a stage's whole cohort that will have gone on by the window's end, beside the closed-window rate.

    Fractions with 95 % bounds: `rate` counts the cases whose window is over (Wilson), `projected` also what the others
    have shown so far (Aalen–Johansen, other ways out competing); the two agree once every window is over. Empty
    without a window, and where nobody has been observed for as long as the window.

    Columns: stage, rank, window_days, cases, rate_converted, rate_entered, rate, rate_low, rate_high,
    projected, projected_low, projected_high
    """
    return tables.sliced(projected(snapshot.ask(__file__, question)), question, COLUMNS)


def projected(frame: pd.DataFrame) -> pd.DataFrame:
    """Add rates and projections to rows that hold the stays of their cases; once every window is over both are one."""
    frame[COUNTS] = frame[COUNTS].fillna(0).astype("Int64")
    frame["rank"] = frame["rank"].astype("Int64")
    seconds = frame["window_seconds"].astype(float)
    frame["window_days"] = seconds.fillna(0) / DAY
    tables.add_rate(frame, "rate", "rate_converted", "rate_entered")
    frame[PROJECTED] = frame[RATE].astype(float)
    young = (frame["rate_entered"] < frame["cases"]) | seconds.isna()
    ends = [_at_end(*row) for row in zip(frame.loc[young, "stays"], seconds[young], strict=True)]
    frame.loc[young, PROJECTED] = np.array(ends).reshape(-1, len(PROJECTED))
    return frame


def _at_end(stays: Any, window: float) -> tuple[float, float, float]:
    """Incidence of going on at the window's end, with its bounds; later events are not looked at."""
    if np.isnan(window) or not isinstance(stays, np.ndarray):
        return np.nan, np.nan, np.nan
    end = int(window)
    gone = incidence(counted(np.minimum(stays, (end + 1) * (WAY_COUNT + 1)), WAY_COUNT), 1, [end])
    return float(gone.share[0]), float(gone.low[0]), float(gone.high[0])
