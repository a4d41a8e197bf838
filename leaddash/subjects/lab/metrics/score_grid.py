"""Model MQLs by who they are and what they did: how many, and what became of them."""

from __future__ import annotations

import pandas as pd

from leaddash.agreement import parameters
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import replays, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics import mql_scores, worked

NAMED = {"rate": "sales_lead_rate", "rate_low": "sales_lead_low", "rate_high": "sales_lead_high"}
COLUMNS = ["fit_band", "behaviour_band", "mqls", "worked", "became_sales_lead"]
RATES = ["sales_lead_rate_mqls", "sales_lead_rate_became", *NAMED.values()]


@metric(
    given=mql_scores.given,
    as_built=True,
    key=("fit_band", "behaviour_band"),
    kinds={Kind.SHARE: [*NAMED.values(), *worked.SHARES]},
)
def score_grid(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Model MQLs of the period under the asked rules by the points of their fit and behaviour at that moment.

    Bands are named by their lower bounds: fit by the agreed `fit_bands` (below the first: missing), behaviour by
    0 (and less), 20, 40, 60, 80, 100 and more. A row per pair of bands with MQLs; `mqls` sum to those of `mql_volume`.
    `worked` were ever handed over by as-of; `became_sales_lead` did so at or after the MQL moment, within the qualify
    horizon and by as-of; the rate is a fraction of the MQLs whose horizon is over, with 95 % Wilson bounds, and
    `worked_rate` the same of the worked ones, for nobody else could become one. Without any assignment nobody knows who
    was worked, and the columns about them are empty.

    Columns: fit_band, behaviour_band, mqls, worked, became_sales_lead, sales_lead_rate_mqls, sales_lead_rate_became,
    sales_lead_rate, sales_lead_low, sales_lead_high, worked_rate_became, worked_rate_mqls, worked_rate, worked_low,
    worked_high
    """
    bands = parameters.fit_rules(question.agreement)["fit_bands"]
    slices, given = replays.sliced_as_built(snapshot, question), score_grid.given(snapshot, question)
    frame = snapshot.ask(__file__, slices, given, fit_bands=bands)
    tables.add_rate(frame, "rate", "sales_lead_rate_became", "sales_lead_rate_mqls")
    frame = worked.with_rates(frame.rename(columns=NAMED), known=worked.is_known(snapshot))
    return tables.sliced(frame, question, [*COLUMNS, *RATES, *worked.RATES])
