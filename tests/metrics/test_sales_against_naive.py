"""Response and SLA against their naive second implementation, on random histories under random agreements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from leaddash.metrics import registry
from leaddash.scope import BUCKETS, Scope
from tests.metrics.comparison import differences, plain
from tests.metrics.sales_worlds import BATCHES, SalesWorld, make_sales_world
from tests.naive import ladders, response, service_levels, waiting
from tests.naive.company import Row

pytestmark = pytest.mark.every_world("naive")

Naive = Callable[..., list[Row]]
METRICS: dict[str, Naive] = {
    "arrivals": waiting.arrivals,
    "never_touched": waiting.never_touched,
    "response_by_person": response.response_by_person,
    "response_curve": response.response_curve,
    "response_curve_adjusted": response.response_curve_adjusted,
    "sla": service_levels.sla,
    "sla_by_person": service_levels.sla_by_person,
    "time_to_first_touch": waiting.time_to_first_touch,
    "waits": waiting.waits,
}
"""Each metric with its second implementation."""
ASKED: list[dict[str, Any]] = [
    {"by": "source"},
    {"by": "team", "filters": {"country": ("ES", "")}},
    {"filters": {"person": ("p1", "p2", "stranger")}},
    {"by": "person"},
    {"by": "fit_band", "filters": {"team": ("north", "")}},
    {"by": "campaign", "filters": {"source": ("web",)}},
    {"filters": {"fit_band": ("40", "")}},
    {"by": "country"},
]
"""Slices and filters, one set for each world."""


@pytest.fixture(scope="module", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> SalesWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_sales_world(request.param)


@pytest.mark.parametrize("name", METRICS)
def test_the_metric_agrees_at_every_cut(world: SalesWorld, name: str) -> None:
    for cut in world.cuts:
        _compare(world, name, cut)


@pytest.mark.parametrize("name", METRICS)
def test_the_metric_agrees_in_slices_and_under_filters(world: SalesWorld, name: str) -> None:
    _compare(world, name, world.cuts[1], **ASKED[world.number])


@pytest.mark.parametrize("bucket", BUCKETS)
def test_the_trend_agrees_in_every_bucket(world: SalesWorld, bucket: Any) -> None:
    cut, key = world.cuts[2], ("source", "period", "promise")
    expected = world.expected(service_levels.sla_trend, cut, key, bucket=bucket, by="source")
    _agree(world.found("sla_trend", cut, key, bucket=bucket, by="source"), expected, cut)


@pytest.mark.parametrize("name", ["at_risk", "escalations"])
def test_the_list_agrees_row_by_row_and_in_its_order(world: SalesWorld, name: str) -> None:
    naive: Naive = getattr(ladders, name)
    for cut in world.cuts:
        scope = Scope(since=cut.since, until=cut.until, as_of=cut.as_of)
        frame = registry.find(name)(world.shot, scope).astype(object)
        rows = world.rows(naive, cut)
        _agree(_numbered(frame.to_dict("records")), _numbered(rows), cut)


@pytest.mark.parametrize("name", ["at_risk", "escalations"])
def test_the_list_agrees_in_slices_and_under_filters(world: SalesWorld, name: str) -> None:
    naive: Naive = getattr(ladders, name)
    cut, asked = world.cuts[1], ASKED[world.number]
    frame = registry.find(name)(world.shot, Scope(since=cut.since, until=cut.until, as_of=cut.as_of, **asked))
    rows = world.rows(naive, cut, by=asked.get("by"), filters=_as_told(asked))
    _agree(_numbered(frame.astype(object).to_dict("records")), _numbered(rows), (cut, asked))


def _compare(world: SalesWorld, name: str, cut: Any, **more: Any) -> None:
    naive, key = METRICS[name], registry.find(name).key
    by = (more["by"],) if "by" in more else ()
    key = (*by, *(one for one in key if one not in by))
    expected = world.expected(naive, cut, key, by=more.get("by"), filters=_as_told(more))
    _agree(world.found(name, cut, key, **more), expected, (name, cut, more))


def _as_told(more: dict[str, Any]) -> dict[str, list[str | None]]:
    return {dimension: [one or None for one in values] for dimension, values in more.get("filters", {}).items()}


def _numbered(rows: list[Any]) -> Any:
    return {(place,): {name: plain(value) for name, value in row.items()} for place, row in enumerate(rows)}


def _agree(found: Any, expected: Any, asked: object) -> None:
    told = differences(found, expected)
    assert not told, "\n".join([str(asked), *told[:12]])
