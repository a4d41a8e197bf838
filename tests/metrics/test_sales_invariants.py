"""What response and SLA keep on any history: lists as long as their counts, slices that sum, as-of, one truth a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.metrics import registry
from leaddash.scope import DIMENSIONS, Scope
from leaddash.snapshots import Snapshot
from tests.metrics.comparison import dated, differences, keyed
from tests.metrics.sales_worlds import BATCHES, SalesWorld, built, make_sales_world
from tests.naive.company import MOMENTS, Company

pytestmark = pytest.mark.every_world("naive", first_only=True)

COUNTED = [figure.name for figure in metrics.sla.figures]
OUTCOMES = [figure.column or figure.name for figure in metrics.response_curve.figures]
NAMES = (
    *("arrivals", "never_touched", "response_by_person", "response_curve", "response_curve_adjusted"),
    *("time_to_first_touch", "escalations", "sla", "sla_by_person", "sla_trend", "waits"),
)


@pytest.fixture(scope="module", params=range(0, BATCHES, 2))
def world(request: pytest.FixtureRequest) -> SalesWorld:
    """Every second random company."""
    return make_sales_world(request.param)


def scopes(world: SalesWorld) -> list[Scope]:
    return [Scope(since=cut.since, until=cut.until, as_of=cut.as_of) for cut in world.cuts]


def test_every_count_of_the_response_curve_lists_as_many_hand_overs(world: SalesWorld) -> None:
    for scope in scopes(world)[:2]:
        for row in metrics.response_curve(world.shot, scope).itertuples():
            for figure in OUTCOMES:
                asked = {"figure": "answered" if figure == "leads" else figure, "bucket": row.bucket}
                assert len(registry.cases(world.shot, scope, "response_curve", **asked)) == getattr(row, figure), asked


def test_every_reason_of_the_untouched_lists_as_many_hand_overs(world: SalesWorld) -> None:
    for scope in scopes(world):
        for row in metrics.never_touched(world.shot, scope).itertuples():
            asked = {
                name: "" if pd.isna(value) else value for name, value in zip(("exit", "reason"), row[1:3], strict=True)
            }
            listed = registry.cases(world.shot, scope, "never_touched", figure="untouched", **asked)
            assert len(listed) == row.leads


@pytest.mark.parametrize("name", ["sla", "sla_by_person"])
def test_every_count_of_promises_lists_as_many(world: SalesWorld, name: str) -> None:
    for scope in scopes(world)[:2]:
        frame = registry.find(name)(world.shot, scope)
        for promise, rows in frame.groupby("promise"):
            for figure in COUNTED:
                listed = registry.cases(world.shot, scope, name, figure=figure, promise=str(promise))
                assert len(listed) == rows[figure].sum(), (promise, figure)


def test_waits_list_as_many_as_they_count(world: SalesWorld) -> None:
    for scope in scopes(world):
        assert len(registry.cases(world.shot, scope, "waits")) == metrics.waits(world.shot, scope)["hand_overs"].sum()


def test_the_parts_of_every_wait_sum_to_it_to_the_second(world: SalesWorld) -> None:
    parts = ["before_seconds", "earlier_seconds", "working_seconds", "off_seconds"]
    for scope in scopes(world):
        listed = registry.cases(world.shot, scope, "waits")
        assert (listed[parts].sum(axis=1) == listed["total_seconds"]).all()
        assert (listed[parts] >= 0).all(axis=None)


def test_the_rows_of_the_curve_sum_to_all_hand_overs_and_the_states_to_all_promises(world: SalesWorld) -> None:
    for scope in scopes(world):
        every = len(registry.cases(world.shot, scope, "response_curve"))
        assert metrics.response_curve(world.shot, scope)["leads"].sum() == every
        assert metrics.arrivals(world.shot, scope)["hand_overs"].sum() == every
        assert metrics.response_by_person(world.shot, scope)["hand_overs"].sum() == every
        rows = metrics.sla(world.shot, scope)
        assert (rows["kept"] + rows["broken"] + rows["overdue"] == rows["due"]).all()
        assert (rows["broken"] + rows["overdue"] == rows["missed_in_period"]).all()


@pytest.mark.parametrize("by", DIMENSIONS)
def test_slices_sum_to_the_whole(world: SalesWorld, by: str) -> None:
    scope = scopes(world)[1]
    for name, counts in (("response_curve", OUTCOMES), ("sla", COUNTED)):
        key = list(registry.find(name).key)
        whole = registry.find(name)(world.shot, scope).set_index(key)[counts]
        parts = registry.find(name)(world.shot, replace(scope, by=by)).groupby(key)[counts].sum()
        if len(parts):
            pd.testing.assert_frame_equal(parts.loc[whole.index], whole)
        else:
            assert not whole.sum().sum()


def test_the_trend_sums_to_the_period(world: SalesWorld) -> None:
    counts = [name for name in COUNTED if name != "past_due_now"]
    for scope in scopes(world):
        trend = metrics.sla_trend(world.shot, replace(scope, bucket="week")).groupby("promise")[counts].sum()
        whole = metrics.sla(world.shot, scope).set_index("promise")[counts]
        pd.testing.assert_frame_equal(trend.loc[whole.index] if len(trend) else whole * 0, whole)


def test_a_notice_is_sent_while_its_promise_is_open_and_the_same_on_every_run(world: SalesWorld) -> None:
    for scope in scopes(world):
        sent = metrics.escalations(world.shot, scope)
        pd.testing.assert_frame_equal(sent, metrics.escalations(world.shot, scope))
        promises = registry.cases(world.shot, replace(scope, since=None, until=None), "sla", figure="begun")
        both = sent.merge(promises, on=["lead_id", "promise"])
        ends = both[["stop_at", "left_at"]].min(axis=1).fillna(pd.Timestamp("2200-01-01").as_unit("us"))
        open_then = (both["at"] >= both["started_at"]) & (both["at"] < ends)
        assert both[open_then].drop_duplicates(list(sent)).shape[0] == sent.drop_duplicates().shape[0]


def test_a_later_as_of_only_adds_notices(world: SalesWorld) -> None:
    moments = sorted(row["assigned_at"] for row in world.company.assignments)
    earlier, later = (
        metrics.escalations(world.shot, Scope(as_of=moment)) for moment in (moments[len(moments) // 2], None)
    )
    told = later[later["at"] <= moments[len(moments) // 2]].reset_index(drop=True)
    pd.testing.assert_frame_equal(earlier, told)


def test_as_of_is_the_same_as_a_build_of_the_files_cut_off_then(world: SalesWorld) -> None:
    moment = _moment_of(world)
    cut_off = built(_cut_off(world.company, moment), world.agreement)
    for scope in (Scope(as_of=moment), Scope(as_of=moment, by="team", filters={"source": ("web", "")})):
        by = [scope.by] if scope.by else []
        for name in NAMES:
            key = registry.find(name).key
            found, expected = (_told(shot, name, scope, [*by, *key]) for shot in (world.shot, cut_off))
            assert not differences(found, expected), (name, moment, differences(found, expected)[:8])
        assert _rows(world.shot, scope) == _rows(cut_off, scope)


def _told(shot: Snapshot, name: str, scope: Scope, key: list[str]) -> object:
    return keyed(dated(registry.find(name)(shot, scope)), *key)


def _rows(shot: Snapshot, scope: Scope) -> str:
    return metrics.at_risk(shot, scope).to_csv()


def _moment_of(world: SalesWorld) -> datetime:
    """A moment at which something was assigned: an early one in the first world, a late one in the last."""
    moments = sorted(row["assigned_at"] for row in world.company.assignments)
    return moments[len(moments) * (world.number + 2) // (BATCHES + 3)]


def _cut_off(company: Company, moment: datetime) -> Company:
    kept = {table: [row for row in getattr(company, table) if row[column] <= moment] for table, column in MOMENTS}
    return replace(company, **kept)
