"""The number of the forecast call, with its range, its goal and what it is made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from leaddash import fiscal
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.fiscal import Fiscal
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import moments_asked, quotas
from leaddash.subjects.forecast.metrics.forecast import forecast
from leaddash.subjects.forecast.metrics.top_of_funnel import sums
from leaddash.subjects.forecast.projection import answered, past
from leaddash.subjects.forecast.projection.answered import Answer, Projections
from leaddash.subjects.forecast.projection.booked import CENTS
from leaddash.subjects.forecast.projection.created import booked_of_created
from leaddash.subjects.forecast.projection.made import Made

EXACT = ["goal", "won", "commit", "best_case", "open", "to_go"]
RANGE = ["projected", "low_80", "high_80", "low_95", "high_95"]
PARTS, TOP = ["from_period", "from_other", "from_new"], ["new_in_hand", "new_to_come"]
COUNTS = ["won_deals", "imputed", "record_periods", "record_held", "stamped_elsewhere", "days", "days_gone", "history"]
COLUMNS = [
    *("since", "until", "days", "days_gone", "goal", "won_deals", "won", "commit", "best_case", "open", "to_go"),
    *("coverage", "coverage_needed", "pace", "to_create", *RANGE, "goal_odds", *PARTS, *TOP),
    *("history", "thin", "imputed", "record_periods", "record_held", "stamped_elsewhere"),
]


@metric(
    given=moments_asked.now,
    listed=forecast,
    kinds={
        Kind.DATE: ["since", "until"],
        Kind.RATIO: ["coverage", "coverage_needed", "pace"],
        Kind.MONEY: ["to_create", *RANGE, *PARTS, *TOP],
        Kind.PLACE: ["goal_odds"],
    },
)
def forecast_summary(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """What is booked in the fiscal period, open of it, and projected: booked so far and still to come, with its ranges.

    Amounts are of the agreement's currency; `commit` and `best_case` add up from what is won. `coverage` is the open
    pipeline to what is still to go, `coverage_needed` what there was of it, so far from their end, in the `history` of
    past periods; `pace` is what is won to what should be by now. The projection adds what usually becomes of open deals
    like these, and what usually comes new, with 80 and 95 % ranges; `goal_odds` are percent, in steps of 5.
    `record_held` of `record_periods` such ranges held before. Empty where too little is known.

    Columns: since, until, days, days_gone, goal, won_deals, won, commit, best_case, open, to_go, coverage,
    coverage_needed, pace, to_create, projected, low_80, high_80, low_95, high_95, goal_odds, from_period, from_other,
    from_new, new_in_hand, new_to_come, history, thin, imputed, record_periods, record_held, stamped_elsewhere
    """
    frame, brought = but_the_top(snapshot, question), sums(snapshot, question)
    for place, column in enumerate(TOP):
        frame[column] = [brought[name][place] if name in brought else float("nan") for name in _names(frame)]
    return tables.sliced(frame, question, COLUMNS)


def but_the_top(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """All that the summary tells of each `slice` but what the top of the funnel brings, which takes the longest."""
    frame = money.asked(snapshot, __file__, question, forecast_summary.given(snapshot, question))
    asked, period = answered.projections(snapshot, question), fiscal.asked(question)
    answer, slices = asked.answer(question.as_of, period), _names(frame)
    goals = quotas.goals(question, slices, quotas.teams(snapshot))
    of_all = _of_all(asked, answer.made, period)
    rows = [
        {**of_all, **_of_slice(answer, of_all, *row)}
        for row in zip(slices, goals, frame["won"], frame["open"], strict=True)
    ]
    _add_record(rows, asked, answer.made)
    told = pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in frame and name not in TOP])
    return _typed(pd.concat([frame.drop(columns="place"), told], axis=1))


def _names(frame: pd.DataFrame) -> list[str | None]:
    return [None if pd.isna(name) else str(name) for name in frame["slice"]]


def _add_record(lines: list[dict[str, Any]], projections: Projections, made: Made) -> None:
    """Add of how many past periods such a range was told, and how many then held."""
    periods, held = projections.record.held(made.asking.at, made.asking.period)
    of = dict(zip(projections.making.slices, held.tolist(), strict=True))
    for row in lines:
        row |= {"record_periods": periods, "record_held": of.get(row["slice"], 0)}


def _of_all(projections: Projections, made: Made, period: Fiscal) -> dict[str, Any]:
    """What is told of all slices alike; two of the values only help to tell the others."""
    learned, at = made.learned, made.asking.at
    return {
        "since": period.first,
        "until": period.after,
        "days": period.days,
        "days_gone": period.days_gone(at),
        "coverage_needed": past.coverage_needed(made),
        "history": len(made.past),
        "thin": (learned.booked if learned else 0) < answered.FEW_BOOKED,
        "share_booked": past.mean_share_booked(made),
        "share_of_created": booked_of_created(projections.making.tape, made),
    }


def _of_slice(
    answer: Answer, of_all: dict[str, Any], name: str | None, goal: Decimal | None, won: Any, still: Any
) -> Any:
    """What is told of one slice."""
    to_go, share = None if goal is None else max(Decimal(), goal - won), of_all["share_booked"]
    found = {"slice": name, "goal": goal, "to_go": to_go, "coverage": float(still / to_go) if to_go else None}
    found["pace"] = float(won) / (float(goal) * share) if goal and share else None
    return {**found, **_projected(answer, of_all, name, goal)}


def _projected(answer: Answer, of_all: dict[str, Any], name: str | None, goal: Decimal | None) -> dict[str, Any]:
    """What is told of a slice's projection; nothing of one without deals."""
    place, range_ = answer.ranges.get(name, (None, None))
    if place is None:
        return {}
    found: dict[str, Any] = {"imputed": answer.made.imputed(place)}
    if range_ is None or answer.made.projected is None:
        return found
    found |= {key: value / CENTS for key, value in vars(range_).items()}
    found |= {key: float(getattr(answer.made.projected, key)[place]) / CENTS for key in PARTS}
    if goal is not None:
        found["goal_odds"] = answered.odds(answer.made, place, answer.spread, float(goal) * CENTS)
        missing, share = max(0.0, float(goal) - found["projected"]), of_all["share_of_created"]
        found["to_create"] = missing / share if share else None
    return found


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    for name in EXACT:
        frame[name] = money.amounts(None if pd.isna(value) else value for value in frame[name])
    for name in [*COUNTS, "goal_odds"]:
        frame[name] = frame[name].astype("Int64")
    for name in ["coverage", "coverage_needed", "pace", "to_create", *RANGE, *PARTS]:
        frame[name] = frame[name].astype(float)
    for name in ["since", "until"]:
        frame[name] = pd.to_datetime(frame[name])
    return frame
