"""What was booked, when, how long it took, and who had found it."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

DAYS = ["days_from_created", "days_from_mql", "days_from_opportunity"]
SOURCED = ["marketing_role_deals", "marketing_role_amount", "touched_first_deals", "touched_first_amount"]
COLUMNS = ["period", "deals", "amount", "mean", "median", *DAYS, *SOURCED, "sourced_share"]
COUNTS = ["deals", "marketing_role_deals", "touched_first_deals"]


@metric(
    key=("period",),
    kinds={Kind.DATE: ["period"], Kind.MONEY: ["mean", "median"], Kind.DAYS: DAYS, Kind.SHARE: ["sourced_share"]},
)
def bookings(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per local day, week, month or fiscal quarter: the opportunities won in it as known at as-of, and their amounts.

    Medians of days from the lead's creation, from the newest time it became an MQL before the win, and from the
    opportunity's creation. Of them those of a lead that a marketing role sourced, and those of a lead whose first
    activity was inbound, with nobody of ours in it; `sourced_share` is the fraction of the amount by the way agreed on.

    Columns: period, deals, amount, mean, median, days_from_created, days_from_mql, days_from_opportunity,
    marketing_role_deals, marketing_role_amount, touched_first_deals, touched_first_amount, sourced_share
    """
    frame = money.asked(snapshot, __file__, question)
    frame[COUNTS] = frame[COUNTS].astype("Int64")
    whole, part = (frame[name].astype(float) for name in ("amount", f"{question.agreement.forecast.sourced}_amount"))
    frame["sourced_share"] = part / whole.where(whole != 0)
    return tables.sliced(frame, question, COLUMNS)
