"""Who came in the period, and who of them is gone."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot


@metric(key=("country",), kinds={Kind.SHARE: ["gone_share"]})
def newcomers(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Leads of the period by country, and the share of them that left the new names by as-of.

    Columns: country, leads, gone_share
    """
    return tables.sliced(newcomers.rows(snapshot, question), question, newcomers.columns)
