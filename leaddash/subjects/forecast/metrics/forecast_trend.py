"""The course of a fiscal period, day by day, as it was told then."""

from __future__ import annotations

import pandas as pd

from leaddash import fiscal
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import moments_asked, quotas
from leaddash.subjects.forecast.metrics.forecast import forecast
from leaddash.subjects.forecast.metrics.forecast_summary import RANGE
from leaddash.subjects.forecast.projection import answered
from leaddash.subjects.forecast.projection.booked import CENTS

COLUMNS = ["day", "won", "commit", "best_case", "goal", *RANGE]


@metric(given=moments_asked.every_day, listed=forecast, key=("day",), kinds={Kind.DATE: ["day"], Kind.MONEY: RANGE})
def forecast_trend(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per local day of the fiscal period up to as-of what `forecast_summary` says as of that day's last second.

    The day in which as-of lies is told as of as-of.

    Columns: day, won, commit, best_case, goal, projected, low_80, high_80, low_95, high_95
    """
    frame = money.asked(snapshot, __file__, question, forecast_trend.given(snapshot, question))
    asked, days = answered.projections(snapshot, question), moments_asked.days_of(question)
    made = asked.at(days, fiscal.asked(question))
    told = {
        (name, place): range_
        for place, one in enumerate(made)
        for name, range_ in zip(asked.making.slices, asked.ranges(one), strict=True)
    }
    slices = [None if pd.isna(name) else str(name) for name in frame["slice"]]
    ranges = [told.get((name, int(place))) for name, place in zip(slices, frame["place"], strict=True)]
    for name in RANGE:
        frame[name] = [None if one is None else getattr(one, name) / CENTS for one in ranges]
        frame[name] = frame[name].astype(float)
    frame["goal"] = money.amounts(quotas.goals(question, slices, quotas.teams(snapshot)))
    return tables.sliced(frame, question, COLUMNS)
