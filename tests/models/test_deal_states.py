"""Opportunities at any moment: what was said of them carried on, against the naive implementation; odd words told."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leaddash import agreement
from leaddash.snapshots import Snapshot, open_snapshot
from tests.intake import built, fill
from tests.metrics.deal_worlds import BATCHES, DealWorld, make_deal_world
from tests.metrics.small import tell
from tests.naive.deals import deals

STATES = """
    select opportunity_id, stage, ending, close_date, won_at, stage_since, pushes
    from deal_states inner join deals using (deal)
    where valid_from <= $at and (valid_to is null or valid_to > $at)
"""


@pytest.fixture(scope="module", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> DealWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_deal_world(request.param)


@pytest.mark.every_world("naive")
def test_an_opportunity_stands_at_any_moment_as_its_changes_say(world: DealWorld) -> None:
    known = {one.opportunity_id: one for one in deals(world.company)}
    happened = sorted({row["changed_at"] for row in world.company.opportunity_changes})
    for at in [*happened[:: len(happened) // 12], happened[-1]]:
        rows = world.shot.connection.cursor().execute(STATES, {"at": at}).fetchall()
        states = {name: one.at(at, world.agreement) for name, one in known.items()}
        expected = {
            name: (one.stage, one.ending, one.close_date, one.won_at, one.stage_since, one.pushes)
            for name, one in states.items()
            if one is not None
        }
        assert {name: _told(stage, ending, *rest) for name, stage, ending, *rest in rows} == expected


def _told(stage: str | None, ending: str, close_date: Any, won_at: datetime | None, *rest: Any) -> tuple[Any, ...]:
    return stage or "", ending, close_date, won_at if ending == "won" else None, *rest


def test_amounts_are_kept_to_the_cent_and_one_that_is_none_is_set_empty(tmp_path: Path) -> None:
    shot = tell(
        tmp_path / "data",
        {},
        leads="lead_id created_at\nL1 2026-01-01",
        activities="lead_id occurred_at activity_type\nL1 2026-01-02 call",
        opportunities="opportunity_id lead_id created_at\nO1 L1 2026-01-02",
        opportunity_changes="""
            opportunity_id changed_at amount
            O1 2026-01-03 0.125
            O1 2026-01-04 -2.675
            O1 2026-01-05 9007199254740993.01
            O1 2026-01-06 much
            O1 2026-01-07 1e17
        """,
    )
    rows = shot.connection.cursor().execute("select amount from opportunity_versions order by version").fetchall()
    exact = [Decimal("0.13"), Decimal("-2.68"), Decimal("9007199254740993.01")]
    assert [amount for (amount,) in rows] == [*exact, None, None]
    assert sum(found["kept"] for found in shot.manifest["tables"] if found["table"] == "opportunity_changes") == 5


def warned(tmp_path: Path, changes: str, rules: dict[str, Any]) -> dict[str, int]:
    fill(
        tmp_path / "data",
        opportunities="opportunity_id,lead_id,created_at\nO1,L1,2026-01-02\nO2,L1,2026-01-02\n",
        opportunity_changes="opportunity_id,changed_at,stage,forecast_category\n" + changes,
    )
    return built(tmp_path / "data", rules=agreement.parse(rules)).warnings


def test_categories_that_nobody_knows_are_told_at_the_build(tmp_path: Path) -> None:
    changes = "O1,2026-01-03,Demo,Gut feeling\nO1,2026-01-04,,gut feeling \nO2,2026-01-03,won,Closed\n"
    assert warned(tmp_path, changes, {}) == {"unknown forecast category": 1}
    named = {"forecast": {"categories": {"commit": ["Gut Feeling"]}}}
    assert warned(tmp_path, changes, named) == {}


def test_stages_without_a_category_are_told_where_none_is_recorded(tmp_path: Path) -> None:
    changes = "O1,2026-01-03, Demo ,\nO1,2026-01-04,won,\nO2,2026-01-03,Demo,Commit\n"
    assert warned(tmp_path, changes, {}) == {"deal stage without category": 1}
    assert warned(tmp_path, changes, {"forecast": {"stage_categories": {"demo": "best_case"}}}) == {}


def test_an_older_snapshot_is_told_apart(tmp_path: Path) -> None:
    shot: Snapshot = open_snapshot(built(fill(tmp_path / "data")).folder)
    assert shot.manifest["format"] >= 12
