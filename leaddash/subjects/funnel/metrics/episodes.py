"""Every pass of a lead through the funnel."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

COLUMNS = """lead_id, episode, began_at, stage, new_name_at, engaged_at, target_at, mql_at, sales_lead_at,
opportunity_at, customer_at, ended_at, exit, reason, estimated, regressed, exits_ignored, person, team, source,
campaign, country, industry, marketing_role, fit_band""".replace("\n", " ").split(", ")


@metric(key=("lead_id", "episode"), kinds={Kind.PLACE: ["episode"]})
def episodes(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Episodes that began in the period: the moment of each stage reached, the highest stage, how it ended.

    One row per episode; moments in UTC; `regressed` counts recorded moves back to an earlier stage,
    `exits_ignored` exits of a lead that was already out; `estimated` says that a moment of it is estimated.

    Columns: lead_id, episode, began_at, stage, new_name_at, engaged_at, target_at, mql_at, sales_lead_at,
    opportunity_at, customer_at, ended_at, exit, reason, estimated, regressed, exits_ignored, person, team,
    source, campaign, country, industry, marketing_role, fit_band
    """
    return tables.sliced(snapshot.ask(__file__, question, asks_holder=True, asks_fit_band=True), question, COLUMNS)
