"""Stages from the scoring model: their moments are the replay's, and everything that rests on stages sees them."""

from __future__ import annotations

import random

import pytest

from leaddash import agreement, metrics
from leaddash.errors import SnapshotError
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, build, open_snapshot
from tests.companies import write_csv
from tests.metrics.scoring_worlds import make_scoring_world
from tests.naive import scoring_histories as histories
from tests.naive.company import Company, default_as_of


def unrecorded(rng: random.Random) -> Company:
    """A company whose CRM records neither targets nor MQLs."""
    company = histories.random_company(rng, leads=60)
    company.stage_changes[:] = [row for row in company.stage_changes if row["stage"] not in ("target", "mql")]
    return company


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("model_stages")
    company = unrecorded(random.Random(3))
    (folder / "data").mkdir()
    for table, rows in histories.to_tables(company).items():
        write_csv(folder / "data" / f"{table}.csv", histories.COLUMNS[table], rows)
    derive = ["engaged", "target", "mql", "opportunity", "customer", "lost"]
    rules = agreement.parse({"stages": {"derive": derive}, "scoring": {"threshold": 40, "fit_floor": "none"}})
    build(folder / "data", folder / "snapshots", rules=rules, as_of=default_as_of(company))
    return open_snapshot(folder / "snapshots")


def test_the_funnels_mqls_that_skipped_nothing_are_the_models(shot: Snapshot) -> None:
    episodes = metrics.episodes(shot, Scope())
    volume = metrics.mql_volume(shot, Scope())["mqls"].sum()
    assert volume > 5
    by_stage = shot.rows("select count(*) as n from stage_episodes where stage = 'mql' and not skipped")
    assert by_stage["n"].iloc[0] == volume
    assert episodes["mql_at"].notna().sum() >= volume


def test_every_target_is_entered_no_later_than_its_mql(shot: Snapshot) -> None:
    late = shot.rows(
        """select count(*) as n from stage_episodes as a inner join stage_episodes as b using (lead, episode)
        where a.stage = 'target' and b.stage = 'mql' and a.entered_at > b.entered_at"""
    )
    assert late["n"].iloc[0] == 0


def test_another_scoring_is_refused_for_the_funnel_and_honoured_by_the_lab(shot: Snapshot) -> None:
    other = Scope(agreement=agreement.parse({"scoring": {"threshold": 20}}, shot.agreement))
    with pytest.raises(SnapshotError, match="leaddash build"):
        metrics.funnel(shot, other)
    volume = metrics.mql_volume(shot, other)
    assert volume["delta"].sum() > 0
    flips = metrics.score_flips(shot, other)
    assert (flips["flip"] == "entered").sum() - (flips["flip"] == "left").sum() == volume["delta"].sum()
    assert not metrics.score_ledger(shot, other).empty
    assert metrics.score_grid(shot, other)["mqls"].sum() == volume["mqls"].sum()
    assert metrics.rule_hygiene(shot, other)["rule"].notna().all()
    assert metrics.score_quality(shot, other)["worked"].sum() > 0
    for name in ("mql_volume", "score_grid", "score_quality", "threshold_curve"):
        assert not registry.cases(shot, other, name).empty


def test_without_them_a_snapshot_is_as_before() -> None:
    world = make_scoring_world(2)
    assert not world.shot.has_model_stages
