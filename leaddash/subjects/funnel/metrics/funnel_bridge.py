"""How the cohort of a period and the flow in it belong together."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel import lists

COUNTS = ["converted", "late", "converted_later", "carried_in", "flow_out"]
COLUMNS = ["stage", "rank", *COUNTS, "remainder"]


@metric(
    listed=lists.FUNNEL,
    key=("stage",),
    figures=[Figure(name, lists.FUNNEL, by=("stage",), never="customer") for name in ("converted_later", "carried_in")],
    kinds={Kind.PLACE: ["rank"]},
)
def funnel_bridge(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """From those of a period's cohort who went on to those who went on in the period, in episodes.

    `converted` and `late` of the cohort, less `converted_later` (at or after the period's end), plus `carried_in`
    (entered before the period, went on in it) is `flow_out`; the `remainder` is always 0.

    Columns: stage, rank, converted, late, converted_later, carried_in, flow_out, remainder
    """
    frame = snapshot.ask(__file__, question)
    frame[["rank", *COUNTS]] = frame[["rank", *COUNTS]].fillna(0).astype("Int64")
    cohort = frame["converted"] + frame["late"] - frame["converted_later"]
    frame["remainder"] = cohort + frame["carried_in"] - frame["flow_out"]
    return tables.sliced(frame, question, COLUMNS)
