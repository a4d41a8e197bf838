"""What a score was worth: whether those it put first became sales leads."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import judged_scores, replays, tables
from leaddash.scope import Question
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot
from leaddash.stats import calibrated, roc_area

OF_SLICE = ["roc_area", "below_threshold", "below_threshold_worked"]
COUNTED = ["decile", "score_low", "score_high", "worked", "became_sales_lead", "rate", "rate_low", "rate_high"]
COLUMNS = [*COUNTED, "lift", "expected_rate", *OF_SLICE, "earlier"]


@metric(
    given=judged_scores.given,
    cases="judged_episodes",
    as_built=True,
    key=("decile",),
    kinds={
        Kind.PLACE: ["decile"],
        Kind.SCORE: ["score_low", "score_high"],
        Kind.SHARE: ["rate", "rate_low", "rate_high", "expected_rate"],
        Kind.RATIO: ["lift", "roc_area"],
    },
)
def score_quality(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """By tenth of the score (1 the lowest): the worked episodes and the fraction that became sales leads.

    Scores are read at the hand-over, in the period; an episode nobody worked, at `score_age_days` or its end. Nothing
    later enters, nor what reps fill in after talking. An outcome counts from the reading on within the qualify horizon,
    which must be over by as-of. `rate` has 95 % Wilson bounds; `lift` is rate / rate of all; `expected_rate` is what a
    logistic regression on the readings of the earlier half promised to those of the later half, which begins with the
    reading in the middle; `earlier` is how many they were, 0 where the first ones and that in the middle have one
    moment. `roc_area`, and how many were read below the threshold and how many of these were worked,
    are of the whole slice: outcomes exist only for leads that somebody worked. Without any assignment the entry into
    `mql` is the hand-over, and who was worked is not known.

    Columns: decile, score_low, score_high, worked, became_sales_lead, rate, rate_low, rate_high, lift, expected_rate,
    roc_area, below_threshold, below_threshold_worked, earlier
    """
    given = score_quality.given(snapshot, question)
    worked, below = (
        snapshot.ask(__file__, replays.sliced_as_built(snapshot, question), given),
        _below(given["judged_scores"]),
    )
    parts = [_of_slice(value, of, below) for value, of in _slices(worked)]
    frame = pd.concat(parts) if parts else pd.DataFrame(columns=["slice", *COLUMNS])
    return tables.sliced(frame, question, COLUMNS)


def _slices(worked: pd.DataFrame) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """The judged scores slice by slice, in their order: the missing slice last."""
    for value, of in worked.groupby("slice", dropna=False, sort=False):
        yield None if pd.isna(value) else str(value), of


def _below(read: pa.Table) -> dict[str | None, tuple[int, int]]:
    """By slice how many were read below the threshold, and how many of these were worked."""
    kept = read.filter(read["is_below"]).group_by("slice").aggregate([("is_below", "sum"), ("worked", "sum")])
    columns = (kept[name].to_pylist() for name in ("slice", "is_below_sum", "worked_sum"))
    return {value: (all_of_them, worked) for value, all_of_them, worked in zip(*columns, strict=True)}


def _of_slice(value: str | None, of: pd.DataFrame, below: dict[str | None, tuple[int, int]]) -> pd.DataFrame:
    later = _is_later(of)
    grouped = of.assign(expected=_expected(of, later)).groupby("decile")
    frame = grouped.agg(
        score_low=("score", "min"),
        score_high=("score", "max"),
        worked=("score", "size"),
        became_sales_lead=("became_sales_lead", "sum"),
        expected_rate=("expected", "mean"),
    ).reset_index()
    tables.add_rate(frame, "rate", "became_sales_lead", "worked")
    overall = of["became_sales_lead"].mean()
    frame["lift"] = frame["rate"] / overall if overall else float("nan")
    area = roc_area(of["score"], of["became_sales_lead"])
    told = (float("nan") if area is None else area, *below.get(value, (0, 0)))
    return frame.assign(slice=value, earlier=np.count_nonzero(~later), **dict(zip(OF_SLICE, told, strict=True)))


def _is_later(of: pd.DataFrame) -> Array:
    """Which scores are of the later half, which begins with the moment of the score in the middle."""
    at = of["read_at"].to_numpy()
    return np.asarray(at >= np.sort(at)[len(at) // 2])


def _expected(of: pd.DataFrame, later: Array) -> pd.Series:
    """The chance that scores of the earlier half promise to each of the later half; missing for the earlier."""
    score, had = of["score"].to_numpy(), of["became_sales_lead"].to_numpy()
    found, promised = np.full(len(of), np.nan), calibrated(score[~later], had[~later], score[later])
    if promised is not None:
        found[later] = promised
    return pd.Series(found, index=of.index)
