"""The forecast against its naive second implementation, on random histories of deals under random agreements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from leaddash import metrics
from tests.metrics.deal_worlds import BATCHES, DealWorld, asked, differences, make_deal_world
from tests.naive import bookings, forecast, forecast_course, forecast_deals, forecast_moves, forecast_places, goals
from tests.naive import forecast_record as record
from tests.naive import projection as naive_projection
from tests.naive import top_of_funnel as naive_top
from tests.naive.company import Row
from tests.naive.deal_histories import Cut

pytestmark = pytest.mark.every_world("naive")

Naive = Callable[..., list[Row]]
METRICS: dict[str, tuple[Naive, tuple[str, ...]]] = {
    "forecast": (forecast.forecast, ("category",)),
    "forecast_deals": (forecast_deals.forecast_deals, ("opportunity_id",)),
    "forecast_trend": (forecast_course.forecast_trend, ("day",)),
    "goals": (goals.goals, ("measure",)),
}
"""Each metric of a period with its second implementation and the columns that tell its rows apart."""
MOVES: dict[str, tuple[Naive, tuple[str, ...]]] = {
    "bookings_movement": (forecast_moves.bookings_movement, ("movement",)),
    "category_moves": (forecast_places.category_moves, ("before", "after")),
    "period_moves": (forecast_places.period_moves, ("before", "after")),
    "pipeline_movement": (forecast_moves.pipeline_movement, ("movement",)),
    "projection_movement": (forecast_course.projection_movement, ("movement",)),
}
"""The same of those that compare two moments."""
ASKED: list[dict[str, Any]] = [
    {},
    {"by": "person"},
    {"by": "source"},
    {"by": "team", "filters": {"source": ("web", None)}},
    {"filters": {"person": ("p1", "stranger")}},
    {"filters": {"team": (None,)}},
    {"by": "fit_band"},
]
"""Slices and filters."""
SLICES_OF_OWN = ("stage_share", "run_off", "conversion")
"""Rivals of which a slice takes the shares of the whole company, as the projection does; the naive ones its own."""


@pytest.fixture(scope="module", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> DealWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_deal_world(request.param)


def by(more: dict[str, Any], key: tuple[str, ...]) -> tuple[str, ...]:
    return (more["by"], *key) if "by" in more else key


def agree(found: Any, expected: Any, *told: object) -> None:
    wrong = differences(found, expected)
    assert not wrong, "\n".join([str(told), *wrong[:12]])


@pytest.mark.parametrize("name", METRICS)
def test_a_period_agrees_in_slices_and_under_filters(world: DealWorld, name: str) -> None:
    naive, key = METRICS[name]
    for number, cut in enumerate(world.cuts):
        for more in (ASKED[0], ASKED[1 + (world.number + number) % (len(ASKED) - 1)]):
            expected = world.expected(naive, cut, by(more, key), **more)
            agree(world.found(name, cut, by(more, key), **more), unprojected(name, expected), name, cut, more)


def unprojected(name: str, answer: Any) -> Any:
    """The naive goals leave the projection of bookings to the one who projects."""
    if name != "goals":
        return answer
    drop = ("projected", "projected_low", "projected_high")
    return {
        key: {column: value for column, value in row.items() if row["measure"] != "bookings" or column not in drop}
        for key, row in answer.items()
    }


@pytest.mark.parametrize("name", MOVES)
def test_what_moved_agrees_in_slices_and_under_filters(world: DealWorld, name: str) -> None:
    naive, key = MOVES[name]
    for number, cut in enumerate(world.cuts):
        for more in (ASKED[0], ASKED[1 + (world.number + number) % (len(ASKED) - 1)]):
            expected = world.expected(naive, cut, by(more, key), compared=cut.compared, **more)
            renamed = {
                row: {{"projected": "amount"}.get(column, column): value for column, value in cells.items()}
                for row, cells in expected.items()
            }
            agree(world.found(name, cut, by(more, key), **more), renamed, name, cut, more)


def test_the_summary_agrees_with_what_is_counted_and_with_what_is_projected(world: DealWorld) -> None:
    for number, cut in enumerate(world.cuts):
        for more in (ASKED[0], ASKED[1 + (world.number + number) % (len(ASKED) - 1)]):
            key = by(more, ())
            found = world.found("forecast_summary", cut, key, **more)
            agree(found, world.expected(forecast.forecast_summary, cut, key, **more), cut, more)
            projected = world.expected(naive_projection.projection, cut, key, **more)
            if not more.get("filters"):  # the naive projection keeps the company's goal under a filter
                agree(found, projected, cut, more)


def test_what_each_deal_is_expected_to_bring_agrees(world: DealWorld) -> None:
    def expected(*args: Any, **asked: Any) -> list[Row]:
        told = naive_projection.expected(*args, **asked)
        return [
            {"opportunity_id": name, "win_share": share, "expected": brings} for name, (share, brings) in told.items()
        ]

    for cut in world.cuts:
        found = world.found("forecast_deals", cut, ("opportunity_id",))
        whole = {"since": cut.since, "until": cut.until, "as_of": cut.as_of}
        rows = expected(world.company, world.agreement, **whole)
        agree(found, {(row["opportunity_id"],): row for row in rows}, cut)


@pytest.mark.parametrize("name", ["bookings", "pipeline_created"])
def test_periods_agree_in_every_bucket(world: DealWorld, name: str) -> None:
    for cut, bucket in zip(world.cuts, ("month", "quarter", "week", "day", "month"), strict=True):
        for more in ({"bucket": bucket}, {"bucket": bucket, "by": "source"}):
            key = by(more, ("period",))
            expected = world.expected(getattr(bookings, name), cut, key, **more)
            agree(world.found(name, cut, key, **more), expected, name, cut, more)


def test_what_was_said_of_past_periods_agrees_and_sums_up(world: DealWorld) -> None:
    for cut in world.cuts[:3]:
        whole = Cut(None, None, cut.as_of, None)
        for more in ({}, {"by": "source"}):
            key = by(more, ("since", "weeks_to_go"))
            expected = world.told(record.forecast_accuracy, key, as_of=cut.as_of, **more)
            own = SLICES_OF_OWN if more else ()
            told = {k: {c: value for c, value in row.items() if c not in own} for k, row in expected.items()}
            agree(world.found("forecast_accuracy", whole, key, **more), told, cut, more)
        key = ("measure", "weeks_to_go")
        found = world.found("forecast_accuracy", whole, key, by="measure")
        expected = world.told(record.accuracy_by_measure, key, as_of=cut.as_of)
        agree({k: row for k, row in found.items() if k in expected or row["periods"]}, expected, cut)


def test_the_top_of_the_funnel_agrees(world: DealWorld) -> None:
    rules = bookings.rules_of(world.agreement)

    def told(company: Any, agreement: Any, **asked: Any) -> list[Row]:
        return naive_top.top_of_funnel(company, rules, agreement, **asked)

    for cut in world.cuts:
        rows = told(world.company, world.agreement, since=cut.since, until=cut.until, as_of=cut.as_of)
        expected = {(row["stage"], row["horizon"]): row for row in rows}
        agree(world.found("top_of_funnel", cut, ("stage", "horizon")), expected, cut)


@pytest.mark.long("naive")
def test_the_worlds_hold_what_a_forecast_must_tell_apart(world: DealWorld) -> None:
    deals = metrics.forecast_deals(world.shot, asked(world.cuts[0]))
    assert len(world.company.opportunities) > 90
    assert {"overdue", "undated"} <= set(deals["class"])
    assert deals["amount"].isna().any()
    assert (deals["pushes"] > 0).any()
