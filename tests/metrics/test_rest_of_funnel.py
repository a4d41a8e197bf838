"""What the rest of the funnel says of a few leads, counted by hand, and what must hold of it whatever the histories."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.metrics import registry
from leaddash.scope import DIMENSIONS, Scope
from leaddash.snapshots import Snapshot
from tests.metrics.comparison import plain
from tests.metrics.stories import Ask, Stories, day, moved
from tests.metrics.test_funnel_invariants import ASKED_OF_WORLD
from tests.metrics.worlds import World, asked

pytestmark = pytest.mark.every_world("naive", first_only=True)

STORIES = Stories()
WAYS = ["converted", "recycled", "postponed", "disqualified", "lost"]
BRIDGE = ["converted", "late", "converted_later", "carried_in", "flow_out"]


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    return STORIES.snapshot()


@pytest.fixture
def ask(request: pytest.FixtureRequest, shot: Snapshot) -> Ask:
    return Ask(shot, request.function.__name__)


def at_mql(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame[frame["stage"] == "mql"].astype(object).to_dict("records")
    return [{name: plain(value) for name, value in row.items()} for row in rows]


# The window of mql is 14 days, of sales_lead 7; the other stages have none. As-of is day 60.


@STORIES.of(
    carried=[moved("mql", day(1)), moved("sales_lead", day(12))],
    inside=[moved("mql", day(11)), moved("sales_lead", day(13))],
    late=[moved("mql", day(11)), moved("sales_lead", day(26))],
    later=[moved("mql", day(18)), moved("sales_lead", day(20))],
    left=[moved("mql", day(12)), moved("recycled", day(14))],
)
def test_the_bridge_leads_from_the_cohort_to_the_flow(ask: Ask) -> None:
    # Period day 10 to 20. Cohort: inside and later in time, late after 15 days. Of these two go on at or after day
    # 20 (later in that very second). Carried in: carried. What moved: carried and inside.
    frame = metrics.funnel_bridge(ask.shot, ask.scope(since=day(10), until=day(20)))
    row = at_mql(frame)[0]
    assert [row[name] for name in BRIDGE] == [2, 1, 2, 1, 2]
    assert row["remainder"] == 0
    assert ask.cases("mql", "carried_in", since=day(10), until=day(20)) == ["carried"]
    assert ask.cases("mql", "converted_later", since=day(10), until=day(20)) == ["late", "later"]


@STORIES.of(
    on=[moved("mql", day(1)), moved("sales_lead", day(3))],
    out=[moved("mql", day(1)), moved("recycled", day(2), "no budget")],
    out_too=[moved("mql", day(1)), moved("lost", day(2, 1))],
    here=[moved("mql", day(57))],
    guessed=[moved("mql", day(1), estimated=True), moved("sales_lead", day(9))],
    guessed_exit=[moved("mql", day(1)), moved("recycled", day(9), estimated=True)],
)
def test_time_in_stage_counts_each_way_out_and_censors_who_stands_there(ask: Ask) -> None:
    # Four cases: the two with an estimated moment are left out. here is watched for three days.
    rows = at_mql(metrics.stage_times(ask.shot, ask.scope()))
    assert [row["day"] for row in rows] == [0, 1, 2, 3]
    assert {row["cases"] for row in rows} == {4}
    # One day: 1 of 4 recycled. A second later 1 of the remaining 3 is lost. Two days: 1 of 2 goes on: 1/4 each.
    assert [row["recycled"] for row in rows] == pytest.approx([0, 0.25, 0.25, 0.25])
    assert [row["lost"] for row in rows] == pytest.approx([0, 0, 0.25, 0.25])
    assert [row["converted"] for row in rows] == pytest.approx([0, 0, 0.25, 0.25])
    assert [row["at_risk"] for row in rows] == [4, 4, 2, 1]


@STORIES.of(
    back=[moved("mql", day(1)), moved("recycled", day(2), "no budget"), moved("mql", day(30))],
    won_back=[
        *[moved("mql", day(1)), moved("recycled", day(2), "no budget")],
        *[moved("mql", day(30)), moved("sales_lead", day(31))],
    ],
    gone=[moved("sales_lead", day(1)), moved("recycled", day(2), "no budget")],
    other=[moved("mql", day(1)), moved("disqualified", day(2))],
)
def test_exits_and_returns_are_told_apart_by_reason(ask: Ask) -> None:
    scope = ask.scope(as_of=day(120))
    found = [tuple(plain(cell) for cell in row) for row in metrics.exits(ask.shot, scope).to_numpy()]
    assert found == [
        ("recycled", "no budget", "mql", 4, 2, 0.5),
        ("recycled", "no budget", "sales_lead", 5, 1, 0.25),
        ("disqualified", None, "mql", 4, 1, 0.25),
    ]
    row = metrics.returned(ask.shot, scope).iloc[0]
    assert (row["exits"], row["returned"], row["never_returned"]) == (3, 2, 1)
    assert (row["returned_90"], row["followed_90"], row["followed_180"]) == (2, 3, 0)
    # Of two second passes that became MQLs one went on; of four first passes only gone did (by skipping MQL).
    assert (row["second_converted"], row["second_entered"]) == (1, 2)
    assert (row["first_converted"], row["first_entered"]) == (1, 4)


def test_the_bridge_has_no_remainder_and_each_part_is_as_long_as_its_list(world: World) -> None:
    for cut in world.cuts:
        frame = metrics.funnel_bridge(world.shot, asked(cut))
        assert (frame["remainder"] == 0).all()
        for figure in ("converted_later", "carried_in"):
            counts = registry.cases(world.shot, asked(cut), "funnel_bridge", None, figure)["stage"].value_counts()
            assert frame[frame[figure] > 0].set_index("stage")[figure].to_dict() == counts.to_dict()


@pytest.mark.parametrize("by", DIMENSIONS)
def test_exits_of_the_slices_sum_to_the_whole(world: World, by: str) -> None:
    key = ["exit", "reason", "stage"]
    whole = metrics.exits(world.shot, asked(world.cuts[2])).groupby(key, dropna=False)["exits"].sum()
    parts = metrics.exits(world.shot, asked(world.cuts[2], by=by)).groupby(key, dropna=False)["exits"].sum()
    assert parts.to_dict() == whole.to_dict()


def test_every_count_of_exits_is_as_long_as_the_list_of_its_cases(world: World) -> None:
    scope = asked(world.cuts[3], **ASKED_OF_WORLD[world.number])
    for row in metrics.exits(world.shot, scope).drop(columns=scope.by or []).groupby(["exit", "stage"]):
        (exit_, stage), rows = row
        listed = registry.cases(world.shot, scope, "exits", stage, "exits", exit_)
        assert len(listed) == rows["exits"].sum()
    for row in metrics.exits(world.shot, Scope()).itertuples():
        reason = "" if pd.isna(row.reason) else row.reason
        listed = registry.cases(world.shot, Scope(), "exits", row.stage, "exits", row.exit, reason)
        assert len(listed) == row.exits


def test_every_count_of_returns_is_as_long_as_the_list_of_its_cases(world: World) -> None:
    gone = registry.cases(world.shot, Scope(), "returned")
    for row in metrics.returned(world.shot, Scope()).itertuples():
        reason = "" if pd.isna(row.reason) else row.reason
        for figure in ("exits", "returned", "never_returned", "followed_90", "returned_90"):
            listed = registry.cases(world.shot, Scope(), "exits", None, figure, row.exit, reason)
            assert len(listed) == getattr(row, figure), figure
        mine = gone[(gone["exit"] == row.exit) & (gone["reason"].fillna("") == reason)]
        assert (len(mine), mine["second_entered"].sum()) == (row.exits, row.second_entered)


def test_exits_and_flow_are_all_that_leaves_a_stage(world: World) -> None:
    if world.rules.skipped == "dropped":
        return
    for cut in world.cuts:
        moves = metrics.funnel(world.shot, asked(cut)).set_index("stage")
        listed = registry.cases(world.shot, asked(cut), "exits")["stage"].value_counts()
        gone = registry.cases(world.shot, asked(cut), "funnel", None, "went_out")
        again = gone[gone["exit"].isna() & gone["converted_at"].isna()]["stage"].value_counts()
        assert set(again.index) <= {"customer"}
        for stage in moves.index[:-1]:
            left = moves.loc[stage, "flow_out"] + listed.get(stage, 0)
            assert left >= moves.loc[stage, "went_out"], stage


def test_the_ways_out_and_those_who_stay_make_one_until_the_last_stage(world: World) -> None:
    if world.rules.skipped == "dropped":
        return
    frame = metrics.stage_times(world.shot, asked(world.cuts[0]))
    inner = frame[frame["stage"] != "customer"]
    assert (inner[[*WAYS, "staying"]].sum(axis=1) - 1).abs().max() < 1e-9
    for _, rows in inner.groupby("stage"):
        assert all(rows[way].is_monotonic_increasing for way in WAYS)
        assert rows["staying"].is_monotonic_decreasing


def test_the_cases_of_a_curve_are_those_it_lists(world: World) -> None:
    scope = asked(world.cuts[4], **ASKED_OF_WORLD[world.number])
    by = [scope.by] if scope.by else []
    frame = metrics.stage_times(world.shot, scope)
    listed = registry.cases(world.shot, scope, "stage_times").groupby([*by, "stage"], dropna=False).size()
    told = frame.drop_duplicates([*by, "stage"]).set_index([*by, "stage"])["cases"]
    assert {str(key): n for key, n in told.items()} == {str(key): n for key, n in listed.items()}
