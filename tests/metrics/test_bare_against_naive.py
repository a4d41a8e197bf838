"""Response and SLA where a CRM never wrote touches, contacts or hand-overs down, against the naive implementation."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from leaddash.metrics import registry
from leaddash.scope import Scope
from tests.metrics.comparison import differences, plain
from tests.metrics.sales_worlds import SalesWorld, built, make_sales_world
from tests.metrics.test_sales_against_naive import METRICS
from tests.naive import bare, ladders, service_levels

BARE = {
    "touches": bare.without_touches,
    "contacts": bare.without_contacts,
    "hand-overs": bare.without_assignments,
}
"""What is taken out of a random company's tables."""
WORLD = 4


@cache
def bare_world(what: str) -> SalesWorld:
    """The company of a world without one kind of evidence."""
    whole = make_sales_world(WORLD)
    company = BARE[what](whole.company)
    return replace(whole, company=company, shot=built(company, whole.agreement))


IN_TURN = [
    pytest.param(
        name, what, marks=() if place % 2 == 0 and (place // 2 + turn) % len(BARE) == 0 else pytest.mark.long("naive")
    )
    for place, name in enumerate(METRICS)
    for turn, what in enumerate(BARE)
]
"""Every metric without each kind of evidence; in `make test` every other one without one kind."""


@pytest.mark.parametrize(("name", "what"), IN_TURN)
def test_the_metric_agrees_without_evidence(what: str, name: str) -> None:
    world, naive, key = bare_world(what), METRICS[name], registry.find(name).key
    for cut in world.cuts[:2]:
        for by in (None, "team"):
            mine = (by, *key) if by else key
            expected = world.expected(naive, cut, mine, by=by)
            told = differences(world.found(name, cut, mine, by=by), expected)
            assert not told, "\n".join([str((cut, by)), *told[:12]])


@pytest.mark.parametrize("what", BARE)
@pytest.mark.parametrize("name", ["at_risk", "escalations", "sla_trend"])
def test_the_list_agrees_without_evidence(what: str, name: str) -> None:
    world = bare_world(what)
    naive: Any = getattr(ladders, name, None) or getattr(service_levels, name)
    for cut in world.cuts[:2]:
        frame = registry.find(name)(world.shot, Scope(since=cut.since, until=cut.until, as_of=cut.as_of))
        rows = [{n: plain(v) for n, v in row.items()} for row in frame.astype(object).to_dict("records")]
        found = {(place,): _dated(row) for place, row in enumerate(rows)}
        told = differences(found, {(place,): row for place, row in enumerate(world.rows(naive, cut))})
        assert not told, "\n".join([str(cut), *told[:12]])


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose period is a text, as the naive implementation tells it."""
    return {**row, "period": str(row["period"])[:10]} if "period" in row else row
