"""What always holds of a forecast: bridges close, slices sum, days are as of then, and nothing later matters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from leaddash import agreement, fiscal, metrics
from leaddash.metrics import registry
from leaddash.moments import local_date, midnight
from leaddash.scope import Scope
from tests.companies import opened
from tests.metrics.deal_worlds import BATCHES, DealWorld, asked, make_deal_world
from tests.naive import deal_histories as histories
from tests.naive.company import Company, Row

pytestmark = pytest.mark.every_world("naive")

BRIDGES = 225
"""Pairs of moments a world; each is a bridge of the company and one of each of five owners: over ten thousand."""
EXITS = ("won", "lost", "pushed_out", "pulled_out")
BESIDE = ("raised", "lowered", "corrected")


@pytest.fixture(scope="module", params=range(BATCHES))
def world(request: pytest.FixtureRequest) -> DealWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_deal_world(request.param)


def moments(world: DealWorld, count: int) -> Iterator[Scope]:
    """Random pairs of moments at which something happened, of a random period near them."""
    lot = random.Random(world.number)
    happened = sorted({row["changed_at"] for row in world.company.opportunity_changes})
    for _ in range(count):
        before, at = sorted(lot.choices(happened, k=2))
        rules = world.shot.agreement
        period = fiscal.holding(
            local_date(at, rules.timezone) + timedelta(days=lot.choice((0, 0, 0, 0, -100, 100))), rules
        )
        by = lot.choice((None, "person"))
        yield Scope(since=period.since, until=period.until, as_of=at, compared=before, by=by)


def closes(frame: pd.DataFrame) -> bool:
    """Whether a bridge ends where its steps lead, to the cent and in deals."""
    rows: dict[str, Row] = {row["movement"]: row for row in frame.to_dict("records")}
    steps = [row for name, row in rows.items() if name not in ("start", "end")]
    amount = rows["start"]["amount"] + sum((row["amount"] for row in steps), Decimal())
    deals = rows["start"]["deals"] + sum(row["deals"] for row in steps if row["movement"] not in BESIDE)
    return bool(amount == rows["end"]["amount"] and deals == rows["end"]["deals"])


def sliced(frame: pd.DataFrame, scope: Scope) -> list[pd.DataFrame]:
    return [group for _, group in frame.groupby(scope.by, dropna=False)] if scope.by else [frame]


def check_bridges(world: DealWorld, count: int) -> int:
    done = 0
    for number, scope in enumerate(moments(world, count)):
        moved, booked = metrics.pipeline_movement(world.shot, scope), metrics.bookings_movement(world.shot, scope)
        for frame in (moved, booked):
            bridges = sliced(frame, scope)
            assert all(closes(one) for one in bridges), (scope, frame)
            done += len(bridges)
        if number % 5 == 0:
            listed = registry.cases(world.shot, scope, "forecast")
            came = listed[(listed["category"] == "closed") & (listed["won_at"] > scope.compared)]
            assert -float(moved.loc[moved["movement"] == "won", "amount"].sum()) == pytest.approx(came["amount"].sum())
    return done


def test_bridges_close_to_the_cent_in_every_slice(world: DealWorld) -> None:
    assert check_bridges(world, 10) > 20


@pytest.mark.long("naive")
def test_over_ten_thousand_random_bridges_close_to_the_cent(world: DealWorld) -> None:
    assert check_bridges(world, BRIDGES) >= 10_000 / BATCHES


def test_a_bridge_begins_and_ends_with_what_is_open_of_the_period(world: DealWorld) -> None:
    for cut in world.cuts:
        scope = asked(cut)
        moved = metrics.pipeline_movement(world.shot, scope).set_index("movement")["amount"]
        compared = world.shot.question(scope).compared_with
        period = fiscal.asked(world.shot.question(scope))
        for name, at in (("start", compared), ("end", cut.as_of or world.shot.newest)):
            of = Scope(since=period.since, until=period.until, as_of=at)
            rows = metrics.forecast(world.shot, of).set_index("category")["amount"]
            assert moved[name] == rows.drop("closed").sum(), (cut, name)


def test_what_moved_is_where_it_is_told_to_have_gone(world: DealWorld) -> None:
    for cut in world.cuts:
        scope = asked(cut)
        moved = metrics.pipeline_movement(world.shot, scope).set_index("movement")["deals"]
        for frame in (metrics.category_moves(world.shot, scope), metrics.period_moves(world.shot, scope)):
            came_and_stayed = frame[~frame["before"].isin(["out", "lost"]) | ~frame["after"].isin(["out", "lost"])]
            assert came_and_stayed["deals"].sum() >= max(moved["start"], moved["end"])


def test_each_day_of_the_course_is_the_summary_of_that_day(world: DealWorld) -> None:
    columns = ["won", "commit", "best_case", "goal", "projected", "low_80", "high_80", "low_95", "high_95"]
    for cut in world.cuts[:3]:
        trend = metrics.forecast_trend(world.shot, asked(cut))
        for row in trend.iloc[:: max(1, len(trend) // 4)].to_dict("records"):
            at = min(_last_second(row["day"], world), cut.as_of or world.shot.newest)
            period = fiscal.asked(world.shot.question(asked(cut)))
            of_day = Scope(since=period.since, until=period.until, as_of=at)
            (then,) = metrics.forecast_summary(world.shot, of_day)[columns].to_dict("records")
            assert {name: _rounded(row[name]) for name in columns} == {n: _rounded(v) for n, v in then.items()}


@pytest.mark.parametrize("by", ["person", "source", "team", "marketing_role"])
def test_slices_sum_to_the_whole(world: DealWorld, by: Any) -> None:
    for cut in world.cuts[:3]:
        (whole,) = metrics.forecast_summary(world.shot, asked(cut)).to_dict("records")
        slices = metrics.forecast_summary(world.shot, asked(cut, by=by))
        for name in ("won_deals", "won", "open", "stamped_elsewhere", "imputed"):
            assert slices[name].sum() == whole[name], name
        if not pd.isna(whole["projected"]):
            for name in ("projected", "from_period", "from_other", "from_new"):
                assert slices[name].sum() == pytest.approx(whole[name], abs=1e-4), name


def test_what_deals_are_expected_to_bring_sums_to_the_projection(world: DealWorld) -> None:
    for cut in world.cuts:
        (whole,) = metrics.forecast_summary(world.shot, asked(cut)).to_dict("records")
        deals, period = metrics.forecast_deals(world.shot, asked(cut)), fiscal.asked(world.shot.question(asked(cut)))
        if pd.isna(whole["projected"]):
            continue
        of = ["in", "overdue"] if period.holds(cut.as_of or world.shot.newest) else ["in"]
        mine = deals["class"].isin(of)
        assert deals.loc[mine, "expected"].sum() == pytest.approx(whole["from_period"], abs=1e-4)
        assert deals.loc[~mine, "expected"].sum() == pytest.approx(whole["from_other"], abs=1e-4)


@pytest.mark.parametrize("by", [None, "person"])
def test_a_list_is_as_long_as_its_number(world: DealWorld, by: Any) -> None:
    for cut in world.cuts[:3]:
        scope = asked(cut, by=by, bucket="quarter")
        counts = {
            "forecast": metrics.forecast(world.shot, scope)["deals"].sum(),
            "bookings": metrics.bookings(world.shot, scope)["deals"].sum(),
            "pipeline_created": metrics.pipeline_created(world.shot, scope)["opportunities"].sum(),
            "category_moves": metrics.category_moves(world.shot, scope)["deals"].sum(),
            "period_moves": metrics.period_moves(world.shot, scope)["deals"].sum(),
            "pipeline_movement": metrics.pipeline_movement(world.shot, scope)["deals"].abs().sum(),
            "bookings_movement": metrics.bookings_movement(world.shot, scope)["deals"].abs().sum(),
        }
        listed = {name: len(registry.cases(world.shot, scope, name)) for name in counts}
        assert listed == counts, cut
        top = metrics.top_of_funnel(world.shot, scope)
        standing = top.loc[top["horizon"] == "rest", "standing"].sum()
        assert len(registry.cases(world.shot, scope, "top_of_funnel")) == standing


def test_nothing_that_comes_later_matters(world: DealWorld) -> None:
    names = (
        "forecast_summary",
        "forecast_trend",
        "forecast_deals",
        "projection_movement",
        "forecast_accuracy",
        "goals",
    )
    for cut in world.cuts[:2]:
        at = cut.as_of or sorted(row["changed_at"] for row in world.company.opportunity_changes)[-9]
        spoilt = opened(corrupted(world.company, at), agreement.parse(world.agreement), written=histories)
        for name in names:
            named = {} if name == "forecast_accuracy" else {"since": cut.since, "until": cut.until}
            scope = Scope(as_of=at, **named)  # type: ignore[arg-type]
            ours, theirs = (registry.find(name)(shot, scope) for shot in (world.shot, spoilt))
            pd.testing.assert_frame_equal(ours, theirs, check_exact=False, rtol=1e-9)


def corrupted(company: Company, at: datetime) -> Company:
    """The company with everything turned upside down that is said of its deals after a moment."""
    lot = random.Random(7)
    later = [row for row in company.opportunity_changes if row["changed_at"] > at]
    stages = [row["stage"] for row in later]
    lot.shuffle(stages)
    turned = [
        {**row, "stage": stage, "amount": Decimal("987654.32"), "close_date": None, "forecast_category": "commit"}
        for row, stage in zip(later, stages, strict=True)
    ]
    kept = [row for row in company.opportunity_changes if row["changed_at"] <= at]
    return replace(company, opportunity_changes=[*kept, *turned])


def _last_second(day: pd.Timestamp, world: DealWorld) -> datetime:
    zone = world.shot.agreement.timezone
    return midnight(day.date() + timedelta(days=1), zone) - timedelta(seconds=1)


def _rounded(value: Any) -> Any:
    return None if pd.isna(value) else round(float(value), 4)
