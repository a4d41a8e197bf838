"""Scoring against its naive second implementation, on random histories under random models and proposals."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.scope import BUCKETS
from tests.metrics.comparison import differences, keyed, plain
from tests.metrics.scoring_worlds import WORLDS, ScoringWorld, make_scoring_world
from tests.naive import scoring, scoring_metrics
from tests.naive.company import Row

pytestmark = pytest.mark.every_world("naive")

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


@pytest.fixture(scope="module", params=range(WORLDS))
def world(request: pytest.FixtureRequest) -> ScoringWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_scoring_world(request.param)


@pytest.mark.parametrize("bucket", BUCKETS)
def test_the_volume_agrees_under_every_proposal(world: ScoringWorld, bucket: Any) -> None:
    for proposed in (None, *world.proposals):
        for cut in world.cuts:
            expected = world.rows(scoring_metrics.mql_volume, world.agreed, world.told(proposed), bucket, **asdict(cut))
            _agree(world.found("mql_volume", cut, ("period",), proposed, bucket=bucket), expected, ("period",))


def test_the_volume_agrees_in_slices_and_under_filters(world: ScoringWorld) -> None:
    asked, proposed = ASKED[world.number], world.proposals[0]
    key = (asked.get("by"), "period") if asked.get("by") else ("period",)
    for cut in world.cuts:
        expected = world.rows(
            scoring_metrics.mql_volume, world.agreed, world.told(proposed), **asdict(cut), **_naive(asked)
        )
        _agree(world.found("mql_volume", cut, key, proposed, **asked), expected, key)  # type: ignore[arg-type]


def test_the_threshold_curve_is_a_full_replay_at_each_threshold(world: ScoringWorld) -> None:
    for proposed in (None, *world.proposals):
        for cut in world.cuts:
            expected = world.rows(scoring_metrics.threshold_curve, world.told(proposed), **asdict(cut))
            _agree(world.found("threshold_curve", cut, ("threshold",), proposed), expected, ("threshold",))


def test_the_threshold_curve_agrees_in_slices_and_under_filters(world: ScoringWorld) -> None:
    asked = ASKED[world.number]
    key = (asked.get("by"), "threshold") if asked.get("by") else ("threshold",)
    cut = world.cuts[1]
    expected = world.rows(scoring_metrics.threshold_curve, world.agreed, **asdict(cut), **_naive(asked))
    _agree(world.found("threshold_curve", cut, key, None, **asked), expected, key)  # type: ignore[arg-type]


def _naive(asked: dict[str, Any]) -> dict[str, Any]:
    """The question as the naive implementation is asked it: a missing value is None."""
    filters = {name: [value or None for value in values] for name, values in asked.get("filters", {}).items()}
    return {**asked, "filters": filters}


def _agree(found: Any, rows: list[Row], key: tuple[str, ...]) -> None:
    expected = {tuple(plain(row[name]) for name in key): row for row in rows}
    assert not differences(found, expected)


def test_flips_agree_with_their_reasons_row_by_row(world: ScoringWorld) -> None:
    for proposed in world.proposals:
        for cut in world.cuts:
            rows = world.rows(scoring_metrics.score_flips, world.agreed, world.told(proposed), **asdict(cut))
            _agree_in_order(metrics.score_flips(world.shot, world.scope(cut, proposed)), rows)


def test_flips_agree_in_slices_and_make_up_the_change_of_volume(world: ScoringWorld) -> None:
    asked, proposed = ASKED[world.number], world.proposals[-1]
    for cut in world.cuts:
        rows = world.rows(
            scoring_metrics.score_flips, world.agreed, world.told(proposed), **asdict(cut), **_naive(asked)
        )
        scope = world.scope(cut, proposed, **asked)
        flips = metrics.score_flips(world.shot, scope)
        _agree_in_order(flips, rows)
        change = metrics.mql_volume(world.shot, scope)["delta"].sum()
        assert (flips["flip"] == "entered").sum() - (flips["flip"] == "left").sum() == change


def test_the_agreed_rules_flip_nobody(world: ScoringWorld) -> None:
    assert metrics.score_flips(world.shot, world.scope(world.cuts[0], None)).empty


def test_the_ledger_agrees_and_sums_to_the_score(world: ScoringWorld) -> None:
    for proposed in (None, world.proposals[-1]):
        for cut in world.cuts:
            ledger = metrics.score_ledger(world.shot, world.scope(cut, proposed))
            expected = world.rows(scoring.score_ledgers, world.told(proposed), cut.as_of)
            assert {*ledger["lead_id"]} == {lead for lead, rows in expected.items() if rows}
            for lead, rows in expected.items():
                _agree_in_order(ledger[ledger["lead_id"] == lead], rows)


def test_the_ledger_of_one_lead_is_its_part_of_the_whole(world: ScoringWorld) -> None:
    for cut in world.cuts:
        ledger = metrics.score_ledger(world.shot, world.scope(cut, world.proposals[-1]))
        for lead in world.company.leads[:: len(world.company.leads) // 8]:
            mine = ledger[ledger["lead_id"] == lead["lead_id"]].reset_index(drop=True)
            one = metrics.score_ledger(world.shot, world.scope(cut, world.proposals[-1], lead=lead["lead_id"]))
            pd.testing.assert_frame_equal(one, mine, check_dtype=not mine.empty)


def _agree_in_order(frame: pd.DataFrame, rows: list[Row]) -> None:
    found = keyed(frame.assign(turn=range(len(frame))), "turn")
    assert not differences(found, {(place,): row for place, row in enumerate(rows)})
