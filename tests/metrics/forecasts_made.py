"""What was forecast of past quarters of generated companies and what came: errors beside rivals', ranges that held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from leaddash import metrics
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast.projection import answered
from leaddash.subjects.forecast.projection.booked import CENTS
from leaddash.subjects.forecast.projection.rivals import RIVALS

PROJECTED = "projected"
SAID = (PROJECTED, *RIVALS)
WEEKS = (1, 4, 7, 10, 13)
"""Weeks to go that are told."""
HURTING = ("growth", "large_loss", "owner_promises", "slipped_quarter")
"""Truths of the generator that make a forecast harder."""
BOUNDS = ("low_80", "high_80", "low_95", "high_95")
SPOKEN = 0.9
"""Share of quarters of which a rival says something, from which on it can be the best."""
KEY = ["since", "weeks_to_go"]


def made(shot: Snapshot) -> pd.DataFrame:
    """Per whole past quarter and week to go what was said and what was booked, with the projection's bounds."""
    rows = metrics.forecast_accuracy(shot, Scope())
    ranges = pd.DataFrame(_ranges(shot), columns=[*KEY, "again", *BOUNDS]).astype({"weeks_to_go": "Int64"})
    both = rows.merge(ranges.assign(since=pd.to_datetime(ranges["since"])), "left", KEY)
    known = both[PROJECTED].notna()
    np.testing.assert_allclose(both.loc[known, "again"], both.loc[known, PROJECTED], rtol=1e-9)
    return both.drop(columns=["called", "again"]).astype({"actual": float})


def _ranges(shot: Snapshot) -> Iterator[tuple[Any, ...]]:
    """The projection of each past quarter with its bounds, each as it was made then."""
    asked = answered.projections(shot, shot.question(Scope()))
    for period, weeks in asked.record.grid.items():
        for week, one in enumerate(weeks, start=1):
            range_ = asked.ranges(one)[0]
            if range_ is not None:
                told = (getattr(range_, name) / CENTS for name in (PROJECTED, *BOUNDS))
                yield period.first, week, *told


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that are judged: of quarters that brought something, where there was a projection."""
    return rows[(rows["actual"] != 0) & rows[PROJECTED].notna()]


def error(rows: pd.DataFrame, name: str, *, alike: bool = False) -> float:
    """Mean absolute error of what was said, as a share of what was booked; quarters count by it, or all `alike`."""
    known = rows[rows[name].notna()]
    off, came = (known[name] - known["actual"]).abs(), known["actual"].abs()
    return float((off / came).mean()) if alike else float(off.sum() / came.sum()) if len(known) else np.nan


def judged(rows: pd.DataFrame, *, alike: bool = False) -> dict[str, Any]:
    """The errors of all, the best single rival with the projection's error over its own, and what ranges held.

    The projection is compared where that rival says something.
    """
    rows = counted(rows)
    errors = {name: error(rows, name, alike=alike) for name in SAID}
    rivals = {name: errors[name] for name in RIVALS if rows[name].notna().mean() >= SPOKEN}
    best = min(rivals, key=lambda name: rivals[name], default="")
    ours = error(rows[rows[best].notna()], PROJECTED, alike=alike) if best else np.nan
    least = rivals.get(best, np.nan)
    compared = {"best": best, "best_error": least, "ratio": ours / least if least else np.inf}
    return {"quarters": len(rows), **errors, **compared, "held_80": held(rows, 80), "held_95": held(rows, 95)}


def held(rows: pd.DataFrame, share: int) -> float:
    """The share of quarters that ended in the range of so many percent."""
    rows = counted(rows)
    return float(rows["actual"].between(rows[f"low_{share}"], rows[f"high_{share}"]).mean())
