"""How many leads entered each stage: people, where the funnel counts passes."""

from __future__ import annotations

import pandas as pd

from leaddash.metrics import tables
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot

COUNTS = ["entered", "leads"]
COLUMNS = ["stage", "rank", *COUNTS]


def leads_entered(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Per stage: passes that entered it in the period (`entered`, as in `funnel`), and the leads they are of (`leads`).

    A lead that came back and entered again is one lead and two passes.

    Columns: stage, rank, entered, leads
    """
    frame = snapshot.ask(__file__, scope)
    frame[["rank", *COUNTS]] = frame[["rank", *COUNTS]].astype("Int64")
    return tables.sliced(frame, scope, COLUMNS)
