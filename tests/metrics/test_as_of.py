"""An as-of moment against a snapshot built of what was there at that moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from leaddash import metrics
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from tests.companies import snapshot
from tests.metrics.comparison import dated, differences, keyed
from tests.metrics.worlds import World
from tests.naive.company import MOMENTS, Company

pytestmark = pytest.mark.every_world("as_of")

SINCE_A_THIRD = "a third of the past"
SCOPES: dict[str, dict[str, Any]] = {
    "all of it": {},
    "by team and week": {"since": SINCE_A_THIRD, "by": "team", "bucket": "week"},
    "two sources by fit band and day": {"filters": {"source": ("web", "")}, "by": "fit_band", "bucket": "day"},
}

OF_A_FISCAL_PERIOD = {
    *("forecast", "forecast_summary", "forecast_trend", "forecast_deals", "goals", "top_of_funnel"),
    *("pipeline_movement", "bookings_movement", "projection_movement", "category_moves", "period_moves"),
}
"""Metrics that answer of the fiscal period that holds as-of, unless one is named: any other dates are refused."""


@pytest.fixture(scope="module")
def cut_off(world: World) -> Snapshot:
    """A snapshot built of what was there at the moment."""
    return snapshot(_cut_off(world.company, _moment_of(world)), world.rules)


@pytest.mark.parametrize("name", registry.names())
@pytest.mark.parametrize("asked", SCOPES)
def test_as_of_is_the_same_as_a_build_of_the_files_cut_off_at_that_moment(
    world: World, cut_off: Snapshot, name: str, asked: str
) -> None:
    metric, scope = registry.find(name), _scope(world, asked)
    if name in OF_A_FISCAL_PERIOD:
        scope = replace(scope, since=None)
    key = metric.key if metric is metrics.episodes or scope.by is None else (scope.by, *metric.key)
    found, expected = (keyed(dated(metric(shot, scope)), *key) for shot in (world.shot, cut_off))
    told = differences(found, expected)
    assert not told, "\n".join([f"{name} as of {scope.as_of}", *told[:10]])


def _scope(world: World, asked: str) -> Scope:
    """One of the scopes as of the world's moment."""
    moment, told = _moment_of(world), dict(SCOPES[asked])
    if told.get("since") == SINCE_A_THIRD:
        told["since"] = (world.shot.first + (moment - world.shot.first) / 3).replace(microsecond=0)
    return Scope(as_of=moment, **told)


def test_as_of_is_by_default_the_newest_moment_of_the_whole_snapshot_before_any_filter(world: World) -> None:
    nobody = {"source": ("no such source",)}
    assert world.shot.question(Scope(filters=nobody)).as_of == world.newest


def _moment_of(world: World) -> datetime:
    """A moment at which something happened: an early one in the first world, a late one in the last."""
    moments = sorted(row["entered_at"] for row in world.company.stage_changes)
    return moments[len(moments) * (world.number + 2) // 9]


def _cut_off(company: Company, moment: datetime) -> Company:
    """Every file without the rows after the moment; what loses its lead so is the build's to refuse."""
    kept = {table: [row for row in getattr(company, table) if row[column] <= moment] for table, column in MOMENTS}
    return replace(company, **kept)
