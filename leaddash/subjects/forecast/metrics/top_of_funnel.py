"""What stands at the top of the funnel, what will come into it, and what both will bring this period and the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from leaddash import fiscal
from leaddash.blocks.figure import Listing
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.fiscal import Fiscal
from leaddash.moments import second
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast.projection import answered, top
from leaddash.subjects.forecast.projection.booked import CENTS, booked
from leaddash.subjects.forecast.projection.top import WEEK, Curve, Horizon

CUSTOMERS = ["in_hand_customers", "to_come_customers"]
AMOUNTS = ["in_hand", "to_come"]
COLUMNS = ["stage", "horizon", "standing", "in_hand_customers", "in_hand", "to_come_customers", "to_come"]
REST, NEXT = "rest", "next"
AS_OUTCOMES: dict[str, Any] = {"drops_skipped": False}
"""Whatever the funnel's numbers leave out, what becomes of leads is counted by all of their entries."""
STANDING = Listing(Path(__file__).with_name("top_of_funnel_list.sql"), always=AS_OUTCOMES)


@metric(listed=STANDING, key=("stage", "horizon"), kinds={Kind.RATIO: CUSTOMERS, Kind.MONEY: AMOUNTS})
def top_of_funnel(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per stage up to sales lead: how many stand there, and how many customers they will be within the fiscal period.

    Horizons are the `rest` of the period and the `next` one. `in_hand` are those that stand there, by how long they
    have stood; `to_come` those that will begin there, at the mean of the last 26 weeks; both by what became of the
    entries of the last 104 weeks (Aalen–Johansen in whole weeks, ways out competing) and the mean amount booked in
    past periods. Empty by person and team: leads are theirs who qualify, bookings theirs who sell.

    Columns: stage, horizon, standing, in_hand_customers, in_hand, to_come_customers, to_come
    """
    stages = snapshot.ask(__file__, question, **AS_OUTCOMES)
    period, mean = fiscal.asked(question), _mean_booked(snapshot, question)
    spans = {REST: _until(question, period), NEXT: _until(question, fiscal.following(period, question.agreement))}
    curves = {int(row["rank"]): top.curve(row["stays"], row["ends"]) for row in stages.to_dict("records")}
    rows = [
        _row(row, name, span, curves, mean)
        for row in stages.to_dict("records")
        if int(row["rank"]) + 1 in curves
        for name, span in spans.items()
    ]
    frame = pd.DataFrame(rows, columns=["slice", *COLUMNS])
    frame["standing"] = frame["standing"].astype("Int64")
    frame = frame.astype(dict.fromkeys([*CUSTOMERS, *AMOUNTS], float))
    if question.asks("person", "team"):
        frame[[*CUSTOMERS, *AMOUNTS]] = float("nan")
    return tables.sliced(frame, question, COLUMNS)


def sums(snapshot: Snapshot, question: Question) -> dict[str | None, tuple[float, float]]:
    """What those in hand and those to come will bring in the rest of the period, by slice; kept for all who ask."""
    frame = snapshot.answers.get(("top of funnel", question.key), lambda: top_of_funnel(snapshot, question))
    rest = frame[frame["horizon"] == REST]
    slices = rest[question.by] if question.by else pd.Series([None] * len(rest), index=rest.index)
    groups = rest.groupby(slices.astype(object).where(slices.notna(), None), dropna=False)[AMOUNTS]
    summed = groups.sum(min_count=1)
    return {None if pd.isna(name) else str(name): (float(a), float(b)) for name, a, b in summed.itertuples()}


def _row(row: dict[str, Any], name: str, span: Horizon, curves: dict[int, Curve], mean: float | None) -> dict[str, Any]:
    here, following = curves[int(row["rank"])], curves[int(row["rank"]) + 1]
    in_hand = top.customers_in_hand(row["weeks"], here, following, span)
    to_come = top.customers_to_come(int(row["begun"]), here, span)
    return {
        "slice": row["slice"],
        "stage": row["stage"],
        "horizon": name,
        "standing": len(row["weeks"]) if hasattr(row["weeks"], "__len__") else 0,
        "in_hand_customers": in_hand,
        "in_hand": None if mean is None else in_hand * mean,
        "to_come_customers": to_come,
        "to_come": None if mean is None else to_come * mean,
    }


def _until(question: Question, period: Fiscal) -> Horizon:
    """A period in whole weeks from as-of on."""
    weeks = [max(0, _rounded((moment - question.as_of).total_seconds())) for moment in (period.since, period.until)]
    return Horizon(*weeks)


def _rounded(seconds: float) -> int:
    return int(seconds // WEEK + (seconds % WEEK >= WEEK / 2))


def _mean_booked(snapshot: Snapshot, question: Question) -> float | None:
    """The mean amount booked in the past periods of the whole company."""
    asked = answered.projections(snapshot, question)
    asking, tape = asked.asking(question.as_of, fiscal.asked(question)), asked.making.tape
    past = [booked(tape, period, second(asking.at)) for period in asking.past]
    count = sum(len(one.cents) for one in past)
    return sum(one.total for one in past) / count / CENTS if count else None
