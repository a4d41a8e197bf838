"""A real CRM export, an online school's: the figures that its README gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from leaddash import metrics
from leaddash.scope import Scope
from leaddash.snapshots import Built, build, open_snapshot
from tests.intake import counts

SCHOOL = Path(__file__).parents[3] / "shared" / "data" / "school_crm"
pytestmark = pytest.mark.skipif(not SCHOOL.is_dir(), reason=f"the school's export is not at {SCHOOL}")
DEALS = 21_593
CUSTOMERS = 858
CALLS = 18_705
DEALS_WITH_SLA = 15_533


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(SCHOOL, tmp_path_factory.mktemp("school") / "snapshots")


def told(done: Built, sql: str) -> list[tuple[Any, ...]]:
    with open_snapshot(done.folder).connection.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def test_every_deal_is_a_lead_and_every_paid_one_a_customer(done: Built) -> None:
    funnel = metrics.funnel(open_snapshot(done.folder), Scope()).set_index("stage")
    assert funnel.loc["new_name", "entered"] == DEALS
    assert funnel.loc["customer", "entered"] == CUSTOMERS


def test_the_19_digit_ids_are_those_of_the_export(done: Built) -> None:
    with duckdb.connect() as db:
        deals = db.execute(
            'select Id, "Contact Name" from read_csv($path, all_varchar = true)', {"path": str(SCHOOL / "deals.csv")}
        )
        exported = {(lead, contact or None) for lead, contact in deals.fetchall()}
    assert len(exported) == DEALS
    assert set(told(done, "select lead_id, account_id from leads")) == exported


def test_every_refused_row_has_its_reason_and_nothing_else_is_missing(done: Built) -> None:
    reasons = told(done, "select table_name, reason, count(*) from refused group by all order by all")
    assert [row[:2] for row in reasons] == [
        ("activities", "orphan"),
        ("stage_changes", "future"),
        ("stage_changes", "unknown stage"),
    ]
    assert [count for *_, count in reasons[1:]] == [3, 1]
    assert done.refused == sum(count for *_, count in reasons)


def test_every_call_and_every_sla_is_an_activity_or_refused(done: Built) -> None:
    read, kept = counts(done)["activities"]
    assert read == CALLS + DEALS_WITH_SLA
    assert read - kept == told(done, "select count(*) from refused where table_name = 'activities'")[0][0]
