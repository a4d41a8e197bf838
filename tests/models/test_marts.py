"""The tables of a snapshot: one row for each thing they are about, however the joins fan out."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddash import agreement
from leaddash.agreement import EXITS, STAGES
from leaddash.snapshots import Snapshot, build, open_snapshot
from tests.companies import write
from tests.metrics.worlds import company_of, rules_of
from tests.naive import histories
from tests.naive.company import Company

KEYS = {
    "activity_kinds": "activity_type, asset, direction",
    "leads": "lead",
    "lead_attributes": "lead_id",
    "fits": "lead",
    "people": "person_id",
    "assignments": "lead, assigned_at",
    "holdings": "lead, held_from",
    "opportunities": "opportunity_id",
    "opportunity_versions": "opportunity_id, version",
    "deals": "deal",
    "deal_states": "deal, version",
    "episodes": "lead, episode",
    "stage_episodes": "lead, episode, rank",
    "stages": "rank",
    "warnings": "warning",
}
COMPANY = company_of(4)


@pytest.fixture(scope="module")
def company() -> Company:
    """A random company whose people are exported twice over, the second time in another team."""
    people = [*COMPANY.people, *({**row, "team": "elsewhere"} for row in COMPANY.people)]
    return Company(**{**vars(COMPANY), "people": people})


@pytest.fixture(scope="module")
def shot(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("marts")
    write(company, folder / "data")
    build(folder / "data", folder / "out", rules=agreement.parse(histories.to_agreement(rules_of(4))))
    return open_snapshot(folder / "out")


def count(shot: Snapshot, sql: str) -> int:
    return int(shot.rows(sql).iloc[0, 0])


@pytest.mark.parametrize("table", KEYS)
def test_a_key_stands_for_one_row(shot: Snapshot, table: str) -> None:
    rows, keys = (
        count(shot, f"select count(*) from {table}"),
        count(shot, f"select count(*) from (select distinct {KEYS[table]} from {table})"),
    )
    assert rows == keys
    assert rows > 0


def test_every_lead_activity_and_change_that_was_kept_is_there_once(shot: Snapshot, company: Company) -> None:
    found = {table: count(shot, f"select count(*) from {table}") for table in [*KEYS, "activities"]}
    assert found["leads"] == found["lead_attributes"] == found["fits"] == len(company.leads)
    assert found["activities"] == len(company.activities)
    assert found["opportunities"] == len(company.opportunities)
    assert found["opportunity_versions"] == len(company.opportunity_changes)
    assert found["deals"] == found["opportunities"]
    assert found["deal_states"] == found["opportunities"] + found["opportunity_versions"]
    assert found["people"] == len(company.people) / 2
    assert found["stages"] == 11


def test_stages_and_exits_are_numbered_in_the_agreements_order(shot: Snapshot) -> None:
    ranked = shot.rows("select rank, stage, is_exit, stage_rank(stage) as ranked from stages order by rank")
    assert list(ranked["stage"]) == [*STAGES, *EXITS]
    assert list(ranked["rank"]) == list(ranked["ranked"]) == list(range(1, 12))
    assert list(ranked.loc[ranked["is_exit"], "stage"]) == list(EXITS)


def test_leads_are_numbered_by_creation(shot: Snapshot, company: Company) -> None:
    rows = shot.rows("select lead_id from leads order by lead")
    ordered = sorted(company.leads, key=lambda row: (row["created_at"], row["lead_id"]))
    assert list(rows["lead_id"]) == [row["lead_id"] for row in ordered]


def test_a_lead_is_held_by_one_person_after_the_other(shot: Snapshot, company: Company) -> None:
    born = {row["lead_id"]: row["created_at"] for row in company.leads}
    seconds = {(row["lead_id"], max(row["assigned_at"], born[row["lead_id"]])) for row in company.assignments}
    assert count(shot, "select count(*) from assignments") == len(seconds)
    rows = shot.rows("""
        select
            held_to,
            lead(held_from) over onward as next_from,
            coalesce(lead(person_id) over onward <> person_id, true) as is_handed_on
        from holdings
        window onward as (partition by lead order by held_from)
    """)
    assert 0 < len(rows) < len(seconds)
    assert rows["held_to"].equals(rows["next_from"])
    assert rows["is_handed_on"].all()


def test_versions_of_an_opportunity_follow_one_another_without_gap(shot: Snapshot) -> None:
    rows = shot.rows("""
        select valid_to, lead(valid_from) over (partition by opportunity_id order by version) as next_from
        from opportunity_versions
    """)
    assert rows["valid_to"].equals(rows["next_from"])
    early = "opportunity_versions inner join opportunities using (opportunity_id) where valid_from < created_at"
    assert count(shot, f"select count(*) from {early}") == 0


def test_every_lead_has_a_first_episode_and_every_episode_a_stage(shot: Snapshot) -> None:
    assert count(shot, "select count(*) from leads anti join (from episodes where episode = 1) using (lead)") == 0
    assert count(shot, "select count(*) from episodes anti join stage_episodes using (lead, episode)") == 0
    assert count(shot, "select count(*) from stage_episodes anti join episodes using (lead, episode)") == 0


def test_episodes_of_a_lead_are_numbered_without_gap_and_do_not_overlap(shot: Snapshot) -> None:
    rows = shot.rows("""
        select episode, began_at, ended_at,
            row_number() over onward as place, lead(began_at) over onward as next_began_at
        from episodes
        window onward as (partition by lead order by episode)
    """)
    assert (rows["episode"] == rows["place"]).all()
    assert (rows["began_at"] <= rows["ended_at"].fillna(rows["began_at"])).all()
    followed = rows[rows["next_began_at"].notna()]
    assert (followed["ended_at"] <= followed["next_began_at"]).all()


def test_stages_an_episode_reached_are_ordered_by_when(shot: Snapshot) -> None:
    rows = shot.rows("select entered_at from stage_episodes order by rowid")
    assert rows["entered_at"].is_monotonic_increasing
    backwards = "stage_episodes where converted_at < entered_at or exited_at < entered_at"
    assert count(shot, f"select count(*) from {backwards}") == 0


def test_two_builds_of_the_same_files_make_the_same_tables(shot: Snapshot, company: Company, tmp_path: Path) -> None:
    turned = Company(**{name: rows[::-1] for name, rows in vars(COMPANY).items()})
    write(Company(**{**vars(turned), "people": company.people}), tmp_path / "data")
    build(tmp_path / "data", tmp_path / "out", rules=shot.agreement)
    other = open_snapshot(tmp_path / "out")
    for table, key in KEYS.items():
        found, again = (each.rows(f"select * from {table} order by {key}") for each in (shot, other))
        assert found.equals(again), table
