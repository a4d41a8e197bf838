"""How long episodes stay in a stage, and which way they leave it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd

from leaddash.agreement import EXITS
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.stats import Cases, counted, incidence

WAYS = ["converted", *EXITS]
WAY_COUNT = len(WAYS) + 1
"""The last way is an episode that ended because the next began."""
DAY = 86_400
THREADS = 2
"""Curves drawn up at the same time: numpy sorts and sums beside itself."""
INTERVALS = [f"{way}{end}" for way in WAYS for end in ("", "_low", "_high")]
COLUMNS = ["stage", "rank", "day", "cases", "at_risk", *INTERVALS, "staying"]


@metric(key=("stage", "day"), kinds={Kind.PLACE: ["rank", "day"], Kind.SHARE: [*INTERVALS, "staying"]})
def stage_times(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Day by day after entering a stage: the share that has gone on, left each other way, or is still there.

    Aalen–Johansen incidences as fractions of the episodes that entered the stage in the period, with 95 % bounds, up to
    and including each whole day, until the last on which a case was still observed; `at_risk` are those still observed
    in the stage then. Cases with an estimated moment are left out. Going on is empty for `customer`.

    Columns: stage, rank, day, cases, at_risk, converted, converted_low, converted_high, recycled, recycled_low,
    recycled_high, postponed, postponed_low, postponed_high, disqualified, disqualified_low, disqualified_high,
    lost, lost_low, lost_high, staying
    """
    rows = snapshot.ask(__file__, question)
    with ThreadPoolExecutor(THREADS) as threads:
        curves = list(threads.map(_of_stage, rows.itertuples()))
    frame = pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=["slice", *COLUMNS])
    frame.loc[frame["stage"] == "customer", INTERVALS[:3]] = np.nan
    return tables.sliced(frame, question, COLUMNS)


def _of_stage(row: Any) -> pd.DataFrame:
    return _curves(counted(row.stays, WAY_COUNT)).assign(slice=row.slice, stage=row.stage, rank=row.rank)


def _curves(stays: Cases) -> pd.DataFrame:
    """The curves of one stage: a row per day."""
    days = np.arange(stays.seconds[-1] // DAY + 1)
    found: dict[str, object] = {"day": days, "cases": stays.total, "at_risk": stays.watched(days * DAY)}
    for way, name in enumerate(WAYS, start=1):
        gone = incidence(stays, way, days * DAY)
        found |= {name: gone.share, f"{name}_low": gone.low, f"{name}_high": gone.high}
    return pd.DataFrame({**found, "staying": stays.left(days * DAY)})
