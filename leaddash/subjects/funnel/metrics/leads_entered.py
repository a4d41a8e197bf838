"""How many leads entered each stage: people, where the funnel counts passes."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel import lists

COUNTS = ["entered", "leads"]
COLUMNS = ["stage", "rank", *COUNTS]


@metric(listed=lists.FUNNEL, key=("stage",), kinds={Kind.PLACE: ["rank"]})
def leads_entered(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per stage: passes that entered it in the period (`entered`, as in `funnel`), and the leads they are of (`leads`).

    A lead that came back and entered again is one lead and two passes.

    Columns: stage, rank, entered, leads
    """
    frame = snapshot.ask(__file__, question)
    frame[["rank", *COUNTS]] = frame[["rank", *COUNTS]].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
