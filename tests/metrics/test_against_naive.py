"""The SQL against the naive second implementation, on thousands of random histories."""

from __future__ import annotations

from typing import Any

import pytest

from leaddash import metrics
from leaddash.scope import BUCKETS, DIMENSIONS, Scope
from tests.metrics.comparison import agree, differences, keyed, wrong_cases
from tests.metrics.worlds import BATCHES, World, asked, company_of, rules_of
from tests.naive import episodes as naive_episodes
from tests.naive import funnel as naive
from tests.naive.company import truncated

pytestmark = pytest.mark.every_world("naive")


@pytest.mark.long("naive")
def test_the_worlds_hold_two_thousand_leads_under_every_kind_of_rule() -> None:
    leads = sum(len(company_of(number).leads) for number in range(BATCHES))
    rules = [rules_of(number) for number in range(BATCHES)]
    assert leads >= 2_000
    assert {each.skipped for each in rules} == {"passed", "dropped"}
    assert any(not any(each.window_days.values()) for each in rules)
    assert len({each.timezone for each in rules}) > 1


def test_the_funnel_agrees_at_every_cut(world: World) -> None:
    for cut in world.cuts:
        agree(metrics.funnel(world.shot, asked(cut)), world.rows(cut), ("stage",), world, cut)


def test_every_case_agrees_at_every_cut(world: World) -> None:
    for cut in world.cuts:
        told = wrong_cases(world, cut)
        assert not told, "\n".join(told[:10])


@pytest.mark.parametrize("by", DIMENSIONS)
def test_the_funnel_agrees_in_every_slice(world: World, by: str) -> None:
    cut = world.cuts[0]
    agree(metrics.funnel(world.shot, asked(cut, by=by)), world.rows(cut, by=by), (by, "stage"), world, cut)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_funnel_agrees_under_every_filter(world: World, dimension: str) -> None:
    cut = world.cuts[1]
    values = dict.fromkeys(row[dimension] for row in world.cases(cut, by=dimension))
    wanted = sorted(values, key=lambda value: value or "")[-2:]
    frame = metrics.funnel(world.shot, asked(cut, filters={dimension: tuple(v or "" for v in wanted)}))
    filters = {dimension: wanted}
    agree(frame, world.rows(cut, filters=filters), ("stage",), world, cut, filters=filters)


@pytest.mark.parametrize("bucket", BUCKETS)
def test_the_trend_agrees_in_every_bucket(world: World, bucket: Any) -> None:
    cut = world.cuts[2]
    expected = world.answer(naive.funnel_trend, cut, bucket=bucket, by="source")
    frame = metrics.funnel_trend(world.shot, asked(cut, bucket=bucket, by="source"))
    agree(frame, expected, ("source", "period", "stage"), world, cut)


def test_every_episode_agrees(world: World) -> None:
    for cut in world.cuts[:3]:
        known = truncated(world.company, cut.as_of or world.newest)
        expected = {(one.lead_id, one.number): _told(one) for one in naive_episodes.episodes(known, world.rules)}
        found = keyed(metrics.episodes(world.shot, Scope(as_of=cut.as_of)), "lead_id", "episode")
        told = differences(found, expected)
        assert not told, "\n".join(told[:10])


def _told(one: naive_episodes.Episode) -> dict[str, Any]:
    moments = {f"{stage}_at": one.entered.get(stage) for stage in naive_episodes.STAGES}
    counts = {"regressed": one.regressed, "exits_ignored": one.ignored_exits}
    ending = {"ended_at": one.ended_at, "exit": one.exit, "reason": one.reason}
    return {**moments, **ending, **counts, "estimated": bool(one.estimated)}
