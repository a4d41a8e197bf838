"""Raw rows admitted to the canonical tables; whatever is not kept is counted and shown with its reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from leaddash import statements
from leaddash.agreement import EXITS, STAGES
from leaddash.errors import nearest
from leaddash.sources.contract.tables import TABLES, Table
from leaddash.sources.reading import Reading, make_empty
from leaddash.sources.source import BUNDLED, Source, load

HERE = Path(__file__).parent


@dataclass(frozen=True)
class SetAside:
    """Rows (or values) of a table set aside for one reason: how many, and the first: file, row, value, hint."""

    reason: str
    column: str
    count: int
    examples: list[dict[str, Any]]


@dataclass(frozen=True)
class Findings:
    """What became of one table's rows: read = kept + refused; repaired rows are kept with a value set empty."""

    table: str
    present: bool
    read: int
    kept: int
    refused: list[SetAside]
    repaired: list[SetAside]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the manifest."""
        return asdict(self)


def admit(
    db: duckdb.DuckDBPyConnection, source: Source, reading: Reading, zone: str, horizon: datetime
) -> list[Findings]:
    """Fill `clean_<table>`, `refused` and `repaired` from the raw views; a moment after `horizon` is refused."""
    db.execute(statements.read(HERE / "findings.sql"))
    parameters = {**source.parameters, "zone": zone, "horizon": horizon, "stages": [*STAGES, *EXITS]}
    return [_admit_table(db, source, reading, table, parameters) for table in TABLES]


def _admit_table(
    db: duckdb.DuckDBPyConnection, source: Source, reading: Reading, table: Table, parameters: dict[str, Any]
) -> Findings:
    rows = source.statement(table.name) or _no_rows(db, table)
    sql = statements.joined("source_rows", rows, _sql(table.name))
    db.execute(f"create or replace table typed as {sql}", statements.named_in(sql, parameters))
    _note(db, "refused", "unfit", table)
    _note(db, "repaired", "mended", table)
    if table.key:
        _keyed(db, table.key, table.moment)
        _note(db, "refused", "duplicates", table, table.key)
    if table.parent:
        _keyed(db, table.parent_key, None)
        _parents(db, table)
        _note(db, "refused", "orphans", table, table.parent_key)
    _hint_stages(db)
    db.execute(f"create table clean_{table.name} as {_sql('kept')}", {"table": table.name})
    return _findings(db, table, present=bool(source.raw_tables_of(table.name) & reading.present))


def _sql(name: str) -> str:
    return statements.read(HERE / f"{name}.sql")


def _no_rows(db: duckdb.DuckDBPyConnection, table: Table) -> str:
    """A canonical table that the source cannot fill: its columns, no rows."""
    canonical = load(BUNDLED / "canonical")
    make_empty(db, next(raw for raw in canonical.tables if raw.name == table.name))
    return canonical.statement(table.name) or ""


def _note(db: duckdb.DuckDBPyConnection, target: str, check: str, table: Table, column: str = "") -> None:
    sql = f"insert into {target} {_sql(check)}"
    db.execute(sql, statements.named_in(sql, {"table": table.name, "column": column}))


def _keyed(db: duckdb.DuckDBPyConnection, key: str, moment: str | None) -> None:
    """Make the view that the checks of keys read: rows not refused yet, with their key and moment."""
    ordered = ColumnExpression(moment) if moment else ConstantExpression(0)
    fit = db.table("typed").filter(ColumnExpression("_problem").isnull() & ColumnExpression(key).isnotnull())
    columns = (
        ColumnExpression(key).alias("key"),
        ordered.alias("moment"),
        *map(ColumnExpression, ("_file", "_row")),
    )
    fit.select(*columns).create_view("keyed", replace=True)


def _parents(db: duckdb.DuckDBPyConnection, table: Table) -> None:
    parents = db.table(f"clean_{table.parent}").select(ColumnExpression(table.parent_key).alias("key"))
    parents.create_view("parents", replace=True)


def _hint_stages(db: duckdb.DuckDBPyConnection) -> None:
    """Name the nearest known stage beside each unknown one."""
    unknown = db.execute(_sql("unknown_stages")).fetchall()
    for (value,) in unknown:
        hint = nearest(value.strip(), (*STAGES, *EXITS))
        db.execute("update refused set hint = $hint where value = $value", {"hint": hint, "value": value})


def _findings(db: duckdb.DuckDBPyConnection, table: Table, *, present: bool) -> Findings:
    return Findings(
        table=table.name,
        present=present,
        read=len(db.table("typed")),
        kept=len(db.table(f"clean_{table.name}")),
        refused=_set_aside(db, "refused", table),
        repaired=_set_aside(db, "repaired", table),
    )


def _set_aside(db: duckdb.DuckDBPyConnection, target: str, table: Table) -> list[SetAside]:
    db.table(target).create_view("set_aside", replace=True)
    rows = db.execute(_sql("summary"), {"table": table.name}).fetchall()
    return [SetAside(*row) for row in rows]
