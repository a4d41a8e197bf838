"""The worklist against its naive second implementation, on random histories: grouping, order, counts."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.scope import Scope
from leaddash.subjects.promises.owed import owed
from leaddash.subjects.promises.worklist import OWNER, PROMISE, TIME, TIMES, Group, worklist
from tests.metrics.sales_worlds import BATCHES, SalesWorld, make_sales_world
from tests.naive import ladders
from tests.naive import worklist as naive
from tests.naive.histories import Cut

pytestmark = pytest.mark.every_world("naive")


@pytest.fixture(scope="module", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> SalesWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_sales_world(request.param)


def asked(world: SalesWorld, cut: Cut, **more: Any) -> tuple[pd.DataFrame, Any, str]:
    """What is at risk, as of when, and in which zone."""
    scope = Scope(since=cut.since, until=cut.until, as_of=cut.as_of, **more)
    return metrics.at_risk(world.shot, scope), world.shot.question(scope).as_of, world.shot.agreement.timezone


def told(group: Group) -> dict[str, Any]:
    """A group as the naive one tells it."""
    return {**vars(group), "first": [(one.lead_id, one.promise) for one in group.first]}


def test_who_owes_what_agrees_in_groups_order_and_counts(world: SalesWorld) -> None:
    for cut in world.cuts:
        frame, as_of, zone = asked(world, cut)
        rows = world.rows(ladders.at_risk, cut)
        by_owner = worklist(frame, as_of, zone)
        assert [told(group) for group in by_owner.groups] == naive.groups(rows, as_of, lambda row: row["owner"])
        by_promise = worklist(frame, as_of, zone, PROMISE)
        assert [told(group) for group in by_promise.groups] == naive.groups(rows, as_of, lambda row: row["promise"])
        by_time = naive.groups(rows, as_of, partial(naive.time_left, as_of=as_of, zone=zone))
        by_time.sort(key=lambda group: TIMES.index(group["key"]))
        assert [told(group) for group in worklist(frame, as_of, zone, TIME).groups] == by_time
        found = by_owner.nobody
        assert {**vars(found), "first": [one.lead_id for one in found.first]} == naive.nobodys(rows, as_of, zone)


def test_every_row_is_somebodys_once_and_the_sentence_counts_the_same_leads(world: SalesWorld) -> None:
    for cut, more in [(cut, {}) for cut in world.cuts] + [(world.cuts[1], {"filters": {"team": ("north", "")}})]:
        frame, as_of, zone = asked(world, cut, **more)
        now = owed(frame, as_of)
        for by in (OWNER, PROMISE, TIME):
            found = worklist(frame, as_of, zone, by)
            assert sum(group.late + group.in_time for group in found.groups) + found.nobody.count == len(frame)
            assert sum(group.late for group in found.groups) == now.promises
            assert sum(group.in_time for group in found.groups) == now.still_open
            assert found.nobody.count == now.unassigned
        late = frame[frame["promise"].notna() & (frame["due_at"] <= as_of)]
        assert now.leads == sum(mine["lead_id"].nunique() for _, mine in late.groupby("owner", dropna=False))


def test_a_row_tells_what_the_frame_tells_of_it(world: SalesWorld) -> None:
    frame, as_of, zone = asked(world, world.cuts[0])
    rows = {(row.lead_id, row.promise, row.due_at): row for row in frame.itertuples() if isinstance(row.promise, str)}
    for one in (one for group in worklist(frame, as_of, zone).groups for one in group.first):
        row = rows[one.lead_id, one.promise, pd.Timestamp(one.due_at)]
        assert one.is_late == (row.due_at <= as_of)
        assert one.owner == (row.owner if isinstance(row.owner, str) else None)
        assert ", ".join(one.next_to) == (row.next_notice_to if isinstance(row.next_notice_to, str) else "")
        assert ", ".join(one.told_to) == (row.told_to if isinstance(row.told_to, str) else "")
        assert one.next_at == (None if pd.isna(row.next_notice_at) else row.next_notice_at)
        assert one.next_at is None or one.next_at > as_of
        assert one.told_at is None or one.told_at <= as_of
