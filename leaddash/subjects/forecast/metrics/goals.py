"""What was agreed to reach in a fiscal period, what has been reached, and what will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, get_args

import pandas as pd
import pyarrow as pa

from leaddash import fiscal
from leaddash.agreement import GoalName
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.fiscal import Fiscal
from leaddash.moments import SECOND, months_between
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast.metrics.forecast_summary import forecast_summary
from leaddash.subjects.forecast.projection import answered, past
from leaddash.subjects.forecast.projection.askings import Asking

RANGE = ["projected", "projected_low", "projected_high"]
COLUMNS = ["measure", "goal", "actual", "share", "expected_by_now", *RANGE]
MEASURES: tuple[str, ...] = get_args(GoalName)


def given(snapshot: Snapshot, question: Question) -> dict[str, pa.Table]:
    """The table `goal_spans`: the period up to as-of (place 0), and the rests of past periods so far from their end."""
    asking = _asking(snapshot, question)
    rests = [(max(at + SECOND, past.since), past.until) for past, at in asking.references]
    spans = [(asking.period.since, min(asking.period.until, question.as_of + SECOND)), *rests]
    kinds = pa.schema({"place": pa.int32(), "since": pa.timestamp("us"), "until": pa.timestamp("us")})
    rows = [{"place": place, "since": since, "until": until} for place, (since, until) in enumerate(spans)]
    return {"goal_spans": pa.Table.from_pylist(rows, kinds)}


@metric(
    given=given,
    listed=forecast_summary,
    key=("measure",),
    kinds={Kind.MONEY: ["goal", "actual", "expected_by_now", *RANGE], Kind.RATIO: ["share"]},
)
def goals(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per goal of the agreement: how much of it the fiscal period has reached by as-of, and what it will reach.

    Goals of stages are counts of entries, those of `bookings` and `pipeline` (new opportunities) amounts; `share`
    is the fraction reached. `expected_by_now` goes by days, for bookings by what past periods had booked so far
    from their end. Counts are projected as what came in the rests of past periods: their mean, smallest and
    largest; bookings as the forecast does, with its 80 % range. Slices have no goals but quotas of bookings.

    Columns: measure, goal, actual, share, expected_by_now, projected, projected_low, projected_high
    """
    counted = money.asked(snapshot, __file__, question, goals.given(snapshot, question))
    agreed = [name for name in MEASURES if name in question.agreement.goals]
    period = fiscal.asked(question)
    rows = [row for row in _counts(counted, question, period) if row["measure"] in agreed]
    if "bookings" in agreed:
        rows += list(_bookings(snapshot, question))
    rows.sort(key=lambda row: (row["slice"] is None, row["slice"] or "", agreed.index(row["measure"])))
    frame = pd.DataFrame(rows, columns=["slice", *COLUMNS])
    numbers = [name for name in COLUMNS if name != "measure"]
    return tables.sliced(frame.astype(dict.fromkeys(numbers, float)), question, COLUMNS)


def _counts(counted: pd.DataFrame, question: Question, period: Fiscal) -> Iterator[dict[str, Any]]:
    """Goals of stages and of new pipeline."""
    for (name, measure), spans in counted.groupby(["slice", "measure"], dropna=False, sort=False):
        came = [float(value) for value in spans["came"]]
        actual, rests = came[0], came[1:]
        whole, by_now = _agreed(str(measure), question, period)
        projected = (
            [actual + sum(rests) / len(rests), actual + min(rests), actual + max(rests)] if rests else [None] * 3
        )
        yield {
            "slice": None if pd.isna(name) else name,
            "measure": measure,
            "goal": whole,
            "actual": actual,
            "share": actual / whole if whole else None,
            "expected_by_now": by_now,
            **dict(zip(RANGE, projected, strict=True)),
        }


def _agreed(measure: str, question: Question, period: Fiscal) -> tuple[float | None, float | None]:
    """What is to be reached in the period, and what of it by now; nothing of a slice."""
    monthly = question.agreement.goals.get(measure)  # type: ignore[call-overload]
    if monthly is None or question.by or any(question.filters.values()):
        return None, None
    gone = period.first + timedelta(days=period.days_gone(question.as_of))
    return monthly * question.agreement.forecast.months, monthly * months_between(period.first, gone)


def _bookings(snapshot: Snapshot, question: Question) -> Iterator[dict[str, Any]]:
    """The goal of bookings, which is the forecast's."""
    summary = forecast_summary(snapshot, question)
    asked = answered.projections(snapshot, question)
    (made,) = asked.making.whole.of([asked.asking(question.as_of, fiscal.asked(question))])
    share = past.mean_share_booked(made)
    for row in summary.to_dict("records"):
        goal = None if pd.isna(row["goal"]) else float(row["goal"])
        yield {
            "slice": None if question.by is None or pd.isna(row[question.by]) else row[question.by],
            "measure": "bookings",
            "goal": goal,
            "actual": float(row["won"]),
            "share": float(row["won"]) / goal if goal else None,
            "expected_by_now": goal * share if goal is not None and share is not None else None,
            **dict(zip(RANGE, (row["projected"], row["low_80"], row["high_80"]), strict=True)),
        }


def _asking(snapshot: Snapshot, question: Question) -> Asking:
    return answered.projections(snapshot, question).asking(question.as_of, fiscal.asked(question))
