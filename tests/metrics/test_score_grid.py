"""The grid of fit and behaviour against naive MQLs put into cells one by one, and against the volume."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from leaddash import metrics
from leaddash.metrics import registry
from tests.metrics.comparison import plain
from tests.metrics.scoring_slices import SLICES, agree, as_naive, key_of
from tests.metrics.scoring_worlds import WORLDS, ScoringWorld, make_scoring_world
from tests.naive.company import Row
from tests.naive.fit import band
from tests.naive.sales import hand_over
from tests.naive.scoring_metrics import Asked, Pass, ask, horizon, rate_columns, reached, replayed

pytestmark = pytest.mark.every_world("naive")

WORKED = ["worked", "worked_rate_mqls", "worked_rate_became"]
COUNTS = ["mqls", "became_sales_lead", "sales_lead_rate_mqls", "sales_lead_rate_became", *WORKED]
OF_CUSTOMERS = ["became_customer", "customer_rate_mqls", "customer_rate_became"]


@pytest.fixture(scope="module", params=range(WORLDS))
def world(request: pytest.FixtureRequest) -> ScoringWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_scoring_world(request.param)


def test_cells_agree_under_every_proposal(world: ScoringWorld) -> None:
    for proposed in (None, *world.proposals):
        for cut in world.cuts:
            rows = _naive(world, world.told(proposed), as_naive(cut, {}))
            agree(metrics.score_grid(world.shot, world.scope(cut, proposed)), rows, ("fit_band", "behaviour_band"))


@pytest.mark.parametrize("asked", [one for one in SLICES[1:] if one.get("by") != "fit_band"], ids=str)
def test_cells_agree_in_slices_and_under_filters(world: ScoringWorld, asked: dict[str, Any]) -> None:
    for cut in world.cuts:
        rows = _naive(world, world.agreed, as_naive(cut, asked))
        frame = metrics.score_grid(world.shot, world.scope(cut, None, **asked))
        agree(frame, rows, key_of(asked, "fit_band", "behaviour_band"))


def test_cells_sum_to_the_volume_whatever_is_asked(world: ScoringWorld) -> None:
    for proposed in (None, *world.proposals):
        for asked in SLICES:
            scope = world.scope(world.cuts[1], proposed, **asked)
            volume = metrics.mql_volume(world.shot, scope)["mqls"].sum()
            assert metrics.score_grid(world.shot, scope)["mqls"].sum() == volume


def test_every_count_lists_as_many_mqls(world: ScoringWorld) -> None:
    for cut in world.cuts:
        scope = world.scope(cut, world.proposals[0])
        frame = metrics.score_grid(world.shot, scope)
        for figure in COUNTS:
            assert len(registry.cases(world.shot, scope, "score_grid", figure=figure)) == frame[figure].sum()


def test_every_count_of_the_curve_at_the_threshold_in_force_lists_as_many_mqls(world: ScoringWorld) -> None:
    for cut in world.cuts:
        scope = world.scope(cut, world.proposals[0])
        curve = metrics.threshold_curve(world.shot, scope)
        rules = scope.agreement or world.shot.agreement
        row = curve[curve["threshold"] == rules.scoring.threshold].iloc[0]
        for figure in (*COUNTS, *OF_CUSTOMERS):
            assert len(registry.cases(world.shot, scope, "threshold_curve", figure=figure)) == (plain(row[figure]) or 0)


def test_the_grid_is_the_curve_at_the_threshold_in_force_cell_by_cell(world: ScoringWorld) -> None:
    for cut in world.cuts:
        scope = world.scope(cut, None)
        grid, curve = (metric(world.shot, scope) for metric in (metrics.score_grid, metrics.threshold_curve))
        row = curve[curve["threshold"] == world.shot.agreement.scoring.threshold].iloc[0]
        assert {name: grid[name].sum() for name in COUNTS} == {name: plain(row[name]) or 0 for name in COUNTS}


def _naive(world: ScoringWorld, told: dict[str, Any], question: dict[str, Any]) -> list[Row]:
    asked = ask(world.company, world.rules, told, **{"by": None, **question})
    return asked.in_each_slice(lambda mine: _cells(asked, mine))


def _cells(asked: Asked, mine: list[Pass]) -> Iterable[Row]:
    """The cells in their order, fit below the first band in front."""
    found: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for one in mine:
        became = replayed(asked.model, [one])[one.key][1]
        if became is not None and asked.holds(became):
            at, span = became.moment.at, horizon(asked.told.agreement, "qualify")
            cell = band(asked.model.scoring, became.reading.fit), _behaviour_band(became.reading.behaviour)
            found[cell].append(
                {
                    "worked": hand_over(asked.told, one.life, one.episode) is not None,
                    "had": reached(one.episode, "sales_lead", at, span),
                    "over": span is None or at + span <= asked.told.as_of,
                }
            )
    for cell in sorted(found, key=lambda cell: (-1.0 if cell[0] is None else float(cell[0]), int(cell[1]))):
        yield {"fit_band": cell[0], "behaviour_band": cell[1], **_counted(found[cell], is_assigned=asked.told.assigned)}


def _behaviour_band(points: float) -> str:
    """20, 40, 60, 80 or 100 if so many points are reached, else 0."""
    return str(min(max(int((points + 1e-6) // 20) * 20, 0), 100))


def _counted(inside: list[Row], *, is_assigned: bool) -> Row:
    over = [row for row in inside if row["over"]]
    counts: Row = {"mqls": len(inside), "worked": sum(row["worked"] for row in inside)}
    counts["became_sales_lead"] = sum(row["had"] for row in inside)
    counts |= rate_columns("sales_lead", sum(row["had"] for row in over), len(over))
    if not is_assigned:
        return counts | dict.fromkeys(("worked", *rate_columns("worked", 0, 0)))
    mine = [row for row in over if row["worked"]]
    return counts | rate_columns("worked", sum(row["had"] for row in mine), len(mine))
