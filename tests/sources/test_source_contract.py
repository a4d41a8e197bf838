"""What every source keeps, whoever wrote it, and a source of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from leaddash import sources, statements
from leaddash.errors import SourceError
from leaddash.sources.source import BUNDLED, RawTable, Source, load
from tests.intake import built, counts, refusals, told

FOLDERS = sorted(path.parent for path in BUNDLED.glob("*/source.toml"))
CANONICAL = {table.name: (*table.required, *table.optional) for table in load(BUNDLED / "canonical").tables}
MADE = ("_file", "_row")
LONGEST = 80
DEALS = "Id,Created Time,Stage,Closing Date,Deal Owner Name,Contact Name,SLA\n"


@pytest.fixture(params=FOLDERS, ids=[folder.name for folder in FOLDERS])
def source(request: pytest.FixtureRequest) -> Source:
    return load(request.param)


@pytest.fixture
def db(source: Source) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the macros and the raw tables of a source, all empty."""
    with duckdb.connect() as connection:
        for macros in (*sources.MACROS, source.folder / "macros.sql"):
            if macros.exists():
                connection.execute(macros.read_text("utf-8"))
        for table in source.tables:
            make_raw(connection, table)
        yield connection


def make_raw(db: duckdb.DuckDBPyConnection, table: RawTable) -> None:
    columns = ", ".join(f'"{name}" varchar' for name in (*table.required, *table.optional, "_file"))
    db.execute(f"create table raw_{table.name} ({columns}, _row bigint)")


def test_every_statement_says_what_a_row_is_and_is_short(source: Source) -> None:
    for path in source.folder.glob("*.sql"):
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= LONGEST, path
        assert path.name == "macros.sql" or text.startswith("-- One row"), path


def test_every_statement_fills_a_canonical_table(source: Source) -> None:
    names = {path.stem for path in source.folder.glob("*.sql")} - {"macros", "data_end"}
    assert names <= CANONICAL.keys()
    assert "leads" in names


def test_every_statement_yields_the_canonical_columns_and_only_leads_more(
    source: Source, db: duckdb.DuckDBPyConnection
) -> None:
    for table, columns in CANONICAL.items():
        sql = source.statement(table)
        if sql is None:
            continue
        parameters = statements.named_in(sql, {**source.parameters, "zone": "UTC"})
        found = [column[0] for column in db.execute(sql, parameters).description or []]
        assert {*columns, *MADE} <= set(found), table
        assert table == "leads" or set(found) == {*columns, *MADE}, table
        assert len(found) == len(set(found)), table


def test_the_end_of_the_data_is_one_moment(source: Source, db: duckdb.DuckDBPyConnection) -> None:
    sql = source.statement("data_end")
    if sql is not None:
        assert db.execute(sql, statements.named_in(sql, {**source.parameters, "zone": "UTC"})).fetchall() == [(None,)]


def test_a_source_recognises_its_own_files_and_no_other_s(source: Source, tmp_path: Path) -> None:
    for table in source.tables:
        if table.needed:
            (tmp_path / table.files[0].upper()).write_text("")
    assert source.recognises(tmp_path)
    assert sources.choose(tmp_path).name == source.name


def zoho_of_ours(folder: Path) -> Path:
    """A copy of the Zoho source for a company that calls its won deals `Gewonnen`."""
    ours = Path(shutil.copytree(BUNDLED / "zoho_crm", folder / "zoho_of_ours"))
    toml = (ours / "source.toml").read_text("utf-8")
    (ours / "source.toml").write_text(toml.replace('"Payment Done"', '"Gewonnen"').replace("zoho_crm", "ours"))
    return ours


def deals(folder: Path, rows: str, calls: str = "") -> Path:
    folder.mkdir()
    (folder / "deals.csv").write_text(DEALS + rows)
    if calls:
        (folder / "calls.csv").write_text("Id,ContactId,Call Start Time,Call Status\n" + calls)
    return folder


def test_a_source_of_one_s_own_is_used_by_its_path(tmp_path: Path) -> None:
    data = deals(tmp_path / "data", "1,01.05.2026 09:00,Gewonnen,02.05.2026,Ann,C1,00:05:00\n")
    done = built(data, source=str(zoho_of_ours(tmp_path)))
    assert done.refused == 0
    assert told(done, "select stage from stage_episodes where stage = 'customer'") == [("customer",)]
    assert [row[1] for row in refusals(built(data, source="zoho_crm"))] == ["unknown stage"]


def test_what_a_zoho_export_says_badly_is_refused_and_what_falls_to_no_deal_is_an_orphan(tmp_path: Path) -> None:
    rows = "1,01.05.2026 09:00,Lost,31.02.2026,Ann,C1,soon\n2,01.06.2026 09:00,New Lead,,Ann,C1,01:00:00\n"
    calls = "11,C1,2026-05-01 10:00:00,Received\n12,C1,2026-06-01 10:00:00,Received\n"
    calls += "13,C9,2026-06-01 10:00:00,\n14,C1,later,\n"
    done = built(deals(tmp_path / "data", rows, calls))
    assert [row[:4] for row in refusals(done)] == [
        ("activities", "orphan", "lead_id", "C1"),
        ("activities", "orphan", "lead_id", "C9"),
        ("activities", "unparsable", "occurred_at", "later"),
        ("activities", "unparsable", "occurred_at", "soon"),
        ("stage_changes", "unparsable", "entered_at", "31.02.2026"),
    ]
    assert counts(done) == {
        "leads": (2, 2),
        "activities": (6, 2),
        "stage_changes": (2, 1),
        "assignments": (2, 2),
        "people": (1, 1),
    }


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("zoho_crn", 'There is no source "zoho_crn"; known are canonical, zoho_crm.* Did you mean "zoho_crm"?'),
        ("/nowhere", 'There is no source "/nowhere"'),
        ("leads", "no source: it has no source.toml"),
    ],
)
def test_a_source_that_is_not_there_is_said_so(tmp_path: Path, wanted: str, said: str) -> None:
    (tmp_path / "leads").mkdir()
    with pytest.raises(SourceError, match=said):
        sources.choose(tmp_path, str(tmp_path / wanted) if wanted == "leads" else wanted)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("name = ", "source.toml cannot be read"),
        ('time_zoen = "UTC"', 'unknown key "time_zoen". Did you mean "time_zone"?'),
        ('time_zone = "Europe/Madird"', 'no time zone "Europe/Madird".* Did you mean "Europe/Madrid"?'),
        ('[tables.leads]\nfiles = "leads.csv"', 'files of the table "leads" must be a list of texts'),
        ("[tables.leads]\nrequird = []", 'unknown key "requird". Did you mean "required"?'),
    ],
)
def test_a_fault_in_source_toml_is_named(tmp_path: Path, toml: str, said: str) -> None:
    (tmp_path / "source.toml").write_text(toml)
    with pytest.raises(SourceError, match=said.replace("?", r"\?")):
        load(tmp_path)


@pytest.mark.parametrize("name", ["leads.sql", "macros.sql", "data_end.sql"])
def test_a_fault_in_the_sql_of_a_source_is_a_sentence_that_names_the_source(tmp_path: Path, name: str) -> None:
    ours = zoho_of_ours(tmp_path)
    (ours / name).write_text("-- One row per deal.\nselect nothing_of_the_kind from raw_deals\n")
    with pytest.raises(SourceError, match=r'The source "ours" cannot be applied .*nothing_of_the_kind'):
        built(deals(tmp_path / "data", "1,01.05.2026 09:00,Lost,,Ann,C1,\n"), source=str(ours), as_of=None)
