"""Several files of one table read as one, and files that no table takes named."""

from __future__ import annotations

from pathlib import Path

from tests.intake import built, counts, fill, fill_parquet, told


def test_files_of_a_table_are_read_by_name_whatever_the_order_of_their_columns(tmp_path: Path) -> None:
    data = fill(tmp_path / "data", leads="lead_id,created_at,source\nL1,2026-01-01,web\n")
    (data / "leads-2026-02.csv").write_text("campaign;created_at;extra;lead_id\nspring;2026-02-01;x;L2\n")
    fill_parquet(data / "leads_2026_03.parquet", created_at=["2026-03-01"], lead_id=[3], employees=[7])
    (data / "Leads.2026-04.CSV").write_text("lead_id,created_at\n4,2026-04-01\n")
    done = built(data)
    rows = told(done, "select lead_id, source, campaign, employees, extra from lead_attributes order by created_at")
    assert rows == [
        ("L1", "web", None, None, None),
        ("L2", None, "spring", None, "x"),
        ("3", None, None, 7.0, None),
        ("4", None, None, None, None),
    ]


def test_files_of_two_types_for_one_column_keep_every_value(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    fill_parquet(data / "leads-2.parquet", lead_id=["P1"], created_at=["2026-01-01"], size=[12])
    (data / "leads-3.csv").write_text("lead_id,created_at,size\nC1,2026-01-01,large\n")
    done = built(data)
    sizes = told(done, "select lead_id, size from lead_attributes where size is not null order by lead_id")
    assert sizes == [("C1", "large"), ("P1", "12")]


def test_names_that_only_begin_like_a_table_are_not_read_and_are_told(tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    for name in ("leadsheet.csv", "deals.xlsx", "activities.csv.gz", "README.md", ".leads.csv"):
        (data / name).write_text("nothing of ours")
    done = built(data)
    assert done.unread == ("activities.csv.gz", "deals.xlsx", "leadsheet.csv")
    assert counts(done) == {"leads": (2, 2), "activities": (1, 1)}


def test_a_further_column_of_leads_is_kept_whatever_its_name(tmp_path: Path) -> None:
    data = fill(tmp_path / "data", leads='lead_id,created_at,lead,"Größe, ""m"""\nL1,2026-01-01,x,2\n')
    assert told(built(data), 'select lead, "Größe, ""m""" from lead_attributes') == [("x", "2")]


def test_rows_of_each_file_are_counted_from_its_own_header(tmp_path: Path) -> None:
    data = fill(tmp_path / "data", leads="lead_id,created_at\nL1,never\n")
    (data / "leads-2.csv").write_text('lead_id,created_at,note\nL2,2026-01-01,"two\nlines"\nL3,never,\n')
    rows = told(built(data), "select file, row from refused where table_name = 'leads' order by file")
    assert rows == [("leads-2.csv", 3), ("leads.csv", 2)]


def test_a_company_is_called_as_its_own_column_says_else_as_its_account(tmp_path: Path) -> None:
    named = "lead_id,created_at,account_id,company\nL1,2026-01-01,A1,Nordia\nL2,2026-01-02,A2,\nL3,2026-01-03,,\n"
    done = built(fill(tmp_path / "named", leads=named))
    assert told(done, "select company from leads order by lead_id") == [("Nordia",), ("A2",), (None,)]
    plain = built(fill(tmp_path / "plain", leads="lead_id,created_at,account_id\nL1,2026-01-01,A1\n"))
    assert told(plain, "select company from leads") == [("A1",)]
