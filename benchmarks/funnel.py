"""The build and the funnel of the sample, and the same funnel by plain pandas over the same mart as rival."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from benchmarks.timing import seconds, tell
from leaddash import metrics
from leaddash.home import SAMPLE
from leaddash.moments import SECOND
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, build, open_snapshot


def main() -> None:
    """Measure and print; the rival's counts are asserted to be the same."""
    print("Sample company, in process")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        tell("build of the sample", seconds(lambda: build(SAMPLE, out), runs=3))
        snapshot = open_snapshot(out)
        ours = seconds(lambda: metrics.funnel(snapshot, Scope()))
        tell("funnel", ours)
        tell("funnel by source", seconds(lambda: metrics.funnel(snapshot, Scope(by="source"))))
        tell("funnel by person", seconds(lambda: metrics.funnel(snapshot, Scope(by="person"))))
        tell("funnel_trend by week", seconds(lambda: metrics.funnel_trend(snapshot, Scope(bucket="week"))))
        rows = snapshot.rows("select * from stage_episodes")
        rival = seconds(lambda: by_pandas(rows, snapshot))
        tell("the funnel's counts by pandas, from the mart in memory", rival)
        print(f"{'pandas ÷ ours':<64} {rival / ours:7.2f}\n")
        assert list(by_pandas(rows, snapshot)) == list(metrics.funnel(snapshot, Scope())["entered"])


def by_pandas(rows: pd.DataFrame, snapshot: Snapshot) -> pd.Series:
    """Entered per stage, with the classes, stock and percentiles the funnel also computes."""
    as_of = snapshot.newest
    known = rows[rows["entered_at"] <= as_of].copy()
    windows = {stage: float(days) for stage, days in snapshot.agreement.stages.window_days.items()}
    known["left_at"] = known["converted_at"].fillna(known["exited_at"])
    days = (known["converted_at"] - known["entered_at"]).dt.total_seconds() / 86_400
    window = known["stage"].map(windows)
    over = known["entered_at"] + pd.to_timedelta(window, unit="D") <= as_of
    known["converted"] = days <= window
    known["late"] = days > window
    known["exited"] = known["converted_at"].isna() & known["exited_at"].notna()
    known["rated"] = over
    known["stands"] = (known["entered_at"] < as_of + SECOND) & ~(known["left_at"] <= as_of)
    known["days"] = days.where(known["converted"] & ~known["skipped"])
    stages = known.groupby("rank")
    stages[["converted", "late", "exited", "rated", "stands"]].sum()
    stages["days"].quantile([0.5, 0.9])
    return stages.size()
