"""Raw rows admitted to the canonical tables; whatever is not kept is counted and shown with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, StarExpression

from leaddash import statements
from leaddash.agreement import EXITS, STAGES
from leaddash.errors import nearest
from leaddash.sources.contract.tables import TABLES, Table
from leaddash.sources.reading import Reading, make_empty
from leaddash.sources.source import BUNDLED, Source, load

HERE = Path(__file__).parent
MACROS = (HERE / "macros.sql", HERE / "moments.sql")
"""What a source's SQL may call: text, numbers, moments of cells."""
CHECKS = ("_file", "_row", "_problem", "_repairs", "_early")
"""Columns of a typed row that only its check reads."""


@dataclass(frozen=True)
class SetAside:
    """Rows or values set aside for one reason: how many, and the first with file, row, value and hint."""

    reason: str
    column: str
    count: int
    examples: list[dict[str, Any]]


@dataclass(frozen=True)
class Findings:
    """What became of a table's rows: read = kept + refused; repaired ones are kept, a value set empty."""

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
    db: duckdb.DuckDBPyConnection,
    source: Source,
    reading: Reading,
    zone: str,
    horizon: datetime,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Findings]:
    """Make `clean_<table>`, `refused` and `repaired` from the raw tables; moments after `horizon` are refused.

    Tables that last are made under their own names in the database `snapshot`, all others in `scratch`.
    """
    db.execute(statements.read(HERE / "findings.sql"))
    parameters = {**source.parameters, "zone": zone, "horizon": horizon, "stages": [*STAGES, *EXITS]}
    found = []
    for table in TABLES:
        progress(table.name)
        found.append(_admit_table(db, source, reading, table, parameters))
    return found


def _admit_table(
    db: duckdb.DuckDBPyConnection, source: Source, reading: Reading, table: Table, parameters: dict[str, Any]
) -> Findings:
    rows = source.statement(table.name) or _no_rows(db, table)
    sql = statements.joined("source_rows", rows, _sql(table.name))
    db.execute(f"create table {table.database}.main.typed as {sql}", statements.named_in(sql, parameters))
    count_read = len(db.table("typed"))
    if count_read:
        _refuse(db, table)
    for also in table.also:
        db.execute(f"create table {also} as {_sql(also)}")
    count_kept = len(db.table("typed"))
    _keep(db, table)
    return Findings(
        table=table.name,
        present=bool(source.raw_tables_of(table.name) & reading.present),
        read=count_read,
        kept=count_kept,
        refused=_set_aside(db, "refused", table) if count_read else [],
        repaired=_set_aside(db, "repaired", table) if count_read else [],
    )


def _refuse(db: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Take out the rows to refuse, noting each once: it breaks the contract, or repeats the key of one that stays.

    Then note the repairs of those that stay.
    """
    _note(db, "refused", "unfit", table)
    if table.key:
        _keyed(db, table.key, table.moment)
        _note(db, "refused", "duplicates", table, table.key)
    _hint_stages(db)
    _run(db, "removal", table)
    if "_repairs" in db.table("typed").columns:
        _note(db, "repaired", "mended", table)


def _keep(db: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the view of the rows that stay without the columns of the check, which a table that lasts also drops."""
    made = [name for name in CHECKS if name in db.table("typed").columns]
    for name in made if table.lasting else ():
        db.execute(f"alter table typed drop column {name}")
    kept = table.lasting or f"typed_{table.name}"
    db.execute(f"alter table typed rename to {kept}")
    shown = StarExpression(exclude=[] if table.lasting else made)
    db.table(kept).select(shown).create_view(f"clean_{table.name}")


def _sql(name: str) -> str:
    return statements.read(HERE / f"{name}.sql")


def _no_rows(db: duckdb.DuckDBPyConnection, table: Table) -> str:
    """The statement of a canonical table that the source cannot fill: its columns, no rows."""
    canonical = load(BUNDLED / "canonical")
    make_empty(db, next(raw for raw in canonical.tables if raw.name == table.name))
    return canonical.statement(table.name) or ""


def _note(db: duckdb.DuckDBPyConnection, target: str, check: str, table: Table, column: str = "") -> None:
    sql = f"insert into {target} {_sql(check)}"
    db.execute(sql, statements.named_in(sql, {"table": table.name, "key_column": column}))


def _run(db: duckdb.DuckDBPyConnection, name: str, table: Table) -> None:
    db.execute(_sql(name), {"table": table.name})


def _keyed(db: duckdb.DuckDBPyConnection, key: str, moment: str | None) -> None:
    """Make the view in which duplicates are looked for: rows sound by themselves, with their key and moment."""
    typed = db.table("typed")
    moments = [ColumnExpression(name) for name in ("_early", moment) if name in typed.columns]
    columns = (
        ColumnExpression(key).alias("key"),
        CoalesceOperator(*moments, ConstantExpression(None)).alias("moment"),
        *map(ColumnExpression, ("_file", "_row")),
        ColumnExpression("rowid").alias("typed_row"),
    )
    fit = typed.filter(ColumnExpression("_problem").isnull() & ColumnExpression(key).isnotnull())
    fit.select(*columns).create_view("keyed", replace=True)


def _hint_stages(db: duckdb.DuckDBPyConnection) -> None:
    """Name the nearest known stage beside each unknown one."""
    unknown = [value for (value,) in db.execute(_sql("unknown_stages")).fetchall()]
    if unknown:
        hints = [nearest(value, (*STAGES, *EXITS)) for value in unknown]
        db.execute(_sql("hints"), {"values": unknown, "hints": hints})


def _set_aside(db: duckdb.DuckDBPyConnection, target: str, table: Table) -> list[SetAside]:
    db.table(target).create_view("set_aside", replace=True)
    rows = db.execute(_sql("summary"), {"table": table.name}).fetchall()
    return [SetAside(*row) for row in rows]
