"""Another agreement at metric time against a snapshot that was built with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leaddash import agreement, metrics
from leaddash.errors import SnapshotError
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, build, open_snapshot
from tests.companies import drawn, merged, write
from tests.metrics.comparison import dated, differences, keyed
from tests.metrics.worlds import rules_of
from tests.naive import histories
from tests.naive.histories import companies

FITS: list[dict[str, Any]] = [{"name": "web", "column": "source", "equals": "WEB", "points": 25}]
WINDOWS = {"new_name": 3, "engaged": 0, "mql": 0.5, "sales_lead": 30}
CHANGES: dict[str, dict[str, Any]] = {
    "windows and zone": {"stages": {"window_days": WINDOWS}, "timezone": "Pacific/Auckland"},
    "dropped and bands": {"stages": {"skipped": "dropped"}, "scoring": {"fit_bands": [5, 12.5, 45]}},
    "fit, no bands": {"scoring": {"fit": FITS, "fit_bands": []}},
    "fit": {"scoring": {"fit": FITS}},
    "no fit": {"scoring": {"fit": []}},
    "cap": {"scoring": {"fit_cap": 20}},
    "no cap": {"scoring": {"fit_cap": "none", "fit_at_least_zero": True}},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("what_if")
    write(merged(drawn(companies, 30, 0)), found / "data")
    return found


def built(folder: Path, name: str, changes: dict[str, Any]) -> Snapshot:
    """The company built with an agreement that is changed so."""
    base = agreement.parse(histories.to_agreement(rules_of(1)))
    build(folder / "data", folder / name, rules=agreement.parse(changes, base))
    return open_snapshot(folder / name)


@pytest.fixture(scope="module")
def shot(folder: Path) -> Snapshot:
    return built(folder, "agreed", {})


@pytest.mark.in_part("naive", every=4)
@pytest.mark.parametrize("name", CHANGES)
def test_asking_under_other_rules_is_the_same_as_building_with_them(name: str, folder: Path, shot: Snapshot) -> None:
    other = built(folder, name, CHANGES[name])
    rules = agreement.parse(CHANGES[name], shot.agreement)
    assert rules == other.agreement
    for metric in (metrics.funnel, metrics.funnel_trend, metrics.episodes):
        key = metric.key if metric is metrics.episodes else ("fit_band", *metric.key)
        found = keyed(dated(metric(shot, Scope(by="fit_band", agreement=rules))), *key)
        told = differences(found, keyed(dated(metric(other, Scope(by="fit_band"))), *key))
        assert not told, "\n".join([metric.name, *told[:10]])


@pytest.mark.parametrize("key", ["derive", "meaningful"])
def test_a_rule_the_tables_rest_on_is_refused_with_the_way_to_build_anew(key: str, shot: Snapshot) -> None:
    rules = agreement.parse({"stages": {key: ["engaged"] if key == "derive" else ["webinar_attended"]}}, shot.agreement)
    with pytest.raises(SnapshotError, match=rf"stages\.{key}.*leaddash build"):
        metrics.funnel(shot, Scope(agreement=rules))


def test_the_same_list_in_another_order_changes_nothing(shot: Snapshot) -> None:
    turned = {key: list(getattr(shot.agreement.stages, key))[::-1] for key in ("derive", "meaningful")}
    rules = agreement.parse({"stages": turned}, shot.agreement)
    assert metrics.funnel(shot, Scope(agreement=rules)).equals(metrics.funnel(shot, Scope()))


def test_deriving_nothing_and_nothing_meaningful_are_legal(folder: Path) -> None:
    other = built(folder, "nothing", {"stages": {"derive": [], "meaningful": []}})
    assert metrics.funnel(other, Scope()).loc[0, "entered"] > 0
    other = built(folder, "nothing meaningful", {"stages": {"derive": ["engaged"], "meaningful": []}})
    assert metrics.funnel(other, Scope()).loc[0, "entered"] > 0
