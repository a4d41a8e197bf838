"""What came of hand-overs by how soon they were touched, like compared with like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.stats import Comparison, compared
from leaddash.subjects.response import lists
from leaddash.subjects.response.metrics import strata
from leaddash.subjects.response.metrics.response_curve import OUTCOME_COLUMNS, OUTCOMES, without_contacts

TIMED_BUCKETS = ("le_5m", "5_10m", "10_30m", "30_60m", "1_4h", "4_24h", "1_3d", "gt_3d")
"""The buckets of a first touch that has a time, soonest first."""
STRATUM = ["score_band", "source", "arrival"]
ENDS = ["adjusted", "adjusted_low", "adjusted_high", "later", "difference", "difference_low", "difference_high"]
COLUMNS = ["bucket", *(f"{outcome}_{end}" for outcome in OUTCOMES for end in ("leads", "covered", *ENDS))]


@metric(
    given=strata.hand_overs,
    cases="hand_over_cases",
    listed=lists.HAND_OVERS,
    needs_touches=True,
    key=("bucket",),
    kinds={
        Kind.SHARE: [f"{outcome}_{end}" for outcome in OUTCOMES for end in ("covered", *ENDS[:4])],
        Kind.DIFFERENCE: [f"{outcome}_{end}" for outcome in OUTCOMES for end in ENDS[4:]],
    },
)
def response_curve_adjusted(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Outcomes by time to first touch among hand-overs that look alike, as fractions and their differences.

    Reps call the best leads first. So in each stratum of score at the start (eighths of the hand-overs; without what
    reps fill in after talking), source and class of arrival, the hand-overs touched in a bucket are compared with those
    untouched and not out at its lower edge that were answered later; strata weigh as they do among all hand-overs.
    `covered` is the share of hand-overs in strata that have both, `leads` those touched in them, `adjusted` and `later`
    the standardised rates, `difference` theirs, with 95 % bounds. Associations, not effects.

    Columns: bucket, contact_leads, contact_covered, contact_adjusted, contact_adjusted_low, contact_adjusted_high,
    contact_later, contact_difference, contact_difference_low, contact_difference_high, qualify_leads,
    qualify_covered, qualify_adjusted, qualify_adjusted_low, qualify_adjusted_high, qualify_later,
    qualify_difference, qualify_difference_low, qualify_difference_high, win_leads, win_covered, win_adjusted,
    win_adjusted_low, win_adjusted_high, win_later, win_difference, win_difference_low, win_difference_high
    """
    cells = response_curve_adjusted.rows(snapshot, question)
    if not snapshot.knows_touches:
        return tables.sliced(pd.DataFrame(columns=["slice", *COLUMNS]), question, COLUMNS)
    slices = cells["slice"].drop_duplicates() if question.by else [None]
    rows = [row for name in slices for row in _of_slice(cells, name, by=question.by)]
    frame = pd.DataFrame(rows, columns=["slice", *COLUMNS])
    counts = [f"{outcome}_leads" for outcome in OUTCOMES]
    frame = without_contacts(snapshot, frame.astype(dict.fromkeys(counts, "Int64")))
    return tables.sliced(frame, question, COLUMNS)


def _of_slice(cells: pd.DataFrame, name: Any, *, by: str | None) -> Iterator[dict[str, Any]]:
    """The rows of one slice: a comparison per bucket and outcome."""
    own_cells = cells if by is None else cells[cells["slice"].isna() if pd.isna(name) else cells["slice"] == name]
    counts = {column: _by_stratum(own_cells, column) for column in ("leads", *_counted())}
    weights = counts["leads"].sum(axis=1)
    for bucket_number, bucket in enumerate(TIMED_BUCKETS):
        row: dict[str, Any] = {"slice": name, "bucket": bucket}
        for outcome, had in OUTCOME_COLUMNS.items():
            row |= _told(outcome, _comparison(counts[f"{outcome}_leads"], counts[had], weights, bucket_number))
            if not weights.sum():
                row[f"{outcome}_covered"] = np.nan
        yield row


def _counted() -> list[str]:
    return [name for outcome, had in OUTCOME_COLUMNS.items() for name in (f"{outcome}_leads", had)]


def _by_stratum(cells: pd.DataFrame, column: str) -> np.ndarray[Any, Any]:
    """A row per stratum and a column per bucket; the ninth holds all that have no time."""
    numbers = {bucket: number for number, bucket in enumerate(TIMED_BUCKETS)}
    columns = cells["bucket"].map(numbers).fillna(len(TIMED_BUCKETS)).to_numpy(dtype=int)
    strata = cells.groupby(STRATUM, dropna=False, sort=False).ngroup().to_numpy()
    sums = np.zeros((strata.max(initial=-1) + 1, len(TIMED_BUCKETS) + 1))
    np.add.at(sums, (strata, columns), cells[column].to_numpy(dtype=float))
    return sums


def _comparison(cases: Any, had: Any, weights: Any, bucket: int) -> Comparison:
    """Those touched in a bucket (by its number) against those touched later; arrays are by stratum and bucket."""
    later = slice(bucket + 1, len(TIMED_BUCKETS))
    return compared(cases[:, bucket], had[:, bucket], cases[:, later].sum(axis=1), had[:, later].sum(axis=1), weights)


def _told(outcome: str, rates: Comparison) -> dict[str, Any]:
    values = {"leads": int(rates.cases), "covered": rates.covered, "adjusted": rates.rate, "later": rates.other}
    values |= {"adjusted_low": rates.rate_low, "adjusted_high": rates.rate_high, "difference": rates.difference}
    values |= {"difference_low": rates.difference_low, "difference_high": rates.difference_high}
    return {f"{outcome}_{name}": value for name, value in values.items()}
