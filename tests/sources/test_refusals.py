"""What bad rows get: refused with a reason, mended and counted, or kept and noted as odd."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.intake import ACTIVITIES, CHANGES, OPPORTUNITIES, STAGES, built, counts, fill, refusals, told

FAR_AHEAD = "2999-01-01"


def test_an_unparsable_or_missing_date_refuses_the_row_with_its_reason(tmp_path: Path) -> None:
    leads = "lead_id,created_at\nL1,2026-01-01\nL2,31.01.2026\nL3,\n,2026-01-01\nL5,2026-02-30\n"
    done = built(fill(tmp_path / "data", leads=leads))
    assert refusals(done) == [
        ("leads", "unparsable", "created_at", "31.01.2026", "leads.csv", 3),
        ("leads", "missing", "created_at", None, "leads.csv", 4),
        ("leads", "missing", "lead_id", None, "leads.csv", 5),
        ("leads", "unparsable", "created_at", "2026-02-30", "leads.csv", 6),
    ]
    assert counts(done)["leads"] == (5, 1)


def test_a_bad_optional_value_is_set_empty_and_counted_and_the_row_kept(tmp_path: Path) -> None:
    leads = (
        "lead_id,created_at,employees,budget,timeline_days\nL1,2026-01-01,many,perhaps,1e3\nL2,2026-01-01,nan,yes,\n"
    )
    changes = "opportunity_id,changed_at,amount,close_date\nO1,2026-02-02,a lot,soon\n"
    opportunities = OPPORTUNITIES + "O1,L1,2026-02-01\n"
    spend = "day,amount\n2026-01-01,free\n"
    folder = fill(tmp_path / "data", leads=leads, opportunities=opportunities, opportunity_changes=changes, spend=spend)
    done = built(folder)
    assert done.refused == 0
    assert told(done, "select employees, budget, timeline_days from leads order by lead_id") == [
        (None, None, 1000.0),
        (None, True, None),
    ]
    assert sorted(refusals(done, "repaired")) == [
        ("leads", "not a number", "employees", "many", "leads.csv", 2),
        ("leads", "not a number", "employees", "nan", "leads.csv", 3),
        ("leads", "not yes or no", "budget", "perhaps", "leads.csv", 2),
        ("opportunity_changes", "not a date", "close_date", "soon", "opportunity_changes.csv", 2),
        ("opportunity_changes", "not a number", "amount", "a lot", "opportunity_changes.csv", 2),
        ("spend", "not a number", "amount", "free", "spend.csv", 2),
    ]


def test_a_bad_optional_value_of_a_refused_row_is_not_counted_as_mended(tmp_path: Path) -> None:
    leads = "lead_id,created_at,employees\nL1,2026-01-01,1\nL1,2026-01-02,many\n"
    done = built(fill(tmp_path / "data", leads=leads))
    assert [row[1] for row in refusals(done)] == ["duplicate"]
    assert refusals(done, "repaired") == []


def test_of_leads_with_one_id_the_first_by_its_creation_stays_wherever_it_stands(tmp_path: Path) -> None:
    leads = "lead_id,created_at,source\nL1,2026-01-03,late\nL1,2026-01-01T12:00Z,first\nL1,2026-01-02,later\n"
    data = fill(tmp_path / "data", leads=leads)
    (data / "leads-0.csv").write_text("lead_id,created_at,source\nL1,2026-01-01T12:00:01Z,second\n")
    done = built(data)
    assert told(done, "select source from leads") == [("first",)]
    assert [(row[1], row[4], row[5]) for row in refusals(done)] == [
        ("duplicate", "leads-0.csv", 2),
        ("duplicate", "leads.csv", 2),
        ("duplicate", "leads.csv", 4),
    ]


def test_repeated_activities_and_opportunities_keep_the_first_by_moment(tmp_path: Path) -> None:
    activities = "activity_id,lead_id,occurred_at,activity_type\nA,L1,2026-01-05,late\nA,L2,2026-01-04,first\n"
    opportunities = OPPORTUNITIES + "O,L1,2026-02-02\nO,L2,2026-02-01\n"
    done = built(fill(tmp_path / "data", activities=activities, opportunities=opportunities))
    assert told(done, "select activity_type from activities") == [("first",)]
    assert told(done, "select lead_id from opportunities join leads using (lead)") == [("L2",)]
    assert [row[:2] for row in refusals(done)] == [("activities", "duplicate"), ("opportunities", "duplicate")]


def test_repeated_activities_before_the_creation_keep_the_first_by_the_moment_they_were_told(tmp_path: Path) -> None:
    leads = "lead_id,created_at\nL1,2026-01-01\n"
    activities = "activity_id,lead_id,occurred_at,activity_type\nA,L1,2025-12-31,late\nA,L1,2025-12-30,first\n"
    done = built(fill(tmp_path / "data", leads=leads, activities=activities))
    assert told(done, "select activity_type, occurred_at from activities") == [("first", datetime(2026, 1, 1))]
    assert done.warnings["activity before creation"] == 1


def test_the_tables_that_last_keep_no_column_of_the_check(tmp_path: Path) -> None:
    done = built(fill(tmp_path / "data"))
    assert told(done, "select column_name from duckdb_columns() where column_name like '\\_%' escape '\\'") == []


def test_activities_without_an_id_are_never_duplicates(tmp_path: Path) -> None:
    activities = (
        "activity_id,lead_id,occurred_at,activity_type\n" + ",L1,2026-01-05,call\n" * 3 + '" ",L1,2026-01-05,call\n'
    )
    assert counts(built(fill(tmp_path / "data", activities=activities)))["activities"] == (4, 4)


def test_a_row_of_an_unknown_lead_or_opportunity_is_an_orphan(tmp_path: Path) -> None:
    leads = "lead_id,created_at\nL1,2026-01-01\nREFUSED,never\n"
    done = built(
        fill(
            tmp_path / "data",
            leads=leads,
            activities=ACTIVITIES + "NOBODY,2026-01-03,call\nREFUSED,2026-01-03,call\n",
            stage_changes=STAGES + "NOBODY,mql,2026-01-03\n",
            assignments="lead_id,person_id,assigned_at\nREFUSED,P1,2026-01-03\n",
            opportunities=OPPORTUNITIES + "O1,L1,2026-02-01\nO2,REFUSED,2026-02-01\n",
            opportunity_changes=CHANGES + "O1,2026-02-02,won\nO2,2026-02-02,won\nO3,2026-02-02,won\n",
        )
    )
    orphans = [(table, value) for table, reason, _, value, *_ in refusals(done) if reason == "orphan"]
    assert sorted(orphans) == [
        ("activities", "NOBODY"),
        ("activities", "REFUSED"),
        ("assignments", "REFUSED"),
        ("opportunities", "REFUSED"),
        ("opportunity_changes", "O2"),
        ("opportunity_changes", "O3"),
        ("stage_changes", "NOBODY"),
    ]


def test_a_row_that_is_both_orphan_and_duplicate_is_refused_once_and_its_twin_stays(tmp_path: Path) -> None:
    activities = "activity_id,lead_id,occurred_at,activity_type\nA,NOBODY,2026-01-03,call\nA,L1,2026-01-04,call\n"
    done = built(fill(tmp_path / "data", activities=activities))
    assert refusals(done) == [("activities", "orphan", "lead_id", "NOBODY", "activities.csv", 2)]
    assert counts(done)["activities"] == (2, 1)


def test_stage_names_are_trimmed_and_lower_cased_before_they_must_match(tmp_path: Path) -> None:
    stages = STAGES + "L1, MQL ,2026-01-03\nL1,Sales_Lead,2026-01-04\nL1,\tRecycled,2026-01-05\n"
    opportunities = OPPORTUNITIES + "O1,L2,2026-02-01\n"
    changes = CHANGES + "O1,2026-02-02, WON \n"
    data = fill(tmp_path / "data", stage_changes=stages, opportunities=opportunities, opportunity_changes=changes)
    done = built(data)
    assert done.refused == 0
    assert told(done, "select count(*) from stage_episodes join leads using (lead) where lead_id = 'L2'") == [(7,)]


def test_an_unknown_stage_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    stages = STAGES + "L1,mqll,2026-01-03\nL1,Disqualify,2026-01-03\nL1,???,2026-01-03\nL1,,2026-01-03\n"
    done = built(fill(tmp_path / "data", leads="lead_id,created_at\nL1,2026-01-01\nmqll,never\n", stage_changes=stages))
    hints = told(done, "select reason, value, hint from refused order by table_name, row")
    assert hints == [
        ("unparsable", "never", None),
        ("unknown stage", "mqll", "mql"),
        ("unknown stage", "Disqualify", "disqualified"),
        ("unknown stage", "???", None),
        ("missing", None, None),
    ]


def test_an_event_before_the_creation_is_kept_and_counted_as_odd(tmp_path: Path) -> None:
    done = built(
        fill(
            tmp_path / "data",
            activities=ACTIVITIES + "L1,2025-12-31,call\n",
            stage_changes=STAGES + "L1,mql,2025-12-31\n",
            assignments="lead_id,person_id,assigned_at\nL1,P1,2025-12-31\n",
            opportunities=OPPORTUNITIES + "O1,L1,2025-12-31\n",
            opportunity_changes=CHANGES + "O1,2025-12-30,won\n",
        )
    )
    assert done.refused == 0
    assert done.warnings == {
        "activity before creation": 1,
        "stage change before creation": 1,
        "assignment before creation": 1,
        "opportunity before creation": 1,
        "opportunity change before creation": 1,
    }
    assert told(done, "select min(occurred_at) from activities") == [(datetime(2026, 1, 1, 9),)]


@pytest.mark.parametrize(("moment", "is_kept"), [("2026-07-01T12:00:00", True), ("2026-07-01T12:00:01", False)])
def test_a_moment_within_a_day_of_the_end_is_kept_and_a_later_one_refused(
    tmp_path: Path, moment: str, is_kept: bool
) -> None:
    done = built(
        fill(
            tmp_path / "data",
            activities=ACTIVITIES + f"L1,{moment},call\n",
            stage_changes=STAGES + f"L1,mql,{moment}\n",
            opportunities=OPPORTUNITIES + "O1,L1,2026-02-01\n",
            opportunity_changes=CHANGES + f"O1,{moment},open\n",
        )
    )
    assert [row[1] for row in refusals(done)] == ([] if is_kept else ["future"] * 3)


def test_without_an_end_of_the_data_the_moment_of_the_build_is_the_end(tmp_path: Path) -> None:
    spend = f"day,amount\n2020-01-01,1\n{FAR_AHEAD},1\n"
    done = built(fill(tmp_path / "data", activities=ACTIVITIES + f"L1,{FAR_AHEAD},call\n", spend=spend), as_of=None)
    assert [(row[0], row[1]) for row in refusals(done)] == [("activities", "future"), ("spend", "future")]


def test_a_close_date_ahead_of_us_is_no_fault(tmp_path: Path) -> None:
    changes = f"opportunity_id,changed_at,close_date\nO1,2026-02-02,{FAR_AHEAD}\n"
    opportunities = OPPORTUNITIES + "O1,L1,2026-02-01\n"
    done = built(fill(tmp_path / "data", opportunities=opportunities, opportunity_changes=changes))
    assert done.refused == 0
