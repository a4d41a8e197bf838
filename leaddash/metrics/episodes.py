"""Every pass of a lead through the funnel."""

from __future__ import annotations

import pandas as pd

from leaddash.metrics import tables
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot

COLUMNS = """lead_id, episode, began_at, stage, new_name_at, engaged_at, target_at, mql_at, sales_lead_at,
opportunity_at, customer_at, ended_at, exit, reason, estimated, regressed, exits_ignored, person, team, source,
campaign, country, industry, marketing_role, fit_band""".replace("\n", " ").split(", ")


def episodes(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Episodes that began in the period: the moment of each stage reached, the highest stage, how it ended.

    One row per episode; moments in UTC; `regressed` counts recorded moves back to an earlier stage,
    `exits_ignored` exits of a lead that was already out; `estimated` says that a moment of it is estimated.

    Columns: lead_id, episode, began_at, stage, new_name_at, engaged_at, target_at, mql_at, sales_lead_at,
    opportunity_at, customer_at, ended_at, exit, reason, estimated, regressed, exits_ignored, person, team,
    source, campaign, country, industry, marketing_role, fit_band
    """
    return tables.sliced(snapshot.ask(__file__, scope, asks_holder=True, asks_fit_band=True), scope, COLUMNS)
