"""Random dirty rows: every row read is kept or refused once, for the reason that the contract gives."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from leaddash.sources.source import BUNDLED, load
from tests.intake import AS_OF, built, counts, fill, told
from tests.sources.admission import EXITS, REQUIRED, STAGES, refused

IDS = st.sampled_from(["1", "2", "3", "4", " 4 ", "5805028000055525099", "5805028000055525100", "", "  "])
MOMENTS = st.sampled_from(
    (
        *("2026-01-01", "2026-01-01T09:00:00", "2026-01-02 10:00:00.5", " 2026-02-03 ", "2026-07-01T12:00:00"),
        *("2026-07-01T12:00:01", "2999-01-01", "yesterday", "2026-02-30", ""),
    )
)
STAGE_NAMES = st.sampled_from([*STAGES, *EXITS, " MQL ", "Lost", "mqll", "won", ""])
TEXTS = st.sampled_from(["call", 'a "quoted", one', "two\nlines", "=1+1", " "])
COLUMNS: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "leads": {"lead_id": IDS, "created_at": MOMENTS, "lead_name": TEXTS},
    "activities": {"activity_id": IDS, "lead_id": IDS, "occurred_at": MOMENTS, "activity_type": TEXTS},
    "stage_changes": {"lead_id": IDS, "stage": STAGE_NAMES, "entered_at": MOMENTS},
    "opportunities": {"opportunity_id": IDS, "lead_id": IDS, "created_at": MOMENTS},
    "opportunity_changes": {"opportunity_id": IDS, "changed_at": MOMENTS},
}
DIRTY = st.fixed_dictionaries(
    {table: st.lists(st.fixed_dictionaries(columns), max_size=40) for table, columns in COLUMNS.items()}
)


def as_csv(rows: list[dict[str, str]], columns: Any) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@seed(20260630)
@settings(max_examples=12, deadline=None, database=None)
@given(DIRTY)
def test_every_row_is_kept_or_refused_once_for_its_reason(tables: dict[str, list[dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        texts = {table: as_csv(rows, COLUMNS[table]) for table, rows in tables.items()}
        done = built(fill(Path(folder) / "data", **texts))
        expected = refused(tables, AS_OF)
        found = told(done, "select table_name, row, reason, file from refused")
        assert {(table, row) for table, row, *_ in found} == {(table, row) for table, row, _ in expected}
        reasons = {(table, row): reason for table, row, reason in expected}
        assert all(reason in reasons[table, row].split("/") for table, row, reason, _ in found)
        assert all(file == f"{table}.csv" for table, _, _, file in found)
        for table in REQUIRED:
            count_refused = sum(row[0] == table for row in found)
            read, kept = counts(done)[table]
            assert (read, kept + count_refused) == (len(tables[table]), len(tables[table]))
        assert done.refused == len(found) == len(expected)


WIDE = {
    "source.toml": '[tables.leads]\nneeded = true\nfiles = ["wide.csv"]\nrequired = ["id", "created", "mql", "won"]\n',
    "leads.sql": "-- One row per lead.\n"
    "select {empty}, id as lead_id, created as created_at, _file, _row from raw_leads\n",
    "stage_changes.sql": "-- One row per date of a lead.\n"
    "select id as lead_id, 'mql' as stage, mql as entered_at, {empty}, _file, _row from raw_leads\n"
    "union all select id, 'customer', won, {nulls}, _file, _row from raw_leads\n",
}


def test_two_rows_that_a_source_makes_of_one_raw_row_are_refused_each_for_itself(tmp_path: Path) -> None:
    source, data = tmp_path / "wide", tmp_path / "data"
    for folder in (source, data):
        folder.mkdir()
    canonical = {table.name: table.optional for table in load(BUNDLED / "canonical").tables}
    for name, text in WIDE.items():
        optional = canonical.get(name.removesuffix(".sql"), ())
        empty = ", ".join(f"null as {column}" for column in optional)
        (source / name).write_text(
            text.replace("{empty}", empty).replace("{nulls}", ", ".join(["null"] * len(optional)))
        )
    (data / "wide.csv").write_text("id,created,mql,won\nL1,2026-01-01,2026-01-02,soon\n")
    done = built(data, source=str(source))
    assert counts(done)["stage_changes"] == (2, 1)
    assert told(done, "select value from refused") == [("soon",)]
