"""A snapshot opened: what it tells, what it refuses, that nothing can be written to it."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from leaddash import metrics
from leaddash.blocks.ask import looked_up
from leaddash.boards.leads.lead import FACTS
from leaddash.errors import SnapshotError
from leaddash.scope import Scope
from leaddash.snapshots import MANIFEST, POINTER, Snapshot, locate, open_snapshot
from tests.companies import snapshot
from tests.metrics.stories import RULES, day
from tests.naive.company import Company
from tests.naive.histories import lead, moved, one


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    company = one(moved("mql", day(1)), moved("recycled", day(9)))
    company.leads[0]["fit_band"] = "0"
    return snapshot(company, RULES)


def test_a_folder_of_snapshots_names_the_one_in_service(shot: Snapshot, tmp_path: Path) -> None:
    assert locate(shot.folder) == shot.folder
    assert locate(shot.folder.parent) == shot.folder
    assert locate(tmp_path) is None
    (tmp_path / POINTER).write_text("gone\n", "utf-8")
    with pytest.raises(SnapshotError, match=r"no snapshot.*leaddash build"):
        open_snapshot(tmp_path)


def test_a_snapshot_is_opened_once_per_process(shot: Snapshot) -> None:
    assert open_snapshot(shot.folder) is open_snapshot(shot.folder.parent) is shot


def test_a_snapshot_of_another_format_is_refused_with_the_way_to_build_it_again(shot: Snapshot, tmp_path: Path) -> None:
    folder = shutil.copytree(shot.folder, tmp_path / "old")
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, "format": 0}), "utf-8")
    with pytest.raises(SnapshotError, match=r"another version.*leaddash build"):
        open_snapshot(folder)


def test_it_tells_where_the_data_begin_and_end_and_what_it_was_built_by(shot: Snapshot) -> None:
    assert (shot.first, shot.newest) == (day(0), day(9))
    assert shot.agreement.stages.window_days["mql"] == 14
    assert shot.has("stage_changes")
    assert not shot.has("spend")


@pytest.mark.parametrize(
    "statement",
    [
        "delete from leads",
        "create table more as select 1",
        "copy leads to 'leads.csv'",
        "select * from read_csv('/etc/passwd')",
        "set memory_limit = '1GB'",
        "attach ':memory:' as other",
    ],
)
def test_nothing_can_be_written_or_read_beside_it(shot: Snapshot, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        shot.rows(statement)


def test_a_missing_parameter_of_a_question_is_named(shot: Snapshot) -> None:
    with pytest.raises(KeyError, match="lead_id"):
        looked_up(shot, FACTS)
    assert set(looked_up(shot, FACTS, lead_id="l")["column_name"]) == {"created_at", "grade"}


def test_before_the_first_lead_there_is_nothing(shot: Snapshot) -> None:
    early = Scope(as_of=datetime(2020, 1, 1))
    assert metrics.funnel(shot, early)["entered"].sum() == 0
    assert metrics.funnel_trend(shot, early).empty
    assert metrics.episodes(shot, early).empty


@pytest.mark.parametrize("as_of", [None, datetime(2026, 1, 1)])
def test_a_company_without_leads_has_a_funnel_of_zeros_and_no_periods(as_of: datetime | None) -> None:
    empty = snapshot(Company(), RULES)
    funnel = metrics.funnel(empty, Scope(as_of=as_of))
    assert (len(funnel), funnel["entered"].sum(), funnel["balance_end"].sum()) == (7, 0, 0)
    assert metrics.funnel(empty, Scope(as_of=as_of, by="source")).empty
    assert metrics.funnel_trend(empty, Scope(as_of=as_of)).empty
    assert metrics.episodes(empty, Scope(as_of=as_of)).empty


def test_a_company_without_any_other_table_has_its_new_names() -> None:
    company = Company(leads=[lead("a", fit_band=None), lead("b", fit_band=None)])
    shot = snapshot(company, RULES)
    assert list(metrics.funnel(shot, Scope())["balance_end"]) == [2, 0, 0, 0, 0, 0, 0]
    trend = metrics.funnel_trend(shot, Scope(by="team"))
    assert list(trend["balance_end"]) == [2, 0, 0, 0, 0, 0, 0]
    assert trend["team"].isna().all()
