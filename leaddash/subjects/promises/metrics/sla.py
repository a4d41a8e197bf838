"""Which promises were kept."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises import lists

STATES = ["kept", "broken", "overdue", "running", "withdrawn"]
SUMS = ["missed_in_period", "past_due_now"]
RATE = ["compliance", "compliance_low", "compliance_high"]
MINUTES = ["p50_minutes", "p95_minutes"]
COUNTS = ["due", *STATES, *SUMS]
COLUMNS = ["promise", *COUNTS, *RATE, *MINUTES]
KINDS_OF_COLUMNS = {Kind.SHARE: RATE, Kind.MINUTES: MINUTES}
"""Of the columns that are no counts."""


@metric(
    given=timed.promises,
    cases="promise_cases",
    listed=lists.PROMISES,
    key=("promise",),
    figures=[Figure(name, lists.PROMISES, by=("promise",)) for name in COUNTS],
    kinds=KINDS_OF_COLUMNS,
)
def sla(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per promise of the agreement: how those that fell due in the period stand at as-of, on the lead's clock.

    Counts are promises, one per episode and start: `due` is kept + broken + overdue; `missed_in_period` broken or
    overdue; `past_due_now` overdue, due before the period's end, whenever. `compliance` is kept / due, a fraction with
    95 % Wilson bounds. `p50_minutes`, `p95_minutes`: from start to stop in the promise's clock, never where not
    stopped (empty where that is reached).

    Columns: promise, due, kept, broken, overdue, running, withdrawn, missed_in_period, past_due_now, compliance,
    compliance_low, compliance_high, p50_minutes, p95_minutes
    """
    return tables.sliced(with_compliance(sla.rows(snapshot, question)), question, COLUMNS)


def with_compliance(frame: pd.DataFrame) -> pd.DataFrame:
    """Make counts whole numbers and add what follows from the states."""
    counted = [*STATES, "past_due_now"]
    frame[counted] = frame[counted].fillna(0).astype("Int64")
    frame["missed_in_period"] = frame["broken"] + frame["overdue"]
    frame["due"] = frame["kept"] + frame["missed_in_period"]
    tables.add_rate(frame, "compliance", "kept", "due")
    for name in MINUTES:
        frame[name] = tables.finite(frame[name])
    return frame


def summed(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Rows of `sla_by_person` summed for each value of a dimension; percentiles, which no sum knows, are empty."""
    counts = frame.groupby([by, "promise"], dropna=False, sort=False)[[*STATES, "past_due_now"]].sum().reset_index()
    return with_compliance(counts.assign(p50_minutes=float("nan"), p95_minutes=float("nan")))[[by, *COLUMNS]]
