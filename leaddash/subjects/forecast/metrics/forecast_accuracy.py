"""How right the forecast was, and every simpler rule beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from leaddash import fiscal
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.cases.deal_tape import Floats
from leaddash.fiscal import Fiscal
from leaddash.moments import second
from leaddash.scope import MEASURE, Question
from leaddash.snapshots import Snapshot
from leaddash.stats import wilson
from leaddash.subjects.forecast.projection import answered
from leaddash.subjects.forecast.projection.answered import Projections
from leaddash.subjects.forecast.projection.booked import CENTS, booked
from leaddash.subjects.forecast.projection.rivals import RIVALS, said

SAID = ["projected", *RIVALS, "called"]
COLUMNS = ["since", "weeks_to_go", "actual", *SAID]
RANGE = ["low_80", "high_80", "low_95", "high_95"]
HELD = ["within_15", "covered_80", "covered_95"]
BOUNDS = [f"{name}_{end}" for name in HELD for end in ("low", "high")]
BY_MEASURE = ["measure", "weeks_to_go", "periods", "bias", "mape", *HELD, *BOUNDS]
CLOSE = 0.15


def given(snapshot: Snapshot, question: Question) -> dict[str, pa.Table]:
    """The table `past_periods`: the whole ones by as-of, the oldest first."""
    asked = answered.projections(snapshot, _unmeasured(question))
    return {"past_periods": _table(_periods(asked))}


@metric(
    given=given,
    key=("since", "weeks_to_go"),
    kinds={Kind.DATE: ["since"], Kind.PLACE: ["weeks_to_go"], Kind.MONEY: SAID},
    by_measure=True,
)
def forecast_accuracy(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per whole past fiscal period and whole week to go: what was said then, beside what was booked, as known at as-of.

    `projected`; what was won plus what was called `commit`, plus `best_case`; `stage_share`: won plus the open of
    the period times the share ever won of their stage; `last_period`: what the one before brought; `run_off`: won
    to the mean share booked so far from the end; `conversion`: won plus the open times the mean of what was still
    booked to it; what people `called`. By `measure` it sums up: `bias` and `mape` are fractions of what was booked,
    `within_15` the share of periods missed by at most 15 %, `covered_80` and `covered_95` those in the projection's
    ranges, each with its 95 % interval.

    Columns: since, weeks_to_go, actual, projected, commit, best_case, stage_share, last_period, run_off, conversion,
    called
    """
    own = _unmeasured(question)
    actual = money.asked(snapshot, __file__, own, given(snapshot, question))
    asked = answered.projections(snapshot, own)
    frame = _told(asked, actual)
    if question.by == MEASURE:
        return _by_measure(frame)
    frame["actual"] = money.amounts(frame["actual"])
    return tables.sliced(frame, own, COLUMNS)


def _told(projections: Projections, actual: pd.DataFrame) -> pd.DataFrame:
    """A row per slice, period and week, with the projection's bounds beside."""
    slices = [None if pd.isna(name) else str(name) for name in actual["slice"]]
    came = dict(zip(zip(slices, actual["place"], strict=True), actual["actual"], strict=True))
    rows = [
        row
        for place, period in enumerate(_periods(projections))
        for row in _of_period(projections, place, period, came)
    ]
    order = {name: number for number, name in enumerate(dict.fromkeys(slices))}
    rows.sort(key=lambda row: (order[row["slice"]], row["since"], row["weeks_to_go"]))
    frame = pd.DataFrame(rows, columns=["slice", *COLUMNS, *RANGE])
    frame["since"] = pd.to_datetime(frame["since"])
    frame["weeks_to_go"] = frame["weeks_to_go"].astype("Int64")
    return frame.astype(dict.fromkeys([*SAID, *RANGE], float))


def _of_period(projections: Projections, row: int, period: Fiscal, came: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    tape, rules = projections.making.tape, projections.question.agreement
    before, ever_won = next(fiscal.before(period, rules)), projections.ever_won
    for week, made in enumerate(projections.record.of_weeks(period), start=1):
        last = booked(tape, before, second(made.asking.at)).by(*projections.making.slicing)[1]
        rivals, ranges = said(made, tape, last, ever_won), projections.ranges(made)
        for number, name in enumerate(projections.making.slices):
            if (name, row) not in came:
                continue
            range_ = ranges[number]
            told = {key: value / CENTS for key, value in vars(range_).items()} if range_ else {}
            simple = {rival: float(values[number]) / CENTS for rival, values in rivals.items()}
            known = {"slice": name, "since": period.first, "weeks_to_go": week, "actual": came[name, row]}
            yield {**known, **told, **simple}


def _by_measure(frame: pd.DataFrame) -> pd.DataFrame:
    """Errors and shares of periods by measure and week; periods that brought nothing are left out."""
    frame = frame.assign(actual=frame["actual"].astype(float))
    frame = frame[frame["actual"] != 0]
    weeks = sorted(frame["weeks_to_go"].unique())
    rows = [_summed(name, week, frame[frame["weeks_to_go"] == week]) for name in SAID for week in weeks]
    found = pd.DataFrame(rows, columns=["measure", "weeks_to_go", "periods", "bias", "mape", *HELD])
    for name in HELD:
        counts = found["periods"].astype(float)
        found[f"{name}_low"], found[f"{name}_high"] = wilson(found[name] * counts, counts)
    found[["weeks_to_go", "periods"]] = found[["weeks_to_go", "periods"]].astype("Int64")
    return found[BY_MEASURE]


def _summed(name: str, week: int, frame: pd.DataFrame) -> dict[str, Any]:
    known = frame[frame[name].notna()]
    actual: Floats = known["actual"].to_numpy(float)
    error = (known[name].to_numpy(float) - actual) / np.abs(actual)
    found: dict[str, Any] = {"measure": name, "weeks_to_go": week, "periods": len(known)}
    found |= {"bias": _mean(error), "mape": _mean(np.abs(error)), "within_15": _mean(np.abs(error) <= CLOSE)}
    for share in (80, 95):
        low, high = (known[f"{end}_{share}"].to_numpy(float) for end in ("low", "high"))
        found[f"covered_{share}"] = _mean((low <= actual) & (actual <= high)) if name == "projected" else float("nan")
    return found


def _mean(values: Any) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def _periods(projections: Projections) -> list[Fiscal]:
    return list(projections.record.grid)[::-1]


def _table(periods: list[Fiscal]) -> pa.Table:
    kinds = pa.schema(
        {"place": pa.int32(), "first": pa.date32(), "since": pa.timestamp("us"), "until": pa.timestamp("us")}
    )
    rows = [
        {"place": place, "first": one.first, "since": one.since, "until": one.until}
        for place, one in enumerate(periods)
    ]
    return pa.Table.from_pylist(rows, kinds)


def _unmeasured(question: Question) -> Question:
    """The question of what was said, where its summing up is asked."""
    return replace(question, by=None) if question.by == MEASURE else question
