"""The rest of the funnel against its naive second implementation, on thousands of random histories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from leaddash import metrics
from leaddash.metrics import registry
from leaddash.scope import BUCKETS, Scope
from tests.companies import snapshot
from tests.metrics.comparison import agree
from tests.metrics.test_funnel_invariants import ASKED_OF_WORLD
from tests.metrics.worlds import BATCHES, World, asked, company_of, make_world, rules_of
from tests.naive import rest_of_funnel as naive
from tests.naive.company import Row
from tests.naive.slowed import slowed, slowed_cut

pytestmark = pytest.mark.every_world("naive")

NAMES = ("stage_times", "projection", "funnel_bridge", "exits", "returned")
END = datetime(2030, 1, 1)
SLOWER = 15
"""The random lives take forty days; so many times as long, ninety days and half a year fit into them."""


@pytest.fixture(scope="module", params=range(BATCHES))
def slow_world(request: pytest.FixtureRequest) -> World:
    """The same worlds lived slowly."""
    company, rules = slowed(company_of(request.param), SLOWER), rules_of(request.param)
    shot = snapshot(company, rules, END)
    cuts = [slowed_cut(cut, SLOWER) for cut in make_world(request.param).cuts]
    return World(request.param, company, rules, shot, cuts)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "returned"])
def test_the_metric_agrees_at_every_cut(world: World, name: str) -> None:
    for cut in world.cuts:
        _compare(world, name, cut)


@pytest.mark.parametrize("name", NAMES)
def test_the_metric_agrees_in_slices_and_under_filters(world: World, name: str) -> None:
    _compare(world, name, world.cuts[1], **ASKED_OF_WORLD[world.number])


@pytest.mark.parametrize("name", ["projection", "returned", "exits"])
def test_the_metric_agrees_where_half_a_year_fits(slow_world: World, name: str) -> None:
    for cut in slow_world.cuts:
        _compare(slow_world, name, cut)


def test_returns_are_common_enough_to_be_compared(slow_world: World) -> None:
    frame = metrics.returned(slow_world.shot, Scope())
    assert frame["returned_90"].sum() > 50
    assert frame["returned_180"].sum() > 50
    assert frame["second_entered"].sum() > 0


@pytest.mark.parametrize("bucket", BUCKETS)
def test_the_projected_trend_agrees_in_every_bucket(world: World, bucket: Any) -> None:
    cut = world.cuts[2]
    rows = world.answer(naive.projection_trend, cut, bucket=bucket, by="source")
    frame = metrics.projection_trend(world.shot, asked(cut, bucket=bucket, by="source"))
    agree(frame, rows, ("source", "period", "stage"), world, cut)


def _compare(world: World, name: str, cut: Any, **more: Any) -> None:
    by = [more["by"]] if "by" in more else []
    counted: Callable[..., list[Row]] = getattr(naive, name)
    filters = {dimension: [one or None for one in values] for dimension, values in more.get("filters", {}).items()}
    rows = world.answer(counted, cut, by=more.get("by"), filters=filters)
    frame = registry.find(name)(world.shot, asked(cut, **more))
    agree(frame, rows, (*by, *registry.find(name).key), world, cut)
