"""What must hold of the funnel whatever the histories: counts, lists, slices and periods fit together."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.blocks.ask import Ask, reach
from leaddash.cases.recorded import recorded_months, recorded_mqls
from leaddash.cases.tables import summed
from leaddash.drawing.absence import reach_of
from leaddash.metrics import registry
from leaddash.moments import periods
from leaddash.periods import Period
from leaddash.scope import DIMENSIONS, Scope
from tests.metrics.comparison import differences, keyed, plain
from tests.metrics.worlds import World, asked
from tests.naive.episodes import STAGES
from tests.naive.histories import Cut

pytestmark = pytest.mark.every_world("naive", first_only=True)

CLASSES = ["converted", "late", "exited", "open", "stalled"]
CONVERSION = [*CLASSES, "rate_converted", "rate_entered", "flow_out"]
STOCK = ["balance_start", "came_in", "went_out", "balance_end"]
FIGURES = ["entered", "skipped", *CONVERSION, *STOCK]
MOVES = ["entered", "skipped", *CONVERSION, "came_in", "went_out"]
ASKED_OF_WORLD: dict[int, dict[str, Any]] = {
    0: {},
    1: {"by": "team"},
    2: {"filters": {"source": ("web", ""), "country": ("ES", "US")}},
    3: {"by": "source", "filters": {"team": ("north", "")}},
    4: {"by": "person", "filters": {"fit_band": ("0", "40", "")}},
    5: {"by": "fit_band", "filters": {"person": ("p1", "p3")}},
}
"""Filters and `by` of the questions, one kind per world, so that all are asked of some."""


def test_every_count_is_as_long_as_the_list_of_its_cases(world: World) -> None:
    scope = asked(world.cuts[3], **ASKED_OF_WORLD[world.number])
    frame = metrics.funnel(world.shot, scope)
    by = [scope.by] if scope.by else []
    for figure in FIGURES[world.number % 3 :: 3] if world.number else FIGURES:
        for stage in STAGES[:-1] if figure in CONVERSION else STAGES:
            listed = registry.cases(world.shot, scope, "funnel", stage, figure)
            assert listed["lead_id"].notna().all()
            counts = listed.assign(n=1).groupby([*by, "stage"], dropna=False)["n"].sum()
            found = frame[(frame["stage"] == stage) & (frame[figure] > 0)].set_index([*by, "stage"])[figure]
            assert _as_dict(found) == _as_dict(counts), f"{stage} {figure}"


def test_every_count_of_the_trend_is_as_long_as_the_list_of_its_moves(world: World) -> None:
    scope = asked(world.cuts[4], bucket="week", **ASKED_OF_WORLD[world.number])
    frame = metrics.funnel_trend(world.shot, scope)
    key = [*([scope.by] if scope.by else []), "period", "stage"]
    for figure in MOVES:
        listed = registry.cases(world.shot, scope, "funnel_trend", None, figure)
        known = listed[listed["stage"].isin(STAGES[:-1] if figure in CONVERSION else STAGES)]
        counts = known.assign(n=1).groupby(key, dropna=False)["n"].sum()
        assert _as_dict(frame[frame[figure] > 0].set_index(key)[figure]) == _as_dict(counts), figure
    assert set(known["lead_id"]) <= {row["lead_id"] for row in world.company.leads}


def test_a_balance_of_the_trend_is_as_long_as_the_list_of_the_funnel_of_that_period(world: World) -> None:
    scope = asked(world.cuts[4], bucket="month")
    frame = metrics.funnel_trend(world.shot, scope)
    for clipped, rows in _clipped(world, scope, frame):
        for figure in ("balance_start", "balance_end"):
            counts = registry.cases(world.shot, clipped, "funnel", None, figure)["stage"].value_counts()
            assert rows.loc[rows[figure] > 0, figure].to_dict() == counts.to_dict()


@pytest.mark.parametrize("by", DIMENSIONS)
def test_counts_of_the_slices_sum_to_the_whole(world: World, by: str) -> None:
    cut = world.cuts[2]
    whole = metrics.funnel(world.shot, asked(cut)).set_index("stage")[FIGURES]
    parts = metrics.funnel(world.shot, asked(cut, by=by)).groupby("stage")[FIGURES].sum()
    assert parts.loc[list(STAGES)].to_dict() == whole.fillna(0).to_dict()


def test_the_slices_together_are_the_funnel_without_its_medians(world: World) -> None:
    cut = world.cuts[2]
    whole = keyed(metrics.funnel(world.shot, asked(cut)).drop(columns=["median_days", "p90_days"]), "stage")
    found = summed(metrics.funnel(world.shot, asked(cut, by="source")))
    assert not differences(keyed(found.drop(columns=["median_days", "p90_days"]), "stage"), whole)


def test_every_case_of_a_cohort_is_of_exactly_one_class(world: World) -> None:
    for cut in world.cuts:
        frame = metrics.funnel(world.shot, asked(cut)).iloc[:-1]
        assert (frame[CLASSES].sum(axis=1) == frame["entered"]).all()


def test_the_balance_adds_up_in_the_funnel_and_from_period_to_period(world: World) -> None:
    for cut in world.cuts:
        funnel = metrics.funnel(world.shot, asked(cut))
        trend = metrics.funnel_trend(world.shot, asked(cut, bucket="week"))
        for frame in (funnel, trend):
            moved = frame["balance_start"] + frame["came_in"] - frame["went_out"]
            assert (moved == frame["balance_end"]).all()
        weeks = [week.set_index("stage") for _, week in trend.groupby("period")]
        for week, following in pairwise(weeks):
            assert (week["balance_end"] == following["balance_start"]).all()


@pytest.mark.parametrize("bucket", ["week", "month"])
def test_each_row_of_the_trend_is_the_funnel_of_that_clipped_period(world: World, bucket: Any) -> None:
    scope = asked(world.cuts[1], bucket=bucket, by="team" if bucket == "week" else None)
    key = [*([scope.by] if scope.by else []), "stage"]
    for clipped, rows in _clipped(world, scope, metrics.funnel_trend(world.shot, scope)):
        found = keyed(rows.drop(columns="period").reset_index(), *key)
        told = differences(found, keyed(metrics.funnel(world.shot, clipped), *key))
        assert not told, "\n".join([str(clipped), *told[:10]])


def test_the_bridge_from_cohort_to_flow_has_no_remainder(world: World) -> None:
    for cut in world.cuts:
        until = cut.until or world.newest.max
        frame = metrics.funnel(world.shot, asked(cut)).set_index("stage")
        listed = registry.cases(world.shot, asked(cut), "funnel")
        cohort = listed[listed["entered"] & listed["class"].isin(["converted", "late"])]
        later = cohort.loc[cohort["converted_at"] >= until, "stage"].value_counts()
        carried = listed.loc[listed["flow_out"] & ~listed["entered"], "stage"].value_counts()
        for stage in STAGES[:-1]:
            row = frame.loc[stage]
            bridged = row["converted"] + row["late"] - later.get(stage, 0) + carried.get(stage, 0)
            assert bridged == row["flow_out"], stage


def test_an_episode_enters_its_stages_in_order(world: World) -> None:
    frame = metrics.episodes(world.shot, Scope())
    for row in frame.to_dict("records"):
        moments = [row[f"{stage}_at"] for stage in STAGES if not pd.isna(row[f"{stage}_at"])]
        ended = [] if pd.isna(row["ended_at"]) else [row["ended_at"]]
        assert moments == sorted(moments), row["lead_id"]
        assert row["began_at"] == moments[0], row["lead_id"]
        assert moments[-1] <= min(ended, default=moments[-1]), row["lead_id"]


def test_a_lead_stands_in_at_most_one_place_at_any_moment(world: World) -> None:
    scope = asked(Cut(None, None, None), bucket="day")
    for bucket in periods(world.shot.first, world.newest, "day", "UTC")[:: 4 + world.number]:
        standing = registry.cases(world.shot, Scope(until=bucket["until"]), "funnel", None, "balance_end")
        assert standing["lead_id"].is_unique, bucket
    assert not metrics.funnel_trend(world.shot, scope).empty


def _clipped(world: World, scope: Scope, trend: pd.DataFrame) -> list[tuple[Scope, pd.DataFrame]]:
    """The scope of each period of a trend, with its rows by stage."""
    found = world.shot.question(scope).periods
    assert [period["period"] for period in found] == list(dict.fromkeys(trend["period"].dt.date))
    return [
        (
            Scope(**{**vars(scope), "since": period["since"], "until": period["until"]}),
            trend[trend["period"].dt.date == period["period"]].set_index("stage"),
        )
        for period in found
    ]


def _as_dict(counts: pd.Series) -> dict[Any, int]:
    keys = [key if isinstance(key, tuple) else (key,) for key in counts.index]
    return {tuple(map(plain, key)): int(n) for key, n in zip(keys, counts, strict=True)}


def test_what_the_data_hold_and_record_is_what_the_funnel_counts(world: World) -> None:
    for cut in world.cuts[:3]:
        question = world.shot.question(asked(cut, bucket="month"))
        funnel = metrics.funnel(world.shot, question).set_index("stage")
        entered, skipped = (int(funnel[name]["mql"]) for name in ("entered", "skipped"))
        assert recorded_mqls(world.shot, question) == (entered if entered > skipped else None)
        trended = metrics.funnel_trend(world.shot, question)
        own = trended[trended["stage"] == "mql"].set_index("period")
        months = [day.date() for day in pd.to_datetime(own.index)]
        found = recorded_months(world.shot, question, months)
        if (own["entered"] > own["skipped"]).any():
            assert found.tolist() == own["entered"].astype(float).tolist()
        else:
            assert pd.isna(found).all()
    _reach_is_the_funnels(world)


def _reach_is_the_funnels(world: World) -> None:
    shot = world.shot
    ask = Ask(
        shot, shot.agreement, Period("month", date(2026, 7, 1), date(2026, 8, 1)), shot.newest, {"source": ("web",)}
    )
    whole = metrics.funnel(shot, Scope())
    assert ask.all(reach()) == [reach_of(whole, shot.newest - shot.first, is_filtered=True)]
