"""How many leads the scoring rules send to sales."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import replays, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot


@metric(given=replays.given, as_built=True, key=("period",), kinds={Kind.DATE: ["period"], Kind.CHANGE: ["delta"]})
def mql_volume(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per local day, week or month: the episodes that become model MQLs in it, the rules run over their whole past.

    `mqls` counts under the rules asked, `mqls_agreed` under the snapshot's own agreement, each episode at most once, in
    the period of the moment at which it would have gone to sales; `delta` is the difference. What the CRM recorded as
    MQL plays no part.

    Columns: period, mqls, mqls_agreed, delta
    """
    frame = snapshot.ask(__file__, replays.sliced_as_built(snapshot, question), mql_volume.given(snapshot, question))
    frame["delta"] = frame["mqls"] - frame["mqls_agreed"]
    return tables.sliced(frame, question, ["period", "mqls", "mqls_agreed", "delta"])
